import type { Awareness } from 'y-protocols/awareness'
import type { Doc } from 'yjs'

import type { KeptLive, LiveRight } from '../../src-shared/desk-api/live'
import type { Failure, Outcome } from '../../src-shared/outcome'
import type { OpenLine } from './line-socket'
import type { Content } from './live-content'
import type { Merging } from './merge-contents'

/** Where a session is. `away`: the line is down and is tried again, what is typed stays here; `ended`: the desk refuses, what was typed is still here. */
export type LiveState = {
  phase: 'opening' | 'live' | 'away' | 'ended'
  failure: Failure | null
  person: { id: string; name: string } | null
  may: LiveRight
  /** Changes made here that the desk has not confirmed. */
  unconfirmed: number
  /** Everything typed here stands in a copy the desk has stored. */
  saved: boolean
  /** The generation the desk stored last. */
  generation: number
  /** How many times what was typed here was merged into another document. */
  merges: number
  /** Which document is shown, counted from 1: with another, the window's editor is made anew. */
  document: number
}

/** One window's part in a live session. */
export type LiveSession = {
  /** The same object until something of it changes. */
  state: () => LiveState
  /** The document the window edits; null before the desk has sent it. Another one after a merge. */
  doc: () => Doc | null
  awareness: () => Awareness | null
  /** What stands in this window, sent or not. */
  content: () => Outcome<Content>
  /** What has to be kept on this machine to go on from another time; null where nothing is unsaved. */
  keep: () => KeptLive | null
  /** Keeps everybody else's changes back while an input method composes; answers what lets them in. At most ten seconds. */
  hold: () => () => void
  subscribe: (listener: () => void) => () => void
  close: () => void
}

/** See LiveOptions. */
export type LiveTimes = { again: number; atMost: number; outage: number; hold: number }

export type LiveOptions = {
  story: string
  line: OpenLine
  /** The session token, where this process holds it; the window's host puts it in otherwise. */
  token?: string
  merge: Merging
  /** What an earlier window could not bring to the desk: shown at once, and merged once the desk is there. */
  resume?: KeptLive | null
  /** Milliseconds: before the first try to come back, at most between two tries, how long an outage may last before what was typed in it is merged, and the longest anything is held back. */
  times?: Partial<LiveTimes>
}
