/// <reference lib="webworker" />
import { slimBinary } from 'harper.js/slimBinary'

import words from '../../resources/proofing/en/dictionary.txt?raw'
import { standardTables } from '../../src-shared/proofing/standard-tables'
import type { Ask, Told } from './protocol'
import { createReader } from './reader'

declare const self: DedicatedWorkerGlobalScope

const reader = createReader(standardTables(), {
  now: () => performance.now(),
  pause: () => new Promise((resolve) => setTimeout(resolve)),
  // Sixteen megabytes of compiled code: only where there is English to read.
  english: async () => (await import('./harper')).harperLinter({ binary: slimBinary, words: words.trimEnd().split('\n') }),
})

// Both ends are this program's own, of one build: what arrives needs no reading as foreign data does.
self.onmessage = ({ data }: MessageEvent<Ask>): void => void reader.read(data, (told: Told) => self.postMessage(told))
