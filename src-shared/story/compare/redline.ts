import type { BodyJson } from '../story'
import type { BlockRow } from './blocks'
import type { InlineRun } from './inline'

/**
 * One change as a redline shows it. `stop` counts changes from 0 as a reader meets them: what went and what came in its place
 * are one. `lead` is true for the first of several nodes that are one change. A block's change has its `row`, a line's its `run`.
 */
export type Change = { op: 'added' | 'removed' | 'marked' | 'noted' | 'moved' | 'away' | 'changed'; stop: number; lead: boolean; row: BlockRow | null; run: InlineRun | null }

/** Both sides in one body, or one side alone with its own changes. */
export type Side = 'both' | 'before' | 'after'

/**
 * A compared body to be read: nodes that changed carry the mark "change", whose `key` is an index of `changes`. `origin` leads
 * from a node that was made for this to the one it was made of; `rows` are the nodes of each row given. The stops of all three
 * sides are the same.
 */
export type Redline = { body: BodyJson; rows: BodyJson[][]; changes: Change[]; stops: number; origin: ReadonlyMap<BodyJson, BodyJson> }

/** Nodes that cannot be wrapped where they stand; what is in them is marked instead. */
const FRAMES: ReadonlySet<string> = new Set(['tableRow', 'tableCell', 'tableHeader', 'listItem'])

const isChange = (node: BodyJson): boolean => node.marks?.some(({ type }) => type === 'change') ?? false

/** Draws the redline of compared rows. */
export const redline = (rows: readonly BlockRow[], side: Side): Redline => {
  const changes: Change[] = []
  const origin = new Map<BodyJson, BodyJson>()
  let stops = 0

  const made = (node: BodyJson, from: BodyJson): BodyJson => {
    origin.set(node, from)
    return node
  }
  const marked = (node: BodyJson, change: Omit<Change, 'lead'>, lead = true): BodyJson => {
    if (FRAMES.has(node.type)) {
      const inside = node.content ?? []
      // A frame that changed is told by its first child, and rather by one that has no change of its own to tell.
      const teller = Math.max(0, inside.findIndex((child) => !isChange(child)))
      const content = inside.map((child, index) => (change.op === 'changed' && index !== teller ? child : marked(child, change, lead && (change.op === 'changed' || index === 0))))
      return made({ ...node, content }, node)
    }
    changes.push({ ...change, lead })
    const mark = { type: 'change', attrs: { key: changes.length - 1 } }
    // What a node's own change says of it comes first: that it went, before that its frame is another.
    return made({ ...node, marks: isChange(node) ? [...(node.marks ?? []), mark] : [mark, ...(node.marks ?? [])] }, node)
  }

  const drawLine = (runs: readonly InlineRun[]): BodyJson[] => {
    let last = false
    return runs.flatMap((run) => {
      if (run.op === 'same') {
        last = false
        return side === 'before' ? run.before : run.after
      }
      if (!last) stops += 1
      last = true
      const nodes = run.op === 'removed' || side === 'before' ? run.before : run.after
      if ((run.op === 'added' && side === 'before') || (run.op === 'removed' && side === 'after')) return []
      return nodes.map((node, index) => marked(node, { op: run.op === 'same' ? 'marked' : run.op, stop: stops - 1, row: null, run }, index === 0))
    })
  }

  const drawRow = (row: BlockRow): BodyJson[] => {
    const { kind, before, after } = row
    const node = side === 'before' ? before : (after ?? before)
    if (kind === 'same') return node ? [node] : []
    const shown = side === 'both' || (side === 'before' ? before !== null && kind !== 'moved' : after !== null)
    const told = kind !== 'changed' || row.attrs.length > 0 || before?.type !== after?.type
    if (told) stops += 1
    const stop = stops - 1
    // Drawn even where it is not shown, so that the stops are counted alike on both sides.
    const content = row.runs ? drawLine(row.runs) : row.rows ? row.rows.flatMap(drawRow) : node?.content
    if (!shown || !node) return []
    const drawn = row.runs || row.rows ? made({ ...node, ...(content && content.length > 0 ? { content } : { content: undefined }) }, node) : node
    return [told ? marked(drawn, { op: kind, stop, row, run: null }) : drawn]
  }

  const drawn = rows.map(drawRow)
  return { body: { type: 'doc', content: drawn.flat() }, rows: drawn, changes, stops, origin }
}
