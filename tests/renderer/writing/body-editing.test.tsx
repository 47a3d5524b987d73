// @vitest-environment happy-dom
import { Editor, getSchema } from '@tiptap/core'
import { DOMParser, type Slice } from '@tiptap/pm/model'
import { TextSelection } from '@tiptap/pm/state'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'

import { toggleCrosshead } from '../../../src-renderer/writing/block-acts'
import { moveBlock } from '../../../src-renderer/writing/blocks/arrange'
import { findBlock, outlineOf, photosOf } from '../../../src-renderer/writing/block-finding'
import { editingExtensions } from '../../../src-renderer/writing/body-editing'
import { checkable, countDoc } from '../../../src-renderer/writing/derived'
import { fillPhoto, insertPhoto } from '../../../src-renderer/writing/photos/placing-photos'
import { tidyPasted } from '../../../src-renderer/writing/pasting/tidy'
import { createSlashMenu, findSlash } from '../../../src-renderer/writing/slash-menu'
import { preflight } from '../../../src-shared/review/preflight'
import { BLOCKS, bodySchema, parseBody } from '../../../src-shared/story/body'
import { countStory } from '../../../src-shared/story/count'
import type { BodyJson, Story } from '../../../src-shared/story/story'
import { bit, block, chineseStory, englishStory } from '../../support/sample-story'
import { photo } from './photo'

const known = [photo('1'), photo('2'), photo('3')]
const extensions = editingExtensions({ placeholder: '', slash: createSlashMenu(), hasPhoto: (digest) => known.some(({ sha256 }) => sha256 === digest), language: () => 'zh-CN', onSuggested: () => undefined, undo: null })
const doc = (...content: BodyJson[]): BodyJson => ({ type: 'doc', content })

let open: Editor | null = null
const edit = (body: BodyJson): Editor => {
  open = new Editor({ element: document.createElement('div'), extensions, content: body, injectCSS: false })
  return open
}
afterEach(() => {
  open?.destroy()
  open = null
})

const body = (editor: Editor): BodyJson => editor.state.doc.toJSON() as BodyJson
const ids = (editor: Editor): unknown[] => {
  const found: unknown[] = []
  editor.state.doc.descendants((node) => {
    if ((BLOCKS as readonly string[]).includes(node.type.name)) found.push(node.attrs['blockId'])
  })
  return found
}
const pasted = (editor: Editor, html: string): Slice => {
  const element = document.createElement('div')
  element.innerHTML = html
  return tidyPasted(DOMParser.fromSchema(editor.schema).parseSlice(element), (digest) => known.some(({ sha256 }) => sha256 === digest))
}

describe('the editor’s schema', () => {
  it('is the story’s own: the same nodes and marks with the same content and attributes, and no other', () => {
    const shape = (schema: ReturnType<typeof getSchema>) => ({
      nodes: Object.values(schema.nodes).map(({ name, spec }) => [name, spec.content ?? '', spec.marks ?? null, spec.group ?? '', Object.entries(spec.attrs ?? {}).map(([key, attr]) => `${key}=${JSON.stringify(attr.default as unknown)}`).sort()]).sort(),
      marks: Object.values(schema.marks).map(({ name, spec }) => [name, Object.keys(spec.attrs ?? {}).sort()]).sort(),
    })
    expect(shape(getSchema(extensions))).toEqual(shape(bodySchema()))
  })

  it('gives back every sample story as it was', () => {
    for (const story of [chineseStory(known), englishStory(known)]) {
      const editor = edit(story.body)
      expect(body(editor)).toEqual(parseBody(story.body).ok ? bodySchema().nodeFromJSON(story.body).toJSON() : null)
      editor.destroy()
    }
  })
})

