import { z } from 'zod'

import { failed, ok, type Outcome } from '../../outcome'
import { canonicalBytes } from '../../story/canonical'
import { KINDS, keyOf, LIST_LIMITS, rowSchema, type Row } from './row'

/** The house's lists as one file: a version of them, named by the SHA-256 of its canonical JSON. No two rows have one key. */
export const listsSchema = z
  .strictObject({ schema: z.literal(1), rows: z.array(rowSchema).max(LIST_LIMITS.rows) })
  .refine(({ rows }) => new Set(rows.map(keyOf)).size === rows.length, { path: ['rows'], message: 'two rows have one key' })
export type Lists = z.infer<typeof listsSchema>

const rank = new Map(KINDS.map((kind, index) => [kind, index]))
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** Rows in the order they are kept in, which does not depend on who sorts them: by kind, officials by their order, then by word. */
export const inOrder = (rows: readonly Row[]): Row[] =>
  [...rows].sort(
    (one, other) =>
      (rank.get(one.kind) ?? 0) - (rank.get(other.kind) ?? 0) ||
      (one.kind === 'official' && other.kind === 'official' ? (one.order || Infinity) - (other.order || Infinity) || 0 : 0) ||
      compare(one.word, other.word),
  )

/** The file of these rows: the exact bytes whose digest is signed. */
export const listsBytes = (rows: readonly Row[]): Uint8Array<ArrayBuffer> => canonicalBytes({ schema: 1, rows: inOrder(rows) } satisfies Lists)

/** Reads a file of lists. `lists-invalid` {place} where it is none. */
export const readLists = (bytes: Uint8Array): Outcome<Lists> => {
  try {
    const parsed = listsSchema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
    if (parsed.success) return ok(parsed.data)
    return failed('lists-invalid', 'These are no lists of a house.', { place: parsed.error.issues[0]?.path.join('.') ?? '' })
  } catch {
    return failed('lists-invalid', 'These are no lists of a house.', { place: '' })
  }
}
