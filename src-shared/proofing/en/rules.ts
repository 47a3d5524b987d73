import type { TextRule } from '../rule'
import { currency } from './currency'
import { date } from './date'
import { number } from './number'
import { percent } from './percent'
import { repeat } from './repeat'
import { time } from './time'
import { title } from './title'

/** The rules of English copy that are our own: AP's, and words typed twice. */
export const ENGLISH_TEXT_RULES: readonly TextRule[] = [number, percent, date, time, title, currency, repeat]
