import { isSafeLink } from '../story/body'
import { countStory, textOf } from '../story/count'
import type { Notes } from '../story/notes'
import type { BodyJson, Story, StoryField } from '../story/story'

/** A rule a story does not meet. `code` is a locale key under `preflight.`; `place` is where the window jumps. */
export type Unmet = {
  code: string
  severity: 'block' | 'warn'
  place: { field: StoryField } | { block: string }
  details: Record<string, string | number>
}

/** What fits a page's width: about two lines of display type. */
const HEADLINE = { 'zh-CN': 60, en: 110 } as const

const idOf = (block: BodyJson): string => (typeof block.attrs?.['blockId'] === 'string' ? block.attrs['blockId'] : '')

/** Every node of a body in reading order, each with the id of the block it is or stands in. */
const nodesOf = (node: BodyJson, around = ''): { node: BodyJson; block: string }[] => {
  const block = idOf(node) || around
  return [{ node, block }, ...(node.content ?? []).flatMap((child) => nodesOf(child, block))]
}

const words = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

const checkPhoto = (story: Story, block: BodyJson, number: number): Unmet[] => {
  const place = { block: idOf(block) }
  const details = { number }
  const digest = block.attrs?.['photo']
  const found: Unmet[] = []
  if (typeof digest !== 'string' || !story.photos[digest]) found.push({ code: 'photo-missing', severity: 'block', place, details })
  if (textOf(block).trim() === '') found.push({ code: 'caption-missing', severity: 'block', place, details })
  if (words(block.attrs?.['credit']) === '') found.push({ code: 'credit-missing', severity: 'warn', place, details })
  if (words(block.attrs?.['alt']) === '') found.push({ code: 'alt-missing', severity: 'block', place, details })
  return found
}

/** True where a node has neither a word nor a picture. */
const isBare = (node: BodyJson): boolean => textOf(node).trim() === '' && !nodesOf(node).some(({ node: { type } }) => type === 'photo')

/** Blocks that promise something they do not hold: the rule each breaks, by its node. */
const UNFINISHED: Readonly<Record<string, { code: string; broken: (node: BodyJson) => boolean }>> = {
  crosshead: { code: 'crosshead-empty', broken: (node) => textOf(node).trim() === '' },
  factBox: { code: 'fact-box-untitled', broken: (node) => textOf(node.content?.[0] ?? node).trim() === '' },
  subArticle: { code: 'sub-article-untitled', broken: (node) => textOf(node.content?.[0] ?? node).trim() === '' },
  mediaCard: { code: 'media-missing', broken: (node) => words(node.attrs?.['url']) === '' },
  footnote: { code: 'footnote-empty', broken: (node) => words(node.attrs?.['text']) === '' },
  table: { code: 'table-empty', broken: isBare },
}

const SUGGESTED: ReadonlySet<string> = new Set(['insertion', 'deletion', 'modification'])

const markId = (attrs: Record<string, unknown> | undefined): string => (typeof attrs?.['id'] === 'string' || typeof attrs?.['id'] === 'number' ? String(attrs['id']) : '')

/** Fields and blocks in which something is still to be settled: suggestions stop a submission, comments stay behind. Each once. */
const unsettled = (nodes: readonly { node: BodyJson; block: string }[], first: string, notes: Notes | undefined): Unmet[] => {
  const resolved = new Set(notes?.threads.filter(({ resolvedAt }) => resolvedAt !== null).map(({ id }) => id))
  const [suggested, commented] = [new Set<string>(), new Set<string>()]
  for (const { node, block } of nodes)
    for (const { type, attrs } of node.marks ?? []) {
      if (SUGGESTED.has(type)) suggested.add(block || first)
      if (type === 'comment' && !resolved.has(markId(attrs))) commented.add(block || first)
    }
  const fields = new Set(notes?.fields?.map(({ field }) => field))
  const asked = new Set(notes?.threads.flatMap(({ field, resolvedAt }) => (field !== undefined && resolvedAt === null ? [field] : [])))
  return [
    ...[...fields].map((field): Unmet => ({ code: 'suggestion-open', severity: 'block', place: { field }, details: {} })),
    ...[...suggested].map((block): Unmet => ({ code: 'suggestion-open', severity: 'block', place: { block }, details: {} })),
    ...[...asked].map((field): Unmet => ({ code: 'comment-open', severity: 'warn', place: { field }, details: {} })),
    ...[...commented].map((block): Unmet => ({ code: 'comment-open', severity: 'warn', place: { block }, details: {} })),
  ]
}

/**
 * What stands between a story and the desk, in reading order. `block` stops the submission, `warn` is said and may pass. With the notes of its
 * draft, what is suggested and asked of its fields counts too, and comments that were resolved do not.
 */
export const preflight = (story: Story, notes?: Notes): Unmet[] => {
  const found: Unmet[] = []
  const required: [StoryField, boolean][] = [
    ['headline', story.headline.trim() !== ''],
    ['byline', story.byline.trim() !== ''],
    ['channel', story.channel.length > 0],
    ['source', story.source.trim() !== ''],
  ]
  for (const [field, met] of required) if (!met) found.push({ code: `${field}-missing`, severity: 'block', place: { field }, details: {} })
  const limit = HEADLINE[story.language]
  if (story.headline.length > limit) found.push({ code: 'headline-long', severity: 'warn', place: { field: 'headline' }, details: { length: story.headline.length, limit } })
  const first = idOf(story.body.content?.[0] ?? { type: 'doc' })
  if (countStory(story).withoutPunctuation === 0) found.push({ code: 'body-empty', severity: 'block', place: { block: first }, details: {} })
  let photos = 0
  const nodes = nodesOf(story.body)
  for (const { node, block } of nodes) {
    const place = { block: block || first }
    const rule = UNFINISHED[node.type]
    if (node.type === 'photo') found.push(...checkPhoto(story, node, (photos += 1)))
    if (rule?.broken(node)) found.push({ code: rule.code, severity: 'block', place, details: {} })
    for (const mark of node.marks ?? []) if (mark.type === 'link' && !isSafeLink(mark.attrs?.['href'])) found.push({ code: 'link-unsafe', severity: 'block', place, details: {} })
  }
  return [...found, ...unsettled(nodes, first, notes)]
}
