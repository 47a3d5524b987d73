import { createInstance } from 'i18next'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Language } from '../../../src-shared/story/story'

const folder = join(import.meta.dirname, '../../../resources/locales')

/** The window's own words, so that a journey finds things by the names people read. */
export type Words = (key: string, details?: Record<string, unknown>) => string

/** Words of a language, by "namespace:key". */
export const wordsOf = async (language: Language): Promise<Words> => {
  const i18n = createInstance()
  const read = (name: Language) =>
    Object.fromEntries(readdirSync(join(folder, name)).map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(join(folder, name, file), 'utf8')) as Record<string, unknown>]))
  await i18n.init({ lng: language, interpolation: { escapeValue: false }, resources: { en: read('en'), 'zh-CN': read('zh-CN') } })
  return (key, details = {}) => {
    const words = i18n.t(key, details)
    if (words === key || words === key.split(':')[1]) throw new Error(`No words for ${key}`)
    return words
  }
}
