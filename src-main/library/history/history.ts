import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'

import { expected, failed, Fault, ok, type Failure, type Outcome } from '../../../src-shared/outcome'
import { storyIdSchema, type Story } from '../../../src-shared/story/story'
import type { Version, VersionCause } from '../../../src-shared/story/version'
import { makeTurns } from '../../durable/turns'
import type { Vault } from '../../durable/vault'
import { storyFile, storyFolder } from '../draft-file'
import { losesMuch, sketchOf, type Sketch } from './loss'
import { openShelf, type Shelf } from './shelf'
import { heldBeside, holdStanding } from './standing'
import { thin } from './thin'
import { contentOf, type VersionRecord } from './version-file'

/** How long somebody works before another version is kept, in milliseconds. */
const PACE = 5 * 60_000

/** A moment to keep a version of. `at` is ISO 8601; `by` is the person's name. */
export type Moment = { cause: VersionCause; at: string; by: string; label?: string }

/** The versions of the drafts of one library. Faults of the disk are refusals here, and so is `library-reading` where nothing may be written; nothing of it ever stands in a draft's way. */
export type History = {
  /** Newest first; `damaged` names files of which nothing can be read. */
  list: (id: string) => Promise<Outcome<{ versions: Version[]; damaged: string[] }>>
  /** `version-missing`, `version-damaged`, `story-newer`. */
  read: (id: string, version: string) => Promise<Outcome<{ version: Version; story: Story }>>
  /** Keeps a version of a story now. Null where the newest version says the same and the moment is nobody's act, or where there is nothing to keep it with. */
  keep: (story: Story, generation: number, moment: Moment) => Promise<Outcome<Version | null>>
  /** Names a version; with a name it stays for ever. An empty one takes the name away. */
  name: (id: string, version: string, label: string) => Promise<Outcome<Version>>
  /** The photo files, by digest, that versions of a story show. They must not be removed. */
  photos: (id: string) => Promise<Outcome<ReadonlySet<string>>>
  /** A window was given this story: its next save begins a session. */
  opened: (id: string) => void
  /** Called in a save's turn, before the draft of `generation` is replaced by `next`; what it answers is called once the save has. Never fails. */
  saving: (generation: number, next: Story) => Promise<() => void>
  /** Waits for what is being written. */
  close: () => Promise<void>
}

/** What is known of a story that was saved in this session: when a version was last kept, in ms, and its text as last saved. */
type Session = { kept: number; sketch: Sketch }

const shown = ({ format: _format, files: _files, of: _of, ...version }: VersionRecord): Version => version

const isBlank = (story: Story): boolean => story.headline === '' && sketchOf(story).size === 0 && Object.keys(story.photos).length === 0

const isThere = (folder: string): Promise<boolean> => stat(folder).then((facts) => facts.isDirectory(), () => false)

/** Moments that happen by themselves: the same text need not be listed again for them. */
const BY_ITSELF: ReadonlySet<VersionCause> = new Set(['opened', 'working', 'imported'])

