import en from '../../resources/locales/en/statistics.json'
import zh from '../../resources/locales/zh-CN/statistics.json'
import type { Language } from '../../src-shared/story/story'

/** What exported statistics say, in one language: the window's own words. */
export const wordsIn = (language: Language) => (language === 'zh-CN' ? zh : en)
export type StatisticsWords = ReturnType<typeof wordsIn>

/** Fills the places {{of}} a sentence. */
export const filled = (sentence: string, values: Readonly<Record<string, string>>): string => sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '')
