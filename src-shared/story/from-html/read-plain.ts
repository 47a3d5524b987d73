import type { BodyJson } from '../story'
import { failed, ok, type Outcome } from '../../outcome'
import { isHan, readLines } from '../from-text/lines'
import { plainLine } from './pieces'
import { promote } from './promote'
import { blocksOf, type PicturePlace } from './to-body'

/** What a reading of plain text made: blocks, and the photo places its captions stand for. */
export type PlainImport = { blocks: BodyJson[]; pictures: PicturePlace[] }

/** What a reading of plain text takes in, in UTF-16 units, and how many lines. */
export const PLAIN_LIMITS = { units: 5_000_000, lines: 100_000 } as const

const INDENT = /^[^\S\n]*(?:\u3000|\u2003|\u2002|\u00a0{2}|\t| {4})/

/** What opens an item, or quotes. */
const SIGN = /^(?:[-*•>]|\d{1,2}[.)])\s/

/** Letters and terminals break lines by the column; a paragraph is then what stands between empty lines. */
const isWrapped = (blocks: readonly (readonly string[])[]): boolean => {
  const inner = blocks.flatMap((block) => block.filter((line, index) => index < block.length - 1 && !SIGN.test(line)))
  const full = inner.filter((line) => !isHan(line) && line.length >= 45 && line.length <= 100)
  return inner.length >= 2 && full.length >= inner.length * 0.7
}

const linesOf = (text: string): { text: string; indented: boolean }[] => {
  const blocks: { text: string; indented: boolean }[][] = [[]]
  for (const line of text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)) {
    const said = readLines(line)[0]
    if (said === undefined) blocks.push([])
    else blocks.at(-1)?.push({ text: said, indented: INDENT.test(line) })
  }
  if (!isWrapped(blocks.map((block) => block.map((line) => line.text)))) return blocks.flat()
  return blocks.flatMap((block) => {
    const paragraphs: { text: string; indented: boolean }[] = []
    for (const [index, line] of block.entries()) {
      const last = paragraphs.at(-1)
      const before = block[index - 1]?.text ?? ''
      // A short line ends a paragraph or stands for itself; a sign opens an item.
      if (!last || line.indented || before.length < 45 || SIGN.test(line.text)) paragraphs.push({ ...line })
      else last.text = `${last.text} ${line.text}`
    }
    return paragraphs
  })
}

/**
 * Reads plain text into body blocks: typed indents gone, 一、 （一） 1. A heads, captions, lists, interviews and the end mark
 * recognised. One line is one paragraph, whatever it says. `text-too-large` names the limit.
 */
export const readPlain = (text: string, { newId }: { newId: () => string }): Outcome<PlainImport> => {
  if (text.length > PLAIN_LIMITS.units) return failed('text-too-large', 'There is too much text to be read.', { limit: PLAIN_LIMITS.units })
  const lines = linesOf(text)
  if (lines.length > PLAIN_LIMITS.lines) return failed('text-too-large', 'There are too many lines to be read.', { limit: PLAIN_LIMITS.lines })
  const places: PicturePlace[] = []
  const blocks = blocksOf(promote(lines.map((line) => plainLine(line.text, line.indented)), { plain: true }), { newId, pictures: () => null, places })
  return ok({ blocks, pictures: places })
}
