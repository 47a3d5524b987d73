import { articlePage, type PhotoSource } from '../article-html'
import { articleText } from '../article-text'
import { PACKAGE, type Manifest, type NewManifest } from '../manifest'
import { shownSize } from '../photo-uses'
import type { SignedPiece } from '../piece'
import { packagedSheet } from '../review-sheet/packaged'
import { viewOf } from '../view'
import type { Crypto } from '../../signoff/check'
import { readPayload, type Envelope } from '../../signoff/envelope'
import { RECORD_TYPE, recordStatementSchema } from '../../signoff/statement'
import { canonicalBytes } from '../../story/canonical'
import { failed, ok, type Outcome } from '../../outcome'
import { isEnrolmentOf } from './enrolment'
import { enrolmentPath, eventPath } from './layout'
import { packagedRenditions } from './renditions'

type Key = SignedPiece['keys'][number]

const enrolmentOf = (piece: Pick<SignedPiece, 'desk' | 'enrolments'>, key: Key): Envelope | undefined =>
  piece.enrolments.find((envelope) => {
    const record = readPayload(envelope, RECORD_TYPE, recordStatementSchema)
    return record.ok && envelope.signatures[0]?.keyid === piece.desk.key && isEnrolmentOf(record.value, key, piece.desk.key)
  })

const revocationOf = (piece: Pick<SignedPiece, 'desk' | 'enrolments'>, key: Key): Envelope | undefined =>
  piece.enrolments.find((envelope) => {
    const record = readPayload(envelope, RECORD_TYPE, recordStatementSchema)
    return record.ok && envelope.signatures[0]?.keyid === piece.desk.key && record.value.kind === 'keyRevoked' && record.value.key === key.id && record.value.at === key.revokedAt
  })

/** A key as keys.json gives it. What the first form of statements did not know is left out, so that a package made then is made the same today. */
const packagedKey = ({ id, person, name, role, publicKey, grants, credential, device, revokedAt }: Key, first: boolean) =>
  first ? { id, person, name, role, publicKey } : { id, person, name, role, publicKey, ...(grants && { grants: [...grants] }), ...(credential && { credential }), ...(device && { device }), ...(revokedAt && { revokedAt }) }

/** What a package prints of a photo: its file by relative path, and the size of the part shown in the original's pixels (its rendition for pages has that shape). */
const photoSource = (piece: Pick<SignedPiece, 'story'>): PhotoSource => (sha256, { name, crop }) => {
  const photo = piece.story.photos[sha256]
  return photo ? { src: PACKAGE.rendition('web', name), ...shownSize(crop, photo) } : null
}

/**
 * Every file of a package that follows from the signed piece alone, by path: all but photos, formats, the page that verifies, manifest and seal. Packing writes
 * them; verifying makes them again and compares. Refuses `enrolment-missing` when the desk has no record of a signer's key.
 */
export const filesOf = (piece: SignedPiece, sha256: Crypto['sha256'], form: Manifest['type']): Outcome<Map<string, Uint8Array>> => {
  const encoder = new TextEncoder()
  const files = new Map<string, Uint8Array>()
  files.set(PACKAGE.story, piece.storyBytes)
  files.set(PACKAGE.policy, canonicalBytes(piece.policy))
  const first = piece.statements.every(({ statement }) => statement.type === 'stet.review/1')
  const people = piece.keys.map((key) => packagedKey(key, first))
  files.set(PACKAGE.keys, canonicalBytes({ desk: piece.desk, people }))
  files.set(PACKAGE.pem(piece.desk.key), encoder.encode(piece.desk.publicKey))
  for (const key of piece.keys) {
    const enrolment = enrolmentOf(piece, key)
    if (!enrolment) return failed('enrolment-missing', `The desk has no record of enrolling the key of ${key.name}.`, { name: key.name, key: key.id })
    files.set(PACKAGE.pem(key.id), encoder.encode(key.publicKey))
    files.set(enrolmentPath(piece.keys, key), canonicalBytes(enrolment))
    if (first || !key.revokedAt) continue
    const revocation = revocationOf(piece, key)
    if (!revocation) return failed('enrolment-missing', `The desk has no record of ending the key of ${key.name}.`, { name: key.name, key: key.id })
    files.set(PACKAGE.revocation(key.id), canonicalBytes(revocation))
  }
  for (const policy of piece.policies) if (policy !== piece.policy) files.set(PACKAGE.olderPolicy(sha256(canonicalBytes(policy))), canonicalBytes(policy))
  for (const [index, envelope] of piece.delegations.entries()) files.set(PACKAGE.delegation(index + 1), canonicalBytes(envelope))
  for (const [index, { envelope, statement }] of piece.statements.entries()) files.set(eventPath(index + 1, statement.decision), canonicalBytes(envelope))
  const view = viewOf(piece)
  const card = packagedRenditions(piece.story, form).find(({ profile, use }) => profile === 'social' && piece.story.photos[use.sha256])
  files.set(PACKAGE.html, encoder.encode(articlePage(view, photoSource(piece), form === 'stet.package/1' ? { drawing: 1, photos: 'beside' } : { drawing: 2, photos: 'beside', card: card?.path })))
  files.set(PACKAGE.text, encoder.encode(articleText(view)))
  if (form !== 'stet.package/1') files.set(PACKAGE.reviewSheet, encoder.encode(packagedSheet(piece, sha256)))
  return ok(files)
}

type Head = Pick<NewManifest, 'story' | 'revision' | 'headline' | 'signedAt' | 'policy'>

/** What a manifest says of the piece, apart from its form, tool, formats and files. */
export const manifestHead = (piece: SignedPiece): Head => {
  const { story, revision, headline, at, policy } = piece.signOff.statement
  return { story, revision, headline, signedAt: at, policy }
}
