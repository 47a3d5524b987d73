import type { BodyJson } from '../story'
import type { AttrChange, BlockRow } from './blocks'
import type { InlineRun } from './inline'

/**
 * A photo that is not as it was: come, gone, moved or changed. `replaced` is true where it is another picture; `attrs` holds what
 * changed of credit, alt, crop, focus and place, `caption` compares the caption, null where that is the same.
 */
export type PhotoChange = { kind: 'added' | 'removed' | 'moved' | 'changed'; before: BodyJson | null; after: BodyJson | null; replaced: boolean; attrs: AttrChange[]; caption: InlineRun[] | null }

const photosIn = (node: BodyJson | null): BodyJson[] => (node === null ? [] : node.type === 'photo' ? [node] : (node.content ?? []).flatMap(photosIn))

const changeOf = (row: BlockRow): PhotoChange[] => {
  const { kind, before, after, attrs, runs } = row
  if (kind === 'same' || kind === 'away') return []
  const caption = runs?.some(({ op }) => op !== 'same') ? runs : null
  return [{ kind, before, after, replaced: attrs.some(({ name }) => name === 'photo'), attrs: attrs.filter(({ name }) => name !== 'photo'), caption }]
}

/** The photos that changed, in the order they are read, also those inside groups and boxes. */
export const photoChanges = (rows: readonly BlockRow[]): PhotoChange[] =>
  rows.flatMap((row): PhotoChange[] => {
    if ((row.after ?? row.before)?.type === 'photo') return changeOf(row)
    if (row.rows) return photoChanges(row.rows)
    const whole = (kind: 'added' | 'removed', node: BodyJson | null): PhotoChange[] => photosIn(node).map((photo) => ({ kind, before: kind === 'removed' ? photo : null, after: kind === 'added' ? photo : null, replaced: false, attrs: [], caption: null }))
    return row.kind === 'added' ? whole('added', row.after) : row.kind === 'removed' ? whole('removed', row.before) : []
  })
