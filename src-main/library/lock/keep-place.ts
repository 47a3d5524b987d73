import { failed, ok, type Failure, type Outcome } from '../../../src-shared/outcome'
import { makeTurns } from '../../durable/turns'
import type { Library } from '../library'
import { openPlace, type By, type How, type Place, type PlaceOptions } from './place'

/** How a person's library stands: ours to write, taken by another while we had it, to be read only, open elsewhere, its folder not there, or being moved. */
export type Standing = 'held' | 'lost' | 'reading' | 'elsewhere' | 'away' | 'moving'

/** A person's library wherever it is and whoever has it: what cannot be done just now is refused by name, and done as soon as it can be. */
export type KeptPlace = {
  /** One library for as long as the profile lives; behind it the place is opened and opened again. */
  library: Library
  folder: string
  standing: () => Standing
  /** Why nothing of the library can be shown; null where something can. */
  shut: () => Failure | null
  by: () => By | null
  leftBy: () => By | null
  copies: Place['copies']
  /** Opens it again: to take it over, to read it, or for writing if nobody has it. */
  reopen: (how: How) => Promise<Outcome<null>>
  /** Closes it while `act` works on its folder. What `act` answers ok for stands elsewhere from then on: nothing more is saved here, and whoever asked opens the other place. Else it is opened again. `openAt` opens another place in the same way. */
  leave: <T>(act: (openAt: (folder: string) => Promise<Outcome<Place>>) => Promise<Outcome<T>>) => Promise<Outcome<T>>
  close: () => Promise<void>
}

/** How often a library that is open elsewhere or away is tried again, in milliseconds. */
const AGAIN = 4000

/** What may pass: the person sees it and the library opens by itself afterwards. Anything else is refused like any opening. */
const mayPass = (code: string): boolean => code === 'library-open-elsewhere' || code === 'library-away'

/** Every name of a library: one that is forgotten here does not compile. */
const NAMES: Record<keyof Library, true> = {
  list: true, create: true, open: true, save: true, setPiece: true, bin: true, restore: true, remove: true, addPhoto: true, readPhoto: true, photoFile: true,
  adopt: true, noticeVersions: true, notice: true, look: true, keepUndo: true, undo: true, rebuildIndex: true, close: true,
}
const libraryOf = (method: (name: keyof Library) => (...input: unknown[]) => unknown): Library => Object.fromEntries(Object.keys(NAMES).map((name) => [name, method(name as keyof Library)])) as Library

/** A library in which nothing is there and everything is refused. */
const refusing = (refusal: () => Failure): Library => ({
  ...libraryOf(() => () => Promise.resolve(refusal())),
  list: () => [],
  notice: () => false,
  look: () => undefined,
  photoFile: refusal,
  rebuildIndex: () => Promise.resolve(),
  close: () => Promise.resolve(),
})

/** The library that stands behind now, asked anew at every call. */
const following = (current: () => Library): Library => libraryOf((name) => (...input) => (current()[name] as (...given: unknown[]) => unknown)(...input))

/** Opens a person's library; where another has it, or its folder is not there, answers all the same and keeps trying. */
export const keepPlace = async (options: Omit<PlaceOptions, 'how'>): Promise<Outcome<KeptPlace>> => {
  const turns = makeTurns()
  let place: Place | null = null
  let failure: Failure | null = null
  let closed = false
  let cancel: () => void = () => undefined
  const shutLibrary = refusing(() => failure ?? failed('library-closed', 'The library has been closed.'))

  const open = async (how: How): Promise<Outcome<null>> => {
    const opened = await openPlace({ ...options, how })
    if (opened.ok) {
      place = opened.value
      failure = null
      return ok(null)
    }
    failure = opened
    again()
    return opened
  }
  const again = (): void => {
    cancel()
    cancel = options.schedule(AGAIN, () => {
      void turns.take('place', async () => {
        if (closed || place) return
        const before = failure?.code
        if ((await open('own')).ok || failure?.code !== before) options.changed()
      })
    })
  }

  const first = await open('own')
  if (!first.ok && !mayPass(first.code)) {
    cancel()
    return first
  }
  const standing = (): Standing => {
    if (place) return place.status()
    if (failure?.code === 'library-moving') return 'moving'
    return failure?.code === 'library-away' ? 'away' : 'elsewhere'
  }
  const of = ({ host, person, since }: Failure['details']): By => ({ host: String(host), person: String(person), since: String(since), beat: String(since) })
  return ok({
    library: following(() => place?.library ?? shutLibrary),
    folder: options.folder,
    standing,
    shut: () => (place ? null : failure),
    by: () => (place ? place.by() : failure?.code === 'library-open-elsewhere' ? of(failure.details) : null),
    leftBy: () => place?.leftBy ?? null,
    copies: () => place?.copies() ?? [],
    reopen: (how) =>
      turns.take('place', async () => {
        if (closed) return failed('library-closed', 'The library has been closed.')
        cancel()
        const before = place
        place = null
        failure = failed('library-open-elsewhere', 'The library is being opened.', { host: '', person: '', since: options.now(), here: false })
        await before?.close()
        const opened = await open(how)
        options.changed()
        return opened
      }),
    leave: (act) =>
      turns.take('place', async () => {
        cancel()
        const before = place
        const how: How = before?.status() === 'reading' ? 'read' : 'own'
        place = null
        failure = failed('library-moving', 'The library is being moved.')
        options.changed()
        await before?.close()
        const { history: _history, touched: _touched, ...plain } = options
        const done = await act((folder) => openPlace({ ...plain, folder, must: true, how: 'own', changed: () => undefined }))
        if (!done.ok) await open(how)
        options.changed()
        return done
      }),
    close: async () => {
      closed = true
      cancel()
      await turns.take('place', async () => {
        await place?.close()
        place = null
      })
    },
  })
}
