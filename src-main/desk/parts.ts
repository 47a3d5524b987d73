import type { Connector, DeskIdentity, SignedPiece } from '../../src-shared/publication/piece'
import type { Outcome } from '../../src-shared/outcome'
import type { Policy } from '../../src-shared/review/policy'
import type { Crypto } from '../../src-shared/signoff/check'
import type { Envelope } from '../../src-shared/signoff/envelope'
import type { RecordStatement } from '../../src-shared/signoff/statement'
import type { Photo } from '../../src-shared/story/story'
import type { Database } from './database'
import type { Files } from './files'
import type { Journal } from './journal'
import type { Report } from './ledger'
import type { Accounts } from './people/accounts'

/** Reads the original bytes of a photo by its SHA-256. Throws Fault `photo-damaged` {digest} when they are not what was signed. */
export type PhotoOf = (sha256: string) => Promise<Uint8Array>

/** Bytes as they go out, with their media type. */
export type Attachment = { bytes: Uint8Array; mediaType: string }

/** What the desk's commands work with. One is made in desk.ts. */
export type Parts = {
  desk: DeskIdentity
  policy: Policy
  /** SHA-256 of the policy's canonical bytes, as statements name it. */
  policyDigest: string
  crypto: Crypto
  /** Signs a record of the desk with the desk's own key. */
  signRecord: (statement: RecordStatement) => Envelope
  now: () => string
  db: Database
  files: Files
  journal: Journal
  accounts: Accounts
  connectors: readonly Connector[]
  makePackage: (piece: SignedPiece, photo: PhotoOf) => Promise<Outcome<Uint8Array>>
  checkPhoto: (name: string, bytes: Uint8Array) => Promise<Outcome<{ photo: Photo }>>
  /** Tells whoever listens that something is to be read again. */
  changed: () => void
  report: Report
}
