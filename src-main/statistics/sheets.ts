import { milestoneSchema, type Counted, type Statistics } from '../../src-shared/desk-api/statistics'
import { detailsOf, tabulate, type StatisticsGroup, type Tally } from '../../src-shared/desk-api/statistics-table'
import type { Language } from '../../src-shared/story/story'
import { filled, wordsIn, type StatisticsWords } from './words'

/** A cell: words, a number, or a month ("2026-05"). */
export type Cell = string | number | { month: string }
/** A table with its heads in the first row. `frozen` counts the columns that say what a line is. */
export type Sheet = { name: string; rows: Cell[][]; frozen: number }
/** What is exported: the table as it is shown, every row, and what was counted. */
export type Sheets = { shown: Sheet; details: Sheet; about: Sheet }

const MEASURES = ['pieces', 'characters', 'photos'] as const satisfies (keyof Counted)[]

/** Names come from bylines: no control character and no half of a character belongs into a file. */
const clean = (text: string): string => text.replace(/[\p{Cc}\p{Cs}]/gu, ' ')

const heads = (words: StatisticsWords): string[] =>
  milestoneSchema.options.flatMap((milestone) => MEASURES.map((measure) => filled(words.file.column, { milestone: words.milestone[milestone], measure: words.measure[measure] })))
const numbers = (tally: Tally): number[] => milestoneSchema.options.flatMap((milestone) => MEASURES.map((measure) => tally[milestone][measure]))

const channelWords = (channel: readonly string[], words: StatisticsWords): string => clean(channel.join(' / ')) || words.noChannel
const nameWords = (name: string, words: StatisticsWords): string => clean(name) || words.nobody

/** Draws statistics up as tables, in one language. */
export const sheetsOf = (statistics: Statistics, group: StatisticsGroup, language: Language): Sheets => {
  const words = wordsIn(language)
  const { from, to, zone, by, totals } = statistics
  const lines = tabulate(statistics, group).map(({ name, channel, tally }): Cell[] => [group === 'month' ? { month: name } : group === 'channel' ? channelWords(channel, words) : nameWords(name, words), ...numbers(tally)])
  const details = detailsOf(statistics).map(({ month, name, channel, tally }): Cell[] => [{ month }, nameWords(name, words), channelWords(channel, words), ...numbers(tally)])
  const said = [filled(words.table, { title: words.title, from, to }), words.counted.once, words.counted.characters, words.counted[by], filled(words.counted.zone, { zone })]
  return {
    shown: { name: words.title, frozen: 1, rows: [[words.column[group], ...heads(words)], ...lines, [words.total, ...numbers(totals)]] },
    details: { name: words.file.details, frozen: 3, rows: [[words.column.month, words.column.person, words.column.channel, ...heads(words)], ...details] },
    about: { name: words.file.about, frozen: 0, rows: [[words.counted.title], ...said.map((sentence) => [sentence])] },
  }
}

/** A safe file name without its ending: "统计 2026-01 至 2026-12 按人员". */
export const fileNameOf = ({ from, to }: Pick<Statistics, 'from' | 'to'>, group: StatisticsGroup, language: Language): string => {
  const words = wordsIn(language)
  return filled(words.file.name, { from, to, group: words.group[group] })
}
