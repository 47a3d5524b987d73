import type { Mark, Node as ProseNode } from '@tiptap/pm/model'

import { idOf, isMove, markOf, moveId, without } from './marks'
import { bare, exchanged } from './tree'
import type { Work } from './work'

type Run = { name: string; id: string; nodes: ProseNode[] }

const sidesOf = (node: ProseNode): Mark[] => [markOf(node, 'insertion'), markOf(node, 'deletion')].filter((mark) => mark !== undefined)

/** The row as runs of blocks this person moved, of one id and side, and of all others. */
const runsOf = (row: readonly ProseNode[], work: Work): Run[] => {
  const runs: Run[] = []
  for (const node of row) {
    const mark = sidesOf(node).find((each) => isMove(idOf(each)) && work.mine(idOf(each)))
    const id = mark ? idOf(mark) : ''
    const name = id === '' ? '' : (mark?.type.name ?? '')
    const last = runs.at(-1)
    if (last && last.id === id && last.name === name) last.nodes.push(node)
    else runs.push({ name, id, nodes: [node] })
  }
  return runs
}

const unmarked = (node: ProseNode, id: string): ProseNode => sidesOf(node).filter((mark) => idOf(mark) === id).reduce(without, node)

const inside = (nodes: readonly ProseNode[]): string => bare(nodes.map((node) => node.mark([])))

/** Blocks that were moved back beside where they stood are not moved. */
const home = (row: readonly ProseNode[], work: Work): ProseNode[] => {
  const runs = runsOf(row, work)
  const back = runs.findIndex((run, index) => {
    const next = runs[index + 1]
    return run.id !== '' && next?.id === run.id && runs.filter(({ id }) => id === run.id).length === 2 && inside(run.nodes) === inside(next.nodes)
  })
  const [one, other] = [runs[back], runs[back + 1]]
  if (!one || !other) return [...row]
  const [ghosts, copies] = one.name === 'deletion' ? [one.nodes, other.nodes] : [other.nodes, one.nodes]
  const stay = ghosts.map((node) => unmarked(node, one.id))
  for (const [fresh, place] of work.places) {
    const now = stay[copies.indexOf(place.node)]
    if (now) work.places.set(fresh, { ...place, node: now })
  }
  return runs.flatMap((run, index) => (index === back ? stay : index === back + 1 ? [] : run.nodes))
}

/** Blocks that went and came alike were moved: their suggestion says so, and the copies leave the ids to those that stand. */
export const asMoves = (row: readonly ProseNode[], work: Work): ProseNode[] => {
  const moves = work.put.length > 0 && work.put.length === work.struck.length && work.put.every((node, index) => bare([node.mark([])]) === bare([(work.struck[index] ?? node).mark([])]))
  if (!moves) return home(row, work)
  const id = moveId(work.id)
  const others = new Map<ProseNode, ProseNode>()
  const copies = new Set(work.put)
  const visit = (node: ProseNode): void => {
    const mark = sidesOf(node).find((each) => idOf(each) === work.id)
    if (mark) {
      const moved = node.mark(mark.type.create({ id }).addToSet(without(node, mark).marks))
      const now = copies.has(node) && 'blockId' in node.attrs ? moved.type.create({ ...moved.attrs, blockId: null }, moved.content, moved.marks) : moved
      others.set(node, now)
    } else if (!node.isTextblock) node.forEach(visit)
  }
  row.forEach(visit)
  for (const [fresh, place] of work.places) {
    const now = others.get(place.node)
    if (now) work.places.set(fresh, { ...place, node: now })
  }
  work.used.delete(work.id)
  work.used.add(id)
  return home(row.map((node) => exchanged(node, others)), work)
}
