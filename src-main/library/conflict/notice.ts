import { readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'

import type { Outcome } from '../../../src-shared/outcome'
import type { Vault } from '../../durable/vault'
import { makeFolder, syncFolder, writeFault } from '../../durable/write'
import { storyFolder } from '../draft-file'
import { parseJson, readStored, type StoredDraft } from '../stored'
import { asCopy, copyId, textDigest } from './copy'
import { copyPhotos } from './photos'

/** The folder, in a story's own, where a sync program's file goes once its words are kept. */
export const SET_ASIDE = 'set-aside'

/** Files beside story.json that may hold another version of it: any other JSON, and what programs name a conflict whatever its ending. */
const mayBeVersion = (name: string): boolean =>
  name !== 'story.json' && !/\.tmp$|^story\.json\.(?:previous$|damaged-)/i.test(name) && (/\.json$/i.test(name) || (/^story\b/i.test(name) && /conflict|冲突/i.test(name)))

const filesIn = async (folder: string): Promise<string[]> => {
  try {
    return (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile() && mayBeVersion(entry.name)).map(({ name }) => name).sort()
  } catch {
    return []
  }
}

const readVersion = async (vault: Vault, file: string, id: string): Promise<StoredDraft | null> => {
  try {
    const read = readStored(parseJson(await vault.read(file, join(file, '..', 'story.json'))), id)
    return read.ok ? read.value : null
  } catch {
    return null // Not yet whole, or not of this library: looked at again next time, and left where it is.
  }
}

const setAside = async (file: string, name: string): Promise<void> => {
  const folder = join(file, '..', SET_ASIDE)
  await makeFolder(folder)
  const taken = new Set(await readdir(folder))
  let kept = name
  for (let n = 2; taken.has(kept); n += 1) kept = `${name}.${String(n)}`
  try {
    await rename(file, join(folder, kept))
  } catch (error) {
    throw writeFault(error, file)
  }
  await syncFolder(folder)
  await syncFolder(join(file, '..'))
}

/** What noticing needs of the library: the story's text now, and a place for a draft of its own. `adopt` writes what `beside` puts into the folder first. */
export type VersionKeeper = {
  vault: Vault
  stories: string
  now: () => string
  current: (id: string) => Promise<StoredDraft | null>
  adopt: (draft: StoredDraft, beside: (folder: string) => Promise<void>) => Promise<Outcome<null>>
}

/** One version that was kept as a story of its own: of which story, under which id. */
export type KeptVersion = { story: string; copy: string; from: string }

/** Keeps a version of a story as a story of its own, photos included; once, whoever meets it again. Answers its id, or null where the same text stands in the story itself. Throws a Fault where it cannot be written. */
export const keepVersion = async (keeper: VersionKeeper, draft: Pick<StoredDraft, 'story' | 'notes'>, from: { kind: 'conflict' | 'import'; from: string }): Promise<Outcome<string>> => {
  const id = copyId(draft)
  const kept = await keeper.adopt(asCopy(draft, { ...from, id, at: keeper.now() }), (folder) => copyPhotos(keeper.vault, storyFolder(keeper.stories, draft.story.id), folder))
  return kept.ok || kept.code === 'story-exists' ? { ok: true, value: id } : kept
}

/**
 * Looks for other versions of a story in its folder, as synchronisation leaves them, keeps each that says something else as a
 * story of its own and moves the program's file aside. The copy is on the disk before the file is moved: killed in between, the
 * next look finds the same copy there. Throws a Fault where it cannot be written.
 */
export const noticeVersions = async (keeper: VersionKeeper, id: string): Promise<KeptVersion[]> => {
  const folder = storyFolder(keeper.stories, id)
  const kept: KeptVersion[] = []
  for (const name of await filesIn(folder)) {
    const file = join(folder, name)
    const draft = await readVersion(keeper.vault, file, id)
    const current = draft && (await keeper.current(id))
    // Without a text to stand beside there is no conflict: the story itself is recovered first.
    if (!draft || !current) continue
    if (textDigest(draft) !== textDigest(current)) {
      const copy = await keepVersion(keeper, draft, { kind: 'conflict', from: name })
      if (!copy.ok) continue
      kept.push({ story: id, copy: copy.value, from: name })
    }
    await setAside(file, name)
  }
  return kept
}
