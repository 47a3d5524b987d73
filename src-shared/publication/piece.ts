import { failed, ok, type Outcome } from '../outcome'
import type { Policy } from '../review/policy'
import { checkChain, checkContent, type CheckedStatement, type Crypto, type EnrolledKey } from '../signoff/check'
import { evidenceOf } from '../signoff/evidence'
import { fromBase64, type Envelope } from '../signoff/envelope'
import type { Story } from '../story/story'
import { unresolvedIn } from '../story/unresolved'

declare const signed: unique symbol

/** A desk's public identity: the id of its key and the key (SPKI PEM). */
export type DeskIdentity = { key: string; publicKey: string }

/**
 * A story whose whole chain was just checked and ends in a sign-off of exactly these bytes. Only `signedPiece` makes one, so
 * whatever takes one (connectors, packages) cannot be handed anything else.
 */
export type SignedPiece = {
  readonly [signed]: true
  readonly story: Story
  readonly storyBytes: Uint8Array
  readonly sha256: string
  /** The policy the last round of review ran under, and every policy of the piece's life. */
  readonly policy: Policy
  readonly policies: readonly Policy[]
  readonly desk: DeskIdentity
  /** Every review event from first submission to sign-off. */
  readonly statements: readonly CheckedStatement[]
  readonly signOff: CheckedStatement
  readonly keys: readonly EnrolledKey[]
  /** The desk's signed records that enrolled and ended those keys. */
  readonly enrolments: readonly Envelope[]
  /** Delegations acted under. */
  readonly delegations: readonly Envelope[]
}

/** Everything a piece is checked from. `envelopes` are review events only, in order. */
export type PieceSource = {
  storyBytes: Uint8Array
  envelopes: readonly Envelope[]
  keys: readonly EnrolledKey[]
  enrolments: readonly Envelope[]
  /** At least every policy an act of the piece was made under. */
  policies: readonly Policy[]
  delegations: readonly Envelope[]
  desk: DeskIdentity
}

/** Checks everything and makes a SignedPiece, or says what does not hold. A text that still holds suggestions or comments is `story-unresolved`, whoever signed it. */
export const signedPiece = (source: PieceSource, crypto: Crypto): Outcome<SignedPiece> => {
  const evidence = evidenceOf({ ...source, desk: source.desk.key }, crypto)
  const chain = checkChain(source.envelopes, evidence, crypto)
  if (!chain.ok) return chain
  // What came after the sign-off without touching the text (a hold that was released) does not hide it.
  const signOff = chain.value.statements.findLast(({ statement }) => statement.decision === 'signOff')
  if (!signOff || chain.value.standing.state !== 'signedOff') return failed('not-signed-off', 'The piece has not been signed off.', { state: chain.value.standing.state })
  const story = checkContent(signOff.statement, source.storyBytes, crypto)
  if (!story.ok) return story
  const open = unresolvedIn(story.value.body).length
  if (open > 0) return failed('story-unresolved', `The text still holds ${String(open)} suggestions or comments.`, { count: open })
  const policy = evidence.policies.get(signOff.statement.policy)
  if (!policy) return failed('policy-changed', 'The statement was made under another policy.')
  const lent = new Set(chain.value.statements.flatMap(({ statement }) => statement.delegation ?? []))
  const signers = new Set<EnrolledKey>([...chain.value.statements.map(({ key }) => key), ...[...lent].flatMap((id) => evidence.lenders.get(id) ?? [])])
  const ran = new Set(chain.value.statements.map(({ statement }) => statement.policy))
  const piece = {
    story: story.value,
    storyBytes: source.storyBytes,
    sha256: signOff.statement.revision.sha256,
    policy,
    policies: [...evidence.policies].filter(([digest]) => ran.has(digest)).map(([, each]) => each),
    delegations: source.delegations.filter((envelope) => lent.has(crypto.sha256(fromBase64(envelope.payload)))),
    desk: source.desk,
    statements: chain.value.statements,
    signOff,
    keys: source.keys.filter((key) => signers.has(key)).sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
    enrolments: source.enrolments,
  }
  return ok(piece as unknown as SignedPiece)
}

/** What is printed as publish time: the story's own, else the sign-off's. The same for every export, whenever it is made. */
export const printedTime = (piece: Pick<SignedPiece, 'story' | 'signOff'>): string => piece.story.publishTime ?? piece.signOff.statement.at

/** What is printed as 责任编辑: the story's own, else who signed. */
export const printedEditor = (piece: Pick<SignedPiece, 'story' | 'signOff'>): string => piece.story.responsibleEditor || piece.signOff.statement.signer.name
