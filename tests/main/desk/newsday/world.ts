import { expect } from 'vitest'

import type { Piece as Answered } from '../../../../src-shared/desk-api/pieces'
import { valueOf, type Outcome } from '../../../../src-shared/outcome'
import type { Rules } from '../../../../src-shared/review/policy'
import type { Envelope } from '../../../../src-shared/signoff/envelope'
import { REVIEW_TYPE, type NewReviewStatement } from '../../../../src-shared/signoff/statement'
import { codeOf, openNewsroom, seal, type Member, type Newsroom, type Store } from '../newsroom'
import { openAudit, type Audit } from './audit'
import { PEOPLE, READER, STAFF, storyOf } from './house'
import { happen, lookAhead } from './after'
import { current, type Act, type Model, type Piece } from './model'
import { refusalsOf } from './rules'

/** What somebody has signed: the act in the day's words, and the envelope the desk gets. */
export type Signed = { act: Act; envelope: Envelope }
/** What somebody who is away last saw of a piece. */
export type Memory = { piece: Piece; standing: Answered['standing'] }

/** The real house of one day: a desk that is asked over its HTTP API, its people with their keys, and what each of them has with them. */
export type World = {
  room: Newsroom
  audit: Audit
  people: ReadonlyMap<string, Member>
  /** Where the desk said each piece stands, as it was last read. */
  standings: Map<string, Answered['standing']>
  memories: Map<string, Map<string, Memory>>
  /** What waits in the pockets of who is away, oldest first. */
  pockets: Map<string, Signed[]>
  /** Everything the desk ever took. */
  taken: Signed[]
  done: { commands: number; taken: number; refused: number; lent: number; carried: number; published: number }
}

export const openWorld = async (store: Store, policy: Rules): Promise<World> => {
  const room = await openNewsroom(store, { policy })
  const people = new Map<string, Member>()
  for (const login of PEOPLE) people.set(login, await room.join(login, STAFF[login]!.name, STAFF[login]!.role))
  const audit = await openAudit(room)
  return { room, audit, people, standings: new Map(), memories: new Map(), pockets: new Map(), taken: [], done: { commands: 0, taken: 0, refused: 0, lent: 0, carried: 0, published: 0 } }
}

export const member = (world: World, login: string): Member => {
  const found = world.people.get(login)
  if (!found) throw new Error(`Nobody is called ${login}.`)
  return found
}
export const reader = (world: World): Member => member(world, READER)

/** A case of what people may sign; what is not said is as the piece stands where the signer looked last. */
export type Wish = Partial<Pick<Act, 'text' | 'reason' | 'issues' | 'closes' | 'pass' | 'under' | 'stage'>>

/** Signs an act on a piece as its signer sees it: at the desk, or as they remember it. */
export const signAct = (world: World, model: Model, decision: Act['decision'], person: string, known: Memory | null, story: string, wish: Wish): Signed => {
  const { piece } = known ?? { piece: null }
  const writes = decision === 'submit' || decision === 'correct'
  const newRevision = writes || decision === 'revise'
  const text = newRevision ? (wish.text ?? { headline: '空', keywords: [] }) : piece ? current(piece) : { headline: '空', keywords: [] }
  const stage = wish.stage ?? (writes ? 'submission' : decision === 'proof' ? 'proof' : (model.rules.stages[piece?.stage ?? 0]?.id ?? ''))
  const before = piece ? current(piece) : null
  const act: Act = {
    decision, person, story, seen: piece?.acts ?? 0, stage, revision: (piece?.texts.length ?? 0) + (newRevision ? 1 : 0), text, reason: wish.reason ?? '', issues: wish.issues ?? [], closes: wish.closes ?? [],
    pass: decision === 'proof' ? (wish.pass ?? (piece?.proofs.length ?? 0) + 1) : null, under: wish.under ?? null, at: world.room.clock.time,
  }
  const changes: NewReviewStatement['changes'] = []
  if (decision === 'revise' && before) {
    if (before.headline !== text.headline) changes.push('headline')
    if (before.keywords.join() !== text.keywords.join()) changes.push('details')
  }
  const statement = world.room.statementOf(member(world, person), storyOf(story, text), known?.standing ?? null, {
    decision, stage, reason: act.reason, issues: act.issues.map((id) => ({ id, text: `请核 ${id}。` })), closes: act.closes, pass: act.pass, delegation: act.under?.digest ?? null, changes,
  })
  return { act, envelope: seal(REVIEW_TYPE, statement, member(world, person)) }
}

