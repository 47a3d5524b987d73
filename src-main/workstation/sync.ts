import type { DeskClient } from '../../src-shared/desk-api/client'
import type { Piece } from '../../src-shared/desk-api/pieces'
import type { Outcome } from '../../src-shared/outcome'

/** The part of the library that keeps the desk's last word. */
export type PieceKeeper = { list: () => readonly { id: string; piece: Piece | null }[]; setPiece: (id: string, piece: Piece) => Promise<Outcome<null>> }

/** Brings the desk's word on this person's own pieces into their drafts. True when something changed; an absent desk changes nothing. */
export const syncPieces = async (client: DeskClient, library: PieceKeeper): Promise<boolean> => {
  const mine = await client.call('pieces', { query: { scope: 'mine' } })
  if (!mine.ok) return false
  const known = new Map(library.list().map(({ id, piece }) => [id, JSON.stringify(piece)]))
  let changed = false
  for (const piece of mine.value) {
    const before = known.get(piece.standing.story)
    if (before === undefined || before === JSON.stringify(piece)) continue
    if ((await library.setPiece(piece.standing.story, piece)).ok) changed = true
  }
  return changed
}
