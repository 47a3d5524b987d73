import type { Output } from '../../src-shared/bridge/contract'
import type { AnyKept } from '../../src-shared/bridge/desk'
import type { DeskClient } from '../../src-shared/desk-api/client'
import type { Working } from '../../src-shared/desk-api/working'
import { failed, failureOf, ok, type Outcome } from '../../src-shared/outcome'
import { noNotes } from '../../src-shared/story/notes'
import { makeTurns } from '../durable/turns'
import type { KeptPieces } from './kept-pieces'
import { mergeCopies } from './merge-working'
import { isAway } from './reach'
import { readRevision, storyFrom } from './read-piece'

/** How often a save is merged and tried again while others keep storing in between. */
const TRIES = 5
/** How many of the copies a window was given are remembered, each under its generation. */
const REMEMBERED = 6

/** What a save needs besides the copy: the desk, by its key, and where copies are kept. */
export type WorkingParts = { client: DeskClient; desk: string; kept: KeptPieces; person: string; now: () => string }

/** A copy as a window gives it back: `generation` is the one it grew from. */
export type Edited = Omit<Working, 'at' | 'by'>

type Saved = Output<'desk.saveWorking'>

/** The working copies of pieces at the desk, as the windows here edit them. Nothing given to `save` is dropped: it is at the desk, or unsent here, or among the kept ones. */
export type WorkingCopies = {
  read: (story: string, parts: WorkingParts) => Promise<Outcome<Output<'desk.working'>>>
  save: (story: string, edited: Edited, parts: WorkingParts) => Promise<Outcome<Saved>>
  /** Stores what is unsent now that the desk is there; answers the pieces that changed. */
  flush: (parts: WorkingParts) => Promise<string[]>
  /** Nothing given to a window is remembered any more: somebody else is here, or the library is locked. What is unsent stays on the disk. */
  forget: () => void
  /** Copies kept at the desk and here, newest first. */
  kept: (story: string, parts: WorkingParts) => Promise<Outcome<AnyKept[]>>
  keptOne: (story: string, id: string, parts: WorkingParts) => Promise<Outcome<Working>>
}

const STALE: ReadonlySet<string> = new Set(['working-stale', 'working-rebased'])

