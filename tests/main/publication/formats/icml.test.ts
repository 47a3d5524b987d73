import { execFileSync } from 'node:child_process'

import { XMLParser } from 'fast-xml-parser'
import { beforeAll, describe, expect, test } from 'vitest'

import { icml } from '../../../../src-main/publication/formats/icml/icml'
import { PARAGRAPH_STYLES } from '../../../../src-main/publication/formats/style-names'
import type { BodyJson, Story } from '../../../../src-shared/story/story'
import { everyBlockStory, more } from '../../../support/every-block'
import { judgeThere } from '../../../support/judges'
import { drawPhotos, type DrawnPhoto } from '../../../support/sample-photos'
import { block, chineseStory, englishStory } from '../../../support/sample-story'
import { formatSuite, storyOf, subject, type ReadBack } from './suite'

type Node = { name: string; attributes: Record<string, string>; children: Node[]; text: string }

const ATTRIBUTES = ':@'
const nodesOf = (parsed: unknown): Node[] =>
  (parsed as Record<string, unknown>[]).map((each) => {
    const name = Object.keys(each).find((key) => key !== ATTRIBUTES) ?? ''
    const inside = each[name]
    return { name, attributes: (each[ATTRIBUTES] ?? {}) as Record<string, string>, children: Array.isArray(inside) ? nodesOf(inside) : [], text: typeof inside === 'string' ? inside : '' }
  })

