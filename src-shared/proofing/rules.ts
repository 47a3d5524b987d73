import { ENGLISH_TEXT_RULES } from './en/rules'
import { HOUSE_RULES } from './house/rules'
import type { TextRule } from './rule'
import { currency, fullWidth, percent, times } from './zh/amounts'
import { approx } from './zh/approx'
import { dash } from './zh/dash'
import { de } from './zh/de'
import { doubled } from './zh/doubled'
import { ellipsis } from './zh/ellipsis'
import { enumeration } from './zh/enumeration'
import { halfWidth } from './zh/half-width'
import { idioms } from './zh/idiom'
import { mixed } from './zh/mixed'
import { pairs } from './zh/pairs'
import { range } from './zh/range'
import { repeat } from './zh/repeat'
import { space } from './zh/space'
import { straightQuotes } from './zh/straight-quotes'
import { redundantWords, units, variantWords, wrongWords } from './zh/words'
import { year } from './zh/year'

/** Every rule that reads one text by itself. */
export const TEXT_RULES: readonly TextRule[] = [
  wrongWords, idioms, variantWords, redundantWords, units,
  halfWidth, straightQuotes, doubled, pairs, ellipsis, dash, enumeration, space,
  approx, range, mixed, year, percent, times, currency, fullWidth,
  de, repeat,
  ...ENGLISH_TEXT_RULES,
  ...HOUSE_RULES,
]
