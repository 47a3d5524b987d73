import { join } from 'node:path'

import type { Piece } from '../../src-shared/desk-api/pieces'
import { expected, failed, Fault, ok, type Outcome } from '../../src-shared/outcome'
import { normalise } from '../../src-shared/story/canonical'
import type { Conflict } from '../../src-shared/story/merge'
import { noNotes, type Notes } from '../../src-shared/story/notes'
import { readStory } from '../../src-shared/story/migrations'
import type { UndoJournal } from '../../src-shared/story/undo'
import { storyIdSchema, type Photo, type Story } from '../../src-shared/story/story'
import { makeTurns } from '../durable/turns'
import type { Vault } from '../durable/vault'
import { makeFolder } from '../durable/write'
import { textDigest } from './conflict/copy'
import { makeGiven } from './conflict/given'
import { keepVersion, noticeVersions, type KeptVersion, type VersionKeeper } from './conflict/notice'
import { loadDraft, makeRoom, stampOf, standIn, storyFile, storyFolder, writeDraft } from './draft-file'
import { entryOf, type LibraryEntry } from './entry'
import type { History } from './history/history'
import { keepRows } from './keep-rows'
import { findPhoto, readPhotoFile, writePhotoFile } from './photo-files'
import { STORED_FORMAT, type StoredDraft } from './stored'
import { removeStory, sweepRemoved } from './remove'
import { watchRows } from './search/watch-rows'
import { readUndo, writeUndo } from './undo-file'

export type { LibraryEntry } from './entry'

/** A durable save: which generation it made and when. */
export type Saved = { generation: number; savedAt: string }

/** A draft as opened. `recoveredFrom` says where the damaged newest file was kept, if this is the generation before it. */
export type OpenedDraft = { story: Story; notes: Notes; conflicts: Conflict[]; generation: number; changedAt: string; binnedAt: string | null; piece: Piece | null; recoveredFrom: string | null; copyOf?: NonNullable<StoredDraft['copyOf']>; handed?: NonNullable<StoredDraft['handed']> }

/** What the desk made of a piece it returned, merged with the draft of that generation. */
export type Brought = { story: Story; notes: Notes; conflicts: Conflict[]; generation: number }

/** One person's drafts on this machine. What answers ok is on the disk; what answers a failure changed nothing. Ids that are not story ids are `draft-missing`. */
export type Library = {
  /** From the index, newest change first. */
  list: () => LibraryEntry[]
  /** Refuses an id that has a draft already with `story-exists`. */
  create: (story: Story, notes?: Notes) => Promise<Outcome<Saved>>
  open: (id: string) => Promise<Outcome<OpenedDraft>>
  /** `generation` is the one that was edited; any other than the newest is `draft-stale` and nothing is written. Without `notes` and `conflicts` those stay as they are. */
  save: (story: Story, generation: number, notes?: Notes, conflicts?: Conflict[]) => Promise<Outcome<Saved>>
  /** Keeps the desk's last known word with the draft; makes no new generation. With `brought` the draft becomes that in the same write, as a new generation; `draft-stale` where it is no longer of the one named. */
  setPiece: (id: string, piece: Piece, brought?: Brought) => Promise<Outcome<null>>
  bin: (id: string) => Promise<Outcome<null>>
  restore: (id: string) => Promise<Outcome<null>>
  /** Takes a binned story off the disk for good, with its photos and history. Refuses `story-not-binned`. */
  remove: (id: string) => Promise<Outcome<null>>
  /** Keeps a photo's original bytes in the story's folder, also before the story is created. The story itself is not changed. */
  addPhoto: (id: string, photo: Photo, bytes: Uint8Array) => Promise<Outcome<null>>
  readPhoto: (id: string, sha256: string) => Promise<Outcome<{ bytes: Uint8Array; mediaType: string }>>
  /** Where a photo's original is on the disk. */
  photoFile: (id: string, sha256: string) => Outcome<string>
  /** Takes in a whole draft under its own id, after `beside` has put into its folder what belongs there. Refuses `story-exists`. */
  adopt: (draft: StoredDraft, beside: (folder: string) => Promise<void>) => Promise<Outcome<null>>
  /** Looks for other versions of a story that synchronisation left beside it, and keeps each as a story of its own (conflict/notice.ts). */
  noticeVersions: (id: string) => Promise<Outcome<KeptVersion[]>>
  /** Looks whether stories came or went behind the index; true if the list changed. */
  notice: () => boolean
  /** Looks at one story's files again. */
  look: (id: string) => void
  /** Keeps what can be undone in a draft, and gives it back after a restart; null where nothing is kept. */
  keepUndo: (id: string, journal: UndoJournal) => Promise<Outcome<null>>
  undo: (id: string) => Promise<Outcome<UndoJournal | null>>
  /** Makes the index again from the folders. */
  rebuildIndex: () => Promise<void>
  /** Waits for what is being written, then writes the index. */
  close: () => Promise<void>
}

