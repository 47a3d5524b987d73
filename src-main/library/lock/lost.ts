import { expected, failed, ok, type Failure, type Outcome } from '../../../src-shared/outcome'
import { normalise } from '../../../src-shared/story/canonical'
import { readStory } from '../../../src-shared/story/migrations'
import { noNotes, type Notes } from '../../../src-shared/story/notes'
import type { Story } from '../../../src-shared/story/story'
import { makeTurns } from '../../durable/turns'
import type { Vault } from '../../durable/vault'
import { makeFolder } from '../../durable/write'
import { asCopy, textDigest } from '../conflict/copy'
import { copyPhotos } from '../conflict/photos'
import { loadDraft, storyFolder, writeDraft } from '../draft-file'
import type { Saved } from '../library'
import type { StoredDraft } from '../stored'

/** The refusal of everything that would write in a library another holds. `name` is the copy that has the words, or empty. */
export const takenOver = (by: { host: string; person: string } | null, copy: { name: string; id: string } = { name: '', id: '' }): Failure =>
  failed('library-taken-over', `${by?.host ?? 'Another machine'} has opened this library; nothing more is saved into its stories from here.`, { host: by?.host ?? '', person: by?.person ?? '', name: copy.name, copy: copy.id })

/** What is done with saves that come after the library was lost. */
export type LostSaves = {
  /** Keeps the words in a copy of their own beside the story, one copy an opening of the story, and refuses all the same: the story itself is another's. A copy made here is saved like any story. */
  save: (story: Story, generation: number, notes?: Notes, conflicts?: StoredDraft['conflicts']) => Promise<Outcome<Saved>>
  /** The story is opened anew: what is written from now on does not follow from what its copy has, and gets another. */
  reopened: (id: string) => void
  /** The copies made so far. */
  copies: () => { story: string; copy: string; name: string }[]
}

/** Writes new folders only, each under an id nobody else knows: nothing of the new holder's is touched, neither drafts nor index. */
export const lostSaves = (options: { vault: Vault; stories: string; now: () => string; newId: () => string; host: string; by: () => { host: string; person: string } | null }): LostSaves => {
  const { vault, stories } = options
  const turns = makeTurns()
  /** Every copy made here, by its own id, as we last wrote it. */
  const made = new Map<string, StoredDraft>()
  /** The copy that a story's next save goes on with. */
  const going = new Map<string, string>()

  const current = async (id: string): Promise<StoredDraft | null> => {
    const loaded = await loadDraft(vault, stories, id)
    return loaded.ok ? loaded.value.draft : null
  }
  const writeCopy = async ({ story, notes, conflicts }: Pick<StoredDraft, 'story' | 'notes' | 'conflicts'>): Promise<StoredDraft> => {
    const before = made.get(going.get(story.id) ?? '')
    const at = options.now()
    const fresh = asCopy({ story, notes, conflicts }, { id: before?.story.id ?? options.newId(), kind: 'conflict', from: options.host, at })
    const untouched = before && textDigest((await current(before.story.id)) ?? fresh) === textDigest(before)
    // Somebody went on writing in our copy: theirs stays, ours gets another.
    const copy: StoredDraft = untouched ? { ...before, story: fresh.story, notes, conflicts, generation: before.generation + 1, changedAt: at } : { ...fresh, story: { ...fresh.story, id: before ? options.newId() : fresh.story.id } }
    const folder = storyFolder(stories, copy.story.id)
    await makeFolder(folder)
    await copyPhotos(vault, storyFolder(stories, story.id), folder)
    if (!untouched || textDigest(copy) !== textDigest(before)) {
      await writeDraft(vault, stories, copy)
      made.set(copy.story.id, copy)
      going.set(story.id, copy.story.id)
      return copy
    }
    return before
  }
  const saveOwn = async (copy: StoredDraft, story: Story, generation: number, notes: Notes | undefined, conflicts: StoredDraft['conflicts'] | undefined): Promise<Outcome<Saved>> => {
    const now = await current(story.id)
    if (now && now.generation !== generation) return failed('draft-stale', 'This draft was saved elsewhere since it was opened; nothing was overwritten.', { generation: now.generation })
    const next = { ...(now ?? copy), story, notes: notes ?? copy.notes, conflicts: conflicts ?? copy.conflicts, generation: generation + 1, changedAt: options.now() }
    await writeDraft(vault, stories, next)
    made.set(story.id, next)
    return ok({ generation: next.generation, savedAt: next.changedAt })
  }

  return {
    copies: () => [...made.values()].map(({ story, copyOf }) => ({ story: copyOf?.story ?? '', copy: story.id, name: story.slugline })),
    reopened: (id) => void going.delete(id),
    save: async (given, generation, givenNotes, conflicts) => {
      const read = readStory(normalise(given))
      if (!read.ok) return read
      const notes = givenNotes && normalise(givenNotes)
      return turns.take('save', () =>
        expected(async () => {
          const own = made.get(read.value.id)
          if (own) return saveOwn(own, read.value, generation, notes, conflicts)
          const there = await current(read.value.id)
          const words = { story: read.value, notes: notes ?? there?.notes ?? noNotes, conflicts: conflicts ?? there?.conflicts ?? [] }
          // Nothing new in it: the story has these very words, durably.
          if (there && textDigest(there) === textDigest(words)) return ok({ generation: there.generation, savedAt: there.changedAt })
          const copy = await writeCopy(words)
          return takenOver(options.by(), { name: copy.story.slugline, id: copy.story.id })
        }),
      )
    },
  }
}
