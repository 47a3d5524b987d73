import { createInstance } from 'i18next'

import cliEn from '../../resources/locales/en/cli.json'
import faultEn from '../../resources/locales/en/fault.json'
import formatsEn from '../../resources/locales/en/formats.json'
import verifyEn from '../../resources/locales/en/verify.json'
import cliZh from '../../resources/locales/zh-CN/cli.json'
import faultZh from '../../resources/locales/zh-CN/fault.json'
import formatsZh from '../../resources/locales/zh-CN/formats.json'
import verifyZh from '../../resources/locales/zh-CN/verify.json'
import type { Failure } from '../../src-shared/outcome'
import type { Language } from '../../src-shared/story/story'

/** The words of one language for the terminal: `say` a key of cli.json, or a failure with its remedy. */
export type Words = { language: Language; say: (key: string, details?: Record<string, unknown>) => string; failure: (failure: Pick<Failure, 'code' | 'message' | 'details'>) => string; finding: (code: string, fallback: string, details: Record<string, unknown>) => string; /** A format's name by its id. */ format: (id: string) => string }

/** Chinese where the terminal's locale is Chinese, else English. */
export const languageOf = (env: NodeJS.ProcessEnv): Language => (/^zh/i.test(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '') ? 'zh-CN' : 'en')

/** Loads the words of a language. */
export const openWords = async (language: Language): Promise<Words> => {
  const i18n = createInstance()
  await i18n.init({
    lng: language,
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
    defaultNS: 'cli',
    resources: { en: { cli: cliEn, fault: faultEn, formats: formatsEn, verify: verifyEn }, 'zh-CN': { cli: cliZh, fault: faultZh, formats: formatsZh, verify: verifyZh } },
  })
  return {
    language,
    say: (key, details = {}) => i18n.t(key, details),
    failure: ({ code, message, details }) => i18n.t(`fault:${code}`, { ...details, defaultValue: message }),
    format: (id) => i18n.t(`formats:${id}`, { defaultValue: id }),
    finding: (code, fallback, details) => i18n.t([`verify:${code}`, `fault:${code}`], { ...details, defaultValue: fallback }),
  }
}
