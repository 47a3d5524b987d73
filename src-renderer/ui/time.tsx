import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'

const MINUTE = 60_000
let now = Date.now()
const watchers = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
const tick = (): void => {
  now = Date.now()
  for (const watcher of watchers) watcher()
}
const watch = (watcher: () => void): (() => void) => {
  if (watchers.size === 0) {
    now = Date.now()
    timer = setInterval(tick, MINUTE / 2)
  }
  watchers.add(watcher)
  return () => {
    watchers.delete(watcher)
    if (watchers.size === 0) clearInterval(timer)
  }
}

// Making one costs more than drawing a row of the library does.
const formats = new Map<string, Intl.DateTimeFormat>()
const STYLES = {
  day: { dateStyle: 'medium' },
  near: { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' },
  /** The same in Chinese, which keeps the hour's nought: 08:50. */
  nearChinese: { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' },
  short: { dateStyle: 'medium', timeStyle: 'short' },
  exact: { dateStyle: 'long', timeStyle: 'long' },
  /** As `exact` without the zone, and the zone alone. */
  second: { dateStyle: 'long', timeStyle: 'medium' },
  zone: { timeZoneName: 'shortOffset' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>
const dateFormat = (language: string, style: keyof typeof STYLES): Intl.DateTimeFormat => {
  const known = formats.get(style + language)
  if (known) return known
  const made = new Intl.DateTimeFormat(language, STYLES[style])
  formats.set(style + language, made)
  return made
}
const relative = new Map<string, Intl.RelativeTimeFormat>()
const relativeFormat = (language: string): Intl.RelativeTimeFormat => {
  const known = relative.get(language)
  if (known) return known
  const made = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' })
  relative.set(language, made)
  return made
}

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [['day', 1440 * MINUTE], ['hour', 60 * MINUTE], ['minute', MINUTE]]

/** How long ago (or until) in words, null within a minute; times beyond a week are a date. `from` in milliseconds. */
export const relativeTime = (iso: string, from: number, language: string): string | null => {
  const at = Date.parse(iso)
  if (Number.isNaN(at)) return iso
  const distance = at - from
  if (Math.abs(distance) > 7 * 1440 * MINUTE) return dateFormat(language, 'day').format(at)
  for (const [unit, size] of STEPS)
    if (Math.abs(distance) >= size) return relativeFormat(language).format(Math.trunc(distance / size), unit)
  return null
}

/** A day as this machine's clock has it, in ISO 8601. */
export const localDay = (date: Date): string => [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-')

const isChinese = (language: string): boolean => language.startsWith('zh')

/** A zone as Chinese copy gives it: UTC+8. */
const zoneAt = (at: number): string => {
  const offset = dateFormat('en', 'zone').formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  return offset.replace(/^GMT(?:\+0)?/, 'UTC')
}

/** The exact moment, to the second, with its zone: “2026年11月28日 20:05:07（UTC+8）”, “November 28, 2026 at 8:05:07 PM GMT+8”. */
export const exactTime = (iso: string, language: string): string => {
  const at = Date.parse(iso)
  if (Number.isNaN(at)) return iso
  // The locale's own order puts the zone before the hour, which nobody writes.
  return isChinese(language) ? `${dateFormat(language, 'second').format(at)}（${zoneAt(at)}）` : dateFormat(language, 'exact').format(at)
}

/** A moment to the minute, in this machine's zone. */
export const shortTime = (iso: string, language: string): string => (Number.isNaN(Date.parse(iso)) ? iso : dateFormat(language, 'short').format(Date.parse(iso)))

/** The same, without the year where it is that of `from` (milliseconds). */
export const nearTime = (iso: string, from: number, language: string): string =>
  new Date(iso).getFullYear() === new Date(from).getFullYear() ? dateFormat(language, isChinese(language) ? 'nearChinese' : 'near').format(Date.parse(iso)) : shortTime(iso, language)

/** The clock in milliseconds, to the half minute; renders again as it moves. */
export const useNow = (): number => useSyncExternalStore(watch, () => now)

/**
 * A moment as people say it, exact on hover; follows the clock. What has been is never said to come: the clock here moves by the half minute, and
 * another machine's may be ahead. `coming` is for what is yet to be.
 */
export const When = ({ at, coming = false }: { at: string; coming?: boolean }) => {
  const { t, i18n } = useTranslation()
  const from = useNow()
  return (
    <time dateTime={at} title={exactTime(at, i18n.language)}>
      {relativeTime(at, coming ? from : Math.max(from, Date.parse(at)), i18n.language) ?? t(coming ? 'time.soon' : 'time.justNow')}
    </time>
  )
}
