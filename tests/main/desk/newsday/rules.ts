import type { Role } from '../../../../src-shared/review/people'
import { CHANNEL, RANKS, sameText, STAFF } from './house'
import { current, runs, type Act, type Loan, type Model, type Piece } from './model'

const EDITORS: readonly Role[] = ['editor', 'chief', 'admin']
const under = (path: readonly string[]): boolean => path.every((step, at) => CHANNEL[at] === step)
const roleOf = (person: string): Role => STAFF[person]?.role ?? 'reporter'

/** True for who edits where the day's pieces stand: by their own role or one lent to them now. */
export const edits = (model: Model, person: string): boolean =>
  EDITORS.includes(roleOf(person)) || model.loans.some((loan) => loan.to === person && runs(loan, model.now()) && under(loan.channel) && EDITORS.includes(loan.role))

const isOwn = (piece: Piece, person: string): boolean => [piece.author, ...piece.coauthors].includes(person)

const lacks = (piece: Piece, roles: readonly Role[], place: string, { person, under: loan, at }: Act): string[] => {
  if (roles.includes(roleOf(person))) return []
  if (!loan) return ['role-lacking']
  const found: string[] = []
  if (loan.to !== person) found.push('delegation-others')
  if (isOwn(piece, loan.from)) found.push('delegated-by-author')
  if (at < loan.begins || at > loan.ends || !under(loan.channel) || (loan.stages.length > 0 && !loan.stages.includes(place))) found.push('delegation-elsewhere')
  if (!roles.includes(loan.role)) found.push('role-lacking')
  return found
}

const stops = (piece: Piece, from: readonly Piece['state'][]): string[] => {
  if (from.includes(piece.state)) return []
  return [piece.state === 'held' ? 'piece-held' : piece.state === 'spiked' ? 'piece-spiked' : 'not-in-review']
}

const ofProof = ({ rules: { proofreading } }: Model, piece: Piece, act: Act): string[] => {
  const asked = proofreading.passes + (proofreading.readThrough ? 1 : 0)
  const found = [...stops(piece, ['inReview']), ...lacks(piece, proofreading.roles, 'proof', act)]
  if (piece.proofs.length >= asked) found.push('proofs-done')
  if (act.pass !== piece.proofs.length + 1) found.push('wrong-pass')
  if (piece.proofs.includes(act.person)) found.push('already-proofread')
  if (proofreading.apartFromReview && piece.acted.some(({ person }) => person === act.person)) found.push('already-acted')
  return found
}

const ofPower = ({ rules: { powers, stages } }: Model, piece: Piece, act: Act): string[] => {
  const place = stages[piece.stage]!.id
  const roles = act.decision === 'hold' || act.decision === 'release' ? powers.hold : powers.spike
  const from = { hold: ['inReview', 'signedOff'], release: ['held'], spike: ['inReview', 'returned', 'held', 'signedOff'], revive: ['spiked'] } as const
  const found = [...stops(piece, from[act.decision as keyof typeof from]), ...lacks(piece, roles, place, act)]
  if (act.decision === 'spike' && piece.live !== null) found.push('piece-live')
  if ((act.decision === 'hold' || act.decision === 'spike') && act.reason === '') found.push('reason-required')
  return found
}

const ofIssues = (piece: Piece, act: Act, closesIssues: boolean): string[] => {
  const found: string[] = []
  if (act.issues.some((id) => piece.issues.has(id))) found.push('issue-repeated')
  if (act.closes.some((id) => piece.issues.get(id) !== true)) found.push('issue-unknown')
  const left = [...piece.issues].filter(([id, open]) => open && !act.closes.includes(id)).length + act.issues.length
  if (closesIssues && left > 0 && act.decision !== 'return') found.push('issues-open')
  return found
}

const ofStage = (model: Model, piece: Piece, act: Act): string[] => {
  const { stages, proofreading } = model.rules
  const stage = stages[piece.stage]!
  const found = [...stops(piece, ['inReview']), ...lacks(piece, stage.roles, stage.id, act)]
  if (act.stage !== stage.id) found.push('wrong-stage')
  if (piece.acted.some(({ stage: where, person }) => where !== stage.id && person === act.person)) found.push('already-acted')
  if (proofreading.apartFromReview && piece.proofs.includes(act.person)) found.push('already-proofread')
  if (piece.claim && piece.claim.until > model.now() && piece.claim.person !== act.person) found.push('claimed-by-other')
  if (act.decision === 'revise') return sameText(act.text, current(piece)) ? [...found, 'nothing-changed'] : found
  const last = piece.stage === stages.length - 1
  if (act.decision === 'signOff' && !last) found.push('not-final-stage')
  if (act.decision === 'pass' && last) found.push('final-stage')
  found.push(...ofIssues(piece, act, stage.closesIssues))
  if (act.decision === 'return') return act.reason === '' ? [...found, 'reason-required'] : found
  if (stage.reportRequired && act.reason === '') found.push('report-required')
  const asked = proofreading.passes + (proofreading.readThrough ? 1 : 0)
  if (piece.stage >= stages.findIndex(({ id }) => id === proofreading.before) && piece.proofs.length < asked) found.push('proofs-missing')
  if (piece.working && !sameText(piece.working.text, current(piece))) found.push('working-ahead')
  return found
}

