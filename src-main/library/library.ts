import { join } from 'node:path'

import type { Piece } from '../../src-shared/desk-api/routes'
import { failed, failureOf, Fault, ok, type Outcome } from '../../src-shared/outcome'
import { normalise } from '../../src-shared/story/canonical'
import { readStory } from '../../src-shared/story/migrations'
import { storyIdSchema, type Photo, type Story } from '../../src-shared/story/story'
import { makeTurns } from '../durable/turns'
import { makeFolder } from '../durable/write'
import { loadDraft, makeRoom, stampOf, standIn, storyFile, storyFolder, writeDraft } from './draft-file'
import { entryOf, type LibraryEntry } from './entry'
import { keepRows } from './keep-rows'
import { findPhoto, readPhotoFile, writePhotoFile } from './photo-files'
import { STORED_FORMAT, type StoredDraft } from './stored'

export type { LibraryEntry } from './entry'

/** A durable save: which generation it made and when. */
export type Saved = { generation: number; savedAt: string }

/** A draft as opened. `recoveredFrom` says where the damaged newest file was kept, if this is the generation before it. */
export type OpenedDraft = { story: Story; generation: number; changedAt: string; binnedAt: string | null; piece: Piece | null; recoveredFrom: string | null }

/** One person's drafts on this machine. What answers ok is on the disk; what answers a failure changed nothing. Ids that are not story ids are `draft-missing`. */
export type Library = {
  /** From the index, newest change first. */
  list: () => LibraryEntry[]
  /** Refuses an id that has a draft already with `story-exists`. */
  create: (story: Story) => Promise<Outcome<Saved>>
  open: (id: string) => Promise<Outcome<OpenedDraft>>
  /** `generation` is the one that was edited; any other than the newest is `draft-stale` and nothing is written. */
  save: (story: Story, generation: number) => Promise<Outcome<Saved>>
  /** Keeps the desk's last known word with the draft; makes no new generation. */
  setPiece: (id: string, piece: Piece) => Promise<Outcome<null>>
  bin: (id: string) => Promise<Outcome<null>>
  restore: (id: string) => Promise<Outcome<null>>
  /** Keeps a photo's original bytes in the story's folder, also before the story is created. The story itself is not changed. */
  addPhoto: (id: string, photo: Photo, bytes: Uint8Array) => Promise<Outcome<null>>
  readPhoto: (id: string, sha256: string) => Promise<Outcome<{ bytes: Uint8Array; mediaType: string }>>
  /** Where a photo's original is on the disk. */
  photoFile: (id: string, sha256: string) => Outcome<string>
  /** Makes the index again from the folders. */
  rebuildIndex: () => Promise<void>
  /** Waits for what is being written, then writes the index. */
  close: () => Promise<void>
}

/** What a save must know of the draft it replaces, so that it need not read it. */
type Head = Omit<StoredDraft, 'story'> & { stamp: Promise<string> }

