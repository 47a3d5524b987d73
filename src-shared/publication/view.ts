import type { Language, Story } from '../story/story'
import { printedEditor, printedTime, type SignedPiece } from './piece'

/** What the renderers print: a story, its printed time (ISO 8601 with offset or Z) and the responsible editor's name. */
export type ArticleView = { story: Story; time: string; editor: string }

/** The view of a signed piece; the same for every export of it, whenever it is made. */
export const viewOf = (piece: Pick<SignedPiece, 'story' | 'signOff'>): ArticleView => ({ story: piece.story, time: printedTime(piece), editor: printedEditor(piece) })

/** The view a story would have if `editor` signed it off at that time: what is shown of one that nobody signed yet, or apart from its chain. */
export const viewOfStory = (story: Story, signing: { at: string; editor: string }): ArticleView => ({ story, time: story.publishTime ?? signing.at, editor: story.responsibleEditor || signing.editor })

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** An ISO time's own fields, as written, whatever zone or locale this machine is in. Anything else answers null. */
export const timeFields = (iso: string): { year: string; month: string; day: string; clock: string; utc: boolean } | null => {
  const [, year, month, day, clock] = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2})/.exec(iso) ?? []
  return year && month && day && clock ? { year, month, day, clock, utc: iso.endsWith('Z') } : null
}

/** A time as printed: "2021-11-15 09:10" or "15 November 2021, 09:10", in the offset it was given; a Z time says UTC. */
export const printTime = (iso: string, language: Language): string => {
  const fields = timeFields(iso)
  if (!fields) return iso
  const { year, month, day, clock, utc } = fields
  const date = language === 'zh-CN' ? `${year}-${month}-${day} ${clock}` : `${String(Number(day))} ${MONTHS[Number(month) - 1] ?? month} ${year}, ${clock}`
  return utc ? `${date} UTC` : date
}

/** The time of one entry of a live report: the clock alone on the day the story is dated, else the whole time. Anything that is no time stays as written. */
export const printEntryTime = (iso: string, story: { time: string; language: Language }): string => {
  const [entry, day] = [timeFields(iso), timeFields(story.time)]
  const same = entry && day && !entry.utc && entry.year === day.year && entry.month === day.month && entry.day === day.day
  return same ? entry.clock : printTime(iso, story.language)
}
