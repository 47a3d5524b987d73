import { HOUSE_RULES } from './house/rules'
import type { TextRule } from './rule'
import { redundantWords, units, variantWords, wrongWords } from './zh/words'

/** Every rule that reads one text by itself. */
export const TEXT_RULES: readonly TextRule[] = [wrongWords, variantWords, redundantWords, units, ...HOUSE_RULES]
