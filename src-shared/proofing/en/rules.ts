import type { TextRule } from '../rule'
import { agreement } from './agreement'
import { confused } from './confused'
import { currency } from './currency'
import { date } from './date'
import { number } from './number'
import { percent } from './percent'
import { repeat } from './repeat'
import { time } from './time'
import { title } from './title'

/** The rules of English copy that are our own: AP's, words typed twice, and verbs and words that are certainly wrong where they stand. */
export const ENGLISH_TEXT_RULES: readonly TextRule[] = [number, percent, date, time, title, currency, repeat, agreement, confused]
