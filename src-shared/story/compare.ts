import { textOf } from './count'
import type { BodyJson, Story } from './story'

/** One exact difference between two stories: a field, a block (by blockId), or a photo file. */
export type Difference = { place: 'field' | 'block' | 'photo'; name: string; kind: 'added' | 'removed' | 'changed' | 'moved'; before: string; after: string }

const shown = (value: unknown): string => (typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value))
const blockText = (block: BodyJson): string => [shown(block.attrs?.['marker'] ?? ''), textOf(block)].filter(Boolean).join(' ')
const blockKey = (block: BodyJson, index: number): string => (typeof block.attrs?.['blockId'] === 'string' ? block.attrs['blockId'] : `#${String(index)}`)

const compareBlocks = (before: readonly BodyJson[], after: readonly BodyJson[]): Difference[] => {
  const old = new Map(before.map((block, index) => [blockKey(block, index), { block, index }]))
  const fresh = new Map(after.map((block, index) => [blockKey(block, index), { block, index }]))
  const found: Difference[] = []
  for (const [name, { block }] of old)
    if (!fresh.has(name)) found.push({ place: 'block', name, kind: 'removed', before: blockText(block), after: '' })
  const kept = [...fresh.keys()].filter((name) => old.has(name))
  const oldOrder = [...old.keys()].filter((name) => fresh.has(name))
  for (const [name, { block }] of fresh) {
    const previous = old.get(name)
    if (!previous) found.push({ place: 'block', name, kind: 'added', before: '', after: blockText(block) })
    else if (JSON.stringify(previous.block) !== JSON.stringify(block)) found.push({ place: 'block', name, kind: 'changed', before: blockText(previous.block), after: blockText(block) })
    else if (kept.indexOf(name) !== oldOrder.indexOf(name)) found.push({ place: 'block', name, kind: 'moved', before: blockText(block), after: blockText(block) })
  }
  return found
}

/** Every difference between two stories, fields first, then blocks in reading order, then photo files. Empty means the same story. */
export const compareStories = (before: Story, after: Story): Difference[] => {
  const found: Difference[] = []
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => key !== 'body' && key !== 'photos') as (keyof Story)[]
  for (const name of fields) {
    const [left, right] = [shown(before[name]), shown(after[name])]
    if (left !== right) found.push({ place: 'field', name, kind: left === '' ? 'added' : right === '' ? 'removed' : 'changed', before: left, after: right })
  }
  found.push(...compareBlocks(before.body.content ?? [], after.body.content ?? []))
  for (const name of new Set([...Object.keys(before.photos), ...Object.keys(after.photos)])) {
    const [left, right] = [before.photos[name], after.photos[name]]
    if (!left || !right) found.push({ place: 'photo', name, kind: left ? 'removed' : 'added', before: left?.name ?? '', after: right?.name ?? '' })
    else if (JSON.stringify(left) !== JSON.stringify(right)) found.push({ place: 'photo', name, kind: 'changed', before: JSON.stringify(left), after: JSON.stringify(right) })
  }
  return found
}
