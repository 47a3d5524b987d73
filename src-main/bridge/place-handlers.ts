import { mkdir, readdir, rename, stat } from 'node:fs/promises'
import { basename, isAbsolute, join, relative, resolve } from 'node:path'

import type { PlaceState } from '../../src-shared/bridge/place'
import { expected, failed, failureOf, ok, type Outcome } from '../../src-shared/outcome'
import { makeFolder, syncFolder, writeFault } from '../durable/write'
import { bringIn } from '../library/archive/bring-in'
import { exportLibrary } from '../library/archive/export'
import { ARCHIVE_ENDING } from '../library/archive/form'
import { importLibrary } from '../library/archive/import'
import { idsAt, storyAt } from '../library/archive/source'
import type { Profile } from '../profile'
import { freeName } from './free-name'
import type { Parts } from './parts'
import { makeWork } from './place-work'
import type { Handlers } from './serve'

type Mine = 'place.state' | 'place.reopen' | 'place.move' | 'place.pick' | 'place.cancel' | 'place.reveal' | 'library.export' | 'library.import' | 'archive.pick' | 'archive.receive'

const isInside = (folder: string, path: string): boolean => {
  const way = relative(folder, path)
  return way === '' || (!way.startsWith('..') && !isAbsolute(way))
}

/** Where a library in a chosen folder stands: in the folder itself where it is empty or has one, else in a folder of its own there. Made if needed. */
const prepare = async (chosen: string): Promise<Outcome<string>> => {
  if (!isAbsolute(chosen)) return failed('place-not-folder', 'The folder is not a whole path.', { path: chosen })
  const folder = resolve(chosen)
  const there = await stat(folder).catch(() => null)
  if (!there?.isDirectory()) return failed('place-not-folder', 'There is no such folder.', { path: folder })
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'))
  const target = names.length === 0 || names.includes('stories') ? folder : join(folder, 'stet-library')
  try {
    await makeFolder(join(target, 'stories'))
  } catch (error) {
    return failed('library-read-only', `Stet may not write in ${target}.`, { path: target, reason: failureOf(error).code })
  }
  return ok(target)
}

/** A moment as it can stand in a file's name. */
const stampOf = (now: string): string => now.slice(0, 19).replaceAll(/[:T]/g, '-')

