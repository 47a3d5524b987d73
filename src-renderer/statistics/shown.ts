import { statisticsRangeSchema, type StatisticsBy, type StatisticsRange } from '../../src-shared/desk-api/statistics'
import type { StatisticsGroup } from '../../src-shared/desk-api/statistics-table'

/** Spans of months people choose. */
export const SPANS = ['thisYear', 'lastYear', 'thisMonth', 'lastMonth', 'range'] as const
export type Span = (typeof SPANS)[number]

/** What is drawn in the chart. */
export const MEASURES = ['pieces', 'characters', 'photos'] as const
export type Measure = (typeof MEASURES)[number]

/** What the person asked to see. `from` and `to` ("2026-01") count where the span is a range; `by` where lines are people. */
export type Shown = { span: Span; from: string; to: string; group: StatisticsGroup; by: StatisticsBy; measure: Measure }

const monthOf = (at: Date): string => `${String(at.getFullYear()).padStart(4, '0')}-${String(at.getMonth() + 1).padStart(2, '0')}`

/** The first and last month of a span, counted from `now` by this machine's clock. */
export const monthsOf = ({ span, from, to }: Pick<Shown, 'span' | 'from' | 'to'>, now: Date): { from: string; to: string } => {
  const year = now.getFullYear()
  switch (span) {
    case 'thisYear':
      return { from: monthOf(new Date(year, 0)), to: monthOf(new Date(year, 11)) }
    case 'lastYear':
      return { from: monthOf(new Date(year - 1, 0)), to: monthOf(new Date(year - 1, 11)) }
    case 'thisMonth':
      return { from: monthOf(now), to: monthOf(now) }
    case 'lastMonth':
      return { from: monthOf(new Date(year, now.getMonth() - 1)), to: monthOf(new Date(year, now.getMonth() - 1)) }
    case 'range':
      return { from, to }
  }
}

/** What the desk is asked for it, in a zone; null for a range that is none. Where lines are no people a piece must count once, so whom its byline names is no matter. */
export const rangeOf = (shown: Shown, now: Date, zone: string): StatisticsRange | null => {
  const range = statisticsRangeSchema.safeParse({ ...monthsOf(shown, now), zone, by: shown.group === 'person' ? shown.by : 'author' })
  return range.success ? range.data : null
}
