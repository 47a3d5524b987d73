import type { Draft } from '../../src-shared/bridge/contract'
import type { Outcome } from '../../src-shared/outcome'
import type { Notes } from '../../src-shared/story/notes'
import type { BodyJson, Story } from '../../src-shared/story/story'
import type { UndoJournal } from '../../src-shared/story/undo'
import { bench } from '../bench'
import { noteKept } from '../ui/settling'
import { createNotesStore, type NotesStore } from './notes-store'
import { createSaver, windowTimers, type Saver } from './saver'
import { createStoryStore, type StoryStore } from './story-store'

/** One story open for writing: its fields, its saver, and whatever holds its body. */
export type Session = {
  store: StoryStore
  notes: NotesStore
  saver: Saver
  /** Names where the body is read from; until then it is the body as opened. */
  bodyFrom: (read: () => BodyJson) => void
  /** Names where what can be undone is read from; kept beside the draft after each save. */
  undoFrom: (read: () => UndoJournal | null) => void
  /** The whole story as it would be saved now. */
  story: () => Story
}

/** Opens a session on a draft. `unsaved` when the draft carries changes no disk has yet. */
export const openSession = (draft: Pick<Draft, 'story' | 'notes' | 'generation'>, unsaved: boolean): Session => {
  let body = (): BodyJson => draft.story.body
  let undo = (): UndoJournal | null => null
  const store = createStoryStore(draft.story, () => saver.changed())
  const notes = createNotesStore(draft.notes, () => saver.changed())
  const story = (): Story => store.story(body())
  const send = async (next: Story, generation: number): Promise<Outcome<{ generation: number; savedAt: string }>> => {
    // Read together with the words it leads to; written only once those are safe.
    const journal = undo()
    const saved = await bench.ask('library.save', { story: next, generation, notes: notes.value() })
    if (saved.ok && journal) void bench.ask('library.keepUndo', { id: next.id, journal })
    return saved
  }
  const saver = createSaver({ read: story, send, generation: draft.generation, timers: windowTimers })
  if (unsaved) saver.changed()
  return {
    store,
    notes,
    saver,
    story,
    bodyFrom: (read) => {
      body = read
    },
    undoFrom: (read) => {
      undo = read
    },
  }
}

type Kept = { story: Story; notes: Notes; generation: number }

const live = new Map<string, Session>()

// A room that is left while its disk refuses keeps its words here, for as long as the window lives.
const kept = new Map<string, Kept>()
const leaving = new Map<string, Promise<void>>()

/** A session's room is on screen from here until it is left. */
export const enterSession = (session: Session): void => {
  live.set(session.story().id, session)
}

/** Leaves a session: saves what is unsaved, and where that fails keeps the words until the story is opened again. */
export const leaveSession = (session: Session): void => {
  const story = session.story()
  if (live.get(story.id) === session) live.delete(story.id)
  if (!session.saver.state().dirty && !session.saver.state().saving) return
  const left = session.saver.flush().then((outcome) => {
    if (outcome.ok) return
    session.saver.stop()
    kept.set(story.id, { story, notes: session.notes.value(), generation: session.saver.generation() })
    noteKept(kept.size)
  })
  leaving.set(story.id, left)
  void left.finally(() => leaving.get(story.id) === left && leaving.delete(story.id))
}

/** Resolves when no session of this story is still saving what it has. */
export const settleSessions = async (id: string): Promise<void> => {
  await live.get(id)?.saver.flush()
  await leaving.get(id)
}

/** What an earlier session of this story could not save; given once. */
export const takeKept = (id: string): Kept | null => {
  const found = kept.get(id) ?? null
  kept.delete(id)
  noteKept(kept.size)
  return found
}
