import type { Language } from '../story/story'
import { printTime } from './view'

const EIGHT_HOURS = 8 * 3_600_000

/** When something was signed, as a document says it, the same on every machine: Beijing time in Chinese, UTC in English. The zone is said beside it. */
export const recordTime = (iso: string, language: Language): string => {
  const time = Date.parse(iso)
  if (Number.isNaN(time)) return iso
  return printTime(`${new Date(time + (language === 'zh-CN' ? EIGHT_HOURS : 0)).toISOString().slice(0, 19)}+00:00`, language)
}
