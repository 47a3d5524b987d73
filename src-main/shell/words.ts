import en from '../../resources/locales/en/shell.json'
import zh from '../../resources/locales/zh-CN/shell.json'
import type { Language } from '../../src-shared/story/story'

export type ShellWord = keyof typeof en

/** What the shells themselves say, outside the window (menus, dialogs, the pages that stand before a session), in one language. */
export const shellWords = (language: Language): Readonly<Record<ShellWord, string>> => (language === 'zh-CN' ? zh : en)
