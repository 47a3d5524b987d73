import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'

import type { Dossier, Scope } from '../../../../src-shared/desk-api/pieces'
import { valueOf } from '../../../../src-shared/outcome'
import { checkChain } from '../../../../src-shared/signoff/check'
import { evidenceOf } from '../../../../src-shared/signoff/evidence'
import { canonicalBytes } from '../../../../src-shared/story/canonical'
import { readTables } from './audit'
import { DESTINATIONS, storyOf } from './house'
import { isEdited } from './after'
import { current, type Model, type Piece, type State } from './model'
import { edits } from './rules'
import { member, reader, type World } from './world'

const bytesOf = (piece: Piece, revision: number): Uint8Array => canonicalBytes(storyOf(piece.id, piece.texts[revision - 1]!))

/** What the day's book says of a piece, in the words of the desk's answer. */
const expected = (world: World, model: Model, piece: Piece) => {
  const refOf = (number: number) => ({ number, sha256: world.room.options.crypto.sha256(bytesOf(piece, number)) })
  const claimed = piece.claim && piece.claim.until > model.now() ? piece.claim.person : null
  return {
    author: piece.author, coauthors: piece.coauthors, state: piece.state, stage: piece.stage, revision: refOf(piece.texts.length), live: piece.live === null ? null : refOf(piece.live),
    acted: piece.acted, proofs: piece.proofs, issues: [...piece.issues], headline: current(piece).headline, claim: claimed, edited: isEdited(piece), record: piece.record,
    stands: [...piece.at].map(([destination, { up, revision }]) => ({ destination, state: up ? 'published' : 'takenDown', revision: refOf(revision).sha256 })).sort((a, b) => (a.destination < b.destination ? -1 : 1)),
  }
}

const answered = ({ piece, events }: Dossier) => {
  const { standing, headline, claim, edited, publications } = piece
  const { author, state, stage, revision, live, issues } = standing
  return {
    author, coauthors: standing.coauthors.map(({ person }) => person), state, stage, revision, live, acted: standing.acted.map((each) => ({ stage: each.stage, person: each.person })), proofs: standing.proofs.map(({ person }) => person),
    issues: issues.map(({ id, open }) => [id, open]), headline, claim: claim?.person ?? null, edited, record: events.map(({ decision, person }) => ({ decision, person })),
    stands: publications.map(({ destination, stands }) => ({ destination, state: stands?.state, revision: stands?.revision })),
  }
}

/** A verifier that has nothing but what the desk answered comes to the same standing. */
const verified = ({ room }: World, { piece, events, keys, policies, delegations }: Dossier): void => {
  const acts = events.filter(({ decision }) => !['published', 'takenDown', 'left'].includes(decision)).map(({ envelope }) => envelope)
  const evidence = evidenceOf({ desk: room.deskSigner.key, keys, policies, delegations }, room.options.crypto)
  const { standing } = valueOf(checkChain(acts, evidence, room.options.crypto))
  const { state, stage, revision, acted, lastEvent, proofs } = standing
  expect(piece.standing).toMatchObject({ state: piece.standing.state === 'published' ? 'published' : state, stage, revision, acted, lastEvent, proofs })
}

const SCOPES: Record<Exclude<Scope, 'out' | 'mine'>, readonly State[]> = { queue: ['inReview'], cleared: ['signedOff', 'published'], stopped: ['held', 'spiked'] }

/** The lists somebody sees: every piece of that state in their channels, and their own. */
const listed = async (world: World, model: Model, person: string): Promise<void> => {
  const { client } = member(world, person)
  const idsOf = async (scope: Scope): Promise<string[]> => valueOf(await client.call('pieces', { query: { scope } })).map(({ standing }) => standing.story).sort()
  const all = [...model.pieces.values()]
  const visible = all.filter(({ author }) => author === person || edits(model, person))
  for (const scope of ['queue', 'cleared', 'stopped'] as const) expect(await idsOf(scope), `${person} sees ${scope}`).toEqual(visible.filter(({ state }) => SCOPES[scope].includes(state)).map(({ id }) => id).sort())
  expect(await idsOf('mine')).toEqual(all.filter(({ author }) => author === person).map(({ id }) => id).sort())
}

/** What readers see at each destination: the signed bytes that stand there, or nothing. */
const read = async ({ room }: World, piece: Piece): Promise<void> => {
  for (const destination of DESTINATIONS) {
    const stands = piece.at.get(destination)
    const found = await readFile(join(room.folder, '..', destination, `${piece.id}.json`)).catch(() => null)
    expect(found === null ? null : found.toString('hex'), `what readers see at ${destination}`).toBe(stands?.up === true ? Buffer.from(bytesOf(piece, stands.revision)).toString('hex') : null)
    if (stands) expect(piece.cleared.has(stands.revision), 'nobody publishes what was not signed off').toBe(true)
  }
}

/** Asks the real house everything after a command, and holds it against the day's book and the house's promises. `as` is who looks at their lists. */
export const agree = async (world: World, model: Model, as: string): Promise<void> => {
  for (const piece of model.pieces.values()) {
    const dossier = valueOf(await reader(world).client.call('piece', { params: { story: piece.id } }))
    expect(answered(dossier), `piece ${piece.id.slice(-2)}`).toEqual(expected(world, model, piece))
    verified(world, dossier)
    world.standings.set(piece.id, dossier.piece.standing)
    await read(world, piece)
  }
  await listed(world, model, as)
  await world.audit.read(world.room)
  expect(world.audit.lines(), 'nothing is lost, and nothing is there twice').toBe(model.lines)
  const before = await readTables(world.room)
  await world.room.desk().rebuild()
  expect(await readTables(world.room), 'the tables are what the ledger says').toEqual(before)
}

/** Every revision anybody brought is still there, whole: at the end of a day. */
export const nothingLost = async (world: World, model: Model): Promise<void> => {
  for (const piece of model.pieces.values())
    for (const number of piece.texts.keys()) {
      const bytes = bytesOf(piece, number + 1)
      const sha256 = world.room.options.crypto.sha256(bytes)
      expect(Buffer.from(valueOf(await reader(world).client.call('getRevision', { params: { story: piece.id, sha256 } }))).equals(Buffer.from(bytes))).toBe(true)
    }
  // The day's clock is set by hand, the database's is not.
  expect(world.room.reports.filter((said) => !said.startsWith('The clocks of this desk')), 'the desk had nothing to complain of').toEqual([])
}
