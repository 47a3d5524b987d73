/// <reference lib="webworker" />
import type { Ask, Told } from './protocol'
import { createReader } from './reader'
import { houseTables } from '../../src-shared/proofing/house-tables'

declare const self: DedicatedWorkerGlobalScope

const reader = createReader(houseTables(), { now: () => performance.now(), pause: () => new Promise((resolve) => setTimeout(resolve)) })

// Both ends are this program's own, of one build: what arrives needs no reading as foreign data does.
self.onmessage = ({ data }: MessageEvent<Ask>): void => void reader.read(data, (told: Told) => self.postMessage(told))