/** What a save must know of the draft it replaces, so that it need not read it. */
type Head = Omit<StoredDraft, 'story'> & { stamp: Promise<string>; /** Of its words; empty where they are gone and only the window has them. */ digest: string }

/** Opens a library folder, making it if needed; drafts, photos and index go through `vault`. `library-read-only` where it may not write. `onDamage` is told whenever a damaged file was met and kept, `touched` of every story that was written (null: any may have been). While `reading` says so nothing is written, not even what would mend a file. */
export const openLibrary = async (options: { folder: string; vault: Vault; now: () => string; history?: Pick<History, 'opened' | 'saving'>; reading?: () => boolean; touched?: (id: string | null) => void; onDamage?: (notice: { id: string; keptAt: string }) => void }): Promise<Outcome<Library>> => {
  const { vault, reading = () => false } = options
  const stories = join(options.folder, 'stories')
  const kept = await keepRows(vault, options.folder, stories, reading)
  if (!kept.ok) return kept
  const { journal, close } = kept.value
  if (!reading()) void sweepRemoved(options.folder)
  const rows = options.touched ? watchRows(kept.value.rows, options.touched) : kept.value.rows
  const heads = new Map<string, Head>()
  const given = makeGiven()
  const turns = makeTurns()
  let closed = false

  /** One task of one story at a time; faults of the disk become failures. */
  const inTurn = async <T>(id: string, task: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    if (closed) return failed('library-closed', 'The library has been closed.')
    if (!storyIdSchema.safeParse(id).success) return failed('draft-missing', 'There is no such draft in this library.', { id })
    return turns.take(id, () => expected(task))
  }

  const remember = ({ story, ...rest }: StoredDraft, id: string): Head => {
    const head = { ...rest, stamp: stampOf(stories, id), digest: textDigest({ story, notes: rest.notes }) }
    heads.set(id, head)
    return head
  }

  const write = async (draft: StoredDraft): Promise<void> => {
    const { id } = draft.story
    await journal.touch(id)
    heads.delete(id) // If the write fails half way, the disk is asked again.
    await writeDraft(vault, stories, draft)
    remember(draft, id)
    rows.put(id, () => entryOf(draft))
  }

  const recover = async (draft: StoredDraft): Promise<string> => {
    if (reading()) return storyFile(stories, draft.story.id)
    try {
      await journal.touch(draft.story.id)
      const keptAt = await standIn(vault, stories, draft, options.now())
      remember(draft, draft.story.id)
      return keptAt
    } catch (error) {
      // On a full disk the words can still be read; the damaged file stays where it is.
      if (error instanceof Fault) return storyFile(stories, draft.story.id)
      throw error
    }
  }

  const load = async (id: string): Promise<Outcome<{ draft: StoredDraft; recoveredFrom: string | null }>> => {
    const loaded = await loadDraft(vault, stories, id)
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
      if (loaded.value.recoveredFrom !== null && head) return ok({ ...rest, generation: head.generation, stamp: Promise.resolve(''), digest: '' })
      return ok({ ...rest, stamp: Promise.resolve(''), digest: textDigest(loaded.value.draft) })
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

  const adopt: Library['adopt'] = (draft, beside) =>
    inTurn(draft.story.id, async () => {
      const { id } = draft.story
      const there = await loadDraft(vault, stories, id)
      if (there.ok || there.code !== 'draft-missing') return failed('story-exists', 'This library already has a story of this id.', { id })
      await journal.touch(id)
      await makeFolder(storyFolder(stories, id))
      await beside(storyFolder(stories, id))
      await write(draft)
      return ok(null)
    })
  const keeper: VersionKeeper = {
    vault,
    stories,
    now: options.now,
    adopt,
    current: async (id) => {
      const loaded = await loadDraft(vault, stories, id)
      return loaded.ok ? loaded.value.draft : null
    },
  }
  /** Before words of this generation are overwritten that no window here was given: keeps them as a story of their own. */
  const keepMet = async (id: string, { generation, digest }: Head, next: string): Promise<Outcome<unknown>> => {
    if (digest === '' || digest === next || !given.doubts(id, generation, digest)) return ok(null)
    const met = await keeper.current(id)
    return met ? keepVersion(keeper, met, { kind: 'conflict', from: 'story.json' }) : ok(null)
  }

  return ok({
    list: rows.list,
    adopt,
    noticeVersions: (id) => inTurn(id, async () => ok(reading() ? [] : await noticeVersions(keeper, id))),
    notice: rows.notice,
    look: rows.look,
    create: async (story, notes = noNotes) => {
      const read = readStory(normalise(story))
      if (!read.ok) return read
      const { id } = read.value
      return inTurn(id, async () => {
        const there = await loadDraft(vault, stories, id)
        if (there.ok || there.code !== 'draft-missing') return failed('story-exists', 'This library already has a story of this id.', { id })
        const now = options.now()
        await journal.touch(id)
        await makeFolder(storyFolder(stories, id))
        await write({ format: STORED_FORMAT, generation: 1, changedAt: now, createdAt: now, binnedAt: null, piece: null, notes: normalise(notes), conflicts: [], story: read.value })
        given.note(id, 1, heads.get(id)?.digest ?? '')
        return ok({ generation: 1, savedAt: now })
      })
    },
    open: (id) =>
      inTurn(id, async () => {
        // On a full disk what stands beside the story waits; the story itself can still be read.
        if (!reading()) await noticeVersions(keeper, id).catch(() => [])
        const loaded = await load(id)
        if (!loaded.ok) return loaded
        given.note(id, loaded.value.draft.generation, textDigest(loaded.value.draft))
        options.history?.opened(id)
        const { story, notes, conflicts, generation, changedAt, binnedAt, piece, copyOf, handed } = loaded.value.draft
        return ok({ story, notes, conflicts, generation, changedAt, binnedAt, piece, recoveredFrom: loaded.value.recoveredFrom, ...(copyOf && { copyOf }), ...(handed && { handed }) })
      }),
    save: async (story, generation, notes, conflicts) => {
      const read = readStory(normalise(story))
      if (!read.ok) return read
      return inTurn(read.value.id, async () => {
        const head = await headOf(read.value.id)
        if (!head.ok) return head
        if (head.value.generation !== generation) return failed('draft-stale', 'This draft was saved elsewhere since it was opened; nothing was overwritten.', { generation: head.value.generation })
        const { stamp: _stamp, digest: _digest, ...rest } = head.value
        const savedAt = options.now()
        const next: StoredDraft = { ...rest, generation: generation + 1, changedAt: savedAt, ...(notes && { notes: normalise(notes) }), ...(conflicts && { conflicts }), story: read.value }
        const digest = textDigest(next)
        const met = await keepMet(read.value.id, head.value, digest)
        if (!met.ok) return met
        const answered = await options.history?.saving(generation, read.value)
        await write(next)
        answered?.()
        given.note(read.value.id, next.generation, digest)
        return ok({ generation: generation + 1, savedAt })
      })
    },
    setPiece: (id, piece, brought) => {
      if (!brought) return change(id, (draft) => ({ ...draft, piece }))
      return inTurn(id, async () => {
        const read = readStory(normalise(brought.story))
        if (!read.ok) return read
        const loaded = await load(id)
        if (!loaded.ok) return loaded
        const { draft } = loaded.value
        if (draft.generation !== brought.generation) return failed('draft-stale', 'This draft was saved while the return came in; it is brought again.', { generation: draft.generation })
        const next: StoredDraft = { ...draft, piece, story: read.value, notes: normalise(brought.notes), conflicts: brought.conflicts, generation: draft.generation + 1, changedAt: options.now() }
        await write(next)
        given.note(id, next.generation, textDigest(next))
        return ok(null)
      })
    },
    bin: (id) => change(id, (draft) => (draft.binnedAt === null ? { ...draft, binnedAt: options.now() } : draft)),
    restore: (id) => change(id, (draft) => (draft.binnedAt === null ? draft : { ...draft, binnedAt: null })),
    remove: (id) =>
      inTurn(id, async () => {
        const loaded = await load(id)
        if (!loaded.ok) return loaded
        if (loaded.value.draft.binnedAt === null) return failed('story-not-binned', 'Only what is in the bin can be deleted for good.', { id })
        await journal.touch(id)
        heads.delete(id)
        await removeStory(options.folder, storyFolder(stories, id))
        given.forget(id)
        rows.look(id)
        return ok(null)
      }),
    addPhoto: (id, photo, bytes) =>
      inTurn(id, async () => {
        await journal.touch(id)
        return writePhotoFile(vault, storyFolder(stories, id), photo, bytes)
      }),
    readPhoto: async (id, sha256) => (storyIdSchema.safeParse(id).success ? readPhotoFile(vault, storyFolder(stories, id), sha256) : failed('draft-missing', 'There is no such draft in this library.', { id })),
    photoFile: (id, sha256) => {
      if (!storyIdSchema.safeParse(id).success) return failed('draft-missing', 'There is no such draft in this library.', { id })
      const found = findPhoto(storyFolder(stories, id), sha256)
      return found.ok ? ok(found.value.file) : found
    },
    keepUndo: (id, undo) =>
      inTurn(id, async () => {
        if (!heads.has(id)) return ok(null) // Only beside a draft that this session has saved or opened.
        await writeUndo(vault, storyFolder(stories, id), undo)
        return ok(null)
      }),
    undo: (id) => inTurn(id, async () => ok(await readUndo(vault, storyFolder(stories, id)))),
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
