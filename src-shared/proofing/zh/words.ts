import { findWords } from '../look-up'
import type { Found, TextRule } from '../rule'
import { saidTwice } from './redundancy'
import { heldWithin, synonymsTogether } from './synonyms'
import { writtenUnits } from './units'

/** Common wrong words 错别字, by the table of them. */
export const wrongWords: TextRule = { id: 'zh.word.wrong', language: 'zh-CN', severity: 'error', source: 'xiandai-hanyu', check: ({ text }, { tables }) => findWords(text, tables.wrong) }

/** Forms of words 异形词 that the national table does not recommend. */
export const variantWords: TextRule = { id: 'zh.word.variant', language: 'zh-CN', severity: 'advice', source: 'gf1001', check: ({ text }, { tables }) => findWords(text, tables.variants) }

/** One find for words that two lists know, the longest. */
const widest = (found: readonly Found[]): Found[] =>
  found.filter((each, index) => !found.some((other, at) => at !== index && other.from < each.to && each.from < other.to && (other.to - other.from > each.to - each.from || (other.to - other.from === each.to - each.from && at < index))))

/** Words that say a thing twice 语病. */
export const redundantWords: TextRule = { id: 'zh.word.redundant', language: 'zh-CN', severity: 'warning', source: 'usage', check: (reading, { tables }) => widest([...saidTwice(reading), ...synonymsTogether(reading), ...heldWithin(reading), ...findWords(reading.text, tables.redundant)]) }

/** Units that are not legal units of measurement. */
export const units: TextRule = { id: 'zh.num.unit', language: 'zh-CN', severity: 'warning', source: 'units1984', check: (reading, { tables }) => [...writtenUnits(reading), ...findWords(reading.text, tables.units)] }
