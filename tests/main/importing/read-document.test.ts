import { odtToHtml } from 'odf-kit/reader'
import { OdtDocument } from 'odf-kit/odt'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'

import { readDocument } from '../../../src-main/importing/read-document'
import type { Outcome } from '../../../src-shared/outcome'
import { parseBody } from '../../../src-shared/story/body'
import { textOf } from '../../../src-shared/story/count'
import { storyFromHtml, type DocumentImport } from '../../../src-shared/story/from-document'
import type { BodyJson } from '../../../src-shared/story/story'
import { bold, commented, deleted, docx, footnoted, inserted, item, linked, para, picture, row, run, table } from './word'

const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'ok' : outcome.code)
const make = async (name: string, bytes: Uint8Array): Promise<DocumentImport> => {
  const read = await readDocument(name, bytes)
  if (!read.ok) throw new Error(read.message)
  if (read.value.kind !== 'html') throw new Error('plain text')
  let next = 0
  const story = storyFromHtml(read.value.html, { id: '0f8fad5b-d9cb-469f-a165-70867728950e', newId: () => `b${String((next += 1))}`, mode: read.value.mode })
  if (!story.ok) throw new Error(story.message)
  expect(parseBody(story.value.story.body).ok).toBe(true)
  return story.value
}
const blocks = ({ story }: DocumentImport): string[] => (story.body.content ?? []).map((block) => `${block.type}:${typeof block.attrs?.['marker'] === 'string' ? block.attrs['marker'] : ''}${textOf(block)}`)
const inline = (node: BodyJson): BodyJson[] => (node.text !== undefined || node.type === 'footnote' ? [node] : (node.content ?? []).flatMap(inline))
const marked = ({ story }: DocumentImport, type: string): string[] => inline(story.body).filter((node) => node.marks?.some((mark) => mark.type === type)).map((node) => node.text ?? '')

const copy = para(run('青石渡新桥今日通车'), 'Title') + para(run('本报记者 沈牧')) + para(run('本报讯 昨天清晨，第一辆公交车驶过新桥，两岸居民步行送行。'))

