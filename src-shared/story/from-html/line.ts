import { type Line, type LineLook, type Picture, type Run, type Words } from './pieces'

/** A run as it is met, its white space untouched: also a picture in the line. `size` and `face` are of its words. */
export type RawRun = { run: Run | Picture; size: number; face: boolean }

const INVISIBLE = /[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u200b\u2060\ufeff]/g
const SPACES = /[ \t\n\r\f\v\u0085\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f]+/g
const KEPT_SPACE = /[\u00a0\u2000-\u200a\u202f\u205f]/
/** Written without spaces between words, so a line break in the markup is none in the text. */
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef\u2014\u2018\u2019\u201c\u201d\u2026]/u
const INDENT = /^[\s\u00a0]*(?:\u3000|\u2003|\u2002|\u00a0{2}|\t)/
const EDGE_START = /^[\s\u3000]+/
const EDGE_END = /[\s\u3000]+$/

/** Text without characters that say nothing, in NFC, every run of spaces one space; a line break of the markup is kept as one for now. */
const tidy = (text: string): string =>
  text.toWellFormed().normalize('NFC').replace(INVISIBLE, '').replace(SPACES, (space) => (/[\n\r]/.test(space) && !KEPT_SPACE.test(space) ? '\n' : ' '))

/** Puts the white space of one line in order, across its runs. */
const settle = (runs: readonly Run[]): Run[] => {
  const tidied = runs.map((run) => (run.kind === 'words' ? { ...run, text: tidy(run.text) } : run))
  const settled: Run[] = []
  let before = ''
  for (const [index, run] of tidied.entries()) {
    if (run.kind !== 'words') {
      settled.push(run)
      if (run.kind === 'break') before = ''
      continue
    }
    const after = (): string => {
      for (let next = index + 1; next < tidied.length; next += 1) {
        const other = tidied[next]
        if (other?.kind === 'words' && other.text !== '') return other.text[0] ?? ''
      }
      return ''
    }
    let text = run.text.replace(/\n/g, (_, at: number) => (WIDE.test(run.text[at - 1] ?? before) && WIDE.test(run.text[at + 1] ?? after()) ? '' : ' '))
    if (before === '' || before === ' ') text = text.replace(/^ +/, '')
    if (text === '') continue
    before = text.at(-1) ?? ''
    settled.push({ ...run, text })
  }
  return settled
}

/** Runs without white space, breaks or typed indents at either end. */
const trim = (runs: readonly Run[]): Run[] => {
  const kept = [...runs]
  while (kept.length > 0) {
    const first = kept[0]
    if (first?.kind === 'note' || first === undefined) break
    const text = first.kind === 'words' ? first.text.replace(EDGE_START, '') : ''
    if (text !== '') {
      kept[0] = { ...(first as Words), text }
      break
    }
    kept.shift()
  }
  while (kept.length > 0) {
    const last = kept.at(-1)
    if (last?.kind === 'note' || last === undefined) break
    const text = last.kind === 'words' ? last.text.replace(EDGE_END, '') : ''
    if (text !== '') {
      kept[kept.length - 1] = { ...(last as Words), text }
      break
    }
    kept.pop()
  }
  return kept
}

const isSaid = ({ run }: RawRun): boolean => run.kind === 'note' || (run.kind === 'words' && /[^\s\u3000\u200b\ufeff]/.test(run.text))

type Segment = { raw: RawRun[]; said: boolean; indented: boolean; bold: boolean }

const segmentOf = (raw: RawRun[]): Segment => {
  const said = raw.filter(isSaid)
  let opening = ''
  for (const { run } of raw) {
    if (run.kind === 'words') opening += run.text
    if (opening.length > 40 || run.kind === 'note') break
  }
  const length = said.reduce((sum, { run }) => sum + (run.kind === 'words' ? run.text.length : 0), 0)
  return { raw, said: said.length > 0, indented: INDENT.test(opening), bold: length <= 60 && said.length > 0 && said.every(({ run }) => run.kind === 'words' && run.bold) }
}

/** Cuts what was met at its breaks, and joins again what is one paragraph: an empty line, a typed indent or a bold line of its own begins another. */
const paragraphs = (raw: readonly RawRun[]): Segment[] => {
  const segments: Segment[] = []
  let open: RawRun[] = []
  for (const each of raw) {
    if (each.run.kind !== 'break') open.push(each)
    else {
      segments.push(segmentOf(open))
      open = []
    }
  }
  segments.push(segmentOf(open))
  const joined: Segment[] = []
  let fresh = true
  for (const segment of segments) {
    const last = joined.at(-1)
    const pictured = segment.raw.some(({ run }) => run.kind === 'picture')
    if (!segment.said && !pictured) {
      fresh = true
      continue
    }
    if (fresh || !last || segment.indented || pictured || segment.bold || last.bold) joined.push(segment)
    else {
      last.raw.push({ run: { kind: 'break' }, size: 0, face: false })
      for (const each of segment.raw) last.raw.push(each)
    }
    // What follows a picture without words is a line of its own.
    fresh = pictured && !segment.said
  }
  return joined
}

const usualSize = (raw: readonly RawRun[]): number => {
  const sizes = new Map<number, number>()
  for (const { run, size } of raw) if (run.kind === 'words' && run.text.trim() !== '') sizes.set(size, (sizes.get(size) ?? 0) + run.text.length)
  return [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
}

/** The lines and pictures of what stood between two blocks of the markup, in order. A picture inside words goes before them or after, never between. */
export const linesOf = (raw: readonly RawRun[], look: Omit<LineLook, 'size' | 'face' | 'indented'>): (Line | Picture)[] =>
  paragraphs(raw).flatMap((segment): (Line | Picture)[] => {
    const said = segment.raw.findIndex(isSaid)
    const runs = trim(settle(segment.raw.flatMap(({ run }) => (run.kind === 'picture' ? [] : [run]))))
    const pictures = (from: number, to: number): Picture[] => segment.raw.slice(from, to).flatMap(({ run }) => (run.kind === 'picture' ? [run] : []))
    if (runs.length === 0) return pictures(0, segment.raw.length)
    const line: Line = { kind: 'line', runs, ...look, size: usualSize(segment.raw), face: segment.raw.filter(isSaid).every(({ face }) => face), indented: segment.indented }
    return [...pictures(0, said), line, ...pictures(said, segment.raw.length)]
  })
