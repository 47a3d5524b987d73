import { join } from 'node:path'

import { failed, failureOf, Fault, ok, type Outcome } from '../../../src-shared/outcome'
import type { Vault } from '../../durable/vault'
import { makeFolder } from '../../durable/write'
import { indexTime, sweepVersions } from '../conflict/sweep'
import { readJournal } from '../journal'
import { openLibrary, type Library } from '../library'
import { guardLibrary } from './guard'
import { holdLibrary, type Hold, type Holding, type HoldOptions } from './hold'
import { lostSaves, takenOver, type LostSaves } from './lost'
import { away, BEAT, isThere, readRecord, type LockRecord } from './record'

/** How a library is opened: for writing if nobody has it, for writing all the same, or only to be read. */
export type How = 'own' | 'takeOver' | 'read'

/** Who has a library open, or last had. Times are ISO 8601. */
export type By = Pick<LockRecord, 'host' | 'person' | 'since' | 'beat'>

/** A library and how it is held. */
export type Place = {
  /** Refuses by itself what is not its to write. */
  library: Library
  folder: string
  status: () => Holding | 'reading'
  /** Who holds it while it is lost or only read; null where nobody does any more. */
  by: () => By | null
  /** Whose record was too old to be believed when this opened. */
  leftBy: By | null
  copies: LostSaves['copies']
  close: () => Promise<void>
}

/** `must` for a folder somebody chose: where it is not there, it is away and never made anew. `changed` is told when the holding, or behind it the list, may have changed. */
export type PlaceOptions = Omit<HoldOptions, 'takeOver' | 'newToken'> & {
  how: How
  must: boolean
  vault: Vault
  newId: () => string
  changed: () => void
  /** As openLibrary's. */
  history?: Parameters<typeof openLibrary>[0]['history']
  touched?: (id: string | null) => void
  onDamage?: (notice: { id: string; keptAt: string }) => void
}

/** Versions are looked for again after so many looks: every five minutes. */
const SWEEP_EVERY = 150

const holdFor = async (options: PlaceOptions): Promise<Outcome<Hold | null>> => {
  try {
    if (!options.must) await makeFolder(join(options.folder, 'stories'))
    if (!(await isThere(options.folder))) return away(options.folder)
    if (options.how === 'read') return ok(null)
    return await holdLibrary({ ...options, newToken: options.newId, takeOver: options.how === 'takeOver' })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const reason = String(error.details['reason'] ?? error.code)
    return error.code === 'disk-full' ? failureOf(error) : failed('library-read-only', `Stet may not write in ${options.folder} (${reason}). Allow writing there or choose another folder.`, { path: options.folder, reason })
  }
}

const optional = ({ history, touched, onDamage }: PlaceOptions): Partial<Parameters<typeof openLibrary>[0]> => ({ ...(history && { history }), ...(touched && { touched }), ...(onDamage && { onDamage }) })

const byOf = (record: LockRecord | null): By | null => record && { host: record.host, person: record.person, since: record.since, beat: record.beat }

/** Opens a library under its lock. Refuses `library-open-elsewhere` {host, person, since, here} (unless told to take over), `library-away` {path}, `library-read-only`. */
export const openPlace = async (options: PlaceOptions): Promise<Outcome<Place>> => {
  const { folder, vault, changed } = options
  const held = await holdFor(options)
  if (!held.ok) return held
  const hold = held.value
  let seen: LockRecord | null = null
  const look = async (): Promise<void> => {
    const record = await readRecord(folder)
    seen = typeof record === 'object' && !record.closed ? record : null
  }
  if (!hold) await look()
  const status = (): Holding | 'reading' => hold?.now() ?? 'reading'
  const by = (): By | null => byOf(hold ? hold.takenBy() : seen)
  const since = await indexTime(folder)
  const opened = await openLibrary({ folder, vault, now: options.now, reading: () => status() !== 'held', ...optional(options) })
  if (!opened.ok) {
    await hold?.release()
    return opened
  }
  const raw = opened.value
  const lost = lostSaves({ vault, stories: join(folder, 'stories'), now: options.now, newId: options.newId, host: options.holder.host, by })
  const library = guardLibrary(raw, {
    folder,
    vault,
    lost: {
      ...lost,
      save: async (story, generation, notes, conflicts) => {
        const answer = await lost.save(story, generation, notes, conflicts)
        for (const { copy } of lost.copies()) raw.look(copy)
        changed()
        return answer
      },
    },
    under: (act) => (hold ? hold.under(act) : act('reading')),
    refusal: () => (hold ? takenOver(by()) : failed('library-reading', 'This library is open to be read only.', { host: seen?.host ?? '' })),
  })

  let closed = false
  let sweeping: Promise<unknown> = Promise.resolve()
  const sweep = (): void => {
    sweeping = sweepVersions({ library, folder, since, stopped: () => closed || status() !== 'held' })
      .then((found) => { if (found) changed() })
      .catch(() => undefined) // A full disk keeps nobody from writing; the next sweep looks again.
  }
  /** Another holds it: what its journal says it touched is looked at again. */
  const follow = async (): Promise<void> => {
    if (!hold) await look()
    for (const id of (await readJournal(join(folder, 'index.journal'))).inherited) raw.look(id)
    raw.notice()
    changed()
  }
  let cancel: () => void = () => undefined
  const followOn = (): void => {
    cancel = options.schedule(BEAT.every, () => void follow().finally(() => { if (!closed) followOn() }))
  }
  let looks = 0
  const stop = hold?.onLook((turned) => {
    if (turned && hold.now() === 'lost') followOn()
    if (turned) changed()
    else if (hold.now() === 'held' && raw.notice()) changed()
    looks += 1
    if (looks % SWEEP_EVERY === 0 && status() === 'held') sweep()
  })
  if (hold) sweep()
  else followOn()

  const close = async (): Promise<void> => {
    if (closed) return
    closed = true
    cancel()
    stop?.()
    await sweeping
    // Asked once more, so that an index is never written over the new holder's.
    await hold?.ask()
    await raw.close()
    await hold?.release()
  }
  return ok({ library: { ...library, close }, folder, status, by, leftBy: byOf(hold?.leftBy ?? null), copies: lost.copies, close })
}
