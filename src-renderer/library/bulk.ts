import type { BulkDone } from '../../src-shared/bridge/contract'
import { bench } from '../bench'

/** Acts the host does on many stories in one question. */
export type BulkMethod = 'library.binMany' | 'library.restoreMany' | 'library.removeMany'

/** Stories in one question: what may still be stopped is the next one. */
const PORTION = 50

/** What became of it; `left` were not begun because the person stopped it. */
export type Bulk = BulkDone & { left: string[] }

/** Does something to many stories, portion by portion; `reached` is told how many it has been through and answers false to stop. */
export const onMany = async (method: BulkMethod, ids: readonly string[], reached: (count: number) => boolean): Promise<Bulk> => {
  const bulk: Bulk = { done: [], refused: [], left: [] }
  for (let at = 0; at < ids.length; at += PORTION) {
    const portion = ids.slice(at, at + PORTION)
    if (!reached(at)) {
      bulk.left = ids.slice(at)
      return bulk
    }
    const answer = await bench.ask(method, { ids: portion })
    if (answer.ok) {
      bulk.done.push(...answer.value.done)
      bulk.refused.push(...answer.value.refused)
    } else bulk.refused.push(...portion.map((id) => ({ id, failure: answer })))
  }
  return bulk
}