/** Opens a library folder, making it if needed. `library-read-only` where it may not write. `onDamage` is told whenever a damaged file was met and kept. */
export const openLibrary = async (options: { folder: string; now: () => string; onDamage?: (notice: { id: string; keptAt: string }) => void }): Promise<Outcome<Library>> => {
  const stories = join(options.folder, 'stories')
  const kept = await keepRows(options.folder, stories)
  if (!kept.ok) return kept
  const { rows, journal, close } = kept.value
  const heads = new Map<string, Head>()
  const turns = makeTurns()
  let closed = false

  /** One task of one story at a time; faults of the disk become failures. */
  const inTurn = async <T>(id: string, task: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    if (closed) return failed('library-closed', 'The library has been closed.')
    if (!storyIdSchema.safeParse(id).success) return failed('draft-missing', 'There is no such draft in this library.', { id })
    return turns.take(id, async () => {
      try {
        return await task()
      } catch (error) {
        if (error instanceof Fault) return failureOf(error)
        throw error
      }
    })
  }

  const remember = ({ story: _story, ...rest }: StoredDraft, id: string): Head => {
    const head = { ...rest, stamp: stampOf(stories, id) }
    heads.set(id, head)
    return head
  }

  const write = async (draft: StoredDraft): Promise<void> => {
    const { id } = draft.story
    await journal.touch(id)
    heads.delete(id) // If the write fails half way, the disk is asked again.
    await writeDraft(stories, draft)
    remember(draft, id)
    rows.put(id, () => entryOf(draft))
  }

  const recover = async (draft: StoredDraft): Promise<string> => {
    try {
      await journal.touch(draft.story.id)
      const keptAt = await standIn(stories, draft, options.now())
      remember(draft, draft.story.id)
      return keptAt
    } catch (error) {
      // On a full disk the words can still be read; the damaged file stays where it is.
      if (error instanceof Fault) return storyFile(stories, draft.story.id)
      throw error
    }
  }

  const load = async (id: string): Promise<Outcome<{ draft: StoredDraft; recoveredFrom: string | null }>> => {
    const loaded = await loadDraft(stories, id)
    if (!loaded.ok) {
      if (loaded.code === 'draft-damaged') {
        rows.look(id)
        options.onDamage?.({ id, keptAt: String(loaded.details['kept']) })
      }
      return loaded
    }
    const { draft, fallback } = loaded.value
    if (!fallback) {
      remember(draft, id)
      return ok({ draft, recoveredFrom: null })
    }
    const keptAt = await recover(draft)
    rows.put(id, () => entryOf(draft))
    options.onDamage?.({ id, keptAt })
    return ok({ draft, recoveredFrom: keptAt })
  }

  const headOf = async (id: string): Promise<Outcome<Head>> => {
    const head = heads.get(id)
    const stamp = head && (await head.stamp)
    // Another process, or a person with a file manager, may have changed the file since.
    if (head && stamp !== '' && stamp === (await stampOf(stories, id))) return ok(head)
    const loaded = await load(id)
    if (loaded.ok) {
      const { story: _story, ...rest } = loaded.value.draft
      // The newest was damaged under an open window, which still has its words: they are not stale.
      return ok({ ...rest, generation: loaded.value.recoveredFrom !== null && head ? head.generation : rest.generation, stamp: Promise.resolve('') })
    }
    if (!head || (loaded.code !== 'draft-damaged' && loaded.code !== 'draft-missing')) return loaded
    await journal.touch(id)
    await makeRoom(stories, id, options.now())
    return ok(head)
  }

  const change = (id: string, step: (draft: StoredDraft) => StoredDraft): Promise<Outcome<null>> =>
    inTurn(id, async () => {
      const loaded = await load(id)
      if (!loaded.ok) return loaded
      const next = step(loaded.value.draft)
      if (next !== loaded.value.draft) await write(next)
      return ok(null)
    })

  return ok({
    list: rows.list,
    create: async (story) => {
      const read = readStory(normalise(story))
      if (!read.ok) return read
      const { id } = read.value
      return inTurn(id, async () => {
        const there = await loadDraft(stories, id)
        if (there.ok || there.code !== 'draft-missing') return failed('story-exists', 'This library already has a story of this id.', { id })
        const now = options.now()
        await journal.touch(id)
        await makeFolder(storyFolder(stories, id))
        await write({ format: STORED_FORMAT, generation: 1, changedAt: now, createdAt: now, binnedAt: null, piece: null, story: read.value })
        return ok({ generation: 1, savedAt: now })
      })
    },
    open: (id) =>
      inTurn(id, async () => {
        const loaded = await load(id)
        if (!loaded.ok) return loaded
        const { story, generation, changedAt, binnedAt, piece } = loaded.value.draft
        return ok({ story, generation, changedAt, binnedAt, piece, recoveredFrom: loaded.value.recoveredFrom })
      }),
    save: async (story, generation) => {
      const read = readStory(normalise(story))
      if (!read.ok) return read
      return inTurn(read.value.id, async () => {
        const head = await headOf(read.value.id)
        if (!head.ok) return head
        if (head.value.generation !== generation) return failed('draft-stale', 'This draft was saved elsewhere since it was opened; nothing was overwritten.', { generation: head.value.generation })
        const { stamp: _stamp, ...rest } = head.value
        const savedAt = options.now()
        await write({ ...rest, generation: generation + 1, changedAt: savedAt, story: read.value })
        return ok({ generation: generation + 1, savedAt })
      })
    },
    setPiece: (id, piece) => change(id, (draft) => ({ ...draft, piece })),
    bin: (id) => change(id, (draft) => (draft.binnedAt === null ? { ...draft, binnedAt: options.now() } : draft)),
    restore: (id) => change(id, (draft) => (draft.binnedAt === null ? draft : { ...draft, binnedAt: null })),
    addPhoto: (id, photo, bytes) =>
      inTurn(id, async () => {
        await journal.touch(id)
        return writePhotoFile(storyFolder(stories, id), photo, bytes)
      }),
    readPhoto: async (id, sha256) => (storyIdSchema.safeParse(id).success ? readPhotoFile(storyFolder(stories, id), sha256) : failed('draft-missing', 'There is no such draft in this library.', { id })),
    photoFile: (id, sha256) => {
      if (!storyIdSchema.safeParse(id).success) return failed('draft-missing', 'There is no such draft in this library.', { id })
      const found = findPhoto(storyFolder(stories, id), sha256)
      return found.ok ? ok(found.value.file) : found
    },
    rebuildIndex: async () => {
      await turns.idle()
      rows.rebuild()
    },
    close: async () => {
      if (closed) return
      closed = true
      await turns.idle()
      await close()
    },
  })
}
