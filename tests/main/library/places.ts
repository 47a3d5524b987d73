import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'

import { plainVault, type Vault } from '../../../src-main/durable/vault'
import { openPlace, type How, type Place } from '../../../src-main/library/lock/place'
import type { Outcome } from '../../../src-shared/outcome'
import { value } from './builders'

/** A machine with hands of its own for its clock and its timers: nothing happens until `pass`. */
export type Machine = {
  host: string
  open: (folder: string, how?: How, options?: { must?: boolean; vault?: Vault }) => Promise<Outcome<Place>>
  opened: (folder: string, how?: How, options?: { must?: boolean; vault?: Vault }) => Promise<Place>
  /** Lets so many seconds go by on the clock and runs what was due, one beat after another. */
  pass: (seconds: number) => Promise<void>
  /** Sets the clock without a beat, as sleep does. */
  sleep: (seconds: number) => void
  /** How often something changed. */
  changes: () => number
}

/** Time begins at one moment on every machine. */
const START = Date.UTC(2026, 10, 22, 8)

export const makeMachine = (host: string, machine: string = randomUUID(), clockOff = 0): Machine => {
  let at = START + clockOff * 1000
  let changes = 0
  const due = new Map<number, { at: number; run: () => void }>()
  let timers = 0
  const open: Machine['open'] = async (folder, how = 'own', options = {}) => {
    const place = await openPlace({
      folder,
      how,
      must: false,
      vault: plainVault,
      settle: { here: 100, elsewhere: 100 },
      ...options,
      holder: { machine, host, person: `${host} 的记者` },
      process: process.pid,
      now: () => new Date((at += 1)).toISOString(),
      newId: randomUUID,
      schedule: (ms, run) => {
        const id = (timers += 1)
        due.set(id, { at: at + ms, run })
        return () => due.delete(id)
      },
      changed: () => (changes += 1),
    })
    if (place.ok) onTestFinished(() => place.value.close())
    return place
  }
  return {
    host,
    open,
    opened: async (folder, how, options) => value(await open(folder, how, options)),
    pass: async (seconds) => {
      const until = at + seconds * 1000
      while (at < until) {
        at = Math.min(until, at + 1000)
        for (const [id, timer] of due)
          if (timer.at <= at) {
            due.delete(id)
            const before = timers
            timer.run()
            // A beat writes to the disk before it asks for the next one; the last one of a lost library asks for none.
            for (let waited = 0; waited < 100 && timers === before; waited += 1) await new Promise((resolve) => setTimeout(resolve, 3))
          }
      }
    },
    sleep: (seconds) => {
      at += seconds * 1000
    },
    changes: () => changes,
  }
}
