import { failed, ok, type Outcome } from '../outcome'
import type { Policy } from '../review/policy'
import { checkChain, checkContent, type CheckedStatement, type Crypto, type EnrolledKey } from '../signoff/check'
import type { Envelope } from '../signoff/envelope'
import type { Receipt } from '../signoff/statement'
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
  readonly policy: Policy
  readonly desk: DeskIdentity
  /** Every review event from first submission to sign-off. */
  readonly statements: readonly CheckedStatement[]
  readonly signOff: CheckedStatement
  readonly keys: readonly EnrolledKey[]
  /** The desk's signed records that enrolled those keys. */
  readonly enrolments: readonly Envelope[]
}

/** Everything a piece is checked from. `envelopes` are review events only, in order. */
export type PieceSource = {
  storyBytes: Uint8Array
  envelopes: readonly Envelope[]
  keys: readonly EnrolledKey[]
  enrolments: readonly Envelope[]
  policy: Policy
  desk: DeskIdentity
}

/** Checks everything and makes a SignedPiece, or says what does not hold. A text that still holds suggestions or comments is `story-unresolved`, whoever signed it. */
export const signedPiece = (source: PieceSource, crypto: Crypto): Outcome<SignedPiece> => {
  const chain = checkChain(source.envelopes, new Map(source.keys.map((key) => [key.id, key])), source.policy, source.desk.key, crypto)
  if (!chain.ok) return chain
  const signOff = chain.value.statements.at(-1)
  if (!signOff || chain.value.standing.state !== 'signedOff') return failed('not-signed-off', 'The piece has not been signed off.', { state: chain.value.standing.state })
  const story = checkContent(signOff.statement, source.storyBytes, crypto)
  if (!story.ok) return story
  const open = unresolvedIn(story.value.body).length
  if (open > 0) return failed('story-unresolved', `The text still holds ${String(open)} suggestions or comments.`, { count: open })
  const used = new Set(chain.value.statements.map(({ key }) => key.id))
  const piece = {
    story: story.value,
    storyBytes: source.storyBytes,
    sha256: signOff.statement.revision.sha256,
    policy: source.policy,
    desk: source.desk,
    statements: chain.value.statements,
    signOff,
    keys: source.keys.filter((key) => used.has(key.id)).sort((a, b) => a.id.localeCompare(b.id)),
    enrolments: source.enrolments,
  }
  return ok(piece as unknown as SignedPiece)
}

/** What is printed as publish time: the story's own, else the sign-off's. The same for every export, whenever it is made. */
export const printedTime = (piece: Pick<SignedPiece, 'story' | 'signOff'>): string => piece.story.publishTime ?? piece.signOff.statement.at

/** What is printed as 责任编辑: the story's own, else who signed. */
export const printedEditor = (piece: Pick<SignedPiece, 'story' | 'signOff'>): string => piece.story.responsibleEditor || piece.signOff.statement.signer.name

/** What a destination says it can carry. */
export type DestinationInfo = { id: string; name: string; kind: 'site' | 'wordpress' | 'ghost'; address: string }

/** The port every CMS is behind: takes a checked piece, answers with a receipt. Publishing the same piece twice changes nothing and gives the same receipt. */
export type Connector = {
  describe: () => DestinationInfo
  publish: (piece: SignedPiece, photo: (sha256: string) => Promise<Uint8Array>) => Promise<Outcome<Receipt>>
}
