import type { Working } from '../../../src-shared/desk-api/working'
import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import type { Notes } from '../../../src-shared/story/notes'
import type { Story } from '../../../src-shared/story/story'
import { bench } from '../../bench'
import { createSession, takeKept, type Session } from '../../writing/session'

/** What was sent with a save, and the copy that stands at the desk because somebody else stored another meanwhile. */
export type Arrival = { sent: { story: Story; notes: Notes }; theirs: Working }

/** The working copy of a piece open for editing: a session that saves to the desk. */
export type DeskSession = Session & {
  /** Conflicts of this copy that nobody has decided. */
  conflicts: () => Working['conflicts']
  setConflicts: (conflicts: Working['conflicts']) => void
  subscribe: (listener: () => void) => () => void
  /** Names who takes in a copy that was merged at the desk with the one sent; true once the room holds it. Nothing more is sent before that. */
  onArrival: (take: ((arrival: Arrival) => Promise<boolean>) | null) => void
  /** The revision it grew from. */
  base: () => string
  /** Called with what stands at the desk once the room holds it too. */
  took: (theirs: Working, clean: boolean) => void
}

/** What a piece's working copy is kept under while it is left unsaved. */
export const deskKey = (id: string): string => `desk ${id}`

/** Opens a session on a working copy. Words that an earlier session could not store come back with it. */
export const openDeskSession = (id: string, working: Working): DeskSession => {
  const kept = takeKept(deskKey(id))
  let { base, conflicts } = working
  let take: ((arrival: Arrival) => Promise<boolean>) | null = null
  const listeners = new Set<() => void>()
  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  const session = createSession({
    key: deskKey(id),
    opened: kept ?? working,
    unsaved: kept !== null,
    send: async (story: Story, notes: Notes, generation: number): Promise<Outcome<{ generation: number; savedAt: string }>> => {
      const saved = await bench.ask('desk.saveWorking', { id, story, notes, conflicts, base, generation })
      if (!saved.ok) return saved
      const { merged, at } = saved.value
      // A room that was left before it could take it in keeps its words with the generation they grew from, to be merged again.
      if (merged && !(await take?.({ sent: { story, notes }, theirs: merged }))) return failed('working-stale', 'Somebody else stored this copy meanwhile.')
      return ok({ generation: saved.value.generation, savedAt: at })
    },
  })
  return {
    ...session,
    conflicts: () => conflicts,
    setConflicts: (next) => {
      conflicts = next
      session.saver.changed()
      tell()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onArrival: (next) => {
      take = next
    },
    base: () => base,
    took: (theirs, clean) => {
      base = theirs.base
      conflicts = theirs.conflicts
      session.saver.adopt(theirs.generation, clean)
      tell()
    },
  }
}
