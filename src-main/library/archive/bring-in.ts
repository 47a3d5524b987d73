import { join } from 'node:path'

import { expected, failed, ok, type Failure, type Outcome } from '../../../src-shared/outcome'
import type { Vault } from '../../durable/vault'
import { makeFolder } from '../../durable/write'
import { asCopy, copyId, textDigest } from '../conflict/copy'
import type { Library } from '../library'
import { parseJson, readStored, type StoredDraft } from '../stored'
import type { Left, SourceStory } from './source'

/** What bringing stories in did: how many came under their own id, as copies beside different ones, and were there already; photos written; what was left out, and why. */
export type BroughtIn = { stories: number; copies: number; skipped: number; photos: number; left: Left[] }

export type BringInOptions = {
  library: Pick<Library, 'adopt' | 'open'>
  vault: Vault
  now: () => string
  /** Where they come from, as a copy's note says it. */
  from: string
  /** Stories done and to do. */
  progress: (done: number, total: number) => void
  signal: AbortSignal
}

/** How many stories are written at one time: the disk's fsync is what they wait for. */
const LANES = 4

type Counted = { photos: number; left: Left[] }

const photosInto = async (options: BringInOptions, story: SourceStory, folder: string, counted: Counted): Promise<void> => {
  for (const name of story.photos) {
    const bytes = await story.photo(name)
    if (!bytes) counted.left.push({ place: `photos/${name}`, code: 'photo-damaged' })
    else {
      await makeFolder(join(folder, 'photos'))
      await options.vault.write(join(folder, 'photos', name), bytes)
      counted.photos += 1
    }
  }
}

const filesInto = async (options: BringInOptions, story: SourceStory, folder: string, counted: Counted): Promise<void> => {
  for (const path of story.files.filter((each) => each !== 'story.json')) {
    const bytes = await story.read(path)
    if (!bytes) counted.left.push({ place: `stories/${story.id}/${path}`, code: 'archive-file-differs' })
    else {
      await makeFolder(join(folder, path, '..'))
      await options.vault.write(join(folder, path), bytes)
    }
  }
}

type Done = 'story' | 'copy' | 'skipped' | Left

const bringStory = async (options: BringInOptions, story: SourceStory, counted: Counted): Promise<Outcome<Done>> => {
  const place = `stories/${story.id}/story.json`
  const bytes = await story.read('story.json')
  const read = bytes && readStored(parseJson(bytes), story.id)
  if (!read) return ok({ place, code: 'draft-missing' })
  if (!read.ok) return ok({ place, code: read.code })
  const draft = read.value
  // Counted only if it is written: what is there already keeps its own photos and files.
  const mine: Counted = { photos: 0, left: [] }
  const taken = (how: Done): Outcome<Done> => {
    counted.photos += mine.photos
    counted.left.push(...mine.left)
    return ok(how)
  }
  const whole = await options.library.adopt(draft, async (folder) => {
    await photosInto(options, story, folder, mine)
    await filesInto(options, story, folder, mine)
  })
  if (whole.ok) return taken('story')
  if (whole.code !== 'story-exists') return whole
  const there = await options.library.open(story.id)
  if (there.ok && textDigest(there.value) === textDigest(draft)) return ok('skipped')
  const copy: StoredDraft = { ...asCopy(draft, { id: copyId(draft), kind: 'import', from: options.from, at: options.now() }), binnedAt: draft.binnedAt, ...(draft.handed && { handed: draft.handed }) }
  const kept = await options.library.adopt(copy, (folder) => photosInto(options, story, folder, mine))
  if (kept.ok) return taken('copy')
  return kept.code === 'story-exists' ? ok('skipped') : kept
}

/**
 * Brings stories into a library, each whole or not at all: photos and other files first, the draft last. What is there is never
 * written over: the same words are skipped, other words become a copy, always under the same id, so that bringing them in again
 * adds nothing and goes on where it stopped. Refuses `cancelled`, and the first thing the disk refuses.
 */
export const bringIn = async (stories: readonly SourceStory[], options: BringInOptions): Promise<Outcome<BroughtIn>> => {
  const done: BroughtIn = { stories: 0, copies: 0, skipped: 0, photos: 0, left: [] }
  let next = 0
  let finished = 0
  const refusals: Failure[] = []
  options.progress(0, stories.length)
  const lane = async (): Promise<void> => {
    for (let story = stories[next++]; story && refusals.length === 0; story = stories[next++]) {
      if (options.signal.aborted) {
        refusals.push(failed('cancelled', 'The person stopped it.'))
        return
      }
      const how = await bringStory(options, story, done)
      if (!how.ok) {
        refusals.push(how)
        return
      }
      if (how.value === 'story') done.stories += 1
      else if (how.value === 'copy') done.copies += 1
      else if (how.value === 'skipped') done.skipped += 1
      else done.left.push(how.value)
      finished += 1
      options.progress(finished, stories.length)
    }
  }
  const brought = await expected(async () => ok(await Promise.all(Array.from({ length: LANES }, lane))))
  if (!brought.ok) return brought
  done.left.sort((a, b) => (a.place < b.place ? -1 : 1))
  return refusals[0] ?? ok(done)
}
