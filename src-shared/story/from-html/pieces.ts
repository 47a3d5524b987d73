/** A change of Word's or of an import: who would put words in or take them out, and when. */
export type Change = { kind: 'insertion' | 'deletion'; id: string }

/** Words of one look. `comments` are thread ids. */
export type Words = { kind: 'words'; text: string; bold: boolean; italic: boolean; href: string | null; change: Change | null; comments: readonly string[] }
/** What stands in a line: words, a line break, a footnote with its text. */
export type Run = Words | { kind: 'break' } | { kind: 'note'; text: string }

/** Where a line stands in a list that was written as paragraphs: level from 1, and its printed number (0 for a bullet). */
export type ListPlace = { level: number; ordered: boolean; number: number }

/** How a line looks and what its markup says of it. `head` is 1-9 for a heading, 0 for none; `size` is in points, 0 where unknown; `face` a face heads are set in. */
export type LineLook = { head: number; item: ListPlace | null; caption: boolean; centred: boolean; size: number; face: boolean; indented: boolean }

/** One line of the source, its white space already put in order. */
export type Line = { kind: 'line'; runs: readonly Run[] } & LineLook
export type Picture = { kind: 'picture'; src: string; alt: string; caption: readonly Run[]; credit: string }
export type List = { kind: 'list'; ordered: boolean; briefs: boolean; start: number; items: readonly (readonly Piece[])[] }
export type TableCell = { header: boolean; colspan: number; rowspan: number; content: readonly Piece[] }
export type TablePiece = { kind: 'table'; rows: readonly (readonly TableCell[])[] }
export type Quote = { kind: 'quote'; content: readonly Piece[] }
/** What lines are promoted to. */
export type Head = { kind: 'head'; marker: string; runs: readonly Run[] }
export type Turn = { kind: 'turn'; part: 'question' | 'answer'; speaker: string; runs: readonly Run[] }
export type EditorsWord = { kind: 'editorsNote'; lines: readonly (readonly Run[])[] }
export type Box = { kind: 'box'; title: readonly Run[]; content: readonly Piece[] }

/** What a source is made of, in reading order, before it is a body. */
export type Piece = Line | Picture | List | TablePiece | Quote | Head | Turn | EditorsWord | Box | { kind: 'rule' } | { kind: 'end' }

/** Adds all of a list to another; one of a hundred thousand cannot be spread into a call. */
export const addAll = <T>(into: T[], from: readonly T[]): void => {
  for (const each of from) into.push(each)
}

/** A line of plain words. */
export const plainWords = (text: string): Words => ({ kind: 'words', text, bold: false, italic: false, href: null, change: null, comments: [] })

/** A line that is known by its words alone. */
export const lineOf = (runs: readonly Run[], indented = false): Line => ({ kind: 'line', runs, head: 0, item: null, caption: false, centred: false, size: 0, face: false, indented })
export const plainLine = (text: string, indented = false): Line => lineOf([plainWords(text)], indented)

/** What runs say, breaks as line breaks, footnotes left out. */
export const textOfRuns = (runs: readonly Run[]): string => runs.map((run) => (run.kind === 'words' ? run.text : run.kind === 'break' ? '\n' : '')).join('')

/** The runs from the `count`th UTF-16 unit of their text on, without the space that then opens them. */
export const cutRuns = (runs: readonly Run[], count: number): Run[] => {
  const kept: Run[] = []
  let left = count
  let open = true
  for (const run of runs) {
    if (run.kind !== 'words') {
      const inCut = left > 0
      if (inCut && run.kind === 'break') left -= 1
      if (run.kind === 'note' || !(inCut || open)) kept.push(run)
      continue
    }
    const text = run.text.slice(Math.min(left, run.text.length))
    left = Math.max(0, left - run.text.length)
    const opened = open ? text.replace(/^[\s\u3000]+/, '') : text
    if (opened !== '') {
      kept.push({ ...run, text: opened })
      open = false
    }
  }
  return kept
}

/** The runs up to the `count`th UTF-16 unit of their text, without the space that then ends them. */
export const keepRuns = (runs: readonly Run[], count: number): Run[] => {
  const kept: Run[] = []
  let left = count
  for (const run of runs) {
    if (left <= 0 && run.kind !== 'note') continue
    if (run.kind !== 'words') {
      kept.push(run)
      left -= run.kind === 'break' ? 1 : 0
      continue
    }
    kept.push({ ...run, text: run.text.slice(0, left) })
    left -= run.text.length
  }
  const last = kept.at(-1)
  if (last?.kind === 'words') kept[kept.length - 1] = { ...last, text: last.text.trimEnd() }
  return kept.filter((run) => run.kind !== 'words' || run.text !== '')
}

/** True where every word of the runs is set bold, and there is one. */
export const isAllBold = (runs: readonly Run[]): boolean => {
  const words = runs.filter((run): run is Words => run.kind === 'words' && run.text.trim() !== '')
  return words.length > 0 && words.every(({ bold }) => bold)
}

/** True for runs that carry nothing but words: none suggested, none commented, no footnote. */
export const isPlain = (runs: readonly Run[]): boolean => runs.every((run) => run.kind === 'words' && run.change === null && run.comments.length === 0)
