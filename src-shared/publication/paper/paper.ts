import { escapeMarkup } from '../markup'
import type { RevisionRef } from '../../review/states'
import type { Language, Story } from '../../story/story'
import { recordTime } from '../record-time'
import { articleStyle, cssText, sheetStyle, type Margins } from './style'

/** What is said of the signed text on paper, and where it stands in the sheets' margins. */
export type PaperFacts = { story: Pick<Story, 'id' | 'language' | 'headline' | 'source' | 'channel'>; revision: RevisionRef; signedAt: string }

type PaperWords = { page: string; revision: (number: number, fingerprint: string) => string; signed: (number: number, time: string) => string; digest: string; story: string }

const WORDS: Record<Language, PaperWords> = {
  'zh-CN': {
    page: '"第 " counter(page) " 页 / 共 " counter(pages) " 页"',
    revision: (number, fingerprint) => `第${String(number)}稿 · 指纹 ${fingerprint}`,
    signed: (number, time) => `本文据已签发的第${String(number)}稿排印，签发时间：${time}（北京时间）。`,
    digest: '正文指纹（SHA-256）：',
    story: '稿件编号：',
  },
  en: {
    page: '"Page " counter(page) " of " counter(pages)',
    revision: (number, fingerprint) => `Revision ${String(number)} · fingerprint ${fingerprint}`,
    signed: (number, time) => `Printed from revision ${String(number)} as it was signed off, ${time} UTC.`,
    digest: 'Fingerprint of the text (SHA-256): ',
    story: 'Story: ',
  },
}

/** A digest as people compare it: its first twelve characters in fours. */
const short = (sha256: string): string => (sha256.slice(0, 12).match(/.{4}/g) ?? []).join(' ')

const marginsOf = ({ story, revision }: Omit<PaperFacts, 'signedAt'>): Margins => {
  const words = WORDS[story.language]
  return { left: cssText(story.source || story.channel.join(' / ')), right: cssText(story.headline), foot: cssText(words.revision(revision.number, short(revision.sha256))), page: words.page }
}

/** A review sheet's page as it goes to a printer: with the same sheets laid over it. */
export const sheetPaper = (page: string, facts: Omit<PaperFacts, 'signedAt'>): string => page.replace('</head>', () => `<style>${sheetStyle(marginsOf(facts))}</style>\n</head>`)

/**
 * A package's article page as it goes to a printer: the same page, with a newspaper's sheets laid over it and which signed text it is at its end. What a browser prints of it is
 * a PDF whose words and order are the page's.
 */
export const paperPage = (articlePage: string, { story, revision, signedAt }: PaperFacts): string => {
  const words = WORDS[story.language]
  const style = `<style>${sheetStyle(marginsOf({ story, revision }))}${articleStyle(story.language)}</style>\n`
  const lines = [words.signed(revision.number, recordTime(signedAt, story.language)), `${words.digest}${revision.sha256}`, `${words.story}${story.id}`]
  const foot = `<footer class="signed-text">${lines.map((line) => `<p>${escapeMarkup(line)}</p>`).join('')}</footer>\n`
  const end = articlePage.lastIndexOf('</main>')
  return `${articlePage.slice(0, end)}${foot}${articlePage.slice(end)}`.replace('</head>', () => `${style}</head>`)
}
