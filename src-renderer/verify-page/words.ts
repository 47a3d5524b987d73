import type { Finding } from '../../src-shared/publication/manifest'
import { findingDetails } from '../../src-shared/publication/package/finding'
import type { Language } from '../../src-shared/story/story'

type Leaves = Record<string, string>
type Written = Record<Language, { verifyPage: Leaves; verify: Leaves; fault: Leaves; formats: Leaves }>

/** The sentences of one language: the page's own by key, and a finding's. */
export type Words = { t: (key: string, details?: Finding['details']) => string; finding: (finding: Finding) => string }

const filled = (sentence: string, details: Finding['details']): string => sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(details[name] ?? ''))

/** Reads the words written into the page. */
export const readWords = (text: string): ((language: Language) => Words) => {
  const written = JSON.parse(text) as Written
  return (language) => {
    const { verifyPage, verify, fault, formats } = written[language]
    /** A count's own sentence, by the language's own plural. */
    const pick = (words: Leaves, key: string, details: Finding['details']): string | undefined => {
      const form = new Intl.PluralRules(language).select(Number(details['count'] ?? 0))
      return words[`${key}_${form}`] ?? words[`${key}_other`] ?? words[key]
    }
    return {
      t: (key, details = {}) => filled(pick(verifyPage, key.replace(/^verifyPage:/, ''), details) ?? key, details),
      finding: (finding) => {
        const details = { ...findingDetails(finding, language, (id) => formats[id] ?? id), place: finding.place }
        return filled(pick(finding.ok ? verify : fault, finding.code, details) ?? finding.message, details)
      },
    }
  }
}
