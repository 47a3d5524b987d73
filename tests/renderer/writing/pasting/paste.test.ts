// @vitest-environment happy-dom
import { Editor } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'

import { findBlock } from '../../../../src-renderer/writing/block-finding'
import { editingExtensions } from '../../../../src-renderer/writing/body-editing'
import type { Pasted } from '../../../../src-renderer/writing/pasting/pasting'
import { createSlashMenu } from '../../../../src-renderer/writing/slash-menu'
import { parseBody } from '../../../../src-shared/story/body'
import type { Notes } from '../../../../src-shared/story/notes'
import type { BodyJson } from '../../../../src-shared/story/story'
import { block } from '../../../support/sample-story'
import { outline, read } from '../../../shared/story/from-html/reading'

const doc = (...content: BodyJson[]): BodyJson => ({ type: 'doc', content })
const fixture = (name: string): string => readFileSync(join(import.meta.dirname, '../../../fixtures/clipboard', name), 'utf8')

type Bench = { editor: Editor; pasted: Pasted[]; notes: Notes[]; lines: () => string[] }
let open: Editor | null = null
const edit = (...content: BodyJson[]): Bench => {
  const pasted: Pasted[] = []
  const notes: Notes[] = []
  const extensions = editingExtensions({ placeholder: '', slash: createSlashMenu(), hasPhoto: () => true, language: () => 'zh-CN', onSuggested: () => undefined, undo: null, pasting: { onNotes: (each) => notes.push(each), onPasted: (each) => pasted.push(each) } })
  const editor = new Editor({ element: document.createElement('div'), extensions, content: doc(...content), injectCSS: false })
  open = editor
  return { editor, pasted, notes, lines: () => outline((editor.state.doc.toJSON() as BodyJson).content ?? []) }
}
afterEach(() => {
  open?.destroy()
  open = null
})

/** Puts the caret into a block, so many letters in; with `to`, chooses up to there. */
const caret = ({ editor }: Bench, id: string, at: number, to = at): void => {
  const pos = findBlock(editor.state.doc, id)!.pos + 1
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, pos + at, pos + to)))
}
const clipboard = (types: Record<string, string>, files: File[] = []): DataTransfer => ({ getData: (type: string) => types[type] ?? '', files, types: Object.keys(types), items: [] }) as unknown as DataTransfer
const paste = ({ editor }: Bench, types: Record<string, string>, files: File[] = []): void => {
  const event = new Event('paste', { bubbles: true, cancelable: true })
  Object.defineProperty(event, 'clipboardData', { value: clipboard(types, files) })
  editor.view.dom.dispatchEvent(event)
}
const key = ({ editor }: Bench, init: KeyboardEventInit): void => void editor.view.dom.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...init }))
const sound = ({ editor }: Bench): void => {
  editor.state.doc.check()
  expect(parseBody(editor.state.doc.toJSON() as BodyJson).ok).toBe(true)
}

describe('a phrase', () => {
  it('goes on in the line it is pasted into, with its emphasis', () => {
    const bench = edit(block.paragraph('a', '江边有雾。'))
    caret(bench, 'a', 2)
    paste(bench, { 'text/html': '<meta charset="utf-8"><p><b>清早</b></p>' })
    expect(bench.lines()).toEqual(['paragraph: 江边清早有雾。'])
    expect(JSON.stringify(bench.editor.getJSON())).toContain('"bold"')
    paste(bench, { 'text/plain': '一、' })
    expect(bench.lines()).toEqual(['paragraph: 江边清早一、有雾。'])
    sound(bench)
  })

  it('takes the place of what is chosen, and the caret stands behind it', () => {
    const bench = edit(block.paragraph('a', '江边有雾。'))
    caret(bench, 'a', 0, 2)
    paste(bench, { 'text/plain': '码头' })
    expect(bench.lines()).toEqual(['paragraph: 码头有雾。'])
    expect(bench.editor.state.selection.from).toBe(3)
  })

  it('of a heading becomes the heading of an empty line, and words of any other', () => {
    const empty = edit(block.paragraph('a'))
    paste(empty, { 'text/html': '<h2>看懂图纸</h2>' })
    expect(empty.lines()[0]).toBe('crosshead: 看懂图纸')
    const words = edit(block.paragraph('a', '先要，再说。'))
    caret(words, 'a', 2)
    paste(words, { 'text/html': '<h2>看懂图纸</h2>' })
    expect(words.lines()).toEqual(['paragraph: 先要看懂图纸，再说。'])
    const numbered = edit(block.paragraph('a', '先要，再说。'))
    caret(numbered, 'a', 2)
    paste(numbered, { 'text/html': '<h2>一、看懂图纸</h2>' })
    expect(numbered.lines()).toEqual(['paragraph: 先要一、看懂图纸，再说。'])
  })
})