describe('block ids', () => {
  it('are new for the second half of a split, and the first half keeps its own', () => {
    const editor = edit(doc(block.paragraph('a', '一二三四')))
    editor.chain().setTextSelection(3).splitBlock().run()
    const [first, second] = ids(editor)
    expect(first).toBe('a')
    expect(second).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('are filled and never shared when blocks are duplicated or inserted without one', () => {
    const editor = edit(doc(block.paragraph('a', '一'), block.crosshead('b', 'A', '题')))
    editor.commands.insertContentAt(editor.state.doc.content.size, [block.crosshead('b', 'A', '题'), { type: 'paragraph' }, block.list('b', 'bulletList', [block.paragraph('a', '项')])])
    const found = ids(editor)
    expect(found.slice(0, 2)).toEqual(['a', 'b'])
    expect(found.every((id) => typeof id === 'string' && id !== '')).toBe(true)
    expect(new Set(found).size).toBe(found.length)
  })

  it('go with the words when Enter at the start of a block leaves an empty one above', () => {
    const editor = edit(doc(block.paragraph('a', '一二三四')))
    editor.chain().setTextSelection(1).splitBlock().run()
    expect(ids(editor)[1]).toBe('a')
    expect(ids(editor)[0]).not.toBe('a')
  })

  it('come back with undo and redo', () => {
    const editor = edit(doc(block.paragraph('a', '一二三四'), block.paragraph('b', '五')))
    editor.chain().setTextSelection(3).splitBlock().run()
    const split = ids(editor)
    editor.commands.undo()
    expect(ids(editor)).toEqual(['a', 'b'])
    editor.commands.redo()
    expect(ids(editor)).toEqual(split)
    editor.chain().setTextSelection({ from: 1, to: editor.state.doc.content.size }).deleteSelection().run()
    editor.commands.undo()
    expect(ids(editor)).toEqual(split)
  })

  it('are filled in a story that came without them, and mended where two blocks shared one', async () => {
    const editor = edit(doc({ type: 'paragraph' }, block.paragraph('a', '一'), block.paragraph('a', '二')))
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(new Set(ids(editor)).size).toBe(3)
    expect(ids(editor)[1]).toBe('a')
  })

  it('are one for every block and never shared, whatever is done', () => {
    const acts = fc.array(fc.tuple(fc.constantFrom('split', 'duplicate', 'delete', 'join', 'undo', 'redo', 'crosshead', 'quote', 'list'), fc.nat(40), fc.nat(12)), { maxLength: 14 })
    fc.assert(
      fc.property(acts, (list) => {
        const editor = edit(doc(block.paragraph('a', '一二三四'), block.crosshead('b', 'A', '题'), block.list('c', 'bulletList', [block.paragraph('d', '项')]), block.paragraph('e', '五六')))
        for (const [act, at, length] of list) {
          const size = editor.state.doc.content.size
          const from = Math.min(size, at)
          const { doc: now, tr } = editor.state
          editor.view.dispatch(tr.setSelection(TextSelection.between(now.resolve(from), now.resolve(Math.min(size, from + (act === 'delete' ? length : 0))))))
          if (act === 'split') editor.commands.splitBlock()
          if (act === 'duplicate') editor.view.dispatch(editor.state.tr.insert(size, editor.state.doc.child(at % editor.state.doc.childCount)))
          if (act === 'delete') editor.commands.deleteSelection()
          if (act === 'join') editor.commands.joinBackward()
          if (act === 'undo') editor.commands.undo()
          if (act === 'redo') editor.commands.redo()
          if (act === 'crosshead') toggleCrosshead(editor)
          if (act === 'quote') editor.commands.toggleBlockquote()
          if (act === 'list') editor.commands.toggleBulletList()
          const found = ids(editor)
          expect(found).not.toContain(null)
          expect(new Set(found).size).toBe(found.length)
        }
        editor.destroy()
      }),
      { numRuns: 60 },
    )
  })

  it('stay with their blocks when a block moves', () => {
    const editor = edit(doc(block.paragraph('a', '一'), block.photo('b', photo('1').sha256, '图'), block.paragraph('c', '二')))
    const at = findBlock(editor.state.doc, 'b')!.pos
    expect(moveBlock(editor, at, -1)).toBe(true)
    expect(ids(editor)).toEqual(['b', 'a', 'c'])
    expect(moveBlock(editor, 0, -1)).toBe(false)
    expect(moveBlock(editor, 0, 1)).toBe(true)
    expect(ids(editor)).toEqual(['a', 'b', 'c'])
  })
})

describe('what is pasted', () => {
  it('keeps headings as section headers, links that are safe, tables and lists; loses scripts, styles, images and bad links', () => {
    const editor = edit(doc(block.paragraph('a')))
    const slice = pasted(editor, '<h1>一</h1><h6>六</h6><p style="color:red">字<a href="javascript:alert(1)">坏</a><a href="https://example.org/x">好</a><img src=x></p><ul><li>项</li></ul><script>alert(1)</script><table><tr><td>格</td></tr></table>')
    const json = JSON.stringify(slice.content.toJSON())
    expect(slice.content.content.slice(0, 3).map((node) => node.type.name)).toEqual(['crosshead', 'crosshead', 'paragraph'])
    expect(json).toContain('https://example.org/x')
    for (const gone of ['javascript', 'alert', 'color', 'src']) expect(json).not.toContain(gone)
    expect(slice.content.content.at(-1)?.type.name).toBe('table')
    expect(slice.content.content.at(-1)?.textContent).toBe('格')
  })

  it('loses typed indents and keeps single spaces', () => {
    const editor = edit(doc(block.paragraph('a')))
    const slice = pasted(editor, '<p>　　两个全角空格</p><p>    四个空格</p><p>　<b>粗</b>体</p><p>中间　　有空格</p>')
    expect(slice.content.content.map((node) => node.textContent)).toEqual(['两个全角空格', '四个空格', '粗体', '中间　　有空格'])
  })

  it('rejects a marker the schema would refuse, and a picture this story does not have', () => {
    const editor = edit(doc(block.paragraph('a')))
    const slice = pasted(editor, `<h2 data-marker="a very long one">题</h2><h2 data-marker="B">题</h2><figure data-photo="${'e'.repeat(64)}"><figcaption>别稿</figcaption></figure><figure data-photo="${photo('2').sha256}"><figcaption>本稿</figcaption></figure><figure data-photo=""><figcaption>空</figcaption></figure>`)
    expect(slice.content.content.map((node) => (node.attrs['marker'] ?? node.attrs['photo']) as unknown)).toEqual(['', 'B', null, photo('2').sha256, null])
    for (const node of slice.content.content) expect(() => node.check()).not.toThrow()
  })
})

describe('section headers', () => {
  it('begin with the next marker and turn back into paragraphs, keeping their block', () => {
    const editor = edit(doc(block.crosshead('a', '一、', '题'), block.paragraph('b', '新题')))
    editor.commands.setTextSelection(6)
    toggleCrosshead(editor)
    expect(body(editor).content?.[1]).toMatchObject({ type: 'crosshead', attrs: { blockId: 'b', marker: '二、' } })
    toggleCrosshead(editor)
    expect(body(editor).content?.[1]).toMatchObject({ type: 'paragraph', attrs: { blockId: 'b' } })
  })
})

describe('a photo', () => {
  it('takes the place of an empty paragraph and leaves one to write in at the end', () => {
    const editor = edit(doc(block.paragraph('a', '文'), block.paragraph('b')))
    insertPhoto(editor, 4, photo('1'), { caption: '说明', credit: '沈牧' })
    expect(body(editor).content?.map(({ type }) => type)).toEqual(['paragraph', 'photo', 'paragraph'])
    expect(body(editor).content?.[1]).toMatchObject({ attrs: { photo: photo('1').sha256, credit: '沈牧', alt: '' }, content: [{ text: '说明' }] })
  })

  it('goes below the paragraph it is put into, never inside it', () => {
    const editor = edit(doc(block.paragraph('a', '一段文字'), block.quote('q', block.paragraph('b', '引'))))
    const at = insertPhoto(editor, 3, photo('1'))
    expect(at).toBe(6)
    insertPhoto(editor, editor.state.doc.content.size - 2, null)
    expect(body(editor).content?.map(({ type }) => type)).toEqual(['paragraph', 'photo', 'blockquote', 'photo'])
    expect(() => editor.state.doc.check()).not.toThrow()
  })

  it('fills a waiting place, overwriting no word already there', () => {
    const editor = edit(doc(block.photo('a', null, '自己写的', '', '')))
    expect(fillPhoto(editor, 'a', photo('2'), { caption: '来自照片', credit: '何雨晴' })).toBe(0)
    expect(body(editor).content?.[0]).toMatchObject({ attrs: { photo: photo('2').sha256, credit: '何雨晴' }, content: [{ text: '自己写的' }] })
    expect(fillPhoto(editor, 'gone', photo('2'), { caption: '', credit: '' })).toBeNull()
  })
})

describe('the slash', () => {
  it('opens the menu only where it begins a block, and 、 does too', () => {
    expect(['/', '/图', '、', '／quote'].map(findSlash)).toEqual(['', '图', '', 'quote'])
    expect(['a/', '1/2', '/a b', '//', '上海、北京', ''].map(findSlash)).toEqual([null, null, null, null, null, null])
  })
})

describe('what is worked out beside the text', () => {
  const texts = fc.constantFrom('', '文字', '。', 'two words', '　')
  const blocks = fc.oneof(
    { weight: 6, arbitrary: texts.map((text) => (text === '' ? block.paragraph('') : block.paragraph('', text))) },
    texts.map((text): BodyJson => ({ type: 'crosshead', attrs: { blockId: '', marker: '' }, ...(text === '' ? {} : { content: [{ type: 'text', text }] }) })),
    fc.tuple(fc.constantFrom(null, ...known.map(({ sha256 }) => sha256), 'e'.repeat(64)), texts, texts, texts).map(([digest, caption, credit, alt]) => block.photo('', digest, caption, credit, alt)),
    texts.map((text) => block.quote('', text === '' ? block.paragraph('') : block.paragraph('', text))),
    texts.map((text) => block.paragraph('', bit.link(text || 'x', 'https://example.org'))),
    texts.map((text) => block.paragraph('', bit.bold('wo'), { type: 'footnote', attrs: { text } }, 'rd', bit.break(), 'x')),
    texts.map((text): BodyJson => ({ type: 'factBox', attrs: { blockId: '' }, content: [{ type: 'boxTitle', ...(text === '' ? {} : { content: [{ type: 'text', text }] }) }, block.paragraph('box', '里')] })),
    texts.map((text): BodyJson => ({ type: 'photoGroup', attrs: { blockId: '' }, content: [block.photo('one', known[0]!.sha256, text, text, text), block.photo('two', null, '图', '', '')] })),
  )
  const bodies = fc.array(blocks, { minLength: 1, maxLength: 8 }).map((list) => doc(...list.map((each, index) => ({ ...each, attrs: { ...each.attrs, blockId: `b${String(index)}` } }))))

  it('is the same from the blocks that matter as from the whole body', () => {
    const photos = Object.fromEntries(known.map((each) => [each.sha256, each]))
    fc.assert(
      fc.property(bodies, (json) => {
        const whole: Story = { ...chineseStory(known), body: json, photos }
        expect(preflight({ ...whole, body: checkable(bodySchema().nodeFromJSON(json)) })).toEqual(preflight(whole))
      }),
    )
  })

  it('counts block by block what the story counts as a whole', () => {
    fc.assert(
      fc.property(bodies, (json) => {
        const node = bodySchema().nodeFromJSON(json)
        expect(countDoc(node, photosOf(node).length)).toEqual(countStory({ body: json }))
      }),
    )
    const sample = chineseStory(known)
    expect(countDoc(bodySchema().nodeFromJSON(sample.body), 3)).toEqual(countStory(sample))
  })

  it('lists headers and photos in reading order', () => {
    const node = bodySchema().nodeFromJSON(chineseStory(known).body)
    expect(outlineOf(node).map(({ id, marker, title }) => `${id} ${marker} ${title}`)).toEqual(['b04 A 看懂第一张图纸', 'b10 B 收银台外的一抹蓝', 'b14 C 把话说给更多人听'])
    expect(photosOf(node).map(({ id, credit }) => `${id} ${credit}`)).toEqual(['b03 沈牧 摄', 'b11 ', 'b25 夜校供图'])
  })
})
