import type { ContributorRole, Language } from '../story/story'

type Words = {
  source: (name: string) => string
  editor: (name: string) => string
  byline: (name: string) => string
  credit: (name: string) => string
  dateline: (place: string) => string
  breadcrumb: string
  /** What stands before a turn of an interview: a speaker's name with its colon. */
  speaker: (name: string) => string
  /** Whose a pull quote is. */
  quoted: (name: string) => string
  /** What opens an editor's note. */
  note: string
  /** What a brief begins with. */
  brief: string
  /** What stands where the text ends. */
  end: string
  footnotes: string
  backToText: string
  /** What heads the addresses of links, where they cannot be links. */
  links: string
  media: Record<'video' | 'audio', string>
  table: string
  photoGroup: string
  originalHeadline: (headline: string) => string
  /** A correction's opening: what stands before the earlier headline, the headline as it is set, what stands after. */
  corrected: (headline: string, printedOn: string) => [string, string, string]
  /** A correction that names no earlier headline. */
  correction: string
  roles: Record<ContributorRole, string>
}

/** A Chinese title inside a title is set in the single marks. */
const titled = (headline: string): string => `《${headline.replaceAll('《', '〈').replaceAll('》', '〉')}》`

/** A name with its colon, once: what was typed with one keeps its own. */
const withColon = (name: string, colon: string): string => `${name.replace(/[:：\s]+$/, '')}${colon}`

/** The words print itself adds to a story, by the story's language; never translated by the reader's settings. */
export const PRINT_WORDS: Record<Language, Words> = {
  'zh-CN': {
    source: (name) => `来源:${name}`,
    editor: (name) => `责任编辑:${name}`,
    byline: (name) => (name.startsWith('□') ? name : `□${name}`),
    credit: (name) => `\uff08${name}\uff09`,
    dateline: (place) => `${place}\u3000`,
    breadcrumb: '当前位置',
    speaker: (name) => withColon(name, '：'),
    quoted: (name) => `——${name}`,
    note: '编者按：',
    brief: '△',
    end: '（完）',
    footnotes: '注释',
    backToText: '回到正文',
    links: '链接',
    media: { video: '视频：', audio: '音频：' },
    table: '表格',
    photoGroup: '组图',
    originalHeadline: (headline) => `（原题为${titled(headline)}）`,
    corrected: (headline, printedOn) => [`更正：${printedOn === '' ? '此前' : printedOn}刊发的`, titled(headline), '一稿有误。'],
    correction: '更正：',
    roles: { reporter: '记者', correspondent: '通讯员', intern: '实习生', photographer: '摄影', videographer: '视频', translator: '编译', editor: '整理' },
  },
  en: {
    source: (name) => `Source: ${name}`,
    editor: (name) => `Responsible editor: ${name}`,
    byline: (name) => name,
    credit: (name) => ` (${name})`,
    dateline: (place) => (/[\u2013\u2014-]\s*$/.test(place) ? `${place.trimEnd()} ` : `${place} \u2014 `),
    breadcrumb: 'You are here',
    speaker: (name) => withColon(name, ': '),
    quoted: (name) => `\u2014 ${name}`,
    note: 'Editor\u2019s note: ',
    brief: '△ ',
    end: '■',
    footnotes: 'Notes',
    backToText: 'Back to the text',
    links: 'Links',
    media: { video: 'Video: ', audio: 'Audio: ' },
    table: 'Table',
    photoGroup: 'Photos',
    originalHeadline: (headline) => `Original headline: ${headline}`,
    corrected: (headline, printedOn) => ['Correction to ', `\u201c${headline}\u201d`, printedOn === '' ? '. ' : `, ${printedOn}. `],
    correction: 'Correction: ',
    roles: { reporter: 'Reporter', correspondent: 'Correspondent', intern: 'Intern', photographer: 'Photographer', videographer: 'Videographer', translator: 'Translator', editor: 'Compiler' },
  },
}

/** How an editor's note opens in print: empty where its own first words already say what it is. */
export const noteOpening = (text: string, language: Language): string => (/^\s*(?:编者按|编者的话|编后|编辑部按|按语?[:：]|editor[’']?s[’']? note)/i.test(text) ? '' : PRINT_WORDS[language].note)

/** A correction as it is printed: the words before the earlier headline, the headline, the words after; all three joined are the note. */
export const correctionParts = (correction: { headline: string; printedOn: string; text: string }, language: Language): [string, string, string] => {
  const words = PRINT_WORDS[language]
  if (correction.headline.trim() === '') return [words.correction, '', correction.text]
  const [before, headline, after] = words.corrected(correction.headline.trim(), correction.printedOn.trim())
  return [before, headline, after + correction.text]
}
