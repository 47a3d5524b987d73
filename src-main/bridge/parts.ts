import type { HostEvent } from '../../src-shared/bridge/events'
import type { DeskClient } from '../../src-shared/desk-api/client'
import type { Health } from '../../src-shared/desk-api/routes'
import type { Outcome } from '../../src-shared/outcome'
import type { IncomingFiles } from '../incoming'
import type { Person } from '../../src-shared/review/people'
import type { Profile } from '../profile'
import type { PrintPdf } from '../publication/paper/print'
import type { ProfileKeeper } from '../keep-profile'
import type { Machine } from '../proofing/machine'
import type { SettingsFile } from '../settings/settings'
import type { Signer } from '../signoff/signer'
import type { BatchWork } from './batch-work'
import type { Watch } from '../workstation/connection'
import type { CredentialStore, ProofStore } from '../workstation/enrol'
import type { SessionKeeper } from '../workstation/session'
import type { WorkingCopies } from '../workstation/working-copies'

/** One person of the sample newsroom, as the sign-in page offers them. */
export type SamplePerson = { login: string; name: string; role: string; password: string }

/** What compose.ts built and the handlers use. Functions where the thing itself changes: who is signed in, which desk. */
export type Parts = {
  now: () => string
  newId: () => string
  version: string
  shell: 'electron' | 'browser'
  folders: { home: string; site: string; packages: string; /** Where what must be put aside for a moment lies without a name. */ scratch: string }
  settings: SettingsFile
  signer: Signer
  proofs: ProofStore
  credentials: CredentialStore
  working: WorkingCopies
  session: SessionKeeper
  watch: Watch
  client: () => DeskClient
  embedded: () => boolean
  health: () => Promise<Outcome<Health>>
  /** The signed-in person's library and outbox, or `not-signed-in`. */
  profile: () => Outcome<Profile>
  /** Whether that library is open, and how it is sealed. */
  keeper: Pick<ProfileKeeper, 'library' | 'sealed' | 'progress' | 'waiting' | 'unlock' | 'lock' | 'seal' | 'unseal' | 'resume' | 'turnBack' | 'changePassphrase'>
  /** Somebody is here: the library does not lock itself yet. */
  active: () => void
  /** A window has saved what it had. */
  settled: () => void
  /** Brings the desk's word on this person's pieces into their library. */
  sync: () => Promise<void>
  /** Brings the desk's records of keys and policies up to date here, where the desk is there. */
  learn: () => Promise<void>
  emit: (event: HostEvent) => void
  samplePeople: () => SamplePerson[]
  /** Changes which desk this machine works with. */
  joinDesk: (address: string) => Promise<Outcome<null>>
  preview: () => Promise<Outcome<{ url: string }>>
  reveal: (path: string) => Promise<void>
  /** Many packages exported at once. */
  batch: BatchWork
  /** Prints a page to a PDF, as this shell can. */
  print: PrintPdf
  /** The system's own dialog for a folder or an archive, where the shell has one; null where the person chose nothing. */
  pick: ((what: 'folder' | 'archive') => Promise<string | null>) | null
  /** A pass of the proof-reader over a story, as it goes on record. */
  machine: Machine
  /** What this machine is called. */
  host: string
  /** Where a person's library stands of itself. */
  libraryFolder: (person: Person) => string
  /** Files windows hand over. */
  incoming: IncomingFiles
  /** Waits until the windows have saved. */
  settle: () => Promise<void>
  /** Closes the library, does something with its folder, and opens what the settings name now. Answers what was done. */
  reopen: <T>(between: () => Promise<T>) => Promise<Outcome<T>>
}
