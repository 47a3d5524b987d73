import type { PhotoWords } from '../../../src-shared/story/story'
import { best, NOTHING, type Said } from './decode'

/** What one kind of metadata (IIM, XMP, EXIF) says. */
export type Record = { [K in Exclude<keyof PhotoWords, 'located'>]: Said } & { located: boolean }

/** One that says nothing. */
export const EMPTY: Record = { caption: NOTHING, creator: NOTHING, credit: NOTHING, copyright: NOTHING, alt: NOTHING, headline: NOTHING, place: NOTHING, takenAt: NOTHING, located: false }

const LIMITS = { caption: 2000, creator: 200, credit: 200, copyright: 500, alt: 2000, headline: 500, place: 500, takenAt: 40 } as const
const NAMES = Object.keys(LIMITS) as (keyof typeof LIMITS)[]

const cut = (text: string, limit: number): string => (text.length <= limit ? text : text.slice(0, limit).replace(/[\ud800-\udbff]$/, ''))

/** The words of a photo and the names of those whose encoding was guessed. Records come in order of trust. */
export const merged = (records: readonly Record[]): { words: PhotoWords; unsure: (keyof PhotoWords)[] } => {
  const said = NAMES.map((name) => [name, best(...records.map((record) => record[name]))] as const)
  const texts = Object.fromEntries(said.map(([name, { text }]) => [name, cut(text, LIMITS[name])])) as Omit<PhotoWords, 'located'>
  return { words: { ...texts, located: records.some(({ located }) => located) }, unsure: said.filter(([, { text, sure }]) => text !== '' && !sure).map(([name]) => name) }
}
