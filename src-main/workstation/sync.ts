import type { DeskClient } from '../../src-shared/desk-api/client'
import type { Piece } from '../../src-shared/desk-api/pieces'
import type { Outcome } from '../../src-shared/outcome'
import { isAway } from './reach'
import { bringBack, type ReturnedDraft } from './returned'

/** The part of the library that keeps the desk's last word. With `brought`, the draft becomes that, in one write with the word, if it is still of that generation. */
export type PieceKeeper = {
  list: () => readonly { id: string; piece: Piece | null }[]
  open: (id: string) => Promise<Outcome<ReturnedDraft & { generation: number }>>
  setPiece: (id: string, piece: Piece, brought?: ReturnedDraft & { generation: number }) => Promise<Outcome<null>>
}

/** A return as it reaches the draft: with what the desk did to the piece. False where the desk went away half way: then it is brought next time. */
const takeReturn = async (piece: Piece, author: string, client: DeskClient, library: PieceKeeper): Promise<boolean> => {
  const { story } = piece.standing
  const draft = await library.open(story)
  if (!draft.ok) return (await library.setPiece(story, piece)).ok
  const brought = await bringBack(draft.value, piece, author, client)
  if (!brought.ok && isAway(brought.code)) return false
  if (!brought.ok || !brought.value) return (await library.setPiece(story, piece)).ok
  // Saved meanwhile: merged with that next time, or words would go.
  return (await library.setPiece(story, piece, { ...brought.value, generation: draft.value.generation })).ok
}

/** Brings the desk's word on this person's own pieces into their drafts. True when something changed; an absent desk changes nothing. */
export const syncPieces = async (client: DeskClient, library: PieceKeeper, author: string): Promise<boolean> => {
  const mine = await client.call('pieces', { query: { scope: 'mine' } })
  if (!mine.ok) return false
  const known = new Map(library.list().map(({ id, piece }) => [id, piece]))
  let changed = false
  for (const piece of mine.value) {
    const before = known.get(piece.standing.story)
    if (before === undefined || JSON.stringify(before) === JSON.stringify(piece)) continue
    const returned = piece.standing.state === 'returned' && (before?.standing.state !== 'returned' || before.standing.lastEvent !== piece.standing.lastEvent)
    if (returned ? await takeReturn(piece, author, client, library) : (await library.setPiece(piece.standing.story, piece)).ok) changed = true
  }
  return changed
}
