/// <reference lib="webworker" />
import { slimBinary } from 'harper.js/slimBinary'

import words from '../../resources/proofing/en/dictionary.txt?raw'
import type { EnglishLinter } from '../../src-shared/proofing/en/english'
import { standardTables } from '../../src-shared/proofing/standard-tables'
import type { FromThread, ToThread } from './checker'
import { createReader, type Reader } from './reader'

declare const self: DedicatedWorkerGlobalScope

const tables = standardTables()
const rooms = new Map<number, Reader>()
let linter: Promise<EnglishLinter> | null = null

/** The linter of English: sixteen megabytes of compiled code, loaded once and only where there is English to read; tried anew where the host was away. */
const english = (): Promise<EnglishLinter> => {
  linter ??= import('./harper').then(({ harperLinter }) => harperLinter({ binary: slimBinary, words: words.trimEnd().split('\n') }))
  const opened = linter
  opened.catch(() => {
    if (linter === opened) linter = null
  })
  return opened
}

// The library begins to load beside what it is asked for, and nobody hears of that when it fails; whoever asked does.
self.addEventListener('unhandledrejection', (event) => event.preventDefault())

const readerOf = (room: number): Reader => {
  const known = rooms.get(room)
  if (known) return known
  const reader = createReader(tables, { now: () => performance.now(), pause: () => new Promise((resolve) => setTimeout(resolve)), english })
  rooms.set(room, reader)
  return reader
}

// Both ends are this program's own, of one build: what arrives needs no reading as foreign data does.
self.onmessage = ({ data: { room, ask } }: MessageEvent<ToThread>): void => {
  if (ask) void readerOf(room).read(ask, (told) => self.postMessage({ room, told } satisfies FromThread))
  else rooms.delete(room)
}
