import type { Language } from '../story/story'

type Words = { source: (name: string) => string; editor: (name: string) => string; byline: (name: string) => string; credit: (name: string) => string; dateline: (place: string) => string; breadcrumb: string }

/** The words print itself adds to a story, by the story's language; never translated by the reader's settings. */
export const PRINT_WORDS: Record<Language, Words> = {
  'zh-CN': {
    source: (name) => `来源:${name}`,
    editor: (name) => `责任编辑:${name}`,
    byline: (name) => (name.startsWith('□') ? name : `□${name}`),
    credit: (name) => `\uff08${name}\uff09`,
    dateline: (place) => `${place}\u3000`,
    breadcrumb: '当前位置',
  },
  en: {
    source: (name) => `Source: ${name}`,
    editor: (name) => `Responsible editor: ${name}`,
    byline: (name) => name,
    credit: (name) => ` (${name})`,
    dateline: (place) => (/[\u2013\u2014-]\s*$/.test(place) ? `${place.trimEnd()} ` : `${place} \u2014 `),
    breadcrumb: 'You are here',
  },
}