describe('a Word file', () => {
  it('gives headline, byline, dateline, section headers, lists, a table, a link and emphasis', async () => {
    const story = await make('稿.docx', await docx({
      body: copy + para(run('一、两岸'), 'Heading1') + para(run('桥长三百米，') + bold('比旧桥宽一倍') + run('。详见') + linked(run('公告'), 'l1') + run('。'))
        + item(run('步行道'), 1) + item(run('盲道'), 1, 1) + item(run('先建引桥'), 2) + table(row('年份', '车次'), row('2024', '三百')) + para(run('夜里桥灯亮到十点。')),
      links: { l1: 'https://example.org/notice' },
    }))
    expect(story.story).toMatchObject({ headline: '青石渡新桥今日通车', byline: '本报记者 沈牧', dateline: '本报讯' })
    expect(blocks(story)).toEqual(expect.arrayContaining(['paragraph:昨天清晨，第一辆公交车驶过新桥，两岸居民步行送行。', 'crosshead:一、两岸', 'paragraph:夜里桥灯亮到十点。']))
    expect(story.story.body.content?.map(({ type }) => type)).toEqual(['paragraph', 'crosshead', 'paragraph', 'bulletList', 'orderedList', 'table', 'paragraph'])
    expect(marked(story, 'bold')).toEqual(['比旧桥宽一倍'])
    expect(JSON.stringify(story.story.body)).toContain('https://example.org/notice')
  })

  it('takes the heading for the headline, and what stands over and under it for kicker and deck', async () => {
    const heads = para(run('工会 › 职工之家')) + para(run('下了夜班，再上一堂课')) + para(run('江畔夜校亮灯一百天'), 'Heading1')
    const text = para(run('2026-03-12 09:10　来源:临江日报')) + para(run('本报讯 晚上七点半，临江老码头旁那幢灰砖小楼准时亮灯，三楼教的是演讲。'))
    expect((await make('稿.docx', await docx({ body: heads + text }))).story).toMatchObject({ kicker: '下了夜班，再上一堂课', headline: '江畔夜校亮灯一百天', deck: '' })
    expect((await make('稿.docx', await docx({ body: heads + para(run('——临江市职工夜校里的三种人生')) + text }))).story).toMatchObject({ kicker: '下了夜班，再上一堂课', headline: '江畔夜校亮灯一百天', deck: '——临江市职工夜校里的三种人生' })
  })

  it('reads characters a program wrote by their numbers', async () => {
    const numbered = '<w:r><w:t xml:space="preserve">&#26725;&#x957F;&amp;#39;&lt;&#39;三百米&#39;，宽十米。</w:t></w:r>'
    expect(blocks(await make('稿.docx', await docx({ body: copy + para(numbered) + para(run('夜里桥灯亮到十点，两岸的人都来看。')) })))).toEqual(expect.arrayContaining(["paragraph:桥长&#39;<'三百米'，宽十米。"]))
  })

  it('keeps every line of a paragraph of several, and a heading’s marker that a full-width space sets off', async () => {
    const verse = `${run('她把画贴在收银台后面，题了两行字：')}<w:r><w:br/></w:r>${run('江水不赶路，')}<w:r><w:br/></w:r>${run('我也不赶。')}`
    const story = await make('稿.docx', await docx({ body: copy + para(run('A　收银台外的一抹蓝'), 'Heading2') + para(verse) + para(run('夜里桥灯亮到十点，两岸的人都来看。')) }))
    expect(blocks(story)).toEqual(expect.arrayContaining(['crosshead:A收银台外的一抹蓝', 'paragraph:她把画贴在收银台后面，题了两行字：\n江水不赶路，\n我也不赶。']))
  })

  it('keeps tracked changes as suggestions and comments as threads, with who and when', async () => {
    const story = await make('稿.docx', await docx({
      body: copy + para(run('桥面宽') + deleted('八', '王编辑') + inserted(run('十'), '王编辑') + run('米，') + commented(run('通车当天免费'), '7') + run('。')),
      comments: [{ id: '7', by: '王编辑', text: '请核实免费到几点' }],
    }))
    expect(marked(story, 'deletion')).toEqual(['八'])
    expect(marked(story, 'insertion')).toEqual(['十'])
    expect(marked(story, 'comment')).toEqual(['通车当天免费'])
    expect(Object.values(story.notes.suggestions).map(({ by }) => by)).toContain('王编辑')
    expect(story.notes.threads).toMatchObject([{ quote: '通车当天免费', remarks: [{ by: '王编辑', text: '请核实免费到几点', at: '2026-03-03T08:00:00Z' }] }])
    expect(textOf(story.story.body)).not.toContain('请核实')
  })

  it('keeps a comment that runs over two paragraphs, and changes of moved and of bold words', async () => {
    const story = await make('稿.docx', await docx({
      body: copy + para(`<w:commentRangeStart w:id="3"/>${run('前一段的话，讲桥头。')}`) + para(`${run('后一段的话')}<w:commentRangeEnd w:id="3"/>${run('，讲桥尾。')}`)
        + para(`<w:moveFrom w:id="8" w:author="李" w:date="2026-03-02T08:00:00Z">${run('搬走的话。')}</w:moveFrom>${run('中间的话。')}<w:moveTo w:id="9" w:author="李" w:date="2026-03-02T08:00:00Z">${bold('搬来的话。')}</w:moveTo>`),
      comments: [{ id: '3', by: '李', text: '两段合并？' }],
    }))
    expect(marked(story, 'comment')).toEqual(['前一段的话，讲桥头。', '后一段的话'])
    expect(marked(story, 'deletion')).toEqual(['搬走的话。'])
    expect(marked(story, 'insertion')).toEqual(['搬来的话。'])
    expect(marked(story, 'bold')).toEqual(['搬来的话。'])
  })

  it('keeps footnotes where they are called, and pictures with the paragraph below as caption', async () => {
    const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#446688' } }).png().toBuffer()
    const bytes = await docx({
      body: copy + para(run('桥由市里出资') + footnoted('2') + run('。')) + para(picture('p1')) + para(run('图为新桥通车现场。沈牧 摄')) + para(run('桥头立着石碑，记着修桥人的名字。')),
      footnotes: [{ id: '2', text: '据市交通局公告。' }],
      pictures: { p1: png },
    })
    const read = await readDocument('稿.docx', bytes)
    expect(read.ok && read.value.kind === 'html' && read.value.pictures.map((each) => each.bytes.equals(png))).toEqual([true])
    const story = await make('稿.docx', bytes)
    expect(inline(story.story.body).filter(({ type }) => type === 'footnote').map((node) => node.attrs?.['text'])).toEqual(['据市交通局公告。'])
    const photo = story.story.body.content?.find(({ type }) => type === 'photo')
    expect(photo && textOf(photo)).toContain('图为新桥通车现场')
    expect(photo?.attrs?.['credit']).toContain('沈牧')
    expect(story.pictures).toMatchObject([{ place: photo?.attrs?.['blockId'] }])
  })

  it('loses no sentence', async () => {
    const sentences = Array.from({ length: 40 }, (_, index) => `第${String(index)}句讲的是第${String(index * 7)}件事，说得很清楚。`)
    const story = await make('稿.docx', await docx({ body: copy + sentences.map((text, index) => (index % 5 === 0 ? item(run(text), 1, index % 3) : index % 7 === 0 ? para(inserted(run(text), '乙')) : para(run(text)))).join('') }))
    const text = textOf(story.story.body)
    let from = 0
    for (const sentence of sentences) {
      const at = text.indexOf(sentence, from)
      expect(at, sentence).toBeGreaterThanOrEqual(from)
      from = at + sentence.length
    }
  })
})