/** Where the library is and who has it open; the whole of it in one archive. */
export const placeHandlers = (parts: Parts): Pick<Handlers, Mine> => {
  const changed = (): void => parts.emit({ type: 'placeChanged' })
  const work = makeWork({ changed, now: Date.now })
  const exports = new Set<string>()
  const withProfile = async <T>(act: (profile: Profile) => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const profile = parts.profile()
    return profile.ok ? act(profile.value) : profile
  }
  const stateOf = ({ place, vault, person }: Profile): PlaceState => {
    const by = place.by()
    const left = place.leftBy()
    return {
      standing: place.standing(),
      folder: place.folder,
      chosen: parts.settings.read().libraries[person.id] !== undefined,
      sealed: vault.sealed,
      by: by && { host: by.host, person: by.person, since: by.since, here: by.host === parts.host },
      leftBy: left && { host: left.host, beat: left.beat },
      copies: place.copies(),
      work: work.now(),
      dialogs: parts.pick !== null,
    }
  }

  const move = async (profile: Profile, target: string, progress: (done: number, total: number) => void, signal: AbortSignal) => {
    const { place, vault, person } = profile
    await parts.settle()
    return place.leave(async (openAt) => {
      const there = await openAt(target)
      if (!there.ok) return there
      const stories = join(place.folder, 'stories')
      const from = []
      for (const id of await idsAt(stories)) from.push(await storyAt(vault, stories, id))
      const brought = await bringIn(from, { library: there.value.library, vault, now: parts.now, from: parts.host, progress, signal })
      await there.value.close()
      if (!brought.ok) return brought
      const own = parts.libraryFolder(person)
      const { [person.id]: _before, ...others } = parts.settings.read().libraries
      await parts.settings.change({ libraries: target === own ? others : { ...others, [person.id]: target } })
      return brought
    })
  }
  /** What was carried whole is kept under another name, so that coming back does not find it older. */
  const setAside = async (folder: string): Promise<string | null> => {
    const kept = `${folder}-moved-${stampOf(parts.now())}`
    try {
      await rename(folder, kept)
      await syncFolder(join(folder, '..'))
      return kept
    } catch {
      return null // In use, or the root of a drive: it stays as it is.
    }
  }

  return {
    'place.state': () => withProfile((profile) => Promise.resolve(ok(stateOf(profile)))),
    'place.reopen': ({ how }) =>
      withProfile(async ({ place }) => {
        const opened = await place.reopen(how)
        parts.emit({ type: 'libraryChanged' })
        return opened
      }),
    'place.move': ({ folder, carry }) =>
      withProfile((profile) =>
        work.run('move', async (progress, signal) => {
          const { place, vault, person, outbox } = profile
          if (vault.sealed) return failed('library-move-sealed', 'A sealed library is bound to its place.')
          if (outbox.list().length > 0) return failed('library-move-waiting', 'Something waits to be sent from where it is.', { count: outbox.list().length })
          const own = parts.libraryFolder(person)
          const target = folder === null ? ok(own) : await prepare(folder)
          if (!target.ok) return target
          if (folder === null) await makeFolder(join(own, 'stories'))
          const from = place.folder
          if (target.value === from) return ok({ stories: 0, copies: 0, skipped: 0, photos: 0, left: [], folder: from, keptAt: null })
          if (isInside(from, target.value) || isInside(target.value, from)) return failed('library-move-inside', 'One folder is inside the other.', { path: target.value })
          // A library that is not here to be read stays where it is; only the choice changes.
          const carried = carry && place.standing() !== 'away' && place.standing() !== 'elsewhere'
          const moved = carried ? await move(profile, target.value, (done, total) => progress('writing', done, total), signal) : ok({ stories: 0, copies: 0, skipped: 0, photos: 0, left: [] })
          if (!moved.ok) return moved
          if (!carried) {
            const { [person.id]: _before, ...others } = parts.settings.read().libraries
            await parts.settings.change({ libraries: target.value === own ? others : { ...others, [person.id]: target.value } })
          }
          const reopened = await parts.reopen(async () => (carried && moved.value.left.length === 0 ? setAside(from) : null))
          return reopened.ok ? ok({ ...moved.value, folder: target.value, keptAt: reopened.value }) : reopened
        }),
      ),
    'place.pick': async () => ok({ path: parts.pick ? await parts.pick('folder') : null }),
    'place.cancel': () => {
      work.cancel()
      return Promise.resolve(ok(null))
    },
    'place.reveal': async ({ path }) => {
      // Only what was exported here may be shown, whatever the window asks.
      if (!exports.has(path)) return failed('not-allowed', 'That is no archive this window exported.')
      await parts.reveal(path)
      return ok(null)
    },
    'library.export': ({ folder }) =>
      withProfile(({ place, vault, person }) =>
        work.run('export', async (progress, signal) => {
          const shut = place.shut()
          if (shut) return shut
          const into = folder === null ? parts.folders.packages : resolve(folder)
          if (folder !== null && !(isAbsolute(folder) && (await stat(into).catch(() => null))?.isDirectory())) return failed('place-not-folder', 'There is no such folder.', { path: folder })
          await parts.settle()
          await mkdir(into, { recursive: true }).catch((error: unknown) => {
            throw writeFault(error, into)
          })
          const stem = `${person.name.replaceAll(/[\u0000-\u001f<>:"/\\|?*]/g, '')}-${stampOf(parts.now())}`
          const name = await freeName(into, stem, ARCHIVE_ENDING)
          const path = join(into, name)
          const done = await exportLibrary({ stories: join(place.folder, 'stories'), vault, file: path, now: parts.now, tool: `stet ${parts.version}`, progress: (at, total) => progress('reading', at, total), signal })
          if (!done.ok) return done
          exports.add(path)
          return ok({ ...done.value, path, name })
        }),
      ),
    'library.import': ({ ticket, leaveDamaged }) =>
      withProfile(({ library, vault, place }) =>
        work.run('import', async (progress, signal) => {
          const shut = place.shut()
          if (shut) return shut
          const file = parts.incoming.find(ticket)
          if (!file.ok) return file
          const done = await importLibrary({ file: file.value.path, name: file.value.name, library, vault, now: parts.now, leaveDamaged, progress, signal })
          // Damaged: the person is asked whether they want the rest of the same file.
          if (done.ok || done.code !== 'archive-damaged') await parts.incoming.drop(ticket)
          parts.emit({ type: 'libraryChanged' })
          return done
        }),
      ),
    'archive.pick': async () => {
      const path = parts.pick ? await parts.pick('archive') : null
      return ok(path === null ? null : { ticket: parts.incoming.chosen(path, basename(path)), name: basename(path) })
    },
    'archive.receive': ({ ticket, name, bytes }) =>
      expected(async () => {
        const received = await parts.incoming.receive(ticket, name, bytes)
        return received.ok ? ok({ ticket: received.value }) : received
      }),
  }
}