describe('a document', () => {
  it('fills an empty story with its blocks, and nothing empty before them', () => {
    const bench = edit(block.paragraph('a'))
    paste(bench, { 'text/html': fixture('wechat.html'), 'text/plain': 'x' })
    expect(bench.lines().map((line) => line.split(':')[0])).toEqual(['crosshead', 'paragraph', 'photo', 'paragraph', 'blockquote', '  paragraph', 'paragraph'])
    sound(bench)
  })

  it('takes the place of a template’s empty lines, and ends with the caret in words, not on its end mark', () => {
    const bench = edit(block.paragraph('a'), block.paragraph('b'))
    caret(bench, 'b', 0)
    paste(bench, { 'text/html': '<h2>题</h2><p>文。</p><p>（完）</p>' })
    expect(bench.lines()).toEqual(['crosshead: 题', 'paragraph: 文。', 'endMark: '])
    paste(bench, { 'text/plain': '又' })
    expect(bench.lines()).toEqual(['crosshead: 题', 'paragraph: 文。又', 'endMark: '])
    const behind = edit(block.paragraph('a', '先'), block.paragraph('b', '末'))
    caret(behind, 'a', 1)
    paste(behind, { 'text/html': '<p>文。</p><hr>' })
    paste(behind, { 'text/plain': '又' })
    expect(behind.lines()).toEqual(['paragraph: 先文。', 'horizontalRule: ', 'paragraph: 又末'])
  })

  it('opens the line it is pasted into and closes it again, words on both sides kept', () => {
    const bench = edit(block.paragraph('a', '前后'), block.paragraph('b', '末'))
    caret(bench, 'a', 1)
    paste(bench, { 'text/html': '<p>甲</p><ul><li>一</li><li>二</li></ul><p>乙</p>' })
    expect(bench.lines()).toEqual(['paragraph: 前甲', 'bulletList', '  listItem', '    paragraph: 一', '  listItem', '    paragraph: 二', 'paragraph: 乙后', 'paragraph: 末'])
    sound(bench)
  })

  it('that ends in a table leaves no empty line behind at the end of a paragraph', () => {
    const bench = edit(block.paragraph('a', '前'), block.paragraph('b', '末'))
    caret(bench, 'a', 1)
    paste(bench, { 'text/html': fixture('excel.html') })
    expect(bench.lines().filter((line) => !line.startsWith('  '))).toEqual(['paragraph: 前', 'table', 'paragraph: 末'])
    sound(bench)
  })

  it('is one step of the history, apart from what was typed a moment before', () => {
    const bench = edit(block.paragraph('a'))
    bench.editor.commands.insertContent('先')
    paste(bench, { 'text/html': fixture('word-365.html') })
    expect(bench.lines().length).toBeGreaterThan(20)
    bench.editor.commands.undo()
    expect(bench.lines()).toEqual(['paragraph: 先'])
    bench.editor.commands.redo()
    expect(bench.lines().length).toBeGreaterThan(20)
  })

  it('has an id of its own on every block, pasted once or twice', () => {
    const bench = edit(block.paragraph('a'))
    for (const _ of [1, 2]) paste(bench, { 'text/html': fixture('google-docs.html') })
    const ids: unknown[] = []
    bench.editor.state.doc.descendants((node) => {
      if ('blockId' in node.attrs) ids.push(node.attrs['blockId'])
    })
    expect(ids.every((id) => typeof id === 'string' && id !== '')).toBe(true)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('hands over what was suggested and said in it before its words come in', () => {
    const bench = edit(block.paragraph('a'))
    paste(bench, { 'text/html': fixture('word-365.html') })
    expect(bench.notes).toHaveLength(1)
    expect(bench.notes[0]?.threads).toMatchObject([{ quote: '看懂图纸', remarks: [{ by: '周岚' }] }])
  })

  it('of plain Chinese text becomes structure; with Shift it is lines and nothing more', () => {
    const text = fixture('plain-chinese.txt')
    const bench = edit(block.paragraph('a'))
    paste(bench, { 'text/plain': text })
    expect(bench.lines()).toContain('crosshead [一、]: 灯光')
    const plain = edit(block.paragraph('a'))
    key(plain, { key: 'V', shiftKey: true, ctrlKey: true })
    paste(plain, { 'text/plain': text, 'text/html': '<h2>不要</h2>' })
    expect(plain.lines()).toHaveLength(13)
    expect(plain.lines().every((line) => line.startsWith('paragraph: '))).toBe(true)
    expect(plain.lines()[1]).toBe('paragraph: 一、灯光')
    paste(plain, { 'text/html': '<h2>要</h2><p>文</p>' })
    expect(plain.lines()).toContain('crosshead: 要')
  })

  it('keeps signs that elsewhere would be rules of formatting', () => {
    const bench = edit(block.paragraph('a'))
    paste(bench, { 'text/plain': '__init__ 和 **两颗星** 和 *一颗星*' })
    expect(bench.lines()).toEqual(['paragraph: __init__ 和 **两颗星** 和 *一颗星*'])
  })
})

describe('where words alone fit', () => {
  const held = (words: BodyJson): BodyJson => ({ type: 'factBox', attrs: { blockId: 'box' }, content: [{ type: 'boxTitle', content: [{ type: 'text', text: '链接' }] }, words] })

  it('a caption takes many lines as one', () => {
    const bench = edit(block.photo('a', null, '图为。'), block.paragraph('b', '末'))
    caret(bench, 'a', 2)
    paste(bench, { 'text/html': '<h2>夜校</h2><p>的<b>教室</b></p>' })
    expect(bench.lines()).toEqual(['photo: 图为夜校 的教室。', 'paragraph: 末'])
    sound(bench)
  })

  it('a box’s title does too; a picture goes behind the block that cannot hold it', () => {
    const bench = edit(held(block.paragraph('p', '文')), block.paragraph('b', '末'))
    const title = findBlock(bench.editor.state.doc, 'box')!.pos + 2
    bench.editor.view.dispatch(bench.editor.state.tr.setSelection(TextSelection.create(bench.editor.state.doc, title + 2)))
    paste(bench, { 'text/plain': '：夜校\n与渡口' })
    expect(bench.lines()[1]).toBe('  boxTitle: 链接：夜校 与渡口')
    paste(bench, { 'text/html': '<p><img src="file:///a.png"></p><p>图为夜校。</p>' })
    expect(bench.lines()).toEqual(['factBox', '  boxTitle: 链接：夜校 与渡口', '  paragraph: 文', 'photo: 图为夜校。', 'paragraph: 末'])
    sound(bench)
  })

  it('a cell takes paragraphs and lists, and loses no heading’s words', () => {
    const bench = edit(block.paragraph('b', '末'))
    paste(bench, { 'text/html': '<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>' })
    let cell = 0
    bench.editor.state.doc.descendants((node, pos) => {
      if (node.isTextblock && node.textContent === '丁') cell = pos + 2
    })
    bench.editor.view.dispatch(bench.editor.state.tr.setSelection(TextSelection.create(bench.editor.state.doc, cell)))
    paste(bench, { 'text/html': '<h2>一、题</h2><p>文</p><blockquote><p>引</p></blockquote><p>问：甲？</p><p>答：乙。</p><p>问：丙？</p><p>答：丁。</p>' })
    const text = bench.editor.state.doc.textContent
    for (const words of ['丁一、题', '文', '引', '问：甲？', '答：丁。', '末']) expect(text).toContain(words)
    sound(bench)
  })

  it('cells go into cells', () => {
    const bench = edit(block.paragraph('b'))
    paste(bench, { 'text/html': '<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>' })
    let cell = 0
    bench.editor.state.doc.descendants((node, pos) => {
      if (node.isTextblock && node.textContent === '甲') cell = pos + 1
    })
    bench.editor.view.dispatch(bench.editor.state.tr.setSelection(TextSelection.create(bench.editor.state.doc, cell)))
    paste(bench, { 'text/html': '<table><tr><td>1</td><td>2</td></tr></table>' })
    expect(bench.editor.state.doc.textContent).toBe('12丙丁')
    sound(bench)
  })
})

describe('pictures', () => {
  const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  const placesOf = ({ editor }: Bench): string[] => {
    const found: string[] = []
    editor.state.doc.descendants((node) => {
      if (node.type.name === 'photo') found.push(String(node.attrs['blockId']))
    })
    return found
  }

  it('of data addresses come with their copy, each for its own place', () => {
    const bench = edit(block.paragraph('a'))
    paste(bench, { 'text/html': `<p>甲</p><img src="data:image/png;base64,${PNG}" alt="夜校"><p>乙</p><img src="https://example.org/far.jpg"><p>丙</p><img src="data:image/png;base64,!!"><p>丁</p>` })
    const [arrived] = bench.pasted
    expect(arrived?.placed.map(({ place, file }) => [place, file.name, file.type, file.size])).toEqual([[placesOf(bench)[0], '夜校.png', 'image/png', 70]])
    expect(arrived?.waiting).toBe(2)
  })

  it('as files beside the text are taken in order, when they are as many as it lacks', () => {
    const files = ['一', '二'].map((name) => new File([name], `${name}.png`, { type: 'image/png' }))
    const html = '<p>甲</p><p><img src="file:///1.png"></p><p>乙</p><p><img src="file:///2.png"></p>'
    const bench = edit(block.paragraph('a'))
    paste(bench, { 'text/html': html }, files)
    expect(bench.pasted[0]?.placed.map(({ place, file }) => [place, file.name])).toEqual([[placesOf(bench)[0], '一.png'], [placesOf(bench)[1], '二.png']])
    const other = edit(block.paragraph('a'))
    paste(other, { 'text/html': html }, files.slice(1))
    expect(other.pasted[0]).toMatchObject({ placed: [], waiting: 2 })
  })

  it('of Word are read from its RTF, where its markup has only addresses', () => {
    const hex = Array.from(atob(PNG), (char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join('')
    const rtf = `{\\rtf1\\ansi 字{\\*\\shppict{\\pict{\\*\\picprop\\shplid1025{\\sp{\\sn shapeType}{\\sv 75}}}\\picscalex100\\picwgoal8300\\pngblip\\bliptag-12{\\*\\blipuid 8c1f0a}\n${hex.slice(0, 64)}\n${hex.slice(64)}}}{\\nonshppict{\\pict\\picwgoal8300\\wmetafile8\n0100}}}`
    const bench = edit(block.paragraph('a'))
    paste(bench, { 'text/html': fixture('word-365.html'), 'text/rtf': rtf })
    expect(bench.pasted[0]).toMatchObject({ waiting: 0, placed: [{ place: placesOf(bench)[0], file: { type: 'image/png', size: 70 } }] })
  })
})

describe('what is not Stet’s to read', () => {
  it('its own copy comes back exactly, through the schema', () => {
    const bench = edit(block.crosshead('a', 'A', '题'), block.paragraph('b', '末'))
    bench.editor.commands.selectAll()
    const { dom } = bench.editor.view.serializeForClipboard(bench.editor.state.selection.content())
    bench.editor.commands.focus('end')
    caret(bench, 'b', 1)
    paste(bench, { 'text/html': dom.innerHTML })
    expect(bench.lines()).toContain('crosshead [A]: 题')
    expect(bench.pasted).toEqual([])
  })

  it('too much markup is refused by its limit, and the text beside it comes in', () => {
    const bench = edit(block.paragraph('a'))
    paste(bench, { 'text/html': '<div>'.repeat(2000), 'text/plain': '甲\n乙' })
    expect(bench.lines()).toEqual(['paragraph: 甲', 'paragraph: 乙'])
    expect(bench.pasted[0]).toMatchObject({ brought: true, refused: { code: 'html-too-deep', details: { limit: 512 } } })
    const none = edit(block.paragraph('a', '原'))
    paste(none, { 'text/html': '<div>'.repeat(2000) })
    expect(none.lines()).toEqual(['paragraph: 原'])
    expect(none.pasted[0]).toMatchObject({ brought: false, refused: { code: 'html-too-deep' } })
  })
})

describe('any copy at any place', () => {
  const copies = ['<p>甲</p>', '<h2>一、题</h2>', '<p>甲</p><h3>题</h3>', '<ul><li>一<ul><li>二</li></ul></li></ul>', '<table><tr><td>1</td><td>2</td></tr></table>', '<p><img src="file:///a.png"></p><p>图为甲。 沈牧 摄</p>', '<blockquote><p>引</p></blockquote><p>乙</p>', '<hr><p>丙</p>',
    '<p>问：甲？</p><p>答：乙。</p><p>问：丙？</p><p>答：丁。</p>', '<p>文</p><p>【链接】</p><p>夜校始于一九五三年。</p>', '<p>△一</p><p>△二</p>', '<p>编者按：这是按语。</p><p>（完）</p>', '<p>正文<a href="#f" id="r">1</a></p><div id="f"><a href="#r">1</a>注文</div>']
  const page = (): BodyJson[] => [
    block.crosshead('h', 'A', '小题'), block.paragraph('p', '一段文字'), block.photo('f', null, '说明'), block.quote('q', block.paragraph('qp', '引文')), block.list('l', 'bulletList', [block.paragraph('i', '一项')]),
    { type: 'table', attrs: { blockId: 't' }, content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [block.paragraph('c', '格')] }, { type: 'tableCell', content: [block.paragraph('d')] }] }] },
    { type: 'factBox', attrs: { blockId: 'b' }, content: [{ type: 'boxTitle', content: [{ type: 'text', text: '盒' }] }, block.paragraph('bp', '盒文')] }, { type: 'endMark', attrs: { blockId: 'e' } }, block.paragraph('z'),
  ]
  const said = (json: BodyJson): string => {
    const attrs = ['marker', 'speaker', 'credit'].map((name) => json.attrs?.[name]).filter((value) => typeof value === 'string').join('')
    return attrs + (json.type === 'footnote' ? String(json.attrs?.['text']) : '') + (json.text ?? '') + (json.content ?? []).map(said).join('')
  }
  const letters = (text: string): string => Array.from(text.replace(/[\s：]/g, '')).sort().join('')

  it('keeps every letter of both, in a body the schema takes, in one step', () => {
    const bench = edit(...page())
    const before = bench.editor.state.doc
    const places = new Set(Array.from({ length: before.content.size }, (_, at) => TextSelection.near(before.resolve(at)).from))
    for (const html of copies)
      for (const at of places) {
        bench.editor.view.dispatch(bench.editor.state.tr.setSelection(TextSelection.near(bench.editor.state.doc.resolve(at))))
        const coming = said({ type: 'doc', content: read(html).blocks })
        // A table put into a table takes its cells' place: that is what it is for.
        const over = html.startsWith('<table') && bench.editor.state.selection.$from.depth > 2 && bench.editor.state.selection.$from.node(1).type.name === 'table'
        paste(bench, { 'text/html': html })
        sound(bench)
        if (!over) expect(letters(said(bench.editor.getJSON() as BodyJson)), `${html} at ${String(at)}`).toBe(letters(said(before.toJSON() as BodyJson) + coming))
        bench.editor.commands.undo()
        expect(bench.editor.state.doc.eq(before)).toBe(true)
      }
  })
})
