import type { Draft } from '../../src-shared/bridge/contract'
import type { Outcome } from '../../src-shared/outcome'
import type { Conflict } from '../../src-shared/story/merge'
import type { Notes } from '../../src-shared/story/notes'
import type { BodyJson, Story } from '../../src-shared/story/story'
import type { UndoJournal } from '../../src-shared/story/undo'
import { bench } from '../bench'
import { noteKept } from '../ui/settling'
import { createNotesStore, type NotesStore } from './notes-store'
import { createSaver, windowTimers, type Saved, type Saver } from './saver'
import { createStoryStore, type StoryStore } from './story-store'

/** One story open for writing: its fields, its saver, and whatever holds its body. */
export type Session = {
  /** What it is kept under while it is left unsaved: the story's id, or a name of its own for a copy that is saved elsewhere. */
  key: string
  store: StoryStore
  notes: NotesStore
  saver: Saver
  /** What two people both changed and nobody has chosen. */
  conflicts: () => readonly Conflict[]
  /** Sets those; saved with the story unless `kept` says that they are stored already. */
  setConflicts: (conflicts: readonly Conflict[], kept?: 'kept') => void
  onConflicts: (listener: () => void) => () => void
  /** Names where the body is read from; until then it is the body as opened. */
  bodyFrom: (read: () => BodyJson) => void
  /** Names where what can be undone is read from; kept beside the draft after each save. */
  undoFrom: (read: () => UndoJournal | null) => void
  /** The whole story as it would be saved now. */
  story: () => Story
  /** Where leaving is the affair of whoever opened it: nothing is kept here. */
  leave?: () => void
}

/** What a session needs of a draft or a working copy. */
type Openable = Pick<Draft, 'story' | 'notes' | 'generation'> & { conflicts?: Conflict[] }

type Opening = {
  key: string
  opened: Openable
  /** True where what is opened carries changes that were saved nowhere yet. */
  unsaved: boolean
  /** Writes the story, durably, as it grew from that generation; `journal` is what can be undone, read with the words it leads to. */
  send: (story: Story, beside: { notes: Notes; conflicts: Conflict[] }, generation: number, journal: UndoJournal | null) => Promise<Outcome<Saved>>
}

/** Makes a session that saves by `send`. */
export const createSession = ({ key, opened, unsaved, send }: Opening): Session => {
  let body = (): BodyJson => opened.story.body
  let undo = (): UndoJournal | null => null
  const store = createStoryStore(opened.story, () => saver.changed())
  const notes = createNotesStore(opened.notes, () => saver.changed())
  let conflicts: readonly Conflict[] = opened.conflicts ?? []
  const listeners = new Set<() => void>()
  const story = (): Story => store.story(body())
  const saver = createSaver({ read: story, send: (next, generation) => send(next, { notes: notes.value(), conflicts: [...conflicts] }, generation, undo()), generation: opened.generation, timers: windowTimers })
  if (unsaved) saver.changed()
  return {
    key,
    store,
    notes,
    saver,
    story,
    conflicts: () => conflicts,
    setConflicts: (next, stored) => {
      conflicts = next
      if (!stored) saver.changed()
      for (const listener of listeners) listener()
    },
    onConflicts: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    bodyFrom: (read) => {
      body = read
    },
    undoFrom: (read) => {
      undo = read
    },
  }
}

/** Opens a session on a draft of the library. `unsaved` when the draft carries changes no disk has yet. */
export const openSession = (draft: Openable, unsaved: boolean): Session =>
  createSession({
    key: draft.story.id,
    opened: draft,
    unsaved,
    send: async (story, { notes, conflicts }, generation, journal) => {
      const saved = await bench.ask('library.save', { story, generation, notes, conflicts })
      // Written only once the words it leads to are safe.
      if (saved.ok && journal) void bench.ask('library.keepUndo', { id: story.id, journal })
      return saved
    },
  })

type Kept = Openable

const live = new Map<string, Session>()

// A room that is left while its disk refuses keeps its words here, for as long as the window lives.
const kept = new Map<string, Kept>()
const leaving = new Map<string, Promise<void>>()

/** A session's room is on screen from here until it is left. */
export const enterSession = (session: Session): void => {
  live.set(session.key, session)
}

/** Leaves a session: saves what is unsaved, and where that fails keeps the words until the story is opened again. */
export const leaveSession = (session: Session): void => {
  const { key } = session
  const story = session.story()
  if (live.get(key) === session) live.delete(key)
  if (session.leave) {
    session.leave()
    return
  }
  if (!session.saver.state().dirty && !session.saver.state().saving) return
  const left = session.saver.flush().then((outcome) => {
    if (outcome.ok) return
    session.saver.stop()
    kept.set(key, { story, notes: session.notes.value(), conflicts: [...session.conflicts()], generation: session.saver.generation() })
    noteKept('left', kept.size)
  })
  leaving.set(key, left)
  void left.finally(() => leaving.get(key) === left && leaving.delete(key))
}

/** Resolves when no session under this key is still saving what it has. */
export const settleSessions = async (key: string): Promise<void> => {
  await live.get(key)?.saver.flush()
  await leaving.get(key)
}

/** What an earlier session under this key could not save; given once. */
export const takeKept = (key: string): Kept | null => {
  const found = kept.get(key) ?? null
  kept.delete(key)
  noteKept('left', kept.size)
  return found
}
