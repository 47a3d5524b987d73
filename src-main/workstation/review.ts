import type { DeskClient } from '../../src-shared/desk-api/client'
import type { Dossier, Piece } from '../../src-shared/desk-api/pieces'
import type { Health } from '../../src-shared/desk-api/routes'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { decide } from '../../src-shared/review/decide'
import type { Person } from '../../src-shared/review/people'
import type { Decision } from '../../src-shared/review/states'
import { checkChain, checkContent, type Crypto } from '../../src-shared/signoff/check'
import { REVIEW_TYPE } from '../../src-shared/signoff/statement'
import { readStory } from '../../src-shared/story/migrations'
import type { Story } from '../../src-shared/story/story'
import { signAct, type PublicKey, type Sign } from './statement'

/** Whether the signatures over a piece hold on this machine, checked here and not taken from the desk. */
export type Seal = { holds: boolean; code: string; message: string }

const sealOf = (dossier: Dossier, storyBytes: Uint8Array, health: Health, crypto: Crypto): Seal => {
  const envelopes = dossier.events.map(({ envelope }) => envelope).filter(({ payloadType }) => payloadType === REVIEW_TYPE)
  const chain = checkChain(envelopes, new Map(dossier.keys.map((key) => [key.id, key])), health.policy, health.desk.key, crypto)
  if (!chain.ok) return { holds: false, code: chain.code, message: chain.message }
  const last = chain.value.statements.at(-1)
  if (!last) return { holds: false, code: 'not-submitted', message: 'There is no event.' }
  const content = checkContent(last.statement, storyBytes, crypto)
  return content.ok ? { holds: true, code: '', message: '' } : { holds: false, code: content.code, message: content.message }
}

/** A piece with its text as the desk stores it, and its seal as checked on this machine. */
export const readPiece = async (id: string, parts: { client: DeskClient; health: Health; crypto: Crypto }): Promise<Outcome<{ dossier: Dossier; story: Story; seal: Seal }>> => {
  const dossier = await parts.client.call('piece', { params: { story: id } })
  if (!dossier.ok) return dossier
  const bytes = await parts.client.call('getRevision', { params: { story: id, sha256: dossier.value.piece.standing.revision.sha256 } })
  if (!bytes.ok) return bytes
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder().decode(bytes.value))
  } catch {
    return failed('story-invalid', 'The story is not JSON.', { place: '' })
  }
  const story = readStory(json)
  if (!story.ok) return story
  return ok({ dossier: dossier.value, story: story.value, seal: sealOf(dossier.value, bytes.value, parts.health, parts.crypto) })
}

/** Signs a decision on a piece exactly as this person saw it, and gives it to the desk. `seen` is the digest of the revision they read. */
export const decideOnPiece = async (
  act: { id: string; decision: Exclude<Decision, 'submit'>; reason: string; seen: string },
  parts: { client: DeskClient; person: Person; health: Health; at: string; crypto: Crypto; sign: Sign; publicKey: PublicKey },
): Promise<Outcome<Piece>> => {
  const read = await readPiece(act.id, parts)
  if (!read.ok) return read
  const { standing } = read.value.dossier.piece
  if (standing.revision.sha256 !== act.seen) return failed('revision-changed', 'The piece has changed since you read it.')
  if (!read.value.seal.holds) return failed(read.value.seal.code, read.value.seal.message)
  const stage = parts.health.policy.stages[standing.stage]?.id ?? ''
  const key = parts.publicKey(parts.person.id)
  if (!key.ok) return key
  const worded = { story: read.value.story, revision: standing.revision, stage, decision: act.decision, reason: act.reason, previous: standing.lastEvent }
  const allowed = decide(standing, { ...worded, story: act.id }, { id: parts.person.id, role: parts.person.role, key: key.value.id }, parts.health.policy)
  if (!allowed.ok) return allowed
  const signed = signAct(worded, parts)
  if (!signed.ok) return signed
  return parts.client.call('review', { params: { story: act.id }, body: { envelope: signed.value.envelope } })
}
