import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

import type { Vault } from '../../durable/vault'
import { makeFolder } from '../../durable/write'

const PHOTO = /^[0-9a-f]{64}\.[a-z]+$/

/** The names of the photo files in a story's folder. */
export const photoNames = async (folder: string): Promise<string[]> => {
  try {
    return (await readdir(join(folder, 'photos'))).filter((name) => PHOTO.test(name)).sort()
  } catch {
    return []
  }
}

const exists = async (file: string): Promise<boolean> => {
  try {
    await stat(file)
    return true
  } catch {
    return false
  }
}

/** Gives another story's folder the same photos, durably. What is there already stays; one that cannot be read is left out, and shows as missing. Throws a Fault where it cannot write. */
export const copyPhotos = async (vault: Vault, from: string, to: string): Promise<void> => {
  for (const name of await photoNames(from)) {
    const target = join(to, 'photos', name)
    const bytes = (await exists(target)) ? null : await vault.read(join(from, 'photos', name)).catch(() => null)
    if (!bytes) continue
    await makeFolder(join(to, 'photos'))
    await vault.write(target, bytes)
  }
}
