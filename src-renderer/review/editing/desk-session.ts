import type { Working } from '../../../src-shared/desk-api/working'
import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import type { Notes } from '../../../src-shared/story/notes'
import type { Story } from '../../../src-shared/story/story'
import { bench } from '../../bench'
import type { Saved } from '../../writing/saver'
import { createSession, takeKept, type Session } from '../../writing/session'

/** What was sent with a save, and the copy that stands at the desk because somebody else stored another meanwhile. */
export type Arrival = { sent: { story: Story; notes: Notes }; theirs: Working }

/** How a room of the desk is saved, whatever it is saved by. */
export type DeskSession = Session & {
  /** Brings everything typed to the desk, for a decision about it; refuses where the desk does not have it all. */
  toDesk: () => Promise<Outcome<null>>
  /** Ties the room to what others do, for as long as it is on screen; answers what unties it. */
  tie: () => () => void
}

/** The working copy of a piece open for editing by one person at a time: it saves whole copies, which the desk merges. */
export type SavingSession = DeskSession & {
  /** Names who takes in a copy that was merged at the desk with the one sent; true once the room holds it. Nothing more is sent before that. */
  onArrival: (take: ((arrival: Arrival) => Promise<boolean>) | null) => void
  /** True where the last save is kept on this machine and the desk does not have it yet. */
  isHere: () => boolean
  /** Called with what stands at the desk once the room holds it too; `clean` where it holds nothing beside that. */
  took: (theirs: Working, clean: boolean) => void
}

/** What a piece's working copy is kept under while it is left unsaved. */
export const deskKey = (id: string): string => `desk ${id}`

/** Opens a session on a working copy. Words that an earlier session could not store come back with it. */
export const openSavingSession = (id: string, working: Working & { unsent: boolean }): SavingSession => {
  const kept = takeKept(deskKey(id))
  let { base, unsent: here } = working
  let take: ((arrival: Arrival) => Promise<boolean>) | null = null
  const session = createSession({
    key: deskKey(id),
    opened: kept ?? working,
    unsaved: kept !== null,
    send: async (story, { notes, conflicts }, generation): Promise<Outcome<Saved>> => {
      const saved = await bench.ask('desk.saveWorking', { id, story, notes, conflicts, base, generation })
      if (!saved.ok) return saved
      const { merged, at, unsent } = saved.value
      here = unsent
      // A room that was left before it could take it in keeps its words with the generation they grew from, to be merged again.
      if (merged && !(await take?.({ sent: { story, notes }, theirs: merged }))) return failed('working-stale', 'Somebody else stored this copy meanwhile.')
      return ok({ generation: saved.value.generation, savedAt: at })
    },
  })
  return {
    ...session,
    toDesk: () => session.saver.flush(),
    tie: () => () => undefined,
    isHere: () => here,
    onArrival: (next) => {
      take = next
    },
    took: (theirs, clean) => {
      base = theirs.base
      session.setConflicts(theirs.conflicts, 'kept')
      session.saver.adopt(theirs.generation, clean)
    },
  }
}