const ofAuthor = (model: Model, piece: Piece | undefined, act: Act): string[] => {
  const found: string[] = []
  if (act.decision === 'submit') {
    if (piece && piece.author !== act.person) found.push('not-author')
    if (piece && piece.state !== 'returned') found.push('already-submitted')
    return found
  }
  if (!piece) return ['not-submitted']
  if (piece.state !== 'signedOff' && piece.state !== 'published') found.push('not-signed-off')
  if (piece.author !== act.person) found.push(...lacks(piece, model.rules.powers.correct, 'submission', act))
  if (act.reason === '') found.push('reason-required')
  if (sameText(act.text, current(piece))) found.push('nothing-changed')
  return found
}

/** Every reason for which the house would refuse an act now; none where it takes it. `carried` by somebody else, the signer is asked what they may do. */
export const refusalsOf = (model: Model, act: Act, carried = false): Set<string> => {
  const piece = model.pieces.get(act.story)
  const found: string[] = []
  const writes = act.decision === 'submit' || act.decision === 'correct'
  if (!writes && !edits(model, act.person)) found.push(carried ? 'signer-not-allowed' : 'not-allowed')
  if (act.under && (act.under.over || model.now() > act.under.ends)) found.push('delegation-over')
  if (act.seen !== (piece?.acts ?? 0)) found.push('stale')
  const reads = ['pass', 'signOff', 'return'].includes(act.decision)
  if (!reads && (act.closes.length > 0 || (act.issues.length > 0 && act.decision !== 'proof'))) found.push('bad-request')
  if (act.decision === 'proof' && act.issues.some((id) => piece?.issues.has(id) === true)) found.push('issue-repeated')
  const newRevision = writes || act.decision === 'revise'
  if (newRevision && act.revision !== (piece?.texts.length ?? 0) + 1) found.push('revision-number')
  if (piece && !newRevision && act.revision !== piece.texts.length) found.push('revision-changed')
  if (writes) return new Set([...found, ...ofAuthor(model, piece, act)])
  if (!piece) return new Set([...found, 'not-submitted'])
  if (isOwn(piece, act.person)) found.push('own-piece')
  if (act.decision === 'proof') return new Set([...found, ...ofProof(model, piece, act)])
  const power = ['hold', 'release', 'spike', 'revive'].includes(act.decision)
  return new Set([...found, ...(power ? ofPower : ofStage)(model, piece, act)])
}

/** Why somebody may not write in the working copy: as whoever cuts a revision now, by any right that is theirs, or holds the claim. */
export const writingRefusals = (model: Model, piece: Piece, person: string): Set<string> => {
  if (!edits(model, person)) return new Set(['not-allowed'])
  const open = { ...piece, state: piece.state === 'held' ? (piece.before ?? 'inReview') : piece.state, claim: null }
  const asked = (loan: Loan | null): Set<string> => {
    const act: Act = { decision: 'revise', person, story: piece.id, seen: piece.acts, stage: model.rules.stages[piece.stage]!.id, revision: piece.texts.length + 1, text: { headline: '\n', keywords: [] }, reason: '', issues: [], closes: [], pass: null, under: loan, at: model.now() }
    return refusalsOf({ ...model, pieces: new Map([[piece.id, open]]) }, act)
  }
  const answers = [null, ...model.loans.filter((loan) => loan.to === person && runs(loan, model.now()))].map(asked)
  if (answers.some(({ size }) => size === 0)) return new Set()
  const holds = piece.claim?.person === person && piece.claim.until > model.now() && open.state === 'inReview' && !isOwn(piece, person)
  return holds ? new Set() : (answers[0] ?? new Set())
}

/** Why somebody may not take a piece in hand. */
export const claimRefusals = (model: Model, piece: Piece, person: string, takeOver: boolean): Set<string> => {
  const found: string[] = []
  if (!edits(model, person)) found.push('not-allowed')
  if (piece.state !== 'inReview' && piece.state !== 'held') found.push('not-in-review')
  if (isOwn(piece, person)) found.push('own-piece')
  const other = piece.claim && piece.claim.until > model.now() && piece.claim.person !== person
  if (other && !takeOver) found.push('claimed-by-other')
  return new Set(found)
}

/** Why somebody may not lend that role: nobody lends what they do not have, or to themselves. */
export const lendRefusals = (model: Model, from: string, to: string, role: Role): Set<string> => {
  const found: string[] = []
  if (!EDITORS.includes(roleOf(from)) && !model.loans.some((loan) => loan.to === from && runs(loan, model.now()))) found.push('not-allowed')
  if (RANKS.indexOf(roleOf(from)) < RANKS.indexOf(role)) found.push('delegation-beyond')
  if (from === to) found.push('delegation-self')
  return new Set(found)
}
