import { createHash } from 'node:crypto'
import { join } from 'node:path'

import type { Piece } from '../src-shared/desk-api/routes'
import { ok, type Outcome } from '../src-shared/outcome'
import type { Person } from '../src-shared/review/policy'
import { openLibrary, type Library } from './library/library'
import { openOutbox, type Outbox, type OutboxItem } from './outbox/outbox'

/** One person's own places on this machine: their drafts and what waits to be sent. */
export type Profile = { person: Person; library: Library; outbox: Outbox; folder: string; close: () => Promise<void> }

/** A folder name for any person id: never a path, never two people in one. */
const folderOf = (person: string): string => createHash('sha256').update(person).digest('hex').slice(0, 24)

/** Opens a person's library and outbox under `<home>/people/`. */
export const openProfile = async (options: {
  home: string
  person: Person
  now: () => string
  send: (item: OutboxItem, progress: (sent: number, total: number) => void, signal: AbortSignal) => Promise<Outcome<Piece>>
  changed: (what: 'library' | 'outbox') => void
  onDamage: (notice: { id: string; keptAt: string }) => void
}): Promise<Outcome<Profile>> => {
  const folder = join(options.home, 'people', folderOf(options.person.id))
  const library = await openLibrary({ folder: join(folder, 'library'), now: options.now, onDamage: options.onDamage })
  if (!library.ok) return library
  const outbox = await openOutbox({
    folder: join(folder, 'outbox'),
    now: options.now,
    random: Math.random,
    send: options.send,
    schedule: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
  })
  if (!outbox.ok) {
    await library.value.close()
    return outbox
  }
  const stop = outbox.value.onChange(() => options.changed('outbox'))
  outbox.value.onSent(async (item, piece) => {
    await library.value.setPiece(item.story, piece)
    options.changed('library')
  })
  const close = async (): Promise<void> => {
    stop()
    await outbox.value.close()
    await library.value.close()
  }
  return ok({ person: options.person, library: library.value, outbox: outbox.value, folder, close })
}
