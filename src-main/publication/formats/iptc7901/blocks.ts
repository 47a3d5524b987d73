import { printable } from '../../../../src-shared/publication/markup'
import { drawn, type Drawing, type PrintedBlock, type PrintedPhoto, type Words } from '../../../../src-shared/publication/printed/printed'
import { plainWords } from '../../../../src-shared/publication/printed/words'
import { PRINT_WORDS } from '../../../../src-shared/publication/words'
import type { Language } from '../../../../src-shared/story/story'

/** What divides the columns of a table: the recommendation's unit separator. */
const COLUMN = '\u001f'

/** A text as lines, without the control characters that mean something to a wire. */
export const linesOf = (text: string): string[] => printable(text).replace(/\t/g, ' ').split(/\r\n?|\n/)

const words = (runs: Words): string => plainWords(runs, (number) => `[${String(number)}]`)

/** Draws the blocks of one article as lines of copy: a paragraph is indented as copy is, a header stands free, nothing else is marked. */
export const wireBlocks = (language: Language): ((block: PrintedBlock) => string[]) => {
  const print = PRINT_WORDS[language]
  const indent = language === 'zh-CN' ? '\u3000\u3000' : '   '
  const paragraph = (text: string): string[] => (text === '' ? [] : linesOf(text).map((line, at) => (at === 0 ? indent + line : line)))
  const all = (blocks: readonly PrintedBlock[]): string[] => blocks.flatMap(block)
  const apart = (...lines: string[]): string[] => (lines.length === 0 ? [] : ['', ...lines])
  const photo = ({ caption, credit }: PrintedPhoto): string[] => paragraph((words(caption) + (credit === '' ? '' : print.credit(credit))).trim())
  /** Blocks whose first line takes a mark. */
  const marked = (mark: string, blocks: readonly PrintedBlock[]): string[] => {
    const [first = '', ...rest] = all(blocks)
    return [indent + mark + first.slice(first.startsWith(indent) ? indent.length : 0), ...rest]
  }

  const drawing: Drawing<string[], PrintedBlock> = {
    paragraph: ({ dateline, words: said }) => paragraph(dateline + words(said)),
    crosshead: ({ marker, words: title }) => apart(...linesOf([marker, words(title)].filter(Boolean).join(' '))),
    photo,
    photoGroup: ({ photos }) => photos.flatMap(photo),
    mediaCard: ({ label, url, title }) => {
      const named = words(title)
      return paragraph(label + named + (url === null || named.includes(url) ? '' : ` ${url}`))
    },
    pullQuote: ({ words: quote, by }) => [...paragraph(words(quote)), ...paragraph(by)],
    quotation: ({ blocks }) => all(blocks),
    turn: ({ speaker, words: said }) => paragraph(speaker + words(said)),
    list: ({ style, start, items }) => items.flatMap((item, at) => marked(style === 'number' ? `${String(start + at)}. ` : style === 'brief' ? print.brief : '- ', item)),
    table: ({ rows }) => rows.map((row) => row.map(({ blocks }) => all(blocks).map((line) => line.trim()).join(' ')).join(COLUMN)),
    factBox: ({ title, blocks }) => [...apart(...linesOf(words(title))), ...all(blocks)],
    editorsNote: ({ opening, blocks }) => (opening === '' ? all(blocks) : marked(opening, blocks)),
    liveEntry: ({ shown, blocks }) => [...(shown === '' ? [] : apart(shown)), ...all(blocks)],
    subArticle: ({ headline, byline, blocks }) => [...apart(...linesOf(words(headline))), ...paragraph(words(byline)), ...all(blocks)],
    rule: () => ['', '* * *', ''],
    endMark: ({ text }) => paragraph(text),
  }
  const block = (each: PrintedBlock): string[] => drawn(drawing, each)
  return block
}
