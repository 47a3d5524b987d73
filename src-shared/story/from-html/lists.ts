import { addAll, type Line, type List, type Piece, type Picture } from './pieces'

const WORD_LEVELS = 6

/** A list being gathered; its last item may hold lists of deeper levels. */
type Open = { level: number; ordered: boolean; start: number; items: Piece[][] }

const openList = (line: Line, level: number): Open => ({ level, ordered: line.item?.ordered ?? false, start: Math.max(1, line.item?.number ?? 1), items: [] })

/** True where the line's number does not go on from the list's: another list begins. */
const beginsAnew = (list: Open, line: Line): boolean => {
  const { ordered, number } = line.item ?? { ordered: false, number: 0 }
  return ordered !== list.ordered || (ordered && number > 0 && number < list.start + list.items.length && number === 1)
}

const asList = ({ ordered, start, items }: Open): List => ({ kind: 'list', ordered, briefs: false, start, items })

const nestRun = (lines: readonly Line[]): Piece[] => {
  const done: Open[] = []
  const stack: Open[] = []
  const close = (): void => {
    const closed = stack.pop()
    if (!closed) return
    const item = stack.at(-1)?.items.at(-1)
    if (item) item.push(asList(closed))
    else done.push(closed)
  }
  for (const line of lines) {
    const level = Math.min(line.item?.level ?? 1, WORD_LEVELS)
    while ((stack.at(-1)?.level ?? 0) > level) close()
    const same = stack.at(-1)
    if (same?.level === level && beginsAnew(same, line)) close()
    let list = stack.at(-1)
    if (list?.level !== level) {
      list = openList(line, level)
      stack.push(list)
    }
    list.items.push([{ ...line, item: null }])
  }
  while (stack.length > 0) close()
  return done.map(asList)
}

const isItem = (piece: Piece): piece is Line => piece.kind === 'line' && piece.item !== null && piece.item.level > 0

/** Makes lists of the paragraphs word processors write their lists as: neighbours of one list, nested by their level. */
export const nestItems = (pieces: readonly Piece[]): Piece[] => {
  const nested: Piece[] = []
  let run: Line[] = []
  const endRun = (): void => {
    addAll(nested, nestRun(run))
    run = []
  }
  for (const piece of pieces) {
    if (isItem(piece)) run.push(piece)
    else {
      if (run.length > 0) endRun()
      nested.push(piece)
    }
  }
  if (run.length > 0) endRun()
  return nested
}

const withCaption = (picture: Picture, line: Line): Picture => {
  const caption = picture.caption.length === 0 ? line.runs : [...picture.caption, { kind: 'break' as const }, ...line.runs]
  return { ...picture, caption }
}

/** Gives pictures the captions their markup names, whether they stand above or below. */
export const attachCaptions = (pieces: readonly Piece[]): Piece[] => {
  const attached: Piece[] = []
  let above: Line[] = []
  for (const piece of pieces) {
    const last = attached.at(-1)
    if (piece.kind === 'line' && piece.caption && above.length === 0 && last?.kind === 'picture') attached[attached.length - 1] = withCaption(last, piece)
    else if (piece.kind === 'line' && piece.caption) above.push(piece)
    else {
      if (piece.kind === 'picture' && piece.caption.length === 0 && above.length > 0) attached.push(above.reduce(withCaption, piece))
      else {
        addAll(attached, above)
        attached.push(piece)
      }
      above = []
    }
  }
  addAll(attached, above)
  return attached
}
