import { createHash, randomUUID } from 'node:crypto'
import { join } from 'node:path'

import type { Piece } from '../src-shared/desk-api/pieces'
import { ok, type Outcome } from '../src-shared/outcome'
import type { Person } from '../src-shared/review/people'
import type { Vault } from './durable/vault'
import { openHistory, type History } from './library/history/history'
import { keepingReturns } from './library/history/returns'
import type { Library } from './library/library'
import { keepPlace, type KeptPlace } from './library/lock/keep-place'
import { openSearch, type Search } from './library/search/search'
import { openOutbox, type Outbox, type OutboxItem, type OutboxOptions } from './outbox/outbox'
import { keepLists, type KeptLists } from './workstation/kept-lists'
import { keepPieces, type KeptPieces } from './workstation/kept-pieces'

/** One person's own places on this machine: their drafts and what waits to be sent. */
export type Profile = { person: Person; /** Where the library stands and who has it open. */ place: KeptPlace; library: Library; history: History; search: Search; outbox: Outbox; /** What was last heard of pieces at the desk. */ pieces: KeptPieces; /** The house's lists as last heard. */ lists: KeptLists; folder: string; /** What every file of theirs goes through. */ vault: Vault; close: () => Promise<void> }

/** A folder name for any person id: never a path, never two people in one. */
const folderOf = (person: string): string => createHash('sha256').update(person).digest('hex').slice(0, 24)

/** Everything of one person stands in this folder. */
export const personFolder = (home: string, person: string): string => join(home, 'people', folderOf(person))

/** What holds no words and must be read without the key: the seal itself, the library's lock, and ids of stories. */
const KEPT = new Set(['seal.json', 'seal.json.previous', 'library/open-by.json', 'library/open.lock', 'library/index.journal', 'library/index.journal.old'])
/** What is made again from the stories, and what interrupted writes of other programs' ways leave. */
const REMOVED = /^library\/removed\/|^(?:library\/)?search\.db(-\w+)?$|\/(?:story|index)\.json\.\d+$|\/photos\/[0-9a-f]{64}\.[a-z]+\.\d+$/

/** What sealing and unsealing do with a file, by its path under the person's folder. A file nobody thought of is sealed too. */
export const treatOf = (path: string): 'convert' | 'keep' | 'remove' => (KEPT.has(path) ? 'keep' : REMOVED.test(path) ? 'remove' : 'convert')

/** The paths a file may have been sealed for before another program or we moved it: other versions of a story. */
export const writtenAs = (path: string): string[] => {
  const story = /^library\/stories\/[0-9a-f-]{36}\//.exec(path)?.[0]
  return story ? [`${story}story.json`] : []
}

/** How long taking a library over waits for what its holder is writing (lock/hold.ts), in milliseconds. */
const SETTLE = { here: 10_000, elsewhere: 4_000 }

/** Opens a person's library, wherever it stands, and their outbox under `<home>/people/`, through `vault`. */
export const openProfile = async (options: {
  home: string
  person: Person
  vault: Vault
  /** What a library is told of this machine, and the folder this person chose for theirs, if any. */
  machine?: { id: string; host: string }
  chosen?: string | null
  now: () => string
  send: (item: OutboxItem, progress: (sent: number, total: number) => void, signal: AbortSignal) => Promise<Outcome<Piece | null>>
  renew: OutboxOptions['renew']
  /** `story` is the piece that was sent. */
  changed: (what: 'library' | 'outbox' | 'search' | 'place', story?: string) => void
  onDamage: (notice: { id: string; keptAt: string }) => void
}): Promise<Outcome<Profile>> => {
  const folder = personFolder(options.home, options.person.id)
  const schedule = (ms: number, run: () => void): (() => void) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  }
  const chosen = options.chosen ?? null
  const libraryFolder = chosen ?? join(folder, 'library')
  const parts: { place: KeptPlace | null; search: Search | null } = { place: null, search: null }
  const history = openHistory({ stories: join(libraryFolder, 'stories'), vault: options.vault, now: options.now, by: options.person.name, reading: () => parts.place?.standing() !== 'held' })
  const opened = await keepPlace({
    folder: libraryFolder,
    must: chosen !== null,
    vault: options.vault,
    holder: { machine: options.machine?.id ?? 'here', host: options.machine?.host ?? '', person: options.person.name },
    process: process.pid,
    now: options.now,
    newId: randomUUID,
    schedule,
    settle: SETTLE,
    history,
    touched: (id) => parts.search?.touch(id),
    changed: () => options.changed('place'),
    onDamage: options.onDamage,
  })
  if (!opened.ok) return opened
  const place = (parts.place = opened.value)
  // Beside a library on another drive or in a synchronised folder a large file that changes all the time has no place.
  const file = join(chosen === null ? libraryFolder : folder, 'search.db')
  const search = (parts.search = openSearch({ folder: libraryFolder, file, vault: options.vault, reading: place.standing() !== 'held', changed: () => options.changed('search') }))
  const library = keepingReturns(place.library, history, { now: options.now })
  const outbox = await openOutbox({
    folder: join(folder, 'outbox'),
    vault: options.vault,
    now: options.now,
    random: Math.random,
    send: options.send,
    renew: options.renew,
    schedule,
  })
  if (!outbox.ok) {
    await search.close()
    await place.close()
    return outbox
  }
  const stop = outbox.value.onChange(() => options.changed('outbox'))
  outbox.value.onSent(async (item, piece) => {
    // An act of review is about somebody else's piece; only what the author sent has a draft here.
    if (item.kind === 'submission' && !item.signer && piece) await library.setPiece(item.story, piece)
    options.changed('library', item.story)
  })
  const pieces = keepPieces({ folder: join(folder, 'desk'), vault: options.vault })
  const lists = keepLists({ folder: join(folder, 'desk'), vault: options.vault })
  const close = async (): Promise<void> => {
    stop()
    await outbox.value.close()
    await pieces.close()
    await lists.close()
    await search.close()
    await place.close()
    await history.close()
  }
  return ok({ person: options.person, place, library, history, search, outbox: outbox.value, pieces, lists, folder, vault: options.vault, close })
}
