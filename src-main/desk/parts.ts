import type { PhotoOf } from '../../src-shared/publication/connector'
import type { DeskIdentity, SignedPiece } from '../../src-shared/publication/piece'
import type { Outcome } from '../../src-shared/outcome'
import type { Crypto } from '../../src-shared/signoff/check'
import type { Envelope } from '../../src-shared/signoff/envelope'
import type { RecordStatement } from '../../src-shared/signoff/statement'
import type { HouseLists } from '../../src-shared/proofing/house/tables'
import type { CheckLog } from '../../src-shared/proofing/log'
import type { Aside } from '../../src-shared/story/notes'
import type { Photo, Story } from '../../src-shared/story/story'
import type { Turns } from '../durable/turns'
import type { Changes } from './changes'
import type { Database } from './database'
import type { Book } from './destinations/book'
import type { Files } from './files'
import type { Journal } from './journal'
import type { Report } from './ledger'
import type { Live } from './live/live'
import type { Accounts } from './people/accounts'
import type { PolicyBook } from './policy-book'
import type { ReleaseClock } from './queue/clock'

/** Bytes as they go out, with their media type. */
export type Attachment = { bytes: Uint8Array; mediaType: string }
/** Bytes that go out as they are made: `size` of them. */
export type Download = { stream: ReadableStream<Uint8Array>; size: number; mediaType: string }

/** What the desk's commands work with. One is made in desk.ts. */
export type Parts = {
  desk: DeskIdentity
  policies: PolicyBook
  crypto: Crypto
  /** Signs a record of the desk with the desk's own key. */
  signRecord: (statement: RecordStatement) => Envelope
  now: () => string
  db: Database
  files: Files
  journal: Journal
  accounts: Accounts
  /** Every destination there is, and what one is published to by. */
  book: Book
  /** What time it is for what must not go out early. */
  release: ReleaseClock
  /** What the house is called. */
  name: string
  /** A pass of the machine over a story by the house's lists, to hold what came with an act against. */
  machine: (story: Story, asides: readonly Aside[], house: HouseLists) => CheckLog
  /** Packs a piece; `signal` ends it. */
  makePackage: (piece: SignedPiece, photo: PhotoOf, signal: AbortSignal) => Promise<Outcome<Pick<Download, 'stream' | 'size'>>>
  checkPhoto: (name: string, bytes: Uint8Array) => Promise<Outcome<{ photo: Photo }>>
  /** Who is told when something is to be read again; `journal.commit` tells of what it committed by itself. */
  changes: Changes
  /** Tells whoever listens, in every process, that something outside the ledger is to be read again: 'people', 'attempt', 'claim', 'working', ... */
  changed: (change: { kind: string; story?: string }) => void
  /** One at a time by story, in every process, for what takes longer than a command. */
  stories: Turns
  /** One at a time by destination, in every process, where a destination cannot take two publications at once. */
  destinations: Turns
  /** Pieces being edited together, as commands need them: `cut` stores what stands there (before a command, outside journal.run), `reset` ends the session after it. */
  live: Pick<Live, 'cut' | 'reset'>
  /** Aborted when the desk stops: what would stream on ends then. */
  closing: AbortSignal
  report: Report
}
