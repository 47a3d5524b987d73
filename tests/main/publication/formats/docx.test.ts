import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { strFromU8, unzipSync } from 'fflate'
import mammoth from 'mammoth'
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5'
import { beforeAll, describe, expect, test } from 'vitest'

import { readDocument } from '../../../../src-main/importing/read-document'
import { docx } from '../../../../src-main/publication/formats/docx/docx'
import { storyFromHtml, type DocumentImport } from '../../../../src-shared/story/from-document'
import { textOf } from '../../../../src-shared/story/count'
import type { BodyJson, Story } from '../../../../src-shared/story/story'
import { EVERY, everyBlockStory, more, UNRESOLVED } from '../../../support/every-block'
import { judgeThere } from '../../../support/judges'
import { drawPhotos, type DrawnPhoto } from '../../../support/sample-photos'
import { bit, block, chineseStory, englishStory } from '../../../support/sample-story'
import { formatSuite, inOrder, storyOf, subject, type ReadBack } from './suite'

const bytesOf = async (story: Story, photos: readonly DrawnPhoto[]): Promise<Uint8Array> => (await docx.files(subject(story, photos)))[0]?.bytes ?? new Uint8Array()
/** A document's words to mammoth, its footnotes last. */
const textIn = async (bytes: Uint8Array): Promise<string> => rawText(parseFragment((await mammoth.convertToHtml({ buffer: Buffer.from(bytes) })).value))
type Html = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.ParentNode
const rawText = (node: Html): string => ('value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(rawText).join(/^(?:p|h\d|li|tr|ol|ul|table)$/.test(node.nodeName) ? '' : '\n') : '')
const readBack: ReadBack = ([file]) => textIn(file?.bytes ?? new Uint8Array())

formatSuite(docx, readBack)

const parts = (bytes: Uint8Array): Record<string, string> => Object.fromEntries(Object.entries(unzipSync(bytes)).filter(([path]) => /\.(?:xml|rels)$/.test(path)).map(([path, part]) => [path, strFromU8(part)]))

let photos: DrawnPhoto[]
let all: Uint8Array
beforeAll(async () => {
  photos = await drawPhotos()
  all = await bytesOf(everyBlockStory(photos.map(({ photo }) => photo)), photos)
})

describe('a Word document', () => {
  test('reads as headings, lists, a table with its heads, notes, links and pictures with their words to mammoth', async () => {
    const { value, messages } = await mammoth.convertToHtml({ buffer: Buffer.from(all) })
    expect(value).toContain('<h1>江畔夜校亮灯一百天</h1>')
    expect(value).toContain('<h2>一、小标题</h2>')
    expect(value).toContain('<h4>一、盒里小标题</h4>')
    expect(value).toMatch(/<ul><li>甲项<\/li><li>乙项<ul><li>丙项<\/li><\/ul><\/li><\/ul>/)
    expect(value).toMatch(/<ol><li>甲项<\/li><li>乙项<\/li><\/ol>/)
    expect(value).toMatch(/<thead><tr><th><p>年份<\/p><\/th><th colspan="2"><p>人数<\/p><\/th><\/tr><\/thead>/)
    expect(value).toMatch(/<td rowspan="2"><p>去年<\/p><\/td>/)
    expect(value).toContain('<a href="https://example.org/">')
    expect(value).toMatch(/<sup><a href="#footnote-1" id="footnote-ref-1">/)
    expect(value).toMatch(/<img alt="说明文字"/)
    expect(messages.filter(({ type }) => type === 'error')).toEqual([])
  })

  test('finds every picture and link it names, and holds nothing by chance or by the clock', () => {
    const files = unzipSync(all)
    const xml = parts(all)
    const rels = [...(xml['word/_rels/document.xml.rels'] ?? '').matchAll(/Id="([^"]+)"[^>]*Target="([^"]+)"/g)].map(([, id = '', target = '']) => ({ id, target }))
    expect(rels.every(({ id }) => /^rId\d+$/.test(id))).toBe(true)
    for (const { target } of rels) expect(/^https?:/.test(target) || `word/${target}` in files || target.replace(/^\//, '') in files).toBe(true)
    const used = [...(xml['word/document.xml'] ?? '').matchAll(/r:(?:id|embed)="([^"]+)"/g)].map(([, id]) => id)
    expect(used.length).toBeGreaterThan(2)
    expect(used.filter((id) => !rels.some((each) => each.id === id))).toEqual([])
    const drawings = [...(xml['word/document.xml'] ?? '').matchAll(/<wp:docPr id="(\d+)"/g)].map(([, id]) => id)
    expect(new Set(drawings).size).toBe(drawings.length)
    expect(xml['docProps/core.xml']).toContain('<dcterms:created xsi:type="dcterms:W3CDTF">2026-03-12T01:00:00Z</dcterms:created>')
    expect(Object.values(xml).join('')).not.toContain(String(new Date().getFullYear() === 2026 ? new Date().toISOString().slice(0, 10) : new Date().getFullYear()))
  })

  test('says what it is in its properties, its languages and its fonts, and indents Chinese text by its style', async () => {
    const story = chineseStory(photos.map(({ photo }) => photo))
    const xml = parts(await bytesOf(story, photos))
    for (const words of [story.headline, story.byline, '工会 › 职工之家', '职工夜校；技能培训；临江', '<cp:lastModifiedBy>周岚<', '<dc:language>zh-CN<']) expect(xml['docProps/core.xml']).toContain(words)
    const styles = xml['word/styles.xml'] ?? ''
    expect(styles).toMatch(/<w:docDefaults>.*w:eastAsia="宋体".*<w:lang [^>]*w:eastAsia="zh-CN"/s)
    expect(styles).toMatch(/w:styleId="NormalIndent"[^>]*>.*?<w:ind [^>]*w:firstLineChars="200"/s)
    expect(xml['word/fontTable.xml']).toContain('<w:font w:name="黑体"><w:altName w:val="SimHei,')
    expect(xml['word/document.xml']).not.toMatch(/<w:t[^>]*>[\u3000 ]{2}/)
    expect(xml['word/document.xml']).toContain('w:hint="eastAsia"')
    const english = parts(await bytesOf({ ...englishStory([]), photos: {} }, []))
    expect(english['word/styles.xml']).not.toContain('firstLineChars="200"')
  })

  test('keeps a photo on the page of its caption, and both apart from what has none', async () => {
    const sha256 = photos[0]?.photo.sha256 ?? ''
    const xml = parts(await bytesOf(storyOf(photos, more.photo('有说明', '', { photo: sha256 }), { type: 'photo', attrs: { photo: sha256, credit: '', alt: '' } }, more.paragraph('后')), photos))['word/document.xml'] ?? ''
    const placed = [...xml.matchAll(/<w:p>(?:(?!<\/w:p>).)*<w:pStyle w:val="Photo"\/>(?:(?!<\/w:p>).)*<\/w:p>/gs)].map(([whole]) => /<w:keepNext\/>/.test(whole))
    expect(placed).toEqual([true, false])
    expect(xml).toMatch(/<w:pStyle w:val="Caption"\/>/)
  })

  test('counts every list from its own start, also inside others', async () => {
    const ordered = (id: string, start: number, ...items: BodyJson[][]): BodyJson => ({ ...block.list(id, 'orderedList', ...items), attrs: { blockId: id, start } })
    const xml = parts(await bytesOf(storyOf(photos, ordered('a', 1, [more.paragraph('一')]), more.paragraph('间'), ordered('b', 1, [more.paragraph('一'), ordered('c', 4, [more.paragraph('四')])]), ordered('d', 4, [more.paragraph('四')])), photos))
    const numbers = [...(xml['word/document.xml'] ?? '').matchAll(/<w:ilvl w:val="(\d)"\/><w:numId w:val="(\d+)"\/>/g)].map(([, level, id]) => `${level ?? ''}:${id ?? ''}`)
    expect(numbers.map((each) => each.split(':')[0])).toEqual(['0', '0', '1', '0'])
    expect(new Set(numbers.map((each) => each.split(':')[1])).size).toBe(4)
  })

  test('is the same bytes in another zone and another process’s order', async () => {
    const zone = process.env['TZ']
    process.env['TZ'] = 'America/St_Johns'
    const there = await bytesOf(everyBlockStory(photos.map(({ photo }) => photo)), photos)
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
    expect(Buffer.from(there).equals(all)).toBe(true)
  })
})

describe('a Word document that comes back', () => {
  const imported = async (story: Story): Promise<DocumentImport> => {
    const read = await readDocument('article.docx', await bytesOf(story, photos))
    if (!read.ok || read.value.kind !== 'html') throw new Error('no document')
    let next = 0
    const back = storyFromHtml(read.value.html, { id: story.id, newId: () => `b${String((next += 1))}`, mode: read.value.mode })
    if (!back.ok) throw new Error(back.message)
    return back.value
  }
  const blocksOf = (story: Story, type: string): BodyJson[] => (story.body.content ?? []).filter((node) => node.type === type)
  const inline = (node: BodyJson): BodyJson[] => (node.text !== undefined || node.type === 'footnote' ? [node] : (node.content ?? []).flatMap(inline))

  test('has the same headline, byline, heads, captions, lists and text', async () => {
    const story = chineseStory(photos.map(({ photo }) => photo))
    const back = await imported(story)
    expect(back.story).toMatchObject({ headline: story.headline, byline: story.byline, dateline: story.dateline })
    const heads = (each: Story): string[] => blocksOf(each, 'crosshead').map((node) => `${String(node.attrs?.['marker'])}|${textOf(node)}`)
    expect(heads(back.story)).toEqual(heads(story))
    const captions = (each: Story): string[] => blocksOf(each, 'photo').map((node) => textOf(node))
    expect(captions(back.story)).toEqual(captions(story))
    expect(back.pictures).toHaveLength(3)
    expect(blocksOf(back.story, 'bulletList').map(textOf)).toEqual(blocksOf(story, 'bulletList').map(textOf))
    const marked = (each: Story, type: string): string[] => inline(each.body).filter(({ marks }) => marks?.some((mark) => mark.type === type)).map((node) => node.text ?? '')
    for (const type of ['bold', 'italic', 'link']) expect(marked(back.story, type)).toEqual(marked(story, type))
    expect(inOrder(textOf(back.story.body), (story.body.content ?? []).filter(({ type }) => type === 'paragraph').map(textOf))).toEqual([])
  })

  test('has the same table, with its heads and spans, and the same notes', async () => {
    const table = more.table('t', more.row(more.cell('tableHeader', '年份'), more.cell('tableHeader', '人数', { colspan: 2 })), more.row(more.cell('tableCell', '去年', { rowspan: 2 }), more.cell('tableCell', '男甲'), more.cell('tableCell', '女乙')), more.row(more.cell('tableCell', '男丙'), more.cell('tableCell', '女丁')))
    const back = await imported(storyOf(photos, more.paragraph('表前的一段话，说的是夜校的人数。'), table, block.paragraph('n', '有注的一句话', more.footnote('据市总工会。'), '，还有下文。', bit.bold('重'))))
    const cells = (node: BodyJson): string[] => (node.type === 'tableCell' || node.type === 'tableHeader' ? [`${node.type}:${String(node.attrs?.['colspan'])}x${String(node.attrs?.['rowspan'])}:${textOf(node)}`] : (node.content ?? []).flatMap(cells))
    expect(blocksOf(back.story, 'table').map(cells)).toEqual([cells(table)])
    expect(inline(back.story.body).filter(({ type }) => type === 'footnote').map((node) => node.attrs?.['text'])).toEqual(['据市总工会。'])
  })
})

describe('judged by programs that are not ours', () => {
  const inFolder = <T>(bytes: Uint8Array, act: (file: string, folder: string) => T): T => {
    const folder = mkdtempSync(join(tmpdir(), 'stet-docx-'))
    try {
      writeFileSync(join(folder, 'article.docx'), bytes)
      return act(join(folder, 'article.docx'), folder)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }

  if (judgeThere(test, 'LibreOffice', 'soffice') && judgeThere(test, 'pdftotext', 'pdftotext'))
    test('LibreOffice prints it and loses no word', { timeout: 240_000 }, () => {
      const words = Object.entries(EVERY).filter(([name]) => !UNRESOLVED.some((mark) => mark === name)).flatMap(([, { words: each }]) => each)
      const text = inFolder(all, (file, folder) => {
        execFileSync('soffice', [`-env:UserInstallation=file://${folder}/profile`, '--headless', '--convert-to', 'pdf', '--outdir', folder, file], { stdio: 'pipe', env: { ...process.env, HOME: folder } })
        return execFileSync('pdftotext', ['-layout', join(folder, 'article.pdf'), '-']).toString()
      })
      expect(words.length).toBeGreaterThan(50)
      expect(words.filter((word) => !text.replace(/\s+/gu, '').includes(word.replace(/\s+/gu, '')))).toEqual([])
    })

  if (judgeThere(test, 'xmllint', 'xmllint'))
    test('xmllint finds every part well-formed', () => {
      for (const [path, xml] of Object.entries(parts(all)))
        expect(() => execFileSync('xmllint', ['--noout', '--nonet', '-'], { input: xml, stdio: ['pipe', 'pipe', 'pipe'] }), path).not.toThrow()
    })
})
