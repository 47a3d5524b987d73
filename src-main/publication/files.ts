import { articlePage, type PhotoSource } from '../../src-shared/publication/article-html'
import { articleText } from '../../src-shared/publication/article-text'
import { PACKAGE, type Manifest } from '../../src-shared/publication/manifest'
import { shownSize } from '../../src-shared/publication/photo-uses'
import type { SignedPiece } from '../../src-shared/publication/piece'
import { viewOf } from '../../src-shared/publication/view'
import { readPayload, type Envelope } from '../../src-shared/signoff/envelope'
import { RECORD_TYPE, recordStatementSchema } from '../../src-shared/signoff/statement'
import { canonicalBytes } from '../../src-shared/story/canonical'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { isEnrolmentOf } from './enrolment'
import { digestOf, enrolmentPath, eventPath } from './layout'

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

/** What a package prints of a photo: its file by relative path, and the size of the part shown in the original's pixels (the web rendition has its shape). */
const photoSource = (piece: Pick<SignedPiece, 'story'>): PhotoSource => (sha256, { name, crop }) => {
  const photo = piece.story.photos[sha256]
  return photo ? { src: PACKAGE.web(name), ...shownSize(crop, photo) } : null
}

/**
 * Every file of a package that follows from the signed piece alone, by path: all but photos, manifest and seal. Packing writes
 * them; verifying makes them again and compares. Refuses `enrolment-missing` when the desk has no record of a signer's key.
 */
export const filesOf = (piece: SignedPiece): Outcome<Map<string, Uint8Array>> => {
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
  for (const policy of piece.policies) if (policy !== piece.policy) files.set(PACKAGE.olderPolicy(digestOf(canonicalBytes(policy))), canonicalBytes(policy))
  for (const [index, envelope] of piece.delegations.entries()) files.set(PACKAGE.delegation(index + 1), canonicalBytes(envelope))
  for (const [index, { envelope, statement }] of piece.statements.entries()) files.set(eventPath(index + 1, statement.decision), canonicalBytes(envelope))
  const view = viewOf(piece)
  files.set(PACKAGE.html, encoder.encode(articlePage(view, photoSource(piece))))
  files.set(PACKAGE.text, encoder.encode(articleText(view)))
  return ok(files)
}

/** What the manifest says of the piece, apart from its tool and files. */
export const manifestHead = (piece: SignedPiece): Pick<Manifest, 'type' | 'story' | 'revision' | 'headline' | 'signedAt'> => {
  const { statement } = piece.signOff
  return { type: 'stet.package/1', story: statement.story, revision: statement.revision, headline: statement.headline, signedAt: statement.at }
}
