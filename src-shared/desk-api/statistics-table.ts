import { z } from 'zod'

import { milestoneSchema, monthsBetween, type Counted, type Milestone, type Statistics, type StatisticsRow } from './statistics'

/** What the lines of the table are. */
export const statisticsGroupSchema = z.enum(['person', 'channel', 'month'])
export type StatisticsGroup = z.infer<typeof statisticsGroupSchema>

/** What is counted at each milestone. */
export type Tally = Record<Milestone, Counted>

/** One line: `key` tells lines apart, `name` is the person's or "2026-01", `channel` the path where lines are channels. */
export type StatisticsLine = { key: string; name: string; channel: readonly string[]; tally: Tally }

const NOTHING: Counted = { pieces: 0, characters: 0, photos: 0 }
const empty = (): Tally => ({ submitted: { ...NOTHING }, signedOff: { ...NOTHING }, published: { ...NOTHING } })

const keyOf = (row: StatisticsRow, group: StatisticsGroup): string =>
  group === 'person' ? (row.person === '' ? `name ${row.name}` : row.person) : group === 'channel' ? JSON.stringify(row.channel) : row.month

/** The most of the last milestone first, which is what an office looks at. */
const byWeight = (one: StatisticsLine, other: StatisticsLine): number => {
  for (const milestone of milestoneSchema.options.toReversed()) {
    const more = other.tally[milestone].characters - one.tally[milestone].characters
    if (more !== 0) return more
  }
  return one.key < other.key ? -1 : 1
}

/** The rows drawn together into lines: months in their order with those between that have nothing, people and channels with the most first. */
export const tabulate = ({ rows }: Pick<Statistics, 'rows'>, group: StatisticsGroup): StatisticsLine[] => {
  const lines = new Map<string, StatisticsLine>()
  for (const row of rows) {
    const key = keyOf(row, group)
    const line = lines.get(key) ?? { key, name: group === 'month' ? row.month : group === 'person' ? row.name : '', channel: group === 'channel' ? row.channel : [], tally: empty() }
    lines.set(key, line)
    const sum = line.tally[row.milestone]
    sum.pieces += row.pieces
    sum.characters += row.characters
    sum.photos += row.photos
  }
  if (group !== 'month') return [...lines.values()].sort(byWeight)
  const [first, ...others] = [...lines.keys()].sort()
  return first === undefined ? [] : monthsBetween(first, others.at(-1) ?? first).map((month) => lines.get(month) ?? { key: month, name: month, channel: [], tally: empty() })
}

/** Rows of one month, person and channel as one, its milestones side by side. */
export type StatisticsDetail = { month: string; name: string; channel: readonly string[]; tally: Tally }

/** The rows as they are, milestones side by side, in the desk's order. */
export const detailsOf = ({ rows }: Pick<Statistics, 'rows'>): StatisticsDetail[] => {
  const found = new Map<string, StatisticsDetail>()
  for (const row of rows) {
    const key = [row.month, keyOf(row, 'person'), keyOf(row, 'channel')].join('\n')
    const detail = found.get(key) ?? { month: row.month, name: row.name, channel: row.channel, tally: empty() }
    found.set(key, detail)
    detail.tally[row.milestone] = { pieces: row.pieces, characters: row.characters, photos: row.photos }
  }
  return [...found.values()]
}
