import { rangesOf, type Range, type Term } from '../../../src-shared/story/search-text'

/** A few plain words of a story around what was found, and where in them it stands (UTF-16). Empty where the story has no text. */
export type Snippet = { snippet: string; ranges: Range[] }

const BEFORE = 24
const LENGTH = 140

const literal = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

/** Where a term probably stands, without folding the whole text; -1 if it is not written as it was typed. */
const guess = (text: string, { units }: Term): number => {
  const typed = units.every(({ cjk }) => cjk) ? units.map((unit) => unit.text).join('') : null
  if (typed !== null) return text.indexOf(typed)
  return text.search(new RegExp(literal(units[0]?.text ?? ''), 'iu'))
}

/** Cut around `at` inside its block, between words where there are spaces. */
const cut = (block: string, at: number): string => {
  let from = at > BEFORE * 2 ? at - BEFORE : 0
  let to = Math.min(block.length, from + LENGTH)
  const space = block.indexOf(' ', from)
  if (from > 0 && space >= from && space < at) from = space + 1
  const last = block.lastIndexOf(' ', to)
  if (to < block.length && last > Math.max(at, to - 20)) to = last
  // Never between the halves of one character.
  if (/[\udc00-\udfff]/.test(block.charAt(from))) from += 1
  if (/[\udc00-\udfff]/.test(block.charAt(to))) to += 1
  return `${from > 0 ? '…' : ''}${block.slice(from, to)}${to < block.length ? '…' : ''}`
}

const blockAt = (text: string, at: number): { block: string; start: number } => {
  const start = text.lastIndexOf('\n', at) + 1
  const end = text.indexOf('\n', at)
  return { block: text.slice(start, end === -1 ? undefined : end), start }
}

/** The first place in `text` (blocks divided by line breaks) where one of the terms stands, with some words around it; else how the text begins. */
export const snippetOf = (text: string, terms: readonly Term[]): Snippet => {
  const guesses = terms.map((term) => guess(text, term)).filter((at) => at >= 0).sort((a, b) => a - b)
  for (const at of guesses) {
    const { block, start } = blockAt(text, at)
    const snippet = cut(block, at - start)
    const ranges = rangesOf(snippet, terms)
    if (ranges.length > 0) return { snippet, ranges }
  }
  // Written otherwise than typed: other width, accents, or signs in between.
  for (const block of text.split('\n')) {
    const at = rangesOf(block, terms)[0]?.[0]
    if (at === undefined) continue
    const snippet = cut(block, at)
    return { snippet, ranges: rangesOf(snippet, terms) }
  }
  return { snippet: cut(text.slice(0, LENGTH * 2).split('\n')[0] ?? '', 0), ranges: [] }
}
