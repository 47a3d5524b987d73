import { rm } from 'node:fs/promises'
import { z } from 'zod'

import { dossierSchema, type Dossier } from '../../src-shared/desk-api/pieces'
import { REVIEW_TYPE } from '../../src-shared/signoff/statement'
import { sha256Schema } from '../../src-shared/story/story'
import { digestOf } from '../durable/digest'
import type { Vault } from '../durable/vault'
import { parseKept } from './parse-kept'

const fileSchema = z.object({
  format: z.literal(1),
  desk: sha256Schema,
  /** As the acts that came with it make it: nothing here is the desk's word. */
  dossier: dossierSchema,
  from: z.object({ person: z.string(), name: z.string(), note: z.string(), at: z.string() }),
  /** When it was taken in here. */
  at: z.string(),
})

/** A piece that came in a hand-off file, and by whom. */
export type CarriedPiece = Pick<z.infer<typeof fileSchema>, 'dossier' | 'from' | 'at'>

/** Pieces that were handed over, kept beside what the desk said of them until the desk has everything that came with them, with their photos. */
export type KeptCarried = {
  /** Throws a Fault: what is not on the disk was not taken in. */
  keep: (story: string, desk: string, carried: CarriedPiece) => Promise<void>
  read: (story: string, desk: string) => Promise<CarriedPiece | null>
  all: (desk: string) => Promise<CarriedPiece[]>
  /** Keeps a photo's original and answers where it is. Throws a Fault. */
  keepPhoto: (story: string, sha256: string, bytes: Uint8Array) => Promise<string>
  photo: (story: string, sha256: string) => Promise<Uint8Array | null>
}

const NAME = 'carried.json'
const PHOTO = /^[0-9a-f]{64}\.photo$/

/** True for the name of a file that keeps a carried piece. */
export const isKeptCarried = (name: string): boolean => name === NAME

/** The ids of people's acts on a piece, oldest first. */
export const actIds = ({ events }: Pick<Dossier, 'events'>): string[] => events.filter(({ envelope }) => envelope.payloadType === REVIEW_TYPE).map(({ id }) => id)

/** Whether one chain begins another, or is the same. */
export const begins = (one: readonly string[], other: readonly string[]): boolean => one.length <= other.length && one.every((id, at) => other[at] === id)

type Place = {
  vault: Vault
  stories: () => Promise<string[]>
  namesOf: (story: string) => Promise<string[]>
  fileOf: (story: string, name: string) => string
  makePlace: (story: string) => Promise<void>
  inTurn: <T>(story: string, task: () => Promise<T>) => Promise<T>
}

/** Keeps them beside what else is known of each piece. `settle` is called in the piece's turn when the desk was heard. */
export const keepCarried = ({ vault, stories, namesOf, fileOf, makePlace, inTurn }: Place): KeptCarried & { settle: (story: string, heard: Dossier) => Promise<Dossier | null> } => {
  const readFile = (story: string) => parseKept(vault, fileOf(story, NAME), fileSchema)
  const read: KeptCarried['read'] = async (story, desk) => {
    const file = await readFile(story)
    return file?.desk === desk ? { dossier: file.dossier, from: file.from, at: file.at } : null
  }
  return {
    keep: (story, desk, carried) =>
      inTurn(story, async () => {
        await makePlace(story)
        await vault.write(fileOf(story, NAME), JSON.stringify({ format: 1, desk, ...carried } satisfies z.infer<typeof fileSchema>))
      }),
    read,
    all: async (desk) => {
      const found: CarriedPiece[] = []
      for (const story of await stories()) {
        const carried = (await namesOf(story)).some(isKeptCarried) ? await read(story, desk) : null
        if (carried) found.push(carried)
      }
      return found
    },
    keepPhoto: (story, sha256, bytes) =>
      inTurn(story, async () => {
        const file = fileOf(story, `${sha256Schema.parse(sha256)}.photo`)
        await makePlace(story)
        await vault.write(file, bytes)
        return file
      }),
    photo: async (story, sha256) => {
      const bytes = sha256Schema.safeParse(sha256).success ? await vault.read(fileOf(story, `${sha256}.photo`)).catch(() => null) : null
      return bytes && (await digestOf(bytes)) === sha256 ? bytes : null
    },
    settle: async (story, heard) => {
      const file = await readFile(story)
      if (!file) return null
      const [known, carried] = [actIds(heard), actIds(file.dossier)]
      // The desk is behind what came: it still waits to be brought there.
      if (begins(known, carried) && known.length < carried.length) return file.dossier
      await rm(fileOf(story, NAME), { force: true })
      // Where the desk went another way, what waits in the outbox may still want them to be refused by.
      if (begins(carried, known)) for (const name of await namesOf(story)) if (PHOTO.test(name)) await rm(fileOf(story, name), { force: true })
      return null
    },
  }
}