/** What somebody at the desk sees of a piece now. */
export const seen = (world: World, piece: Piece): Memory => {
  const standing = world.standings.get(piece.id)
  if (!standing) throw new Error('The desk was never asked about this piece.')
  return { piece, standing }
}

const brings = async (world: World, { act }: Signed, bringer: string): Promise<void> => {
  if (['submit', 'correct', 'revise'].includes(act.decision)) await world.room.upload(member(world, bringer), storyOf(act.story, act.text))
}

/** Holds what the desk answered against what the house would say: it takes what nothing speaks against, and refuses for one of the reasons there are. */
export const expectAnswer = (answer: Outcome<unknown>, refusals: ReadonlySet<string>, what: string): boolean => {
  const code = codeOf(answer)
  const right = answer.ok ? refusals.size === 0 : refusals.has(code)
  expect(right, `${what}: the desk answered ${code}${answer.ok ? '' : ` (${answer.message})`}; the house says ${[...refusals].join(', ') || 'ok'}`).toBe(true)
  return answer.ok
}

export const wordsOf = ({ decision, person, story, seen: acts }: Act): string => `${person} ${decision} ${story.slice(-2)} after ${String(acts)} acts`

const keep = (world: World, model: Model, signed: Signed): void => {
  happen(model, signed.act)
  world.taken.push(signed)
  world.done.taken += 1
  if (signed.act.under) world.done.lent += 1
}

/** Sends what somebody signed, in their own session or carried by another's hand, and holds the answer against the house's. True where it was taken. */
export const send = async (world: World, model: Model, signed: Signed, bringer: string | null = null): Promise<boolean> => {
  const { act, envelope } = signed
  const known = world.taken.some((each) => each.envelope === envelope)
  await brings(world, signed, bringer ?? act.person)
  const refusals = known ? new Set<string>() : refusalsOf(model, act, bringer !== null)
  // Who may not review any more is not answered either, though the desk has the act.
  if (known && bringer === null && act.decision !== 'submit' && act.decision !== 'correct') for (const code of refusalsOf(model, act)) if (code === 'not-allowed') refusals.add(code)
  const to = { params: { story: act.story } }
  const { client } = member(world, bringer ?? act.person)
  const route = act.decision === 'submit' || act.decision === 'correct' ? 'submit' : 'review'
  const answer: Outcome<unknown> =
    bringer !== null ? await client.call('carry', { ...to, body: { envelope } }) : act.decision === 'revise' ? await client.call('reviewEdited', { ...to, body: { edit: envelope, envelope: null } }) : await client.call(route, { ...to, body: { envelope } })
  if (!expectAnswer(answer, refusals, wordsOf(act)) || known) {
    if (!answer.ok) world.done.refused += 1
    return false
  }
  keep(world, model, signed)
  if (bringer !== null) world.done.carried += 1
  await readStanding(world, act.story)
  return true
}

/** Sends an edit and what is decided on it in one command: both are taken or neither. */
export const sendEdited = async (world: World, model: Model, edit: Signed, decided: (edited: Memory) => Signed): Promise<void> => {
  const ahead = lookAhead(model, edit.act)
  const edited = ahead.pieces.get(edit.act.story)
  const standing = world.standings.get(edit.act.story)
  if (!edited || !standing) return
  const { room } = world
  const id = room.options.crypto.sha256(Buffer.from(edit.envelope.payload, 'base64'))
  const text = storyOf(edit.act.story, edit.act.text)
  const sha256 = await room.upload(member(world, edit.act.person), text)
  const second = decided({ piece: edited, standing: { ...standing, revision: { number: edit.act.revision, sha256 }, lastEvent: id } })
  const refusals = refusalsOf(model, edit.act)
  // Where the edit itself is refused, what was decided on it is not looked at.
  const further = refusals.size > 0 ? [] : [...refusalsOf(ahead, second.act)]
  const answer = await member(world, edit.act.person).client.call('reviewEdited', { params: { story: edit.act.story }, body: { edit: edit.envelope, envelope: second.envelope } })
  if (!expectAnswer(answer, new Set([...refusals, ...further]), `${wordsOf(edit.act)}, and ${second.act.decision}`)) return
  keep(world, model, edit)
  keep(world, model, second)
  await readStanding(world, edit.act.story)
}

/** Reads where a piece stands, as its people do before they sign. */
export const readStanding = async (world: World, story: string): Promise<void> => {
  world.standings.set(story, valueOf(await reader(world).client.call('piece', { params: { story } })).piece.standing)
}

