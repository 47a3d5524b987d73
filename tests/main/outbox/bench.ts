import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { plainVault } from '../../../src-main/durable/vault'
import { openOutbox, type Outbox, type OutboxOptions, type QueuedAct, type QueuedSubmission, type Send } from '../../../src-main/outbox/outbox'
import { sendItem } from '../../../src-main/outbox/send'
import { deskClient } from '../../../src-shared/desk-api/client'
import { failed, type Outcome } from '../../../src-shared/outcome'
import { sha256 } from './desk-server'

export const valueOf = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`)
  return outcome.value
}

/** A folder that goes when the test is over. */
export const makeBench = async (): Promise<{ folder: string; clear: () => Promise<void> }> => {
  const root = await mkdtemp(join(tmpdir(), 'stet-outbox-'))
  return { folder: root, clear: () => rm(root, { recursive: true, force: true }) }
}

const STORIES = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222', '33333333-3333-4333-8333-333333333333']

/** The bytes of a frozen story and the item that waits with them. `number` tells items of one story apart. */
export const makeItem = async (folder: string, story: number, number: number, pictures = 1): Promise<{ item: QueuedSubmission; bytes: Uint8Array }> => {
  const photos = []
  for (let index = 0; index < pictures; index += 1) {
    const picture = Buffer.alloc(5000 + index, `${String(story)}-${String(number)}-${String(index)}`)
    const file = join(folder, `photo-${sha256(picture).slice(0, 12)}.jpg`)
    await writeFile(file, picture)
    photos.push({ sha256: sha256(picture), file, mediaType: 'image/jpeg', bytes: picture.length })
  }
  const id = STORIES[story] ?? ''
  const bytes = new TextEncoder().encode(JSON.stringify({ id, number, photos: Object.fromEntries(photos.map((photo) => [photo.sha256, { bytes: photo.bytes }])) }))
  const payload = Buffer.from(JSON.stringify({ story: id, revision: { number, sha256: sha256(bytes) } }))
  const envelope = { payloadType: 'application/vnd.stet.review+json', payload: payload.toString('base64'), signatures: [{ keyid: 'c'.repeat(64), sig: Buffer.from('signature').toString('base64') }] }
  const item: QueuedSubmission = {
    kind: 'submission', decision: 'submit', id: sha256(payload), person: 'zhou', story: id, headline: `第${String(number)}稿`, desk: 'd'.repeat(64), envelope, revision: sha256(bytes),
    photos: photos.map(({ sha256: digest, file, mediaType }) => ({ sha256: digest, file, mediaType })), queuedAt: `2026-03-01T08:00:0${String(number)}.000Z`,
  }
  return { item, bytes }
}

/** A clock and its alarms, moved by the test. */
export type Clock = { now: () => string; schedule: (ms: number, run: () => void) => () => void; /** Waits of the alarms set so far. */ waits: number[]; /** Moves on to the next alarm and rings it; false when none is set. */ ring: () => boolean }
export const makeClock = (): Clock => {
  let at = Date.parse('2026-03-01T09:00:00.000Z')
  const alarms = new Set<{ at: number; run: () => void }>()
  const waits: number[] = []
  return {
    now: () => new Date(at).toISOString(),
    waits,
    schedule: (ms, run) => {
      waits.push(ms)
      const alarm = { at: at + ms, run }
      alarms.add(alarm)
      return () => alarms.delete(alarm)
    },
    ring: () => {
      const [next] = [...alarms].sort((a, b) => a.at - b.at)
      if (!next) return false
      alarms.delete(next)
      at = Math.max(at, next.at)
      next.run()
      return true
    },
  }
}

/** Waits until something is so, letting the program run meanwhile. */
export const until = async (met: () => boolean): Promise<void> => {
  while (!met()) await new Promise((resolve) => setTimeout(resolve, 2))
}

export const realSend = (base: string, timeout = 2000): Send => sendItem(deskClient({ base, fetch: (request) => fetch(request), token: () => 'token', timeout }), (path) => readFile(path))

/** An act of review that waits: signed on somebody's first revision. */
export const makeAct = (story: number, number: number, decision: QueuedAct['decision'] = 'pass'): QueuedAct => {
  const id = STORIES[story] ?? ''
  const payload = Buffer.from(JSON.stringify({ story: id, decision, number }))
  const envelope = { payloadType: 'application/vnd.stet.review+json', payload: payload.toString('base64'), signatures: [{ keyid: 'c'.repeat(64), sig: Buffer.from('signature').toString('base64') }] }
  return { kind: 'act', id: sha256(payload), person: 'zhao', story: id, headline: '第一稿', decision, desk: 'd'.repeat(64), envelope, revision: 'b'.repeat(64), queuedAt: `2026-03-01T08:00:0${String(number)}.000Z` }
}

const noRenewal: OutboxOptions['renew'] = () => Promise.resolve(failed('key-locked', 'The key is locked.'))

export const openBench = async (folder: string, send: Send, clock: Clock = makeClock(), renew = noRenewal): Promise<{ outbox: Outbox; clock: Clock; sent: string[] }> => {
  const outbox = valueOf(await openOutbox({ folder, vault: plainVault, now: clock.now, random: () => 0.5, send, renew, schedule: clock.schedule }))
  const sent: string[] = []
  outbox.onSent((item) => {
    sent.push(item.id)
    return Promise.resolve()
  })
  return { outbox, clock, sent }
}
