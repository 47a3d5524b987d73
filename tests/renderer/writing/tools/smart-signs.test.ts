// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'

import { quoteFor } from '../../../../src-renderer/writing/tools/smart-signs'
import { setMode } from '../../../../src-renderer/writing/tools/view-modes'
import { block, edit, type } from './editor'

const typed = (text: string, language: 'zh-CN' | 'en'): string => {
  const editor = edit([block.paragraph('')], { language: () => language })
  editor.commands.setTextSelection(1)
  type(editor, text)
  return editor.state.doc.textContent
}

describe('signs set by language', () => {
  it('opens and closes Chinese quotation marks by what is open, with no space to go by', () => {
    expect(typed('他说"好",又说"行"。', 'zh-CN')).toBe('他说“好”,又说“行”。')
    expect(typed("他说\"她讲'好'了\"", 'zh-CN')).toBe('他说“她讲‘好’了”')
    expect(typed("it's", 'zh-CN')).toBe('it’s')
  })

  it('goes by the word in English', () => {
    expect(typed(`"It's 'fine'," she said`, 'en')).toBe('“It’s ‘fine’,” she said')
    expect(quoteFor('(', '"', 'en')).toBe('“')
  })

  it('sets dashes and ellipses two wide in Chinese and one in English', () => {
    expect(typed('等等...好--完', 'zh-CN')).toBe('等等……好——完')
    expect(typed('wait...and--so', 'en')).toBe('wait…and—so')
  })

  it('gives back what was typed on one Backspace, and does nothing when turned off', () => {
    const editor = edit([block.paragraph('')])
    editor.commands.setTextSelection(1)
    type(editor, '"')
    expect(editor.state.doc.textContent).toBe('“')
    editor.commands.undoInputRule()
    expect(editor.state.doc.textContent).toBe('"')
    setMode('smart', false)
    expect(typed('"a"', 'en')).toBe('"a"')
    setMode('smart', true)
  })

  it('leaves what is pasted or loaded alone', () => {
    const editor = edit([block.paragraph('"直"')])
    editor.commands.insertContentAt(1, '"引')
    expect(editor.state.doc.textContent).toBe('"引"直"')
  })
})