describe('rejects', () => {
  const bomb = async (): Promise<Buffer> => docx({ body: para(run('字')), extra: { 'word/huge.xml': Buffer.alloc(70_000_000, 0x20) } })
  it.each([
    ['an empty file', 'a.docx', () => Buffer.alloc(0), 'document-empty'],
    ['an old Word file', 'a.doc', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'document-old-word'],
    ['a PDF', 'a.docx', () => Buffer.from('%PDF-1.7 x'), 'document-pdf'],
    ['RTF', 'a.txt', () => Buffer.from('{\\rtf1 x}'), 'document-rtf'],
    ['a zip that is no document', 'a.docx', async () => (await docx({ body: '' })).subarray(0, 60), 'document-damaged'],
    ['bytes that are no text', 'a.txt', () => Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]), 'document-kind'],
    ['a file that unpacks to far more than it is', 'a.docx', bomb, 'document-too-large'],
  ])('%s', async (_what, name, bytes, code) => {
    expect(codeOf(await readDocument(name, await bytes()))).toBe(code)
  })

  it('active content of every kind: a javascript link, an external picture, HTML in Markdown, a script in a page', async () => {
    const word = await make('a.docx', await docx({ body: copy + para(linked(run('点这里看全文'), 'l1')), links: { l1: 'javascript:alert(1)' } }))
    expect(JSON.stringify(word.story.body)).not.toContain('javascript')
    expect(textOf(word.story.body)).toContain('点这里看全文')
    const markdown = await make('a.md', Buffer.from('# 题目在此\n\n一段话。<script>alert(1)</script><img src=x onerror=alert(1)>\n\n[坏](javascript:alert(1))好。'))
    expect(JSON.stringify(markdown.story.body)).not.toMatch(/javascript:|onerror=alert\(1\)">/)
    const page = await make('a.html', Buffer.from('<!doctype html><html><body><article><h1>江边开了夜校</h1><script>alert(1)</script><p>夜校昨晚在江边开课，来了三十多名工友。</p><iframe src="https://example.org"></iframe></article></body></html>'))
    expect(JSON.stringify(page.story)).not.toContain('alert')
    expect(page.story.headline).toBe('江边开了夜校')
  })
})

describe('other files', () => {
  it('an OpenDocument text gives its headings, lists, tables and words', async () => {
    const document = new OdtDocument()
    document.addHeading('江边夜校开课', 1)
    document.addParagraph('夜校昨晚在江边开课，来了三十多名工友。')
    document.addHeading('二、课程', 2)
    document.addList(['识图', '焊接'])
    document.addTable([['班', '人数'], ['焊接', '二十']])
    const bytes = await document.save()
    expect(odtToHtml(bytes)).toContain('夜校')
    const story = await make('稿.odt', bytes)
    expect(story.story.headline).toBe('江边夜校开课')
    expect(blocks(story)).toEqual(expect.arrayContaining(['paragraph:夜校昨晚在江边开课，来了三十多名工友。', 'crosshead:二、课程']))
    expect(story.story.body.content?.map(({ type }) => type)).toEqual(expect.arrayContaining(['bulletList', 'table']))
  })

  it('Markdown gives headings, lists, tables, footnotes and emphasis', async () => {
    const story = await make('稿.md', Buffer.from('# 江边夜校开课\n\n夜校昨晚开课[^1]，**座无虚席**。\n\n## 课程\n\n- 识图\n  - 入门\n- 焊接\n\n| 班 | 人数 |\n| --- | --- |\n| 焊接 | 20 |\n\n> 学了就能用。\n\n[^1]: 据工会通报。\n'))
    expect(story.story.headline).toBe('江边夜校开课')
    expect(story.story.body.content?.map(({ type }) => type)).toEqual(['paragraph', 'crosshead', 'bulletList', 'table', 'blockquote'])
    expect(inline(story.story.body).filter(({ type }) => type === 'footnote').map((node) => node.attrs?.['text'])).toEqual(['据工会通报。'])
    expect(marked(story, 'bold')).toEqual(['座无虚席'])
  })

  it('a page in GBK is read as it says, and text in GB18030 is found out', async () => {
    const gbk = (hex: string): Buffer => Buffer.from(hex, 'hex')
    const page = await readDocument('a.html', Buffer.concat([Buffer.from('<html><head><meta charset="gbk"></head><body><p>'), gbk('bdadb1df'), Buffer.from('</p></body></html>')]))
    expect(page.ok && page.value.kind === 'html' && page.value.html).toContain('江边')
    const text = await readDocument('a.txt', gbk('bdadb1dfc8d5b1a8'))
    expect(text).toMatchObject({ ok: true, value: { kind: 'text', text: '江边日报', encoding: { encoding: 'gb18030', sure: false } } })
  })
})
