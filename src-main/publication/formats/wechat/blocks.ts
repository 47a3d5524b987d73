import { escapeMarkup } from '../../../../src-shared/publication/markup'
import { drawn as draw, type Drawing, type PrintedBlock, type PrintedCell, type PrintedPhoto } from '../../../../src-shared/publication/printed/printed'
import { PRINT_WORDS } from '../../../../src-shared/publication/words'
import type { Subject } from '../format'
import { listHtml } from './lists'
import { COLUMN, STYLES, styled } from './styles'
import { wordsHtml, type Drawn } from './words'

/** An element, or nothing for no words. */
export const line = (tag: string, style: keyof typeof STYLES, inner: string): string => (inner === '' ? '' : styled(tag, style, inner))

const strong = (inner: string): string => (inner === '' ? '' : `<strong>${inner}</strong>`)

/** Draws the blocks of one article for the platform; `address` says where a picture of the package stands. */
export const wechatBlocks = (print: Drawn, photoOf: Subject['photo'], address: (path: string) => string): ((block: PrintedBlock) => string) => {
  const words = PRINT_WORDS[print.language]
  const paragraph = print.language === 'zh-CN' ? 'indented' : 'paragraph'
  const all = (blocks: readonly PrintedBlock[]): string => blocks.map(block).join('')
  /** What an item or a cell holds: one paragraph is its words alone. */
  const only = (blocks: readonly PrintedBlock[]): string => {
    const [first] = blocks
    return blocks.length === 1 && first?.kind === 'paragraph' ? wordsHtml(first.words, print) : all(blocks)
  }
  const opened = (opening: string, blocks: readonly PrintedBlock[]): string => {
    const [first, ...rest] = blocks
    const said = strong(escapeMarkup(opening))
    return first?.kind === 'paragraph' ? styled('p', 'paragraph', said + wordsHtml(first.words, print)) + all(rest) : line('p', 'paragraph', said) + all(blocks)
  }
  const photo = ({ use, caption, credit, alt }: PrintedPhoto): string => {
    const file = use && photoOf(use)
    const said = wordsHtml(caption, print) + (credit === '' ? '' : escapeMarkup(words.credit(credit)))
    const width = String(Math.min(COLUMN, file?.width ?? COLUMN))
    const image = file ? `<img src="${escapeMarkup(address(file.path))}" alt="${escapeMarkup(alt)}" width="${width}" style="width:${width}px">` : ''
    return image + said === '' ? '' : styled('section', 'picture', image + line('p', 'caption', said))
  }
  const cell = ({ header, colspan, rowspan, align, blocks }: PrintedCell): string => {
    const tag = header === null ? 'td' : 'th'
    const spans = (colspan > 1 ? ` colspan="${String(colspan)}"` : '') + (rowspan > 1 ? ` rowspan="${String(rowspan)}"` : '')
    return `<${tag}${spans} style="${STYLES.cell};text-align:${align ?? 'left'}">${only(blocks)}</${tag}>`
  }

  const drawing: Drawing<string, PrintedBlock> = {
    paragraph: ({ dateline, words: said }) => styled('p', paragraph, escapeMarkup(dateline) + wordsHtml(said, print)),
    crosshead: ({ level, marker, words: title }) => styled(`h${String(level)}`, `h${level}`, (marker === '' ? '' : `${styled('span', 'marker', escapeMarkup(marker))} `) + wordsHtml(title, print)),
    photo,
    photoGroup: ({ photos }) => photos.map(photo).join(''),
    mediaCard: ({ label, url, title }) => {
      const named = wordsHtml(title, print)
      const call = url === null || title.some((run) => run.kind === 'words' && run.text === url) ? '' : styled('span', 'call', `[${String(print.links.push(url))}]`)
      return styled('p', 'paragraph', escapeMarkup(label) + named + call)
    },
    pullQuote: ({ words: quote, by }) => styled('section', 'pull', `<p>${wordsHtml(quote, print)}</p>${line('p', 'caption', escapeMarkup(by))}`),
    quotation: ({ blocks }) => styled('blockquote', 'quote', all(blocks)),
    turn: ({ asks, speaker, words: said }) => styled('p', 'paragraph', asks ? strong(escapeMarkup(speaker) + wordsHtml(said, print)) : strong(escapeMarkup(speaker)) + wordsHtml(said, print)),
    list: (list) => (list.style === 'brief' ? list.items.map((item) => opened(words.brief, item)).join('') : listHtml(list, { all, only })),
    table: ({ head, rows }) => {
      const drawnRows = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`)
      return styled('table', 'table', `${head > 0 ? `<thead>${drawnRows.slice(0, head).join('')}</thead>` : ''}<tbody>${drawnRows.slice(head).join('')}</tbody>`)
    },
    factBox: ({ title, blocks }) => styled('section', 'box', line('h3', 'h4', wordsHtml(title, print)) + all(blocks)),
    editorsNote: ({ opening, blocks }) => styled('section', 'quote', opening === '' ? all(blocks) : opened(opening, blocks)),
    liveEntry: ({ shown, blocks }) => styled('section', 'entry', line('p', 'paragraph', strong(escapeMarkup(shown))) + all(blocks)),
    subArticle: ({ headline, byline, blocks }) => `<hr style="${STYLES.rule}">${line('h2', 'h2', wordsHtml(headline, print))}${line('p', 'paragraph', wordsHtml(byline, print))}${all(blocks)}`,
    rule: () => `<hr style="${STYLES.rule}">`,
    endMark: ({ text }) => styled('p', 'middle', escapeMarkup(text)),
  }
  const block = (each: PrintedBlock): string => draw(drawing, each)
  return block
}
