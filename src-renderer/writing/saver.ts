import { failed, failureOf, ok, type Failure, type Outcome } from '../../src-shared/outcome'
import type { Story } from '../../src-shared/story/story'

/** What a save that went through says: the new generation and the host's own time of the durable write. */
export type Saved = { generation: number; savedAt: string }

/** How saving stands. `savedAt` is only ever the host's answer; `failure` stays until a save succeeds. */
export type SaveState = { dirty: boolean; saving: boolean; savedAt: string | null; failure: Failure | null }

/** Clock hands, injected: `set` calls back once after `ms`, `clear` forgets. */
export type Timers = { set: (act: () => void, ms: number) => number; clear: (timer: number) => void }

/** Timers of the window. */
export const windowTimers: Timers = { set: (act, ms) => window.setTimeout(act, ms), clear: (timer) => window.clearTimeout(timer) }

/** Milliseconds: quiet before a save, longest wait while typing goes on, and the waits between tries after a failure. */
export const PACE = { quiet: 500, longest: 3000, retries: [2000, 5000, 10_000, 30_000] } as const

/** Saves by itself, one at a time. Writes nothing but what `read` gives at the moment of sending. */
export type Saver = {
  /** Something changed: save after a quiet moment. */
  changed: () => void
  /** Saves now whatever is unsaved, and answers when it is on the disk or why it is not. */
  flush: () => Promise<Outcome<null>>
  state: () => SaveState
  /** The generation the next save edits. */
  generation: () => number
  subscribe: (listener: () => void) => () => void
  /** No more saves by themselves; `flush` still works. */
  stop: () => void
  /** Gives up what is unsaved: the person has put it elsewhere, or chosen to lose it. */
  forget: () => void
  /** What is open was brought up to a generation stored elsewhere; `clean` where it holds nothing beside that. */
  adopt: (generation: number, clean: boolean) => void
}

type SaverOptions = { read: () => Story; send: (story: Story, generation: number) => Promise<Outcome<Saved>>; generation: number; timers: Timers }

/** True for a failure that trying again cannot mend: another window saved a newer generation. */
export const isStale = (failure: Failure | null): boolean => failure?.code === 'draft-stale'

/** Makes a saver of one draft, opened at `generation`. */
export const createSaver = ({ read, send, generation: opened, timers }: SaverOptions): Saver => {
  let generation = opened
  let current: SaveState = { dirty: false, saving: false, savedAt: null, failure: null }
  let running: Promise<Outcome<null>> | null = null
  let quiet: number | null = null
  let longest: number | null = null
  let failures = 0
  let stopped = false
  const listeners = new Set<() => void>()

  const show = (change: Partial<SaveState>): void => {
    current = { ...current, ...change }
    for (const listener of listeners) listener()
  }
  const rest = (): void => {
    if (quiet !== null) timers.clear(quiet)
    if (longest !== null) timers.clear(longest)
    quiet = longest = null
  }
  const save = async (): Promise<Outcome<null>> => {
    // Cleared before reading: a change made while the host writes is a new change.
    show({ dirty: false, saving: true })
    let answer: Outcome<Saved>
    try {
      answer = await send(read(), generation)
    } catch (error) {
      answer = failureOf(error)
    }
    if (!answer.ok) {
      failures += 1
      show({ dirty: true, saving: false, failure: answer })
      return answer
    }
    failures = 0
    generation = answer.value.generation
    show({ saving: false, savedAt: answer.value.savedAt, failure: null })
    return ok(null)
  }
  const run = (): Promise<Outcome<null>> => {
    rest()
    running ??= save().finally(() => {
      running = null
      if (!current.dirty || stopped || isStale(current.failure)) return
      const wait = failures === 0 ? PACE.quiet : (PACE.retries[Math.min(failures, PACE.retries.length) - 1] ?? PACE.quiet)
      if (quiet === null) quiet = timers.set(() => void run(), wait)
    })
    return running
  }

  return {
    changed: () => {
      if (!current.dirty) show({ dirty: true })
      if (stopped || isStale(current.failure)) return
      if (quiet !== null) timers.clear(quiet)
      quiet = timers.set(() => void run(), PACE.quiet)
      longest ??= timers.set(() => void run(), PACE.longest)
    },
    flush: async () => {
      if (isStale(current.failure)) return current.failure ?? failed('draft-stale', 'A newer draft was saved elsewhere.')
      const before = running
      if (before) await before
      return current.dirty ? run() : ok(null)
    },
    state: () => current,
    generation: () => generation,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: () => {
      stopped = true
      rest()
    },
    forget: () => {
      stopped = true
      rest()
      show({ dirty: false })
    },
    adopt: (next, clean) => {
      generation = next
      if (!clean) return
      rest()
      show({ dirty: false })
    },
  }
}
