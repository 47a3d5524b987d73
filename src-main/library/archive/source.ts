import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { storyIdSchema } from '../../../src-shared/story/story'
import type { Vault } from '../../durable/vault'
import { isTemporary } from '../../durable/write'
import { photoNames } from '../conflict/photos'
import { isPlainPath } from './form'

/** A story somewhere else, to be brought into a library: `read` and `photo` answer null for what cannot be read there. */
export type SourceStory = { id: string; /** Paths in its folder, story.json among them. */ files: string[]; photos: string[]; read: (path: string) => Promise<Uint8Array | null>; photo: (name: string) => Promise<Uint8Array | null> }

/** What was left behind, and why: a path and a code of the fault words. */
export type Left = { place: string; code: string }

const walk = async (folder: string, under = ''): Promise<string[]> => {
  const entries = await readdir(join(folder, under), { withFileTypes: true }).catch(() => [])
  const found: string[] = []
  for (const entry of entries) {
    const path = under === '' ? entry.name : `${under}/${entry.name}`
    if (entry.isDirectory() && path !== 'photos' && path.split('/').length < 4) found.push(...(await walk(folder, path)))
    else if (entry.isFile() && !isTemporary(entry.name) && isPlainPath(path)) found.push(path)
  }
  return found.sort()
}

/** Reads a file as it was written, also one that was renamed from story.json beside it. */
const readAny = async (vault: Vault, folder: string, path: string): Promise<Uint8Array | null> => {
  const file = join(folder, path)
  const plain = await vault.read(file).catch(() => null)
  return plain ?? (await vault.read(file, join(folder, 'story.json')).catch(() => null))
}

/** A story's folder, opened. */
export const storyAt = async (vault: Vault, stories: string, id: string): Promise<SourceStory> => {
  const folder = join(stories, id)
  return { id, files: await walk(folder), photos: await photoNames(folder), read: (path) => readAny(vault, folder, path), photo: (name) => readAny(vault, folder, `photos/${name}`) }
}

/** The ids of the stories in a folder of stories that have a draft, or what is left of one; in order. */
export const idsAt = async (stories: string): Promise<string[]> => {
  const ids = (await readdir(stories).catch(() => [])).filter((name) => storyIdSchema.safeParse(name).success).sort()
  const found: string[] = []
  for (const id of ids) if ((await readdir(join(stories, id)).catch(() => [])).some((name) => name.startsWith('story.json'))) found.push(id)
  return found
}

/** How many bytes a file has; 0 where it is gone. */
export const sizeAt = (file: string): Promise<number> => stat(file).then(({ size }) => size, () => 0)
