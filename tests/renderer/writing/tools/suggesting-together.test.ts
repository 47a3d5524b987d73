// @vitest-environment happy-dom
import type { Editor } from '@tiptap/core'
import type { Node as ProseNode } from '@tiptap/pm/model'
import { describe, expect, it } from 'vitest'

import { toggleCrosshead } from '../../../../src-renderer/writing/block-acts'
import { moveBlock, removeBlock } from '../../../../src-renderer/writing/blocks/arrange'
import { setSuggesting, settleAll, settleSuggestions, suggestionsOf } from '../../../../src-renderer/writing/tools/suggesting'
import { isSuggestion } from '../../../../src-renderer/writing/tools/suggestions/marks'
import { parseBody } from '../../../../src-shared/story/body'
import type { BodyJson } from '../../../../src-shared/story/story'
import { unresolvedIn } from '../../../../src-shared/story/unresolved'
import { block, edit, lines, type } from './editor'

type Who = 'a' | 'b'

/** A text two people suggest changes of: `as` says who is at the keyboard. */
const shared = (content: BodyJson[]) => {
  const whose = new Map<string, Who>()
  let now: Who = 'a'
  const editor = edit(content, {
    onSuggested: (ids) => {
      for (const id of ids) if (!whose.has(id)) whose.set(id, now)
    },
    noted: { mine: (id) => whose.get(id) === now, who: (id) => ({ colour: whose.get(id) === 'a' ? 0 : 1, name: whose.get(id) ?? '', title: whose.get(id) ?? '' }), hasThread: () => true },
  })
  setSuggesting(editor, true)
  const as = (who: Who, act: (editor: Editor) => void): void => {
    now = who
    act(editor)
    expect(parseBody(editor.state.doc.toJSON() as BodyJson).ok).toBe(true)
  }
  const settle = (who: Who, accept: boolean): void => settleSuggestions(editor, suggestionsOf(editor.state.doc).flatMap(({ id }) => (whose.get(id) === who ? [id] : [])), accept)
  /** What stands in the text: each piece with whose suggestions it carries. */
  const told = (): string[] => {
    const found: string[] = []
    const look = (node: ProseNode): void => {
      const marks = node.marks.filter(isSuggestion).map((mark) => `${{ insertion: '+', deletion: '-', modification: '~' }[mark.type.name] ?? ''}${whose.get(String(mark.attrs['id'])) ?? '?'}`).join(' ')
      if (node.isText) found.push(`${node.text ?? ''} ${marks}`.trim())
      else if (marks !== '') found.push(`<${node.type.name} ${marks}>`)
      node.forEach(look)
    }
    editor.state.doc.forEach(look)
    return found
  }
  return { editor, as, settle, told, undo: () => editor.commands.undo(), kinds: () => suggestionsOf(editor.state.doc).map(({ id, kind }) => `${whose.get(id) ?? '?'} ${kind}`) }
}

const at = (editor: Editor, text: string): number => {
  let found = -1
  editor.state.doc.descendants((node, pos) => {
    const index = node.isTextblock ? node.textContent.indexOf(text) : -1
    if (found < 0 && index >= 0) found = pos + 1 + index
  })
  return found
}
const choose = (editor: Editor, text: string): void => {
  const from = at(editor, text)
  editor.commands.setTextSelection({ from, to: from + text.length })
}
const press = (editor: Editor, key: string): void => {
  editor.view.someProp('handleKeyDown', (handle) => handle(editor.view, new KeyboardEvent('keydown', { key })))
}
const typeAt = (before: string, words: string) => (editor: Editor): void => {
  editor.commands.setTextSelection(at(editor, before))
  type(editor, words)
}
const strike = (words: string) => (editor: Editor): void => {
  choose(editor, words)
  editor.commands.deleteSelection()
}
/** A new paragraph after the first. */
const putBlock = (words: string) => (editor: Editor): void => {
  editor.commands.insertContentAt(editor.state.doc.child(0).nodeSize, { type: 'paragraph', content: [{ type: 'text', text: words }] })
}
const photo = (): BodyJson => ({ type: 'photo', attrs: { photo: 'a'.repeat(64), credit: '张三', alt: '夜校' }, content: [{ type: 'text', text: '学员在上课' }] })
const second = (editor: Editor): number => editor.state.doc.child(0).nodeSize