/** Makes them. What a window was given lives in memory: a window that starts anew reads anew. */
export const openWorkingCopies = (): WorkingCopies => {
  const turns = makeTurns()
  /** By desk and story: the copies windows hold, by the generation they know them under. */
  const given = new Map<string, Map<number, Working>>()

  const remember = (desk: string, story: string, generation: number, copy: Working): void => {
    const name = `${desk} ${story}`
    const copies = given.get(name) ?? new Map<number, Working>()
    copies.delete(generation)
    copies.set(generation, copy)
    for (const [oldest] of copies) if (copies.size > REMEMBERED) copies.delete(oldest)
    given.set(name, copies)
  }

  /** What a copy grew from: as given to the window, as last known here, or else the revision itself. */
  const ancestorOf = async (story: string, edited: Edited, parts: WorkingParts): Promise<Working | null> => {
    const known = given.get(`${parts.desk} ${story}`)?.get(edited.generation)
    if (known) return known
    const work = await parts.kept.work(story, parts.desk)
    if (work?.known && work.known.generation === edited.generation && work.known.base === edited.base) return work.known
    const bytes = await readRevision(story, edited.base, parts)
    const revision = bytes.ok ? storyFrom(bytes.value) : bytes
    return revision.ok ? { story: revision.value, notes: noNotes, conflicts: [], base: edited.base, generation: 0, at: '', by: '' } : null
  }

  /** Stores a copy at the desk, merging with what others stored meanwhile. Answers what stands there now. */
  const store = async (story: string, edited: Edited, ancestor: Working | null, parts: WorkingParts): Promise<Outcome<{ stored: Working; merged: boolean }>> => {
    let mine = edited
    let base = ancestor
    for (let tries = 0; tries < TRIES; tries += 1) {
      const answer = await parts.client.call('saveWorking', { params: { story }, body: mine })
      if (answer.ok) return ok({ stored: { ...mine, generation: answer.value.generation, at: answer.value.at, by: parts.person }, merged: tries > 0 })
      if (!STALE.has(answer.code)) return answer
      const theirs = await parts.client.call('working', { params: { story } })
      if (!theirs.ok) return theirs
      // Without what both grew from nobody can say who changed what: the copy is set aside for a person to look at.
      if (!base) return answer
      mine = { ...mergeCopies(base, mine, theirs.value, { mine: parts.person, theirs: theirs.value.by }), base: theirs.value.base, generation: theirs.value.generation }
      base = theirs.value
    }
    return failed('working-busy', 'Others keep storing the piece; the copy is kept here.')
  }

  /** A copy the desk does not take is set aside, and only then no longer unsent. */
  const refuse = async (story: string, copy: Working, refusal: { code: string }, parts: WorkingParts): Promise<void> => {
    await parts.kept.setAside(story, copy, { at: parts.now(), code: refusal.code })
    const work = await parts.kept.work(story, parts.desk)
    await parts.kept.keepWork(story, parts.desk, { known: work?.known ?? null, at: work?.at ?? parts.now(), unsent: null })
  }

  /** Brings an unsent copy to the desk. Null where the desk is away still. */
  const push = async (story: string, unsent: { copy: Working; grewFrom: Working | null }, parts: WorkingParts): Promise<Outcome<{ stored: Working; merged: boolean }> | null> => {
    const { at: _at, by: _by, ...edited } = unsent.copy
    const stored = await store(story, edited, unsent.grewFrom, parts)
    if (stored.ok) {
      remember(parts.desk, story, stored.value.stored.generation, stored.value.stored)
      // Disk trouble only means that it is sent once more; the desk knows the same words again.
      await parts.kept.keepWork(story, parts.desk, { known: stored.value.stored, at: parts.now(), unsent: null }).catch(() => undefined)
      return stored
    }
    if (isAway(stored.code) || stored.code === 'not-signed-in' || stored.code === 'unexpected' || stored.code === 'working-busy') return null
    await refuse(story, unsent.copy, stored, parts)
    return stored
  }

  const inTurn = <T>(story: string, task: () => Promise<Outcome<T>>): Promise<Outcome<T>> => turns.take(story, () => task().catch(failureOf))

  return {
    read: (story, parts) =>
      inTurn(story, async (): Promise<Outcome<Output<'desk.working'>>> => {
        const before = await parts.kept.work(story, parts.desk)
        const pushed = before?.unsent ? await push(story, before.unsent, parts) : null
        if (before?.unsent && pushed === null) {
          // What the window reads is what it wrote; its next save grows from that.
          remember(parts.desk, story, before.unsent.copy.generation, before.unsent.copy)
          return ok({ ...before.unsent.copy, unsent: true, asOf: before.at })
        }
        const fresh = await parts.client.call('working', { params: { story } })
        if (!fresh.ok) {
          if (!isAway(fresh.code) || !before?.known) return fresh
          remember(parts.desk, story, before.known.generation, before.known)
          return ok({ ...before.known, unsent: false, asOf: before.at })
        }
        remember(parts.desk, story, fresh.value.generation, fresh.value)
        await parts.kept.keepWork(story, parts.desk, { known: fresh.value, at: parts.now(), unsent: null }).catch(() => undefined)
        return ok({ ...fresh.value, unsent: false, asOf: null })
      }),
    save: (story, edited, parts) =>
      inTurn(story, async (): Promise<Outcome<Saved>> => {
        const at = parts.now()
        const copy: Working = { ...edited, at, by: parts.person }
        const before = await parts.kept.work(story, parts.desk)
        // An unsent copy of this window is replaced by what grew from it; one of another generation is a copy of its own, and goes first.
        const same = before?.unsent?.copy.generation === edited.generation && before.unsent.copy.base === edited.base
        if (before?.unsent && !same && (await push(story, before.unsent, parts)) === null) await parts.kept.setAside(story, before.unsent.copy, { at, code: 'desk-unreachable' })
        const grewFrom = before?.unsent && same ? before.unsent.grewFrom : await ancestorOf(story, edited, parts)
        // On the disk before it leaves: the network is never in the way of what was written.
        await parts.kept.keepWork(story, parts.desk, { known: before?.known ?? null, at: before?.at ?? at, unsent: { copy, grewFrom } })
        const pushed = await push(story, { copy, grewFrom }, parts)
        remember(parts.desk, story, edited.generation, copy)
        if (pushed === null) return ok({ generation: edited.generation, at, merged: null, unsent: true })
        if (!pushed.ok) return pushed
        const { stored, merged } = pushed.value
        return ok({ generation: stored.generation, at: stored.at, merged: merged ? stored : null, unsent: false })
      }),
    flush: async (parts) => {
      const changed: string[] = []
      for (const story of await parts.kept.unsent(parts.desk))
        await inTurn(story, async () => {
          const work = await parts.kept.work(story, parts.desk)
          if (work?.unsent && (await push(story, work.unsent, parts)) !== null) changed.push(story)
          return ok(null)
        })
      return changed
    },
    forget: () => given.clear(),
    kept: async (story, parts) => {
      const here = (await parts.kept.aside(story)).map(({ id, at, copy }): AnyKept => ({ id, at, by: copy.by, why: 'here', base: copy.base, generation: copy.generation }))
      const there = await parts.client.call('keptWorkings', { params: { story } })
      if (!there.ok) return isAway(there.code) && here.length > 0 ? ok(here) : there
      return ok([...here, ...there.value].sort((a, b) => Date.parse(b.at) - Date.parse(a.at)))
    },
    keptOne: async (story, id, parts) => {
      const here = (await parts.kept.aside(story)).find((one) => one.id === id)
      return here ? ok(here.copy) : parts.client.call('keptWorking', { params: { story, kept: id } })
    },
  }
}
