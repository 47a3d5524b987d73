import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

import type { Language } from '../../src-shared/story/story'

const files = import.meta.glob<Record<string, unknown>>('../../resources/locales/*/*.json', { eager: true, import: 'default' })

const resources: Record<string, Record<string, Record<string, unknown>>> = {}
for (const [path, words] of Object.entries(files)) {
  const [, language = '', namespace = ''] = /\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? []
  resources[language] = { ...resources[language], [namespace]: words }
}

/** The language to speak before the host has said which: Chinese where the system is Chinese. */
export const firstLanguage = (): Language => (navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en')

const speakOnPage = (language: string): void => {
  document.documentElement.lang = language
}

/** Every word the window says, by namespace (the locale file's name). Ready at once: all files are in the bundle. */
export const i18n = i18next.createInstance()
i18n.on('languageChanged', speakOnPage)
void i18n.use(initReactI18next).init({
  resources,
  lng: firstLanguage(),
  fallbackLng: 'en',
  supportedLngs: ['zh-CN', 'en'],
  ns: Object.keys(resources['en'] ?? {}),
  defaultNS: 'common',
  initAsync: false,
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
})

/** Switches the window's language without a restart. */
export const speak = (language: Language): void => {
  if (i18n.language !== language) void i18n.changeLanguage(language)
}
