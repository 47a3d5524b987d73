import { describe, expect, it } from 'vitest'

import { OdtDocument } from 'odf-kit/odt'
import { readDocument } from '../../../src-main/importing/read-document'
import { articlePage } from '../../../src-shared/publication/article-html'
import { viewOfStory } from '../../../src-shared/publication/view'
import { parseBody } from '../../../src-shared/story/body'
import { storyFromHtml } from '../../../src-shared/story/from-document'
import { readHtml } from '../../../src-shared/story/from-html/read-html'
import { storyFromText } from '../../../src-shared/story/from-text'
import type { BodyJson, Story } from '../../../src-shared/story/story'
import { attributeOf, nodesOf, pageOf } from '../../support/html-nodes'
import { docx, linked, para, run } from '../../main/importing/word'
import { armed, VECTORS } from './hostile-markup'

const OUR_MARKS = ['bold', 'italic', 'link', 'insertion', 'deletion', 'comment', 'rewording']
let next = 0
const options = { id: '0f8fad5b-d9cb-469f-a165-70867728950e', newId: () => `b${String((next += 1))}` }

const nodes = (node: BodyJson): BodyJson[] => [node, ...(node.content ?? []).flatMap(nodes)]
/** Every attribute of every node and mark, but a block's own id: where text is kept it is text; here nothing may run or lead anywhere but to a page. */
const check = (body: BodyJson, vector: string): void => {
  expect(parseBody(body).ok, vector).toBe(true)
  for (const node of nodes(body))
    for (const mark of node.marks ?? []) {
      expect(OUR_MARKS, vector).toContain(mark.type)
      const href: unknown = mark.attrs?.['href']
      if (href !== undefined) expect(href, vector).toMatch(/^(?:https?:\/\/|mailto:)/)
    }
  expect(({} as Record<string, unknown>)['x'], vector).toBeUndefined()
}
/** What a page of ours is made of, and nothing that runs, embeds, sends or styles by itself. */
const PAGE = /^(?:#|html$|head$|meta$|title$|link$|style$|script$|body$|main$|header$|footer$|article$|section$|aside$|h[1-6]$|p$|div$|span$|a$|b$|i$|strong$|em$|br$|hr$|ul$|ol$|li$|table$|caption$|thead$|tbody$|tr$|td$|th$|blockquote$|cite$|figure$|figcaption$|img$|sup$|time$|dl$|dt$|dd$|s$|u$|del$|ins$)/
const checkStory = (story: Story, vector: string): void => {
  check(story.body, vector)
  let html: string
  try {
    html = articlePage(viewOfStory(story, { at: '2026-05-04T08:00:00+08:00', editor: '顾岚' }), () => null)
  } catch {
    // Suggestions and comments a document brought along are answered before anything is printed.
    return
  }
  for (const node of nodesOf(pageOf(html))) {
    expect(node.nodeName, vector).toMatch(PAGE)
    // Structured data is the one script element there is: it is data, and says so.
    if (node.nodeName === 'script') expect(attributeOf(node, 'type'), vector).toBe('application/ld+json')
    for (const { name, value } of 'attrs' in node ? node.attrs : []) {
      expect(name, vector).not.toMatch(/^on|^style$|^srcdoc$|^formaction$|^ping$/)
      expect(value, vector).not.toMatch(/^\s*(?:java|vb)script:|^data:text|^file:/i)
    }
  }
}

describe('nothing that was ever a way to run a script gets into a story', () => {
  const copy = (html: string): string => `<p>昨天清晨，第一辆公交车驶过新桥。</p>${html}<p>两岸的人都来看，一直到晚上十点。</p>`

  it.each(['paste', 'document', 'page'] as const)('as HTML, read as a %s', (mode) => {
    for (const vector of VECTORS) {
      const read = readHtml(copy(armed(vector)), { newId: options.newId, mode })
      if (read.ok) check({ type: 'doc', content: read.value.blocks }, vector)
    }
  })

  it('as a whole page that becomes a story', () => {
    for (const vector of VECTORS) {
      const read = storyFromHtml(`<html><body><article><h1>新桥通车</h1>${copy(armed(vector))}</article></body></html>`, { ...options, mode: 'page' })
      if (read.ok) checkStory(read.value.story, vector)
    }
  })

  it('as plain text, where it stays the words it is', () => {
    for (const vector of VECTORS) {
      const read = storyFromText(`新桥通车\n\n昨天清晨，第一辆公交车驶过新桥。\n\n${armed(vector)}\n`, options)
      if (read.ok) checkStory(read.value.story, vector)
    }
  })

  it('in Markdown', async () => {
    for (const vector of [...VECTORS, '[点](javascript:RUN)', '[点](java\tscript:RUN)', '[点](<javascript:RUN>)', '[点][x]\n\n[x]: javascript:RUN', '![x](javascript:RUN)', '![x](x"onerror="RUN)', '<javascript:RUN>', '[点](data:text/html,RUN)', '[点](&#106;avascript:RUN)', '`` <img src=x onerror=RUN> ``', '[^1]\n\n[^1]: <img src=x onerror=RUN>', '| a |\n|---|\n| <img src=x onerror=RUN> |']) {
      const read = await readDocument('稿.md', Buffer.from(`# 新桥通车\n\n昨天清晨，第一辆公交车驶过新桥。\n\n${armed(vector)}\n\n两岸的人都来看，一直到晚上十点。`))
      if (!read.ok || read.value.kind !== 'html') continue
      const story = storyFromHtml(read.value.html, { ...options, mode: 'document' })
      if (story.ok) checkStory(story.value.story, vector)
    }
  })

  it('in a Word file: as its words, and as where its links lead', async () => {
    const links = VECTORS.flatMap((vector) => /href="([^"]*)"/.exec(armed(vector))?.[1]?.replace(/[\u0000-\u0008<>"]/g, '') ?? [])
    expect(links.length).toBeGreaterThan(15)
    const body = para(run('新桥通车'), 'Title') + para(run('昨天清晨，第一辆公交车驶过新桥。')) + VECTORS.map((vector) => para(run(armed(vector).replace(/[\u0000-\u0008]/g, '')))).join('') + links.map((_, index) => para(linked(run(`第${String(index)}处`), `l${String(index)}`))).join('')
    const read = await readDocument('稿.docx', await docx({ body, links: Object.fromEntries(links.map((link, index) => [`l${String(index)}`, link])) }))
    if (!read.ok || read.value.kind !== 'html') throw new Error('unread')
    const story = storyFromHtml(read.value.html, { ...options, mode: 'document' })
    if (!story.ok) throw new Error(story.message)
    checkStory(story.value.story, 'a Word file')
    expect(nodes(story.value.story.body).map((node) => node.text ?? '').join('')).toContain('<script>alert(4711)</script>')
  })

  it('in an OpenDocument text', async () => {
    const document = new OdtDocument()
    document.addHeading('新桥通车', 1)
    document.addParagraph('昨天清晨，第一辆公交车驶过新桥。')
    for (const vector of VECTORS) document.addParagraph(armed(vector).replace(/[\u0000-\u0008]/g, ''))
    const read = await readDocument('稿.odt', await document.save())
    if (!read.ok || read.value.kind !== 'html') throw new Error('unread')
    const story = storyFromHtml(read.value.html, { ...options, mode: 'document' })
    if (!story.ok) throw new Error(story.message)
    checkStory(story.value.story, 'an OpenDocument text')
  })
})
