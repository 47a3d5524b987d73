import { rm } from 'node:fs/promises'
import { z } from 'zod'

import { liveContract, type KeptEntry } from '../../src-shared/bridge/live'
import { sha256Schema } from '../../src-shared/story/story'
import type { Vault } from '../durable/vault'
import { parseKept } from './parse-kept'

const partSchema = liveContract['live.read'].output
const fileSchema = partSchema.extend({ format: z.literal(1), desk: sha256Schema })

/** A window's part in a live session as it is kept, with what its person might do there; `at` is when. */
export type LivePart = z.infer<typeof partSchema>

/**
 * Parts in live sessions with words the desk has not stored, one file for each opening of a piece. They are dropped only when told so: each may be
 * the only place somebody's words stand.
 */
export type KeptLives = {
  /** Throws a Fault where it cannot be written: what is not on the disk must not be said to be. */
  keep: (story: string, desk: string, keeping: string, kept: LivePart) => Promise<void>
  all: (desk: string) => Promise<KeptEntry[]>
  /** The newest one that can be read; null where there is none of that desk. */
  read: (story: string, desk: string, keeping: string) => Promise<LivePart | null>
  drop: (story: string, keeping: string) => Promise<void>
}

const NAME = /^live-([0-9a-f]{16})\.json(?:\.previous)?$/

/** True for the name of a file that holds one. */
export const isKeptLive = (name: string): boolean => NAME.test(name)

/** Keeps them beside what else is known of each piece. */
export const keepLive = (place: {
  vault: Vault
  stories: () => Promise<string[]>
  namesOf: (story: string) => Promise<string[]>
  fileOf: (story: string, name: string) => string
  makePlace: (story: string) => Promise<void>
  inTurn: <T>(story: string, task: () => Promise<T>) => Promise<T>
}): KeptLives => {
  const { vault, fileOf, inTurn } = place
  const fileFor = (story: string, keeping: string): string => fileOf(story, `live-${keeping}.json`)
  const readOne = async (story: string, keeping: string) => (await parseKept(vault, fileFor(story, keeping), fileSchema)) ?? (await parseKept(vault, `${fileFor(story, keeping)}.previous`, fileSchema))

  /** What there is, read from the disk once and then kept up: windows ask often. */
  let known: Promise<Map<string, KeptEntry & { desk: string }>> | null = null
  const nameOf = (story: string, keeping: string): string => `${story} ${keeping}`
  const readAll = async (): Promise<Map<string, KeptEntry & { desk: string }>> => {
    const found = new Map<string, KeptEntry & { desk: string }>()
    for (const story of await place.stories()) {
      const keepings = new Set((await place.namesOf(story)).flatMap((name) => NAME.exec(name)?.[1] ?? []))
      for (const keeping of keepings) {
        const file = await readOne(story, keeping)
        if (file) found.set(nameOf(story, keeping), { id: story, keeping, at: file.at, desk: file.desk })
      }
    }
    return found
  }
  const entries = (): Promise<Map<string, KeptEntry & { desk: string }>> => (known ??= readAll())

  return {
    keep: (story, desk, keeping, kept) =>
      inTurn(story, async () => {
        await place.makePlace(story)
        await vault.write(fileFor(story, keeping), JSON.stringify({ format: 1, desk, ...kept } satisfies z.infer<typeof fileSchema>), { previous: true })
        ;(await entries()).set(nameOf(story, keeping), { id: story, keeping, at: kept.at, desk })
      }),
    all: async (desk) => [...(await entries()).values()].filter((entry) => entry.desk === desk).map(({ id, keeping, at }) => ({ id, keeping, at })),
    read: (story, desk, keeping) =>
      inTurn(story, async () => {
        const file = await readOne(story, keeping)
        if (file?.desk !== desk) return null
        const { may, part, at } = file
        return { may, part, at }
      }),
    drop: (story, keeping) =>
      inTurn(story, async () => {
        // The older one first: broken off half way, the newest is still what stands here.
        await rm(`${fileFor(story, keeping)}.previous`, { force: true })
        await rm(fileFor(story, keeping), { force: true })
        ;(await entries()).delete(nameOf(story, keeping))
      }),
  }
}