describe('words that somebody else only suggested', () => {
  const struckOut = () => {
    const text = shared([block.paragraph('江畔开课')])
    text.as('a', typeAt('开课', '夜校今日'))
    text.as('b', strike('今日'))
    return text
  }

  it('are struck out and still suggested, and both are open', () => {
    const { told, kinds, editor } = struckOut()
    expect(told()).toEqual(['江畔', '夜校 +a', '今日 +a -b', '开课'])
    expect(kinds()).toEqual(['a insert', 'b delete'])
    expect(suggestionsOf(editor.state.doc).map(({ added, removed }) => [added, removed])).toEqual([['夜校今日', ''], ['', '今日']])
    expect(unresolvedIn(editor.state.doc.toJSON() as BodyJson)).toHaveLength(2)
  })

  it.each<[string, Who, boolean, string[]]>([
    ['go with the suggestion they are of', 'a', false, ['江畔开课']],
    ['are left struck out when they are taken', 'a', true, ['江畔夜校', '今日 -b', '开课']],
    ['go when the deletion is taken', 'b', true, ['江畔', '夜校 +a', '开课']],
    ['stand as suggested before when the deletion is left', 'b', false, ['江畔', '夜校今日 +a', '开课']],
  ])('%s', (_, who, accept, left) => {
    const { settle, told } = struckOut()
    settle(who, accept)
    expect(told()).toEqual(left)
  })

  it('go at once when it is their own that somebody strikes', () => {
    const { as, told } = struckOut()
    as('a', strike('夜校'))
    expect(told()).toEqual(['江畔', '今日 +a -b', '开课'])
    as('a', strike('今日'))
    expect(told()).toEqual(['江畔开课'])
  })

  it('stay with one deletion where a third change would strike them again', () => {
    const { as, told } = struckOut()
    as('b', strike('夜校今日开'))
    expect(told()).toEqual(['江畔', '夜校 +a -b', '今日 +a -b', '开 -b', '课'])
  })

  it('carry the format another suggests beside their own suggestion', () => {
    const { as, told, settle, editor, kinds } = shared([block.paragraph('江畔开课')])
    as('a', typeAt('开课', '夜校'))
    as('b', (now) => {
      choose(now, '夜校')
      now.commands.toggleBold()
    })
    expect(told()).toEqual(['江畔', '夜校 +a ~b', '开课'])
    expect(kinds()).toEqual(['a insert', 'b format'])
    settle('a', true)
    expect(told()).toEqual(['江畔', '夜校 ~b', '开课'])
    settle('b', false)
    expect(told()).toEqual(['江畔夜校开课'])
    expect(JSON.stringify(editor.state.doc.toJSON())).not.toContain('bold')
  })

  it('may have words of another among them, which stay when they go', () => {
    const { as, told, settle } = shared([block.paragraph('江畔开课')])
    as('a', typeAt('开课', '夜校'))
    as('b', typeAt('校', '间学'))
    expect(told()).toEqual(['江畔', '夜 +a', '间学 +b', '校 +a', '开课'])
    settle('a', false)
    expect(told()).toEqual(['江畔', '间学 +b', '开课'])
  })

  it('are replaced by a second suggestion', () => {
    const { as, told, settle } = shared([block.paragraph('江畔开课')])
    as('a', typeAt('开课', '夜校'))
    as('b', (editor) => {
      choose(editor, '夜校')
      type(editor, '学堂')
    })
    expect(told()).toEqual(['江畔', '夜校 +a -b', '学堂 +b', '开课'])
    settle('a', false)
    expect(told()).toEqual(['江畔', '学堂 +b', '开课'])
  })
})

describe('formats that two people suggest', () => {
  const bold = (editor: Editor): void => {
    choose(editor, '夜校')
    editor.commands.toggleBold()
  }
  const over = () => {
    const text = shared([block.paragraph('江畔夜校')])
    text.as('a', bold)
    text.as('b', bold)
    return text
  }

  it.each<[Who, boolean, Who, boolean, boolean]>([
    ['a', false, 'b', false, false], ['b', false, 'a', false, false], ['a', true, 'b', false, true], ['b', false, 'a', true, true],
    ['a', true, 'b', true, false], ['b', true, 'a', true, false], ['a', false, 'b', true, false], ['b', true, 'a', false, false],
  ])('on and off again, settled %s %s then %s %s', (one, first, other, then, isBold) => {
    const { settle, editor } = over()
    settle(one, first)
    settle(other, then)
    expect(suggestionsOf(editor.state.doc)).toEqual([])
    expect(JSON.stringify(editor.state.doc.toJSON()).includes('bold')).toBe(isBold)
  })

  it('stay on words that are then struck out', () => {
    const { as, told, settle } = shared([block.paragraph('江畔夜校')])
    as('a', bold)
    as('b', strike('夜校'))
    expect(told()).toEqual(['江畔', '夜校 -b ~a'])
    settle('b', false)
    expect(told()).toEqual(['江畔', '夜校 ~a'])
  })
})

