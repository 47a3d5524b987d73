import { ok, type Outcome } from '../../src-shared/outcome'
import { mergeNotes, mergeStories } from '../../src-shared/story/merge'
import { bench } from '../bench'
import { noteKept, onSettle } from '../ui/settling'
import { onOut } from './everybody-out'
import { holdKeeping } from './keeping-lock'
import { keepPiece, shown, type LivePiece } from './live-piece'
import type { OpenLine } from './line-socket'
import { openLiveSession } from './live-session'
import type { Merging } from './merge-contents'
import { readUnread } from './unread-input'

/** Milliseconds: how long the desk has to send a piece, and how long a piece that was left waits for the desk to store it before what is kept here must do. */
const WAITS = { shown: 12_000, left: 8000 } as const

/** The house's merge; what this person made of a place is named after them. */
const mergingAs = (name: string): Merging => ({
  stories: (base, mine, theirs) => {
    const { story, conflicts } = mergeStories(base, mine, theirs)
    return { story, conflicts: conflicts.map((conflict) => ({ ...conflict, mineBy: name.slice(0, 200) })) }
  },
  notes: mergeNotes,
})

const fresh = (): string => crypto.randomUUID().replaceAll('-', '').slice(0, 16)
const lineTo = (id: string): OpenLine => (heard) =>
  bench.live(id, {
    ...heard,
    message: (bytes) => {
      readUnread()
      heard.message(bytes)
    },
  })
const never = { send: () => undefined, close: () => undefined }

type Opening = { id: string; name: string; keeping: string; kept: boolean; /** False where the desk takes no live sessions: what is kept is only read. */ offered?: boolean }

/** Opens a piece under a name, with what is kept under it. Null where another window goes on with that. */
export const openKept = async ({ id, name, keeping, kept, offered = true }: Opening): Promise<Outcome<LivePiece> | null> => {
  const release = await holdKeeping(keeping)
  if (!release) return null
  const read = kept ? await bench.ask('live.read', { id, keeping }) : null
  if (read?.ok === false) {
    release()
    return read
  }
  const session = openLiveSession({ story: id, merge: mergingAs(name), resume: read?.value.part ?? null, line: offered ? lineTo(id) : () => never })
  return ok(keepPiece(session, { id, keeping }, read?.value ?? null, release))
}

/** Pieces whose room is on screen, or was and whose words are not safe yet. */
const open = new Map<string, { piece: Promise<Outcome<LivePiece>>; rooms: number }>()
const unsafe = new Set<string>()

const note = (id: string, lost: boolean): void => {
  if (lost) unsafe.add(id)
  else unsafe.delete(id)
  noteKept('live', unsafe.size)
}

const begin = async (id: string, name: string): Promise<Outcome<LivePiece>> => {
  const kept = await bench.ask('live.kept', null)
  for (const entry of kept.ok ? kept.value.filter((each) => each.id === id) : []) {
    const opened = await openKept({ id, name, keeping: entry.keeping, kept: true })
    if (opened?.ok) return opened
  }
  const opened = await openKept({ id, name, keeping: fresh(), kept: false })
  if (!opened?.ok) throw new Error('a fresh name is nobody else’s')
  const there = await shown(opened.value.session, WAITS.shown)
  if (there.ok) return opened
  await opened.value.close()
  return there
}

/** Comes into a piece for a room; the same one while any room is in it, or while its words are not safe. Refuses as the desk does, or `live-unanswered`. */
export const enterPiece = async (id: string, name: string): Promise<Outcome<LivePiece>> => {
  const known = open.get(id) ?? { piece: begin(id, name), rooms: 0 }
  known.rooms += 1
  open.set(id, known)
  const piece = await known.piece
  if (!piece.ok) {
    if (open.get(id) === known) open.delete(id)
    return piece
  }
  if (known.rooms > 1 || piece.value.standing().phase !== 'ended' || !piece.value.safe()) return piece
  // It was over when the last room left it.
  open.delete(id)
  await piece.value.close()
  return enterPiece(id, name)
}

/** A room has gone. What it typed is brought to the desk, or kept here for when that is back; only then is the session left. */
export const leavePiece = async (piece: LivePiece): Promise<void> => {
  const { id } = piece
  const known = open.get(id)
  if (!known) return
  known.rooms -= 1
  if (known.rooms > 0) return
  piece.session.awareness()?.setLocalState(null)
  await piece.keep()
  // With the desk away what is kept is sent when it is back, room or not.
  if (piece.standing().phase === 'live') await piece.stored(WAITS.left)
  await piece.keep()
  const isDone = (): boolean => known.rooms === 0 && piece.safe()
  const leave = (): Promise<void> => {
    if (open.get(id) === known) open.delete(id)
    note(id, false)
    return piece.close()
  }
  if (known.rooms > 0) return
  if (isDone()) {
    await leave()
    return
  }
  // Neither the desk nor the disk has them: this window alone does, for as long as it lives.
  note(id, true)
  const stop = piece.subscribe(() => {
    if (known.rooms === 0 && !isDone()) return
    stop()
    if (isDone()) void leave()
  })
}

/** Puts on the disk whatever any of them has, before the library closes. */
const keepAllPieces = async (): Promise<void> => {
  const all = await Promise.all([...open.values()].map(({ piece }) => piece))
  await Promise.all(all.flatMap((piece) => (piece.ok ? [piece.value.keep()] : [])))
}

/** Leaves everything at once: somebody else is here. What could be kept is kept. */
export const leaveAllPieces = (): void => {
  for (const [id, { piece }] of [...open]) {
    open.delete(id)
    note(id, false)
    void piece.then((opened) => {
      if (opened.ok) void opened.value.close()
    })
  }
}

/** True where a room of this window is in the piece, or its words are still on their way from here. */
export const isEntered = (id: string): boolean => open.has(id)

onSettle(keepAllPieces)
onOut(leaveAllPieces)
