import type { Group, LibraryFilter, LibraryRow } from '../../src-shared/bridge/contract'

/** When a story was changed, as people choose it. Days are "2026-11-22" in this machine's time, empty for open. */
export type When = { span: 'any' | 'today' | 'week' | 'month' } | { span: 'range'; from: string; to: string }

/** What the person narrowed the library to. */
export type Narrowing = { group: Group | null; channel: readonly string[]; byline: string; when: When }

/** Everything. */
export const notNarrowed: Narrowing = { group: null, channel: [], byline: '', when: { span: 'any' } }

/** True where it hides something. */
export const isNarrowed = ({ group, channel, byline, when }: Narrowing): boolean =>
  group !== null || channel.length > 0 || byline !== '' || (when.span === 'range' ? when.from !== '' || when.to !== '' : when.span !== 'any')

const startOfDay = (at: Date, days: number): string => new Date(at.getFullYear(), at.getMonth(), at.getDate() + days).toISOString()
const dayOf = (day: string, plus: number): string | null => {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? []
  return year === undefined ? null : startOfDay(new Date(Number(year), Number(month) - 1, Number(date)), plus)
}

const DAYS = { today: 0, week: -6, month: -29 } as const

const frameOf = (when: When, now: Date): { since: string | null; until: string | null } => {
  if (when.span === 'any') return { since: null, until: null }
  if (when.span === 'range') return { since: dayOf(when.from, 0), until: dayOf(when.to, 1) }
  return { since: startOfDay(now, DAYS[when.span]), until: null }
}

/** The same as the host and fitsFilter understand it, counted from `now`. Stays equal through a day. */
export const filterOf = ({ group, channel, byline, when }: Narrowing, now: Date): LibraryFilter => ({ group, channel: [...channel], byline, ...frameOf(when, now) })

/** One thing a list can be narrowed to. */
export type Choice = { value: string; label: string }

const byLabel = (a: Choice, b: Choice): number => a.label.localeCompare(b.label)

/** Every channel and every channel above one, by path. `value` is readChannel's. */
export const channelChoices = (rows: readonly Pick<LibraryRow, 'channel'>[]): Choice[] => {
  const paths = new Map<string, string>()
  for (const { channel } of rows) for (let depth = 1; depth <= channel.length; depth += 1) paths.set(JSON.stringify(channel.slice(0, depth)), channel.slice(0, depth).join(' / '))
  return [...paths].map(([value, label]) => ({ value, label })).sort(byLabel)
}

/** The path of a choice of channelChoices. */
export const readChannel = (value: string | null): string[] => (value === null ? [] : (JSON.parse(value) as string[]))

/** Every byline. */
export const bylineChoices = (rows: readonly LibraryRow[]): Choice[] =>
  [...new Set(rows.map(({ byline }) => byline).filter((byline) => byline.trim() !== ''))].map((byline) => ({ value: byline, label: byline })).sort(byLabel)