describe('a block that somebody else only suggested', () => {
  const withBlock = (words = '新来的一段') => {
    const text = shared([block.paragraph('甲段'), block.paragraph('乙段')])
    text.as('a', putBlock(words))
    return text
  }

  it('is struck out whole and still suggested', () => {
    const { as, told, settle, kinds, undo } = withBlock()
    as('b', (editor) => removeBlock(editor, second(editor)))
    expect(told()).toEqual(['甲段', '<paragraph +a -b>', '新来的一段', '乙段'])
    expect(kinds()).toEqual(['a insert', 'b delete'])
    settle('a', true)
    expect(told()).toEqual(['甲段', '<paragraph -b>', '新来的一段', '乙段'])
    undo()
    settle('b', false)
    expect(told()).toEqual(['甲段', '<paragraph +a>', '新来的一段', '乙段'])
    undo()
    settle('a', false)
    expect(told()).toEqual(['甲段', '乙段'])
    undo()
    settle('b', true)
    expect(told()).toEqual(['甲段', '乙段'])
  })

  it('goes at once when it is one’s own', () => {
    const { as, told } = withBlock()
    as('a', (editor) => removeBlock(editor, second(editor)))
    expect(told()).toEqual(['甲段', '乙段'])
  })

  it('is turned into another kind as a suggestion of its own', () => {
    const { as, told, settle, kinds, editor } = withBlock()
    as('b', (now) => {
      now.commands.setTextSelection(at(now, '新来'))
      toggleCrosshead(now)
    })
    expect(told()).toEqual(['甲段', '<crosshead +a ~b>', '新来的一段', '乙段'])
    expect(kinds()).toEqual(['a insert', 'b turn'])
    settle('b', false)
    expect(told()).toEqual(['甲段', '<paragraph +a>', '新来的一段', '乙段'])
    settle('a', true)
    expect(lines(editor)).toEqual(['paragraph:甲段', 'paragraph:新来的一段', 'paragraph:乙段'])
  })

  it('has an attribute of it suggested', () => {
    const { as, told, settle, kinds, editor } = shared([block.paragraph('甲段')])
    as('a', (now) => now.commands.insertContentAt(second(now), photo()))
    as('b', (now) => now.view.dispatch(now.state.tr.setNodeAttribute(second(now), 'credit', '李四')))
    expect(told()).toEqual(['甲段', '<photo +a ~b>', '学员在上课'])
    expect(kinds()).toEqual(['a insert', 'b attribute'])
    settle('b', false)
    expect(editor.state.doc.child(1).attrs['credit']).toBe('张三')
  })

  it('is split by a border of another', () => {
    const { as, told, settle, kinds, undo } = withBlock()
    as('b', (editor) => {
      editor.commands.setTextSelection(at(editor, '的一段'))
      press(editor, 'Enter')
    })
    expect(told()).toEqual(['甲段', '<paragraph +a>', '新来', '<paragraph +a ~b>', '的一段', '乙段'])
    expect(kinds()).toEqual(['a insert', 'b split'])
    settle('b', false)
    expect(told()).toEqual(['甲段', '<paragraph +a>', '新来的一段', '乙段'])
    undo()
    settle('a', false)
    expect(told()).toEqual(['甲段', '乙段'])
  })

  it('is joined by a border of another, and its words stay its own', () => {
    const { as, told, settle, kinds, undo } = withBlock()
    as('b', (editor) => {
      editor.commands.setTextSelection(at(editor, '新来'))
      press(editor, 'Backspace')
    })
    expect(told()).toEqual(['甲段', '<paragraph +a ~b>', '新来的一段', '乙段'])
    expect(kinds()).toEqual(['a insert', 'b join'])
    settle('b', true)
    expect(told()).toEqual(['甲段', '新来的一段 +a', '乙段'])
    settle('a', false)
    expect(told()).toEqual(['甲段', '乙段'])
    undo()
    undo()
    settle('a', false)
    expect(told()).toEqual(['甲段', '乙段'])
  })

  it('is struck out and put in where another moves it', () => {
    const { as, told, settle, editor, undo } = withBlock('短')
    as('b', (now) => moveBlock(now, second(now), -1))
    expect(told()).toEqual(['<paragraph +b>', '短', '甲段', '<paragraph +a -b>', '短', '乙段'])
    settle('b', false)
    expect(told()).toEqual(['甲段', '<paragraph +a>', '短', '乙段'])
    undo()
    settleAll(editor, true)
    expect(lines(editor)).toEqual(['paragraph:短', 'paragraph:甲段', 'paragraph:乙段'])
  })

  it('stands as it was where another moves it there and back', () => {
    const { as, told } = withBlock('短')
    as('b', (now) => moveBlock(now, second(now), -1))
    as('b', (now) => moveBlock(now, 0, 1))
    expect(told()).toEqual(['甲段', '<paragraph +a>', '短', '乙段'])
  })

  it('has words struck out by another, who does not take the block', () => {
    const { as, told, settle } = withBlock()
    as('b', strike('的一段'))
    expect(told()).toEqual(['甲段', '<paragraph +a>', '新来', '的一段 -b', '乙段'])
    settle('b', false)
    expect(told()).toEqual(['甲段', '<paragraph +a>', '新来的一段', '乙段'])
  })

  it('has words of another, which whoever suggested the block strikes and does not take away', () => {
    const { as, told } = withBlock()
    as('b', typeAt('一段', '这'))
    as('a', strike('这一'))
    expect(told()).toEqual(['甲段', '<paragraph +a>', '新来的', '这 +b -a', '段', '乙段'])
  })
})

