import type { HostEvent } from '../../src-shared/bridge/events'
import type { LiveHeard, LiveLine } from '../../src-shared/bridge/port'
import type { Details, Outcome } from '../../src-shared/outcome'
import type { Language } from '../../src-shared/story/story'
import type { Handlers } from '../bridge/serve'

/** Where a process writes what happened: words and codes, counts and paths, never what a story says. */
export type Log = {
  info: (message: string, details?: Details) => void
  warn: (message: string, details?: Details) => void
  error: (message: string, details?: Details) => void
}

/** One picture's bytes, ready to be shown. */
export type Picture = { bytes: Uint8Array; mediaType: string }

/** Answers a picture of a story by the SHA-256 of its original; `width` (pixels) asks for a screen-sized rendition, null for the original. */
export type PictureOf = (story: string, sha256: string, width: number | null) => Promise<Outcome<Picture>>

/** The operating system's keychain, as a shell offers it. A shell without a trustworthy one offers null instead, and a passphrase is asked. */
export type Keychain = {
  available: () => boolean
  /** Encrypts a text for this user on this machine. Throws Fault `keychain-refused`. */
  encrypt: (text: string) => Uint8Array
  /** Reads it back. Throws Fault `keychain-refused`, as when another user or machine encrypted it. */
  decrypt: (bytes: Uint8Array) => string
}

/** Everything a shell needs of the running newsroom; compose.ts makes one, a shell shows it. */
export type Host = {
  handlers: Handlers
  /** Pictures of the drafts on this machine. */
  photo: PictureOf
  /** Pictures of pieces at the desk, by this person's right to see them. */
  deskPhoto: PictureOf
  /** Calls the listener for every event; returns what stops it. */
  events: (listener: (event: HostEvent) => void) => () => void
  /** A line to a piece's live session at the desk. */
  live: (story: string, heard: LiveHeard) => LiveLine
  language: () => Language
  homeFolder: string
  /** Finishes what is being written and lets everything go. Safe to call twice. */
  close: () => Promise<void>
}
