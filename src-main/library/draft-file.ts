import { rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Low, type Adapter } from 'lowdb'

import { failed, Fault, ok, type Outcome } from '../../src-shared/outcome'
import type { Vault } from '../durable/vault'
import { makeFolder, previousOf, syncFolder, writeFault } from '../durable/write'
import { parseJson, readStored, type StoredDraft } from './stored'

/** Where a story's own folder is. `id` must be a checked story id. */
export const storyFolder = (stories: string, id: string): string => join(stories, id)
/** Where its draft is. */
export const storyFile = (stories: string, id: string): string => join(stories, id, 'story.json')

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

type Read = Outcome<StoredDraft> | 'absent'

const readOne = async (vault: Vault, file: string, id: string): Promise<Read> => {
  try {
    return readStored(parseJson(await vault.read(file)), id)
  } catch (error) {
    if (error instanceof Fault && error.code !== 'vault-broken') throw error
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'absent'
    // Not allowed to look, or out of handles, says nothing about the file; a disk that cannot read it does.
    if (['EACCES', 'EPERM', 'EMFILE', 'ENFILE'].includes(code)) return failed('draft-unreadable', `${file} could not be opened: ${code}.`, { path: file, reason: code })
    return failed('draft-damaged', `${file} could not be read: ${code}.`, { place: code })
  }
}

/** A draft, and whether it is the previous generation because the newest is damaged or gone. */
export type LoadedDraft = { draft: StoredDraft; fallback: boolean }

/** Reads a draft, falling back on the previous generation. Refuses with draft-missing, draft-damaged (`kept`: where the file stays), draft-unreadable or story-newer. Changes nothing on the disk. */
export const loadDraft = async (vault: Vault, stories: string, id: string): Promise<Outcome<LoadedDraft>> => {
  const file = storyFile(stories, id)
  const current = await readOne(vault, file, id)
  if (current !== 'absent' && current.ok) return ok({ draft: current.value, fallback: false })
  if (current !== 'absent' && current.code !== 'draft-damaged') return current
  const previous = await readOne(vault, previousOf(file), id)
  if (previous !== 'absent' && previous.ok) return ok({ draft: previous.value, fallback: true })
  if (current === 'absent' && previous === 'absent') return failed('draft-missing', 'There is no such draft in this library.', { id })
  return failed('draft-damaged', 'Neither the draft nor its previous generation can be read. Both files are kept as they are.', { kept: current === 'absent' ? previousOf(file) : file })
}

const exists = async (file: string): Promise<boolean> => {
  try {
    await stat(file)
    return true
  } catch {
    return false
  }
}

/** Moves a damaged file aside under a name of its own, never deleting it; null if there was none. Throws a Fault. */
const setAside = async (file: string, now: string): Promise<string | null> => {
  const stem = `${file}.damaged-${now.replaceAll(/[^0-9A-Za-z]/g, '-')}`
  let kept = stem
  for (let n = 2; await exists(kept); n += 1) kept = `${stem}-${n}`
  try {
    await rename(file, kept)
    await syncFolder(dirname(file))
    return kept
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw writeFault(error, file)
  }
}

/** Puts the previous generation back as the newest. Answers where the damaged file is kept. Throws a Fault. */
export const standIn = async (vault: Vault, stories: string, draft: StoredDraft, now: string): Promise<string> => {
  const file = storyFile(stories, draft.story.id)
  const kept = await setAside(file, now)
  await vault.write(file, JSON.stringify(draft))
  return kept ?? previousOf(file)
}

/** Makes room for words still in an open window when neither generation on the disk can be read, or both are gone. Throws a Fault. */
export const makeRoom = async (stories: string, id: string, now: string): Promise<void> => {
  const file = storyFile(stories, id)
  await makeFolder(dirname(file))
  await setAside(file, now)
  await setAside(previousOf(file), now)
}

/** lowdb's port to the disk: compact JSON, durable before it answers, the previous generation kept. Reading is loadDraft's, which also recovers. */
const durableAdapter = (vault: Vault, file: string): Adapter<StoredDraft> => ({
  read: () => Promise.resolve(null),
  write: (draft) => vault.write(file, JSON.stringify(draft), { previous: true }),
})

/** Writes a draft durably, keeping the generation before it. Throws a Fault; then the old generation stands. */
export const writeDraft = async (vault: Vault, stories: string, draft: StoredDraft): Promise<void> => {
  await new Low(durableAdapter(vault, storyFile(stories, draft.story.id)), draft).write()
}

/** What tells one state of a draft's file from another without reading it; empty if there is no file. */
export const stampOf = async (stories: string, id: string): Promise<string> => {
  try {
    const { ino, size, mtimeMs } = await stat(storyFile(stories, id))
    return `${ino}/${size}/${mtimeMs}`
  } catch {
    return ''
  }
}
