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
import { eventPath } from './layout'

type Key = SignedPiece['keys'][number]

const enrolmentOf = (piece: Pick<SignedPiece, 'desk' | 'enrolments'>, key: Key): Envelope | undefined =>
  piece.enrolments.find((envelope) => {
    const record = readPayload(envelope, RECORD_TYPE, recordStatementSchema)
    if (!record.ok || record.value.kind !== 'keyEnrolled') return false
    const { desk, person, name, role, key: id, publicKey } = record.value
    return envelope.signatures[0]?.keyid === piece.desk.key && desk === piece.desk.key && id === key.id && person === key.person && name === key.name && role === key.role && publicKey === key.publicKey
  })

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
  const people = piece.keys.map(({ id, person, name, role, publicKey }) => ({ id, person, name, role, publicKey }))
  files.set(PACKAGE.keys, canonicalBytes({ desk: piece.desk, people }))
  files.set(PACKAGE.pem(piece.desk.key), encoder.encode(piece.desk.publicKey))
  for (const key of piece.keys) {
    const enrolment = enrolmentOf(piece, key)
    if (!enrolment) return failed('enrolment-missing', `The desk has no record of enrolling the key of ${key.name}.`, { name: key.name, key: key.id })
    files.set(PACKAGE.pem(key.id), encoder.encode(key.publicKey))
    files.set(PACKAGE.enrolment(key.id), canonicalBytes(enrolment))
  }
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
