import { countStory } from '../../../../src-shared/story/count'
import { drawn, type Drawing, type Printed, type PrintedBlock, type PrintedFrame } from '../../../../src-shared/publication/printed/printed'
import type { Subject } from '../format'
import { linesOf, wireBlocks } from './blocks'

const [SOH, STX, ETX, EOT] = ['\u0001', '\u0002', '\u0003', '\u0004'] as const

/** Who sends, as three letters a wire knows a source by; urgency 4 is ordinary, 1 a flash; category a is general news at home. */
const SENT = { source: 'stt', priority: 4, category: 'a' } as const

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] as const

const two = (value: number): string => String(value).padStart(2, '0')

/** When it was signed, in UTC, as wires date copy: "120100 MAR 26". */
const filed = (iso: string): string => {
  const at = new Date(iso)
  return `${two(at.getUTCDate())}${two(at.getUTCHours())}${two(at.getUTCMinutes())} ${MONTHS[at.getUTCMonth()] ?? ''} ${two(at.getUTCFullYear() % 100)}`
}

/** A message of its own has no place in a series: its number comes from the revision's digest, so that the same revision has the same. */
const numberOf = (sha256: string): string => String(Number.parseInt(sha256.slice(0, 8), 16) % 10_000).padStart(4, '0')

/** Source and number, priority, category, word count (characters in Chinese), and as optional information the encoding. */
const header = ({ view, revision }: Subject): string => {
  const { characters, words } = countStory(view.story)
  return [SENT.source + numberOf(revision.sha256), SENT.priority, SENT.category, view.story.language === 'zh-CN' ? characters : words, 'UTF-8'].join(' ')
}

/** What the message is about: keywords, else the channel, else the headline. */
const keywordLine = ({ view: { story } }: Subject): string => linesOf((story.keywords.length > 0 ? story.keywords : story.channel.length > 0 ? story.channel : [story.headline]).join('/')).join(' ')

const frame: Drawing<string[], PrintedFrame> = {
  correction: ({ before, headline, after }) => linesOf(before + headline + after),
  dateline: ({ text }) => linesOf(text),
  byline: ({ text }) => linesOf(text),
  footnotes: ({ title, notes }) => ['', title, ...notes.flatMap((note, at) => linesOf(`[${String(at + 1)}] ${note}`))],
  originalHeadline: ({ text }) => linesOf(text),
}

/**
 * An article as one message by IPTC's recommendation 7901: header lines behind SOH, the text from STX (its first line the headline) to ETX, when it was filed, EOT.
 * Every line ends in CR LF; the text is UTF-8, which the header says.
 */
export const messageOf = (subject: Subject): string => {
  const { article, signedAt } = subject
  const blockOf = wireBlocks(article.language)
  const drawing = (block: Printed): string[] => (block.kind in frame ? drawn(frame, block as PrintedFrame) : blockOf(block as PrintedBlock))
  const above = [article.columnTag, article.kicker, article.deck, [article.time, article.source].filter(Boolean).join('  ')].filter(Boolean).flatMap(linesOf)
  const text = [linesOf(article.headline).join(' '), ...above, ...article.text.flatMap(drawing), ...(article.editor === '' ? [] : linesOf(article.editor))]
  return [SOH + header(subject), keywordLine(subject), STX + text.join('\r\n'), ETX + filed(signedAt), EOT].join('\r\n')
}
