import type { Piece } from '../../src-shared/desk-api/pieces'
import type { Notes } from '../../src-shared/story/notes'

/** Something that happened at the desk and concerns the person here. Never more of a piece than its headline. */
export type News =
  | { kind: 'waits' | 'returned' | 'signedOff' | 'spiked' | 'held'; story: string; headline: string }
  | { kind: 'takenOver' | 'mentioned'; story: string; headline: string; name: string }

/** Pieces as the window last knew them, by story. */
export type Known = ReadonlyMap<string, Piece>

type Context = { person: string; waits: (piece: Piece) => boolean }

const ENDS = { returned: 'returned', signedOff: 'signedOff', spiked: 'spiked', held: 'held' } as const
const isEnd = (state: string): state is keyof typeof ENDS => state in ENDS

const newsOf = (before: Piece | undefined, piece: Piece, { person, waits }: Context): News[] => {
  const { standing, headline, claim } = piece
  const story = standing.story
  if (before?.standing.lastEvent === standing.lastEvent && before.claim?.person === claim?.person) return []
  const found: News[] = []
  if (standing.author === person && before && before.standing.state !== standing.state && isEnd(standing.state)) found.push({ kind: ENDS[standing.state], story, headline })
  // A piece somebody has just claimed does not wait for another; one that was let go of is no news.
  if (before?.standing.lastEvent !== standing.lastEvent && waits(piece) && (!before || !waits(before) || before.standing.stage !== standing.stage)) found.push({ kind: 'waits', story, headline })
  if (before?.claim?.person === person && claim && claim.person !== person && before.standing.lastEvent === standing.lastEvent) found.push({ kind: 'takenOver', story, headline, name: claim.name })
  return found
}

/** What is new since the window last looked. Nothing where it never looked: what stood there before is no news. */
export const compareNews = (known: Known | null, now: Known, context: Context): News[] => (known === null ? [] : [...now].flatMap(([story, piece]) => newsOf(known.get(story), piece, context)))

/** Remarks of a piece's notes that call on somebody, by id, with who said them; their own left out. */
export const mentionsOf = ({ threads }: Notes, person: { id: string; name: string }): Map<string, string> =>
  new Map(threads.flatMap(({ remarks }) => remarks.filter(({ mentions, person: by, by: name }) => mentions?.includes(person.id) && by !== person.id && name !== person.name).map(({ id, by }): [string, string] => [id, by])))
