import type { TFunction } from 'i18next'

import type { Language } from '../../../src-shared/story/story'
import type { Version } from '../../../src-shared/story/version'

const DAY = 86_400_000

const dayOf = (moment: number): number => {
  const date = new Date(moment)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}

/** The day of a moment as people say it: today, yesterday, or its date. */
export const dayWords = (t: TFunction, at: string, now: number, language: string): string => {
  const moment = Date.parse(at)
  if (Number.isNaN(moment)) return at
  // Rounded: a day may have 23 or 25 hours.
  const days = Math.round((dayOf(now) - dayOf(moment)) / DAY)
  if (days === 0) return t('history:today')
  if (days === 1) return t('history:yesterday')
  const sameYear = new Date(now).getFullYear() === new Date(moment).getFullYear()
  return new Intl.DateTimeFormat(language, sameYear ? { month: 'long', day: 'numeric', weekday: 'short' } : { dateStyle: 'long' }).format(moment)
}

/** The clock of a moment, to the minute. */
export const clockWords = (at: string, language: string): string => (Number.isNaN(Date.parse(at)) ? at : new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(Date.parse(at)))

/** A version's day and clock. */
export const momentWords = (at: string, language: string): string => (Number.isNaN(Date.parse(at)) ? at : new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(Date.parse(at)))

/** How long a version is, as its language counts. */
export const sizeOf = (version: Pick<Version, 'characters' | 'words'>, language: Language): number => (language === 'en' ? version.words : version.characters)

/** What a version is called in a menu: its name, or why it was kept, and when. */
export const versionName = (t: TFunction, version: Version, language: string): string => `${momentWords(version.at, language)} ${version.label || t(`history:cause.${version.cause}`)}`
