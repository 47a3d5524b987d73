import { makeBudget } from '../story/compare/steps'
import { compareText, type TextRun } from '../story/compare/words'
import type { RemoteCopy } from './connector'

/** A line of a compared text; `same` in one run where nothing in it changed. */
export type LineRuns = { changed: boolean; runs: TextRun[] }
/** A field that differs, by its words. */
export type CopyField = { field: 'title' | 'summary' | 'channels' | 'keywords' | 'authors' | 'photos'; runs: TextRun[] }
/** What was changed in a copy; `lines` is the whole text in reading order. */
export type CopyChanges = { fields: CopyField[]; lines: LineRuns[]; changed: boolean }

const LISTS = ['channels', 'keywords', 'authors', 'photos'] as const
const isChanged = (runs: readonly TextRun[]): boolean => runs.some(({ op }) => op !== 'same')

/** Runs over lines joined by "\n", cut into those lines. A line break that came or went is an end of a line like any other: both texts' lines stand below each other. */
const intoLines = (runs: readonly TextRun[]): LineRuns[] => {
  const lines: TextRun[][] = [[]]
  for (const { op, text } of runs)
    text.split('\n').forEach((part, index) => {
      if (index > 0) lines.push([])
      if (part !== '') lines.at(-1)?.push({ op, text: part })
    })
  return lines.filter((line) => line.length > 0).map((line) => ({ changed: isChanged(line), runs: line }))
}

/** Keywords as they stand there, those that were sent first, in the order and the spelling they were sent in: a CMS sorts them its own way and keeps the spelling it had. */
const inOurOrder = (sent: readonly string[], found: readonly string[]): string[] => {
  const same = (one: string) => (other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase()
  return [...sent.filter((word) => found.some(same(word))), ...found.filter((word) => !sent.some(same(word)))]
}

/** Compares what was sent with what stands there by words, Chinese by the dictionary, in bounded time: `removed` is what is gone from there, `added` what came there. Who is the author, and in which channel it stands, where the desk named none is the CMS's own choice. */
export const compareCopies = (sent: RemoteCopy, there: RemoteCopy): CopyChanges => {
  const found = { ...there, keywords: inOurOrder(sent.keywords, there.keywords), channels: sent.channels.length === 0 ? [] : there.channels, authors: sent.authors.length === 0 ? [] : there.authors }
  const budget = makeBudget()
  const fields = [
    ...(['title', 'summary'] as const).map((field) => ({ field, runs: compareText(sent[field], found[field], budget) })),
    ...LISTS.map((field) => ({ field, runs: compareText(sent[field].join('\n'), found[field].join('\n'), budget) })),
  ].filter(({ runs }) => isChanged(runs))
  const lines = intoLines(compareText(sent.lines.join('\n'), found.lines.join('\n'), budget))
  return { fields, lines, changed: fields.length > 0 || lines.some(({ changed }) => changed) }
}
