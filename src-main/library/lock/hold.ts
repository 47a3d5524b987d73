import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import { Fault, ok, type Outcome } from '../../../src-shared/outcome'
import { lockFile } from '../../durable/process-lock'
import { makeTurns } from '../../durable/turns'
import { BEAT, isFresh, openElsewhere, outranks, readRecord, sweepRecords, writeRecord, type Holder, type LockRecord } from './record'

/** `held`: ours to write. `lost`: another took it. `away`: the folder is not there just now. */
export type Holding = 'held' | 'lost' | 'away'

/** A library taken for writing. */
export type Hold = {
  /** Reads the record, so a takeover is noticed at the next save at the latest. */
  ask: () => Promise<Holding>
  /** Asks and acts on the answer. The system's lock is let go only when everything asked under it has ended: whoever waits for it finds nothing half written. */
  under: <T>(act: (holding: Holding) => Promise<T>) => Promise<T>
  /** As it was last seen. */
  now: () => Holding
  /** Who took it, once lost. */
  takenBy: () => LockRecord | null
  /** The machine that was last there, where its record was too old to be believed; null otherwise. */
  leftBy: LockRecord | null
  /** Told after each look, with `changed` when the holding did. Returns what stops it. */
  onLook: (listener: (changed: boolean) => void) => () => void
  /** Lets it go, and says so in the record if that is still ours. */
  release: () => Promise<void>
}

/** `schedule` runs something after so many milliseconds and returns its cancel. `settle` is how long a takeover waits for what the old holder is writing, in ms: for one on this machine to let the system's lock go, for one elsewhere to see the record. */
export type HoldOptions = {
  folder: string
  holder: Holder
  process: number
  now: () => string
  newToken: () => string
  schedule: (ms: number, run: () => void) => () => void
  takeOver: boolean
  settle: { here: number; elsewhere: number }
}

const isAlive = (id: number): boolean => {
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

type SystemLock = { taken: (() => void) | null; /** False where the file system knows no locks. */ known: boolean }
const takeSystemLock = (folder: string): SystemLock => {
  try {
    return { taken: lockFile(join(folder, 'open.lock')), known: true }
  } catch {
    return { taken: null, known: false }
  }
}

/** Takes the library in `folder` (which must be there) for writing, or answers `library-open-elsewhere` {host, person, since, here}. Throws a Fault where it cannot be written. */
export const holdLibrary = async (options: HoldOptions): Promise<Outcome<Hold>> => {
  const { folder, holder, now } = options
  const found = await readRecord(folder)
  const before = typeof found === 'object' ? found : null
  let system = takeSystemLock(folder)
  const here = before?.machine === holder.machine
  // On one machine the system's own lock is the truth: it is gone with its process, whatever the record says.
  const alive = system.known ? system.taken === null : before !== null && !before.closed && here && before.process !== options.process && isAlive(before.process)
  const open = alive || (before !== null && !here && isFresh(before, now()))
  if (open && !options.takeOver) {
    system.taken?.()
    return openElsewhere(before ?? { host: holder.host, person: '', since: now() }, here || before === null)
  }
  const at = now()
  let mine: LockRecord = { format: 1, token: options.newToken(), epoch: (before?.epoch ?? 0) + 1, ...holder, process: options.process, since: at, beat: at, closed: false }
  await writeRecord(folder, mine).catch((error: unknown) => {
    // On a full disk a library nobody else has is opened all the same, to be read; the record is written at a later beat.
    if (open || !(error instanceof Fault && error.code === 'disk-full')) throw error
  })
  await sweepRecords(folder, at)
  // A save whose check came before our record may still be on its way to the disk; after this none is.
  const settle = alive ? options.settle.here : options.settle.elsewhere
  if (open) for (let waited = 0; waited < settle && !(alive && system.taken !== null); waited += 50) {
    await wait(50)
    if (alive) system = takeSystemLock(folder)
  }

  let holding: Holding = 'held'
  let takenBy: LockRecord | null = null
  let released = false
  let writing = 0
  let overwritten = false
  const listeners = new Set<(changed: boolean) => void>()
  const turns = makeTurns()
  const letGo = (): void => {
    try {
      system.taken?.()
    } catch {
      // The drive it stood on is gone, and the lock with it.
    }
    system = { taken: null, known: system.known }
  }

  const ask = async (): Promise<Holding> => {
    if (holding === 'lost') return holding
    const record = await readRecord(folder)
    if (record === 'away') {
      if (holding !== 'away') letGo()
      holding = 'away'
    } else if (typeof record === 'object' && outranks(record, mine)) {
      holding = 'lost'
      takenBy = record
      if (writing === 0) letGo()
    } else {
      holding = 'held'
      // The old holder's last beat may have come over our record: said again at once.
      overwritten = record === 'absent' || (typeof record === 'object' && record.token !== mine.token)
    }
    return holding
  }
  let looks = 0
  const look = async (): Promise<void> => {
    const was = holding
    const held = (await ask()) === 'held' && !released
    looks += 1
    const due = looks % (BEAT.every / BEAT.look) === 0
    if (held && (due || overwritten || was !== 'held')) {
      mine = { ...mine, beat: now() }
      // A beat that cannot be written is said again at the next one; what is saved meanwhile speaks for itself.
      await writeRecord(folder, mine).catch(() => undefined)
      if (system.taken === null) system = takeSystemLock(folder)
    }
    for (const listener of listeners) listener(holding !== was)
  }
  let cancel: () => void = () => undefined
  const next = (): void => {
    if (released || holding === 'lost') return
    cancel = options.schedule(BEAT.look, () => void turns.take('look', look).finally(next))
  }
  next()

  const asked = async (): Promise<Holding> => {
    const was = holding
    const answer = await ask()
    if (answer !== was) for (const listener of listeners) listener(true)
    return answer
  }
  return ok({
    ask: asked,
    under: async (act) => {
      writing += 1
      try {
        return await act(await asked())
      } finally {
        writing -= 1
        if (writing === 0 && holding === 'lost') letGo()
      }
    },
    now: () => holding,
    takenBy: () => takenBy,
    leftBy: before !== null && !before.closed && !here && !open ? before : null,
    onLook: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    release: async () => {
      if (released) return
      released = true
      cancel()
      await turns.idle()
      const record = await readRecord(folder)
      // A folder that is gone or refuses cannot be told; the beat grows old by itself.
      if (record !== 'away' && !(typeof record === 'object' && outranks(record, mine))) await writeRecord(folder, { ...mine, beat: now(), closed: true }).catch(() => undefined)
      letGo()
    },
  })
}
