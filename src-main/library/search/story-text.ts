import { z } from 'zod'

import type { BodyJson } from '../../../src-shared/story/story'

/** What is searched of a story, in blocks. `name` is headline and slugline, `rest` the body and then everything else. `changedAt` is in ms, 0 if unknown. */
export type StoryText = { changedAt: number; name: string[]; rest: string[] }

const word = z.string().catch('')
const words = z.array(word).catch([])

// Read leniently, never refused: what a newer Stet wrote, or a body this build would not take, should still be found.
const storedSchema = z.object({
  changedAt: word,
  story: z.object({
    slugline: word, headline: word, kicker: word, deck: word, columnTag: word, originalHeadline: word, byline: word, dateline: word, source: word, responsibleEditor: word, summary: word,
    channel: words,
    keywords: words,
    contributors: z.array(z.object({ name: word, from: word }).catch({ name: '', from: '' })).catch([]),
    correction: z.object({ headline: word, text: word }).nullable().catch(null),
    body: z.custom<BodyJson>((value) => typeof value === 'object' && value !== null).catch({ type: 'doc' }),
  }),
})

/** Attributes that are words for the reader: captions' credits and alt texts, whose a quotation is, who speaks, footnotes. */
const SPOKEN = ['credit', 'alt', 'by', 'speaker', 'text'] as const
const DEPTH = 60

const isNode = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every block's words in reading order; what stands inside a line but is no part of it (footnotes) comes after it. */
const blocksOf = (body: unknown): string[] => {
  const blocks: string[] = []
  let after: string[] = []
  let line = ''
  const finish = (): void => {
    if (line !== '') blocks.push(line)
    blocks.push(...after)
    line = ''
    after = []
  }
  const visit = (node: unknown, room: number): void => {
    if (room === 0 || !isNode(node)) return
    const { type, text, attrs, content } = node
    if (typeof text === 'string') {
      line += text
      return
    }
    if (type === 'hardBreak') line += ' '
    const inline = type === 'hardBreak' || type === 'footnote'
    if (!inline) finish()
    if (isNode(attrs)) {
      if (typeof attrs['marker'] === 'string' && attrs['marker'] !== '') line += `${attrs['marker']} `
      for (const name of SPOKEN) {
        const said = attrs[name]
        if (typeof said === 'string' && said !== '') after.push(said)
      }
    }
    if (Array.isArray(content)) for (const child of content) visit(child, room - 1)
    if (!inline) finish()
  }
  visit(body, DEPTH)
  finish()
  return blocks
}

/** What is searched of story.json's JSON; null if it holds no story at all. */
export const storyText = (raw: unknown): StoryText | null => {
  const stored = storedSchema.safeParse(raw)
  if (!stored.success) return null
  const { changedAt, story } = stored.data
  const { correction } = story
  const rest = [
    ...blocksOf(story.body),
    story.kicker, story.deck, story.summary, story.byline,
    ...story.contributors.flatMap(({ name, from }) => [name, from]),
    story.dateline, story.source, story.columnTag, story.originalHeadline, story.responsibleEditor,
    ...story.channel, ...story.keywords,
    ...(correction ? [correction.headline, correction.text] : []),
  ]
  const said = (blocks: readonly string[]): string[] => blocks.map((block) => block.replaceAll('\n', ' ').trim()).filter(Boolean)
  return { changedAt: Date.parse(changedAt) || 0, name: said([story.headline, story.slugline]), rest: said(rest) }
}
