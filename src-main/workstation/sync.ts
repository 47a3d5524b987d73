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

/** What the desk made of a piece reaches the draft: of a returned one to be worked on, of a signed one to be what was signed. False where the desk went away half way: then it is brought next time. */
const takeIn = async (piece: Piece, author: string, client: DeskClient, library: PieceKeeper): Promise<boolean> => {
  const { story } = piece.standing
  const draft = await library.open(story)
  if (!draft.ok) return (await library.setPiece(story, piece)).ok
  const brought = await bringBack(draft.value, piece, author, client)
  if (!brought.ok && isAway(brought.code)) return false
  if (!brought.ok || !brought.value) return (await library.setPiece(story, piece)).ok
  // Saved meanwhile: merged with that next time, or words would go.
  return (await library.setPiece(story, piece, { ...brought.value, generation: draft.value.generation })).ok
}

const SIGNED: ReadonlySet<string> = new Set(['signedOff', 'published'])

/** True where the piece came back to its author or was signed since it was last heard of. */
const comesBack = (before: Piece | null, { standing }: Piece): boolean =>
  (standing.state === 'returned' && (before?.standing.state !== 'returned' || before.standing.lastEvent !== standing.lastEvent)) || (SIGNED.has(standing.state) && !(before && SIGNED.has(before.standing.state)))

/** Brings the desk's word on this person's own pieces into their drafts. True when something changed; an absent desk changes nothing. */
export const syncPieces = async (client: DeskClient, library: PieceKeeper, author: string): Promise<boolean> => {
  const mine = await client.call('pieces', { query: { scope: 'mine' } })
  if (!mine.ok) return false
  const known = new Map(library.list().map(({ id, piece }) => [id, piece]))
  let changed = false
  for (const piece of mine.value) {
    const before = known.get(piece.standing.story)
    if (before === undefined || JSON.stringify(before) === JSON.stringify(piece)) continue
    if (comesBack(before, piece) ? await takeIn(piece, author, client, library) : (await library.setPiece(piece.standing.story, piece)).ok) changed = true
  }
  return changed
}