/** Opens the histories under a library's folder of stories. `by` is whose library it is; while `reading` says so nothing is written. */
export const openHistory = (options: { stories: string; vault: Vault; now: () => string; by: string; reading?: () => boolean }): History => {
  const { stories, vault, now, by, reading = () => false } = options
  const turns = makeTurns()
  const sessions = new Map<string, Session>()
  /** Why a draft is held, by story and generation; one a killed session held stood before an edit of its. */
  const reasons = new Map<string, VersionCause>()
  const shelfOf = (id: string): Shelf => openShelf(vault, join(storyFolder(stories, id), 'history'), reading)

  const add = async (story: Story, generation: number, { cause, at, by: whose, label = '' }: Moment): Promise<Version | null> => {
    const shelf = shelfOf(story.id)
    // A story that was deleted meanwhile must not come back as a folder of versions.
    if (!(await isThere(storyFolder(stories, story.id)))) return null
    const { versions, next } = await shelf.load()
    const { bytes, ...content } = contentOf(story)
    const newest = versions.at(-1)
    const same = newest?.sha256 === content.sha256 ? newest : null
    if (same && BY_ITSELF.has(cause)) return null
    if (same && same.cause === cause && cause !== 'named') return shown(same)
    const digits = createHash('sha256').update(`${story.id} ${at} ${content.sha256}`).digest('hex').slice(0, 8)
    const record = { ...content, id: `${String(next).padStart(6, '0')}-${digits}`, at, by: whose, cause, label, generation, of: same ? (same.of ?? same.id) : null }
    await shelf.write(record, same ? null : bytes)
    await shelf.remove(thin([...versions, record], Date.parse(now())))
    return shown({ ...record, format: 1 })
  }

  /** Makes versions of what saves held on to, this session's or a killed one's. */
  const takeIn = async (id: string): Promise<void> => {
    if (reading()) return
    for (const { draft, forget } of await heldBeside(vault, storyFile(stories, id), id)) {
      const first = draft.generation === 1
      const reason = reasons.get(`${id} ${draft.generation}`) ?? 'opened'
      // A story that has words before anybody wrote any came in from elsewhere.
      if (!(first && isBlank(draft.story))) await add(draft.story, draft.generation, { cause: first ? 'imported' : reason, at: draft.changedAt, by })
      await forget()
      reasons.delete(`${id} ${draft.generation}`)
    }
  }

  const refusal = (): Failure | null => (reading() ? failed('library-reading', 'This library is open to be read only.', {}) : null)

  const inTurn = async <T>(id: string, task: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    if (!storyIdSchema.safeParse(id).success) return failed('draft-missing', 'There is no such draft in this library.', { id })
    return turns.take(id, () =>
      expected(async () => {
        // Where there is no room for more versions, those there are can be looked at all the same.
        await takeIn(id).catch((error: unknown) => {
          if (!(error instanceof Fault)) throw error
        })
        return task()
      }),
    )
  }

  return {
    list: (id) =>
      inTurn(id, async () => {
        const { versions, damaged } = await shelfOf(id).load()
        return ok({ versions: versions.map(shown).reverse(), damaged })
      }),
    read: (id, version) =>
      inTurn(id, async () => {
        const read = await shelfOf(id).read(version, id)
        return read.ok ? ok({ version: shown(read.value.record), story: read.value.story }) : read
      }),
    keep: (story, generation, moment) => inTurn(story.id, async () => refusal() ?? ok(await add(story, generation, moment))),
    name: (id, version, label) =>
      inTurn(id, async () => {
        const refused = refusal()
        if (refused) return refused
        const changed = await shelfOf(id).change(version, (record) => ({ ...record, label }))
        return changed.ok ? ok(shown(changed.value)) : changed
      }),
    photos: (id) => inTurn(id, async () => ok(new Set((await shelfOf(id).load()).versions.flatMap(({ files }) => files)))),
    opened: (id) => void sessions.delete(id),
    saving: async (generation, next) => {
      const { id } = next
      const session = sessions.get(id)
      const moment = Date.parse(now())
      const sketch = sketchOf(next)
      const hold = !session || losesMuch(session.sketch, sketch)
      if (hold) reasons.set(`${id} ${generation}`, session ? 'working' : 'opened')
      const held = hold && (await holdStanding(storyFile(stories, id), generation))
      // A clock set back must not stop the versions until it has caught up.
      const due = session !== undefined && !held && Math.abs(moment - session.kept) >= PACE
      return () => {
        sessions.set(id, { kept: held || due || !session ? moment : session.kept, sketch })
        if (!held && !due) return
        // What cannot be written now is still held, or is still the draft: the next version has it.
        void inTurn(id, async () => ok(due && !reading() ? await add(next, generation + 1, { cause: 'working', at: new Date(moment).toISOString(), by }) : null)).catch(() => undefined)
      }
    },
    close: () => turns.idle(),
  }
}
