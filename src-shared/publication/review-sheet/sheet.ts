import { rulesOf, type Policy } from '../../review/policy'
import { passesAsked } from '../../review/proofs'
import type { RevisionRef } from '../../review/states'
import { fromBase64, readPayload, type Envelope } from '../../signoff/envelope'
import { DELEGATION_TYPE, delegationStatementSchema, RECORD_TYPE, recordStatementSchema, REVIEW_TYPE, reviewStatementSchema, type DelegationStatement, type RecordStatement, type ReviewStatement } from '../../signoff/statement'
import type { Language, Story } from '../../story/story'
import type { SignedPiece } from '../piece'

/** What a sheet is read from: the text it is of, and everything that was signed about it, oldest first: acts, and the desk's records of where it was published. */
export type SheetSource = {
  story: Story
  revision: RevisionRef
  envelopes: readonly Envelope[]
  /** The last round's first. */
  policies: readonly Policy[]
  delegations: readonly Envelope[]
}

type Lent = Extract<DelegationStatement, { kind: 'given' }>
type Act = ReviewStatement & { behalf: string }
/** Something published or taken down, as the desk recorded it. */
export type Placed = Extract<RecordStatement, { kind: 'published' | 'takenDown' }>

/** A review sheet 审稿单, read: what every step came to, what was asked and answered, everything that was done, and by whose right. */
export type ReviewSheet = {
  story: Story
  revision: RevisionRef
  policy: Policy
  author: string
  signOff: Act | null
  /** Each stage, proofs before the stage they come before; `by` null where nobody has done it. */
  steps: readonly ({ by: Act | null } & ({ kind: 'stage'; title: string } | { kind: 'proof'; pass: number; readThrough: boolean }))[]
  issues: readonly { id: string; text: string; raised: string; closed: string | null }[]
  acts: readonly (Act & { title: string })[]
  delegations: readonly Lent[]
  placed: readonly Placed[]
}

const titleOf = (policies: readonly Policy[], id: string, language: Language): string => policies.flatMap(({ stages }) => stages).find((stage) => stage.id === id)?.title[language] ?? ''

const readActs = ({ envelopes }: SheetSource, lenders: ReadonlyMap<string, Lent>): Act[] =>
  envelopes.flatMap((envelope) => {
    const read = envelope.payloadType === REVIEW_TYPE ? readPayload(envelope, REVIEW_TYPE, reviewStatementSchema) : null
    return read?.ok ? [{ ...read.value, behalf: lenders.get(read.value.delegation ?? '')?.signer.name ?? '' }] : []
  })

const readPlaced = ({ envelopes }: SheetSource): Placed[] =>
  envelopes.flatMap((envelope) => {
    const read = envelope.payloadType === RECORD_TYPE ? readPayload(envelope, RECORD_TYPE, recordStatementSchema) : null
    return read?.ok && (read.value.kind === 'published' || read.value.kind === 'takenDown') ? [read.value] : []
  })

const readLent = ({ delegations }: SheetSource, sha256: (bytes: Uint8Array) => string): Map<string, Lent> =>
  new Map(
    delegations.flatMap((envelope) => {
      const read = readPayload(envelope, DELEGATION_TYPE, delegationStatementSchema)
      return read.ok && read.value.kind === 'given' ? [[sha256(fromBase64(envelope.payload)), read.value] as const] : []
    }),
  )

const stepsOf = (policy: Policy, acts: readonly Act[], language: Language): ReviewSheet['steps'] => {
  const rules = rulesOf(policy)
  // A correction begins a round of its own: what was passed before it is no pass of this one.
  const round = acts.slice(acts.findLastIndex(({ decision }) => decision === 'correct') + 1)
  const proofs = Array.from({ length: passesAsked(rules) }, (_, index) => ({ kind: 'proof' as const, pass: index + 1, readThrough: index + 1 > rules.proofreading.passes, by: round.findLast(({ decision, pass }) => decision === 'proof' && pass === index + 1) ?? null }))
  return rules.stages.flatMap((stage) => [
    ...(stage.id === rules.proofreading.before ? proofs : []),
    { kind: 'stage' as const, title: stage.title[language], by: round.findLast((act) => act.stage === stage.id && (act.decision === 'pass' || act.decision === 'signOff')) ?? null },
  ])
}

/** Reads a sheet from what was signed; whether the signatures hold is for whoever hands them over. An envelope of any other kind says nothing here. */
export const reviewSheet = (source: SheetSource, sha256: (bytes: Uint8Array) => string): ReviewSheet => {
  const { language } = source.story
  const lenders = readLent(source, sha256)
  const acts = readActs(source, lenders)
  const [policy] = source.policies
  if (!policy) throw new Error('A review sheet needs the policy the piece was reviewed under.')
  return {
    story: source.story,
    revision: source.revision,
    policy,
    author: acts[0]?.signer.name ?? '',
    signOff: acts.findLast(({ decision }) => decision === 'signOff') ?? null,
    steps: stepsOf(policy, acts, language),
    issues: acts.flatMap((raised) => raised.issues.map(({ id, text }) => ({ id, text, raised: raised.signer.name, closed: acts.find(({ closes }) => closes.includes(id))?.signer.name ?? null }))),
    acts: acts.map((act) => ({ ...act, title: act.decision === 'proof' ? '' : titleOf(source.policies, act.stage, language) })),
    delegations: [...lenders.values()],
    placed: readPlaced(source),
  }
}

/** What the sheet of a signed piece is read from: its own chain and nothing else. */
export const sheetSource = (piece: SignedPiece): SheetSource => ({
  story: piece.story,
  revision: piece.signOff.statement.revision,
  envelopes: piece.statements.map(({ envelope }) => envelope),
  policies: [piece.policy, ...piece.policies.filter((policy) => policy !== piece.policy)],
  delegations: piece.delegations,
})
