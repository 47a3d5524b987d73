import { escapeMarkup } from '../../../../src-shared/publication/markup'
import type { Run, Words } from '../../../../src-shared/publication/printed/printed'
import type { Language } from '../../../../src-shared/story/story'
import { STYLES, styled } from './styles'

/** What drawing one article needs to know, and the addresses of links met so far, which the platform drops: they are said at its end. */
export type Drawn = { language: Language; links: string[] }

/** True for a link the platform keeps: to another article there. */
const isKept = (link: string): boolean => URL.canParse(link) && new URL(link).protocol === 'https:' && new URL(link).host === 'mp.weixin.qq.com'

const dressed = ({ text, bold, italic }: Extract<Run, { kind: 'words' }>, { language }: Drawn): string => {
  const plain = escapeMarkup(text)
  const stressed = italic ? (language === 'zh-CN' ? `<em style="${STYLES.stress}">${plain}</em>` : `<em>${plain}</em>`) : plain
  return bold ? `<strong>${stressed}</strong>` : stressed
}

const linkOf = (run: Run | undefined): string | null => (run?.kind === 'words' ? run.link : null)

/** A line of text. A link's words stay, its address stands at the end of the article by its number in brackets; a footnote is called by its own. */
export const wordsHtml = (words: Words, drawn: Drawn): string =>
  words
    .map((run, at) => {
      if (run.kind === 'break') return '<br>'
      if (run.kind === 'note') return styled('span', 'call', String(run.number))
      const text = dressed(run, drawn)
      if (run.link === null) return text
      if (isKept(run.link)) return `<a href="${escapeMarkup(run.link)}">${text}</a>`
      // A link that goes on in another dress is one.
      return linkOf(words[at + 1]) === run.link ? text : text + styled('span', 'call', `[${String(drawn.links.push(run.link))}]`)
    })
    .join('')