describe('what another suggested within one’s own block', () => {
  it('is struck out with the words around it gone, in a list too', () => {
    const { as, told } = shared([block.paragraph('甲段')])
    as('a', (editor) => editor.commands.insertContentAt(second(editor), { type: 'bulletList', content: ['报名', '上课'].map((text) => ({ type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] })) }))
    as('b', typeAt('课', '夜'))
    as('a', strike('夜课'))
    expect(told()).toEqual(['甲段', '<bulletList +a>', '报名', '上', '夜 +b -a'])
  })

  it('is struck out where the block is cut over it, and where lines are drawn together over it', () => {
    const { as, told } = shared([block.paragraph('甲段')])
    as('a', putBlock('新来的一段'))
    as('b', typeAt('一段', '这'))
    as('a', (editor) => {
      choose(editor, '的这')
      press(editor, 'Enter')
    })
    expect(told().join(' ')).toContain('新来 这 +b -a')
    as('b', typeAt('一段', '小'))
    as('a', (editor) => {
      const from = at(editor, '来这')
      editor.commands.setTextSelection({ from, to: at(editor, '小一') + 2 })
      editor.commands.deleteSelection()
    })
    expect(told().join(' ')).toContain('小 +b -a')
    expect(told().join(' ')).not.toContain('一')
  })
})

describe('what somebody else suggested of a block', () => {
  it('stays on it when it is struck out', () => {
    const { as, told, settle } = shared([block.paragraph('甲段'), block.paragraph('乙段')])
    as('a', (editor) => {
      editor.commands.setTextSelection(at(editor, '乙段'))
      toggleCrosshead(editor)
    })
    as('b', (editor) => removeBlock(editor, second(editor)))
    expect(told()).toEqual(['甲段', '<crosshead -b ~a>', '乙段'])
    settle('b', false)
    expect(told()).toEqual(['甲段', '<crosshead ~a>', '乙段'])
  })

  it('is not undone by a join: that is suggested on top of the split', () => {
    const { as, told, settle, kinds, undo } = shared([block.paragraph('江畔夜校')])
    as('a', (editor) => {
      editor.commands.setTextSelection(at(editor, '夜校'))
      press(editor, 'Enter')
    })
    as('b', (editor) => press(editor, 'Backspace'))
    expect(told()).toEqual(['江畔', '<paragraph ~a ~b>', '夜校'])
    expect(kinds()).toEqual(['a split', 'b join'])
    settle('b', false)
    expect(told()).toEqual(['江畔', '<paragraph ~a>', '夜校'])
    undo()
    settle('a', false)
    expect(told()).toEqual(['江畔夜校'])
    undo()
    settle('b', true)
    expect(told()).toEqual(['江畔夜校'])
  })

  it('stays as it is where it is a deletion that another repeats or sets otherwise', () => {
    const { as, told } = shared([block.paragraph('江畔夜校开课')])
    as('a', strike('夜校'))
    as('b', strike('夜校'))
    as('b', (editor) => {
      choose(editor, '夜校')
      editor.commands.toggleBold()
    })
    expect(told()).toEqual(['江畔', '夜校 -a', '开课'])
  })
})

describe('words two people suggest something of', () => {
  it('are drawn in both colours, one around the other', () => {
    const { as, editor } = shared([block.paragraph('江畔开课')])
    as('a', typeAt('开课', '夜校'))
    as('b', strike('夜校'))
    const inner = editor.view.dom.querySelector('[data-suggested="insertion"][data-who="0"] > [data-suggested="deletion"][data-who="1"]')
    expect(inner?.textContent).toBe('夜校')
  })

  it('are drawn on a block as a bar of the one and words of the other', () => {
    const { as, editor } = shared([block.paragraph('甲段')])
    as('a', putBlock('新段'))
    as('b', (now) => removeBlock(now, second(now)))
    expect(editor.view.dom.querySelector('[data-suggested="insertion deletion"][data-who="1"][data-under="0"]')?.textContent).toBe('新段')
  })
})
