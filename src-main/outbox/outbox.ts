import { createHash } from 'node:crypto'

import type { OutboxEntry } from '../../src-shared/bridge/contract'
import type { Piece } from '../../src-shared/desk-api/pieces'
import { failed, failureOf, ok, type Failure, type Outcome } from '../../src-shared/outcome'
import type { Envelope } from '../../src-shared/signoff/envelope'
import type { Vault } from '../durable/vault'
import { backoff, isTransient } from './backoff'
import type { OutboxItem, QueuedAct, QueuedItem, QueuedSubmission, StoredItem } from './item'
import { openShelf, type Damaged } from './shelf'

export type { OutboxItem, QueuedAct, QueuedItem, QueuedSubmission } from './item'

/** Sends one item; `progress` counts bytes. Answers the piece, null for one that was brought for somebody else. Must be safe to repeat: after a crash an item that arrived may be sent again. */
export type Send = (item: OutboxItem, progress: (sent: number, total: number) => void, signal: AbortSignal) => Promise<Outcome<Piece | null>>

/** What waits for the network. Nothing leaves it but by arriving at the desk or by a person's withdrawal. */
export type Outbox = {
  /** In the order of queueing, damaged ones last. */
  list: () => OutboxEntry[]
  /** What waits of one story, in the order it goes. */
  items: (story: string) => OutboxItem[]
  /** Answers after a submission's frozen bytes and the item are on the disk. Adding the same item again changes nothing. `story-altered` where the bytes are not the item's revision. */
  add: (...queued: [item: QueuedSubmission, storyBytes: Uint8Array] | [item: QueuedAct]) => Promise<Outcome<OutboxEntry>>
  /** Tries a waiting or parked item now. */
  retry: (id: string) => Promise<Outcome<null>>
  /** Takes an item back. `already-sent` where it arrived meanwhile; `outbox-damaged` where its file gives nothing back (the entry goes, the file stays). */
  withdraw: (id: string) => Promise<Outcome<OutboxItem>>
  /** Something changed for the better (network, session, key): tries everything that waits. */
  kick: () => void
  onChange: (listener: () => void) => () => void
  /** Awaited before a sent item's file is removed; a listener that throws makes the item wait and be sent again. Register straight after opening. */
  onSent: (listener: (item: OutboxItem, piece: Piece | null) => Promise<void>) => void
  /** Stops sending, finishes what is being written. What was on its way stays and is sent again next time. */
  close: () => Promise<void>
}

/** Words and signs an item's statement again, where the desk no longer takes the credential it names. */
export type Renew = (item: QueuedItem) => Promise<Outcome<Envelope>>

/** `schedule` runs something after so many milliseconds, never at once, and returns its cancel. */
export type OutboxOptions = { folder: string; vault: Vault; now: () => string; random: () => number; send: Send; renew: Renew; schedule: (ms: number, run: () => void) => () => void }

/** `taken`: somebody is withdrawing it. `arrived`: the desk has it, only our own books are not closed. `busy`: an attempt, until it is written down. */
type Held = { stored: StoredItem; taken: boolean; arrived: boolean; busy: Promise<void> | null; sending: { controller: AbortController; sent: number; total: number } | null }

const unknown = (id: string): Failure => failed('outbox-unknown', 'Nothing like this is waiting to be sent.', { id })
const closedFailure = (): Failure => failed('outbox-closed', 'Stet is closing; nothing is sent any more.')

