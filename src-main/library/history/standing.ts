import { copyFile, link, readdir, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

import { Fault } from '../../../src-shared/outcome'
import type { Vault } from '../../durable/vault'
import { parseJson, readStored, type StoredDraft } from '../stored'

/**
 * A draft that is about to be replaced gets a second name beside it, which costs a save nothing and outlives a kill: from there
 * it is made a version once the save has answered, or when the story is next touched.
 */
const nameOf = (file: string, generation: number): string => `${file}.before-${generation}`

/** Holds on to the draft as it stands. False where it could not: the save goes on all the same. */
export const holdStanding = async (file: string, generation: number): Promise<boolean> => {
  const held = nameOf(file, generation)
  try {
    // Held by a session that was killed: it is this very generation.
    await rm(held, { force: true })
    // No hard links on this disk (exFAT, some shares).
    await link(file, held).catch(() => copyFile(file, held))
    return true
  } catch {
    return false
  }
}

/** A draft that is held, and what lets go of it. */
export type Held = { draft: StoredDraft; forget: () => Promise<void> }

/** What is held beside a draft, oldest first; what cannot be read stays where it is. Throws Fault `library-locked`. */
export const heldBeside = async (vault: Vault, file: string, id: string): Promise<Held[]> => {
  const start = `${basename(file)}.before-`
  const names = await readdir(dirname(file)).catch(() => [])
  const generations = names.filter((name) => name.startsWith(start)).map((name) => Number(name.slice(start.length))).filter((number) => Number.isSafeInteger(number) && number > 0)
  const held: Held[] = []
  for (const generation of generations.sort((a, b) => a - b)) {
    const path = join(dirname(file), `${start}${generation}`)
    try {
      const read = readStored(parseJson(await vault.read(path)), id)
      if (read.ok) held.push({ draft: read.value, forget: () => rm(path, { force: true }) })
    } catch (error) {
      if (error instanceof Fault && error.code === 'library-locked') throw error
    }
  }
  return held
}