const parse = (xml: string): Node[] => nodesOf(new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', trimValues: false, parseTagValue: false, parseAttributeValue: false, processEntities: true, htmlEntities: true }).parse(xml))
const under = (node: Node): Node[] => [node, ...node.children.flatMap(under)]

/** The words of a story as InDesign sets them: a break ends a paragraph, notes stand at the foot. */
const storyText = (nodes: readonly Node[], notes: string[]): string =>
  nodes.map((node): string => {
    if (node.name === 'Br') return '\n'
    if (node.name === 'Cell') return `${storyText(node.children, notes)}\n`
    if (node.name === 'Footnote') {
      notes.push(storyText(node.children, notes))
      return ''
    }
    if (node.name === 'Content') return node.children.map(({ text }) => text).join('')
    return ['Rectangle', 'StoryPreference'].includes(node.name) ? '' : storyText(node.children, notes)
  }).join('')

const readBack: ReadBack = ([file]) => {
  const story = parse(new TextDecoder().decode(file?.bytes)).flatMap(under).find(({ name }) => name === 'Story')
  const notes: string[] = []
  return Promise.resolve([storyText(story?.children ?? [], notes), ...notes].join('\n'))
}

formatSuite(icml, readBack)

const xmlOf = async (story: Story, photos: readonly DrawnPhoto[]): Promise<string> => new TextDecoder().decode((await icml.files(subject(story, photos)))[0]?.bytes)

/** What may stand in what, by the IDML specification (chapters on stories, styles and hyperlinks), of all that this format uses. */
const CHILDREN: Record<string, readonly string[]> = {
  Document: ['RootCharacterStyleGroup', 'RootParagraphStyleGroup', 'RootTableStyleGroup', 'RootCellStyleGroup', 'RootObjectStyleGroup', 'Story', 'Hyperlink', 'HyperlinkURLDestination'],
  RootCharacterStyleGroup: ['CharacterStyle'], RootParagraphStyleGroup: ['ParagraphStyle'], RootTableStyleGroup: ['TableStyle'], RootCellStyleGroup: ['CellStyle'], RootObjectStyleGroup: ['ObjectStyle'],
  CharacterStyle: ['Properties'], ParagraphStyle: ['Properties'],
  Properties: ['BasedOn', 'BulletChar', 'PathGeometry', 'Profile', 'GraphicBounds', 'Destination'],
  Story: ['StoryPreference', 'ParagraphStyleRange'],
  ParagraphStyleRange: ['CharacterStyleRange'],
  CharacterStyleRange: ['Content', 'Br', 'Footnote', 'HyperlinkTextSource', 'Table', 'Rectangle'],
  HyperlinkTextSource: ['Content'],
  Footnote: ['ParagraphStyleRange'],
  Table: ['Row', 'Column', 'Cell'], Cell: ['ParagraphStyleRange'],
  Rectangle: ['Properties', 'FrameFittingOption', 'AnchoredObjectSetting', 'ObjectExportOption', 'Image'],
  Image: ['Properties', 'Link'],
  PathGeometry: ['GeometryPathType'], GeometryPathType: ['PathPointArray'], PathPointArray: ['PathPointType'],
  Hyperlink: ['Properties'],
  Content: ['#text', '?ACE'], BasedOn: ['#text'], Profile: ['#text'], Destination: ['#text'],
}

describe('an InCopy story', () => {
  let photos: DrawnPhoto[]
  let all: string
  let nodes: Node[]
  beforeAll(async () => {
    photos = await drawPhotos()
    all = await xmlOf(everyBlockStory(photos.map(({ photo }) => photo)), photos)
    nodes = parse(all).flatMap(under)
  })

  const paragraphs = (of: readonly Node[] = nodes): { style: string; node: Node; text: string }[] =>
    of.filter(({ name }) => name === 'ParagraphStyleRange').map((node) => ({ style: (node.attributes['AppliedParagraphStyle'] ?? '').replace('ParagraphStyle/', ''), node, text: storyText(node.children, []).replace(/\n$/, '') }))

  test('says what it is to InDesign before anything else', () => {
    expect(all).toMatch(/^<\?xml version="1\.0" encoding="UTF-8" standalone="yes"\?>\n<\?aid style="50" type="snippet" readerVersion="6\.0"[^?]*\?>\n<\?aid SnippetType="InCopyInterchange"\?>\n<Document DOMVersion="8\.0"/)
  })

  test('holds in every element only what the specification has there, every id once, and every reference found', () => {
    const wrong = nodes.flatMap(({ name, children }) => children.filter((child) => !(CHILDREN[name] ?? []).includes(child.name)).map((child) => `${name} > ${child.name}`)).filter((each) => !each.startsWith('?'))
    expect([...new Set(wrong)]).toEqual([])
    const ids = nodes.flatMap(({ attributes }) => attributes['Self'] ?? [])
    expect(ids.length).toBe(new Set(ids).size)
    const references = nodes.flatMap(({ attributes }) => ['AppliedParagraphStyle', 'AppliedCharacterStyle', 'AppliedTableStyle', 'AppliedCellStyle', 'AppliedObjectStyle', 'Source'].flatMap((name) => attributes[name] ?? []))
    const destinations = nodes.filter(({ name }) => name === 'Destination').map(({ children }) => children[0]?.text ?? '')
    expect([...references, ...destinations].filter((reference) => reference !== 'n' && !ids.includes(reference))).toEqual([])
  })

  test('names styles in the house’s words, and sets each part of a story in its own', () => {
    const set = paragraphs().map(({ style, text }) => `${style}|${text}`)
    expect(set).toEqual(expect.arrayContaining(['引题 Kicker|下了夜班，再上一堂课', '主题 Headline|江畔夜校亮灯一百天', '小标题 Section header|一、小标题', '链接标题 Box title|链接标题', '链接小标题 Box header|一、盒里小标题', '提要引语 Pull quote|提要一句', '简讯 Brief|简讯甲', '责任编辑 Responsible editor|责任编辑:周岚']))
    expect(nodes.filter(({ name }) => name === 'ParagraphStyle').map(({ attributes }) => attributes['Name']).slice(2)).toEqual(Object.values(PARAGRAPH_STYLES))
    // Composition is the template's.
    expect(all).not.toMatch(/Composer|Mojikumi|Kinsoku|AppliedFont|Leading/)
  })

  test('indents Chinese text by its style, never by typed spaces', async () => {
    const style = (xml: string): string => parse(xml).flatMap(under).find(({ name, attributes }) => name === 'ParagraphStyle' && attributes['Name'] === PARAGRAPH_STYLES.body)?.attributes['FirstLineIndent'] ?? ''
    expect([style(all), style(await xmlOf({ ...englishStory([]), photos: {} }, []))]).toEqual(['18', '9'])
    expect(paragraphs().filter(({ text }) => /^[\s\u3000]{2}/.test(text))).toEqual([])
  })

  test('links every photo where the package has it, in a frame of its shape, kept with the caption that follows', async () => {
    const story = chineseStory(photos.map(({ photo }) => photo))
    const here = parse(await xmlOf(story, photos)).flatMap(under)
    expect(here.filter(({ name }) => name === 'Link').map(({ attributes }) => attributes['LinkResourceURI'])).toEqual(photos.map(({ photo }) => `file:photos/print/${photo.sha256}.jpg`))
    const placed = paragraphs(here)
    expect(placed.filter(({ style }) => style === PARAGRAPH_STYLES.photo).map(({ node }) => placed[placed.findIndex((each) => each.node === node) + 1]?.style)).toEqual(Array.from({ length: 3 }, () => PARAGRAPH_STYLES.caption))
    expect(here.find(({ name }) => name === 'ObjectExportOption')?.attributes['CustomAltText']).toBe('江边的小楼与远山，夕阳低垂')
    expect(here.find(({ attributes }) => attributes['Name'] === PARAGRAPH_STYLES.photo && attributes['KeepWithNext'] === '1')).toBeDefined()
  })

  test('has a cell for every place of a table, heading rows, spans and sides', async () => {
    const table = more.table('t', more.row(more.cell('tableHeader', '年份'), more.cell('tableHeader', '人数', { colspan: 2 })), more.row(more.cell('tableCell', '去年', { rowspan: 2 }), more.cell('tableCell', '男甲', { align: 'right' }), more.cell('tableCell', '女乙')), more.row(more.cell('tableCell', '男丙')))
    const here = parse(await xmlOf(storyOf(photos, table), photos)).flatMap(under)
    expect(here.find(({ name }) => name === 'Table')?.attributes).toMatchObject({ HeaderRowCount: '1', BodyRowCount: '2', ColumnCount: '3' })
    const cells = here.filter(({ name }) => name === 'Cell').map(({ attributes, children }) => `${attributes['Name'] ?? ''} ${attributes['ColumnSpan'] ?? ''}x${attributes['RowSpan'] ?? ''} ${storyText(children, [])}`)
    expect(cells).toEqual(['0:0 1x1 年份', '1:0 2x1 人数', '0:1 1x2 去年', '1:1 1x1 男甲', '2:1 1x1 女乙', '1:2 1x1 男丙', '2:2 1x1 '])
    expect(paragraphs(here).find(({ text }) => text === '男甲')?.node.attributes['Justification']).toBe('RightAlign')
  })

  test('counts every list from its own start, and sets notes and links as what they are', async () => {
    const ordered = (id: string, start: number, ...items: BodyJson[][]): BodyJson => ({ ...block.list(id, 'orderedList', ...items), attrs: { blockId: id, start } })
    const here = parse(await xmlOf(storyOf(photos, ordered('a', 3, [more.paragraph('三'), ordered('b', 1, [more.paragraph('一')])], [more.paragraph('四')]), block.paragraph('n', '句', more.footnote('注的话'))), photos)).flatMap(under)
    expect(paragraphs(here).filter(({ style }) => style === PARAGRAPH_STYLES.numberedItem).map(({ node: { attributes }, text }) => [text, attributes['NumberingLevel'], attributes['NumberingContinue'], attributes['NumberingStartAt']])).toEqual([['三', '1', 'false', '3'], ['一', '2', 'false', '1'], ['四', '1', undefined, undefined]])
    const note = here.find(({ name }) => name === 'Footnote')
    expect(note && under(note).some(({ name }) => name === '?ACE')).toBe(true)
    expect(nodes.filter(({ name }) => name === 'HyperlinkURLDestination').map(({ attributes }) => attributes['DestinationURL'])).toEqual(['https://video.example/1', 'https://example.org/'])
  })

  if (judgeThere(test, 'xmllint', 'xmllint'))
    test('xmllint finds it well-formed', () => {
      expect(() => execFileSync('xmllint', ['--noout', '--nonet', '-'], { input: all, stdio: ['pipe', 'pipe', 'pipe'] })).not.toThrow()
    })
})