/** Opens an outbox. One item is sent at a time; a story's items go strictly in order; a failed one holds back only its own story. */
export const openOutbox = async (options: OutboxOptions): Promise<Outcome<Outbox>> => {
  const { now, send, schedule } = options
  const opened = await openShelf(options.folder, options.vault).catch(failureOf)
  if ('ok' in opened) return opened
  const { shelf } = opened
  const held = new Map<string, Held>()
  for (const stored of opened.items.sort((a, b) => a.sequence - b.sequence)) held.set(stored.item.id, { stored, taken: false, arrived: false, busy: null, sending: null })
  const damaged = new Map<string, Damaged>(opened.damaged.map((one) => [one.id, one]))
  const changed = new Set<() => void>()
  const sentListeners: ((item: OutboxItem, piece: Piece | null) => Promise<void>)[] = []
  let closed = false
  let running: Promise<void> | null = null
  let cancelTimer: () => void = () => undefined
  let stop: () => void = () => undefined
  const stopped = new Promise<null>((resolve) => (stop = () => resolve(null)))
  const tell = (): void => changed.forEach((listener) => listener())
  const withFile = (item: QueuedItem): OutboxItem => (item.kind === 'act' ? item : { ...item, revisionFile: shelf.revisionFile(item.revision) })
  const itemOf = ({ stored: { item } }: Held): OutboxItem => withFile(item)

  /** The items that may go, the oldest of each story only. */
  const heads = (): Held[] => {
    const stories = new Set<string>()
    return [...held.values()].filter(({ stored, taken }) => {
      if (stories.has(stored.item.story)) return false
      stories.add(stored.item.story)
      return !stored.parked && !taken
    })
  }
  const dueIn = ({ stored }: Held): number => (stored.nextAt === null ? 0 : Math.max(0, Date.parse(stored.nextAt) - Date.parse(now())))

  const pump = (): void => {
    if (closed || running) return
    cancelTimer()
    const waiting = heads()
    const next = waiting.find((one) => dueIn(one) === 0)
    if (next) {
      running = next.busy = attempt(next).finally(() => {
        running = next.busy = null
        pump()
      })
    } else if (waiting.length > 0) cancelTimer = schedule(Math.min(...waiting.map(dueIn)), pump)
  }

  /** Changes an item's state in memory and on the disk. A full disk keeps the older state there, which only means an earlier try. */
  const change = async (one: Held, part: Partial<StoredItem>): Promise<void> => {
    one.stored = { ...one.stored, ...part }
    tell()
    await shelf.write(one.stored).catch(() => undefined)
  }

  const remove = async (one: Held): Promise<void> => {
    const { id, revision } = one.stored.item
    await shelf.remove(one.stored, [...held.values()].some(({ stored: { item } }) => item.kind === 'submission' && item.id !== id && item.revision === revision))
    held.delete(id)
    damaged.delete(id)
    tell()
  }

  const settle = async (one: Held, outcome: Outcome<Piece | null>): Promise<void> => {
    let answer: Outcome<unknown> = outcome
    if (outcome.ok) {
      one.arrived = true
      try {
        for (const listener of sentListeners) await listener(itemOf(one), outcome.value)
        await remove(one)
      } catch (error) {
        answer = failed('unexpected', failureOf(error).message)
      }
    }
    if (answer.ok || (one.taken && !one.arrived)) return
    const { code, message } = answer
    const attempts = one.stored.attempts + 1
    if (!isTransient(code)) return change(one, { attempts, parked: true, nextAt: null, code, message })
    const nextAt = new Date(Date.parse(now()) + backoff(attempts, options.random())).toISOString()
    return change(one, { attempts, nextAt, code, message })
  }

  /** Sends an item signed again, once; the new envelope is on the disk before it leaves, so that a crash between sends the same one. */
  const signedAgain = async (one: Held, refused: Outcome<Piece | null>, again: () => Promise<Outcome<Piece | null> | null>): Promise<Outcome<Piece | null> | null> => {
    const envelope = await Promise.race([options.renew(one.stored.item).catch(failureOf), stopped])
    if (envelope === null) return null
    if (!envelope.ok) return isTransient(envelope.code) && envelope.code !== 'key-locked' ? envelope : refused
    const renewed: StoredItem = { ...one.stored, item: { ...one.stored.item, envelope: envelope.value } }
    try {
      await shelf.write(renewed)
    } catch (error) {
      return failed('unexpected', failureOf(error).message)
    }
    one.stored = renewed
    return again()
  }

  const attempt = async (one: Held): Promise<void> => {
    const controller = new AbortController()
    const sending = { controller, sent: 0, total: 0 }
    one.sending = sending
    tell()
    const progress = (sent: number, total: number): void => {
      Object.assign(sending, { sent, total })
      tell()
    }
    const sendOnce = (): Promise<Outcome<Piece | null> | null> => Promise.race([Promise.resolve().then(() => send(itemOf(one), progress, controller.signal)).catch(failureOf), stopped])
    let outcome = await sendOnce()
    if (outcome && !outcome.ok && outcome.code === 'credential-stale') outcome = await signedAgain(one, outcome, sendOnce)
    one.sending = null
    // Closing: what the desk did with it is learnt by sending it again.
    if (outcome !== null) await settle(one, outcome)
  }

  const entryOf = ({ stored, sending }: Held): OutboxEntry => {
    const { item, attempts, parked, code, message } = stored
    const blocked = !heads().some((head) => head.stored.item.id === item.id)
    const nextAt = parked || blocked ? null : (stored.nextAt ?? item.queuedAt)
    const state = sending ? 'sending' : parked ? 'parked' : 'waiting'
    return { id: item.id, story: item.story, headline: item.headline, decision: item.decision, signedBy: item.signer?.name ?? '', queuedAt: item.queuedAt, state, attempts, nextAt, code, message, sent: sending?.sent ?? 0, total: sending?.total ?? 0 }
  }
  const damagedEntry = ({ id, story, headline, file, recovered }: Damaged): OutboxEntry => ({
    id, story, headline, decision: recovered?.item.decision ?? 'submit', signedBy: recovered?.item.signer?.name ?? '', queuedAt: recovered?.item.queuedAt ?? now(), state: 'parked', attempts: recovered?.attempts ?? 0, nextAt: null,
    code: 'outbox-damaged', message: `The file of this submission is damaged; it is kept as ${file}.`, sent: 0, total: 0,
  })

  /** Puts an item (back) among those that wait, durably. */
  const hold = async (stored: StoredItem): Promise<Held> => {
    await shelf.write(stored)
    const one = { stored, taken: false, arrived: false, busy: null, sending: null }
    held.set(stored.item.id, one)
    damaged.delete(stored.item.id)
    tell()
    pump()
    return one
  }
  let writing = Promise.resolve<unknown>(null)
  /** One addition, retry or withdrawal after another; faults of the disk are refusals here. */
  const inTurn = <T>(task: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const done = writing.then(() => (closed ? closedFailure() : task())).catch(failureOf)
    writing = done
    return done
  }

  const nextSequence = (): number => Math.max(-1, ...[...held.values()].map(({ stored }) => stored.sequence), ...[...damaged.values()].map(({ recovered }) => recovered?.sequence ?? -1)) + 1
  const outbox: Outbox = {
    list: () => [...[...held.values()].map(entryOf), ...[...damaged.values()].map(damagedEntry)],
    items: (story) => [...held.values()].filter(({ stored }) => stored.item.story === story).map(itemOf),
    add: (item, storyBytes?: Uint8Array) =>
      inTurn(async () => {
        const known = held.get(item.id)
        if (known) return ok(entryOf(known))
        if (item.kind === 'submission') {
          if (!storyBytes || createHash('sha256').update(storyBytes).digest('hex') !== item.revision) return failed('story-altered', 'These are not the bytes that were signed.', { story: item.story })
          await shelf.writeRevision(item.revision, storyBytes)
        }
        const stored: StoredItem = { schema: 2, sequence: nextSequence(), item, attempts: 0, nextAt: null, parked: false, code: '', message: '' }
        return ok(entryOf(await hold(stored)))
      }),
    retry: (id) =>
      inTurn(async () => {
        const one = held.get(id)
        const broken = damaged.get(id)
        if (!one && !broken) return unknown(id)
        if (broken && !broken.recovered) return failed('outbox-damaged', 'The file of this submission is damaged; submit the piece again.', { file: broken.file })
        if (broken?.recovered) await hold({ ...broken.recovered, attempts: 0, nextAt: null, parked: false })
        else if (one && !one.sending) {
          await one.busy
          if (held.has(id)) await change(one, { attempts: 0, nextAt: null, parked: false })
        }
        pump()
        return ok(null)
      }),
    withdraw: (id) =>
      inTurn(async () => {
        const one = held.get(id)
        const broken = damaged.get(id)
        if (broken) {
          await shelf.dismiss(broken)
          damaged.delete(id)
          tell()
          const back = broken.recovered?.item
          return back ? ok(withFile(back)) : failed('outbox-damaged', 'The file of this submission is damaged and gives nothing back; it is kept.', { file: broken.file })
        }
        if (!one) return unknown(id)
        one.taken = true
        one.sending?.controller.abort()
        // Even an attempt that is over may still be writing itself down, and would bring the file back.
        await one.busy
        if (closed) return closedFailure()
        if (one.arrived) {
          one.taken = false
          pump()
          return failed('already-sent', 'It has just arrived at the desk.', { id })
        }
        try {
          await remove(one)
        } catch (error) {
          one.taken = false
          pump()
          throw error
        }
        pump()
        return ok(itemOf(one))
      }),
    kick: () => {
      if (held.size === 0) return
      for (const one of held.values()) one.stored = { ...one.stored, nextAt: null }
      tell()
      pump()
    },
    onChange: (listener) => {
      changed.add(listener)
      return () => changed.delete(listener)
    },
    onSent: (listener) => void sentListeners.push(listener),
    close: async () => {
      closed = true
      cancelTimer()
      stop()
      for (const { sending } of held.values()) sending?.controller.abort()
      await Promise.all([running, writing])
      changed.clear()
    },
  }
  // Not at once: whoever opened the outbox first says what happens when something was sent.
  if (held.size > 0) cancelTimer = schedule(0, pump)
  return ok(outbox)
}
