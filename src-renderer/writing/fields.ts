import { LIMITS, type Photo, type Story } from '../../src-shared/story/story'
import type { BodyJson } from '../../src-shared/story/story'

/** Everything of a story but its body, its photo files and what names it. */
export type Fields = Omit<Story, 'schema' | 'id' | 'body' | 'photos'>
export type FieldName = keyof Fields

/** The fields edited on the page itself, top to bottom; the others are in the Details tab. */
export const PAGE_FIELDS = ['columnTag', 'kicker', 'headline', 'deck', 'byline', 'dateline'] as const
export type PageField = (typeof PAGE_FIELDS)[number]

/** A field that holds more than a story may: how much, and the limit. `unit` says what was counted. */
export type Overflow = { field: FieldName; unit: 'characters' | 'items'; length: number; limit: number }

const TEXT_LIMITS: Partial<Record<FieldName, number>> = {
  slugline: LIMITS.line, kicker: LIMITS.headline, headline: LIMITS.headline, deck: LIMITS.headline,
  byline: LIMITS.line, dateline: LIMITS.line, source: LIMITS.line, responsibleEditor: LIMITS.line, summary: LIMITS.summary,
  columnTag: 60, originalHeadline: LIMITS.headline,
}
const LIST_LIMITS: Partial<Record<FieldName, number>> = { channel: LIMITS.channelDepth, keywords: LIMITS.keywords, contributors: LIMITS.contributors, destinations: LIMITS.destinations }
const ITEM_LIMIT = 60

/** What is too long about a value, or null when the story may hold it. */
export const overflowOf = <N extends FieldName>(field: N, value: Fields[N]): Overflow | null => {
  const text = TEXT_LIMITS[field]
  if (text !== undefined && typeof value === 'string' && value.length > text) return { field, unit: 'characters', length: value.length, limit: text }
  const list = LIST_LIMITS[field]
  if (list === undefined || !Array.isArray(value)) return null
  if (value.length > list) return { field, unit: 'items', length: value.length, limit: list }
  const longest = Math.max(0, ...value.map((item) => (typeof item === 'string' ? item : item.name).length))
  return longest > ITEM_LIMIT ? { field, unit: 'characters', length: longest, limit: ITEM_LIMIT } : null
}

/** A typed or pasted value as one line: every line break becomes one space. */
export const asLine = (text: string): string => text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ')

const digestsIn = (node: BodyJson, found: Set<string>): Set<string> => {
  if (node.type === 'photo' && typeof node.attrs?.['photo'] === 'string') found.add(node.attrs['photo'])
  for (const child of node.content ?? []) digestsIn(child, found)
  return found
}

/** The photo records a body still refers to. */
export const photosUsed = (body: BodyJson, photos: Readonly<Record<string, Photo>>): Record<string, Photo> =>
  Object.fromEntries([...digestsIn(body, new Set())].flatMap((digest) => (photos[digest] ? [[digest, photos[digest]]] : [])))
