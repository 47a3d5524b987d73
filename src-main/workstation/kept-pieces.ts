import { createHash } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

import { dossierSchema, lentSchema, pieceSchema, type Dossier, type Lent, type Piece } from '../../src-shared/desk-api/pieces'
import { workingSchema, type Working } from '../../src-shared/desk-api/working'
import { envelopeSchema, type Envelope } from '../../src-shared/signoff/envelope'
import { sha256Schema, storyIdSchema } from '../../src-shared/story/story'
import { makeTurns } from '../durable/turns'
import type { Vault } from '../durable/vault'
import { isTemporary, makeFolder, syncFolder } from '../durable/write'
import { isKeptCarried, keepCarried, type KeptCarried } from './kept-carried'
import { isKeptLive, keepLive, type KeptLives } from './kept-live'
import { parseKept } from './parse-kept'

/** How many pieces are kept for the time the desk is away; the oldest go first. */
const MOST = 200

const pieceFileSchema = z.object({
  format: z.literal(1),
  /** The key of the desk it was heard from. */
  desk: sha256Schema,
  dossier: dossierSchema,
  /** When the desk was heard. */
  at: z.string(),
})

const workingFileSchema = z.object({
  format: z.literal(1),
  desk: sha256Schema,
  /** The copy as the desk last gave or took it. */
  known: workingSchema.nullable(),
  /** When that was. */
  at: z.string(),
  /** What was written here and the desk does not have yet, and the copy it grew from. */
  unsent: z.object({ copy: workingSchema, grewFrom: workingSchema.nullable() }).nullable(),
})
export type KeptWork = Omit<z.infer<typeof workingFileSchema>, 'format' | 'desk'>

const seenFileSchema = z.object({ revision: sha256Schema })
const listFileSchema = z.object({ desk: sha256Schema, pieces: z.array(pieceSchema) })
const lentFileSchema = z.object({ desk: sha256Schema, lent: z.array(lentSchema) })
const recordsFileSchema = z.object({ desk: sha256Schema, records: z.array(envelopeSchema) })
const asideFileSchema = z.object({ at: z.string(), code: z.string(), copy: workingSchema })
export type Aside = { id: string; at: string; code: string; copy: Working }

/** What this person last heard of pieces at the desk, kept durably through their vault: to read and sign them while the desk is away. Nothing written here is the only copy of anything but what says `unsent`, `aside`, `live` or `carried`, and those are never dropped for want of room. */
export type KeptPieces = {
  keepPiece: (story: string, heard: { desk: string; dossier: Dossier; at: string }) => Promise<void>
  piece: (story: string, desk: string) => Promise<{ dossier: Dossier; at: string } | null>
  /** A list of the desk's as last heard. */
  keepList: (of: { desk: string; scope: string }, pieces: Piece[]) => Promise<void>
  list: (of: { desk: string; scope: string }) => Promise<Piece[] | null>
  /** The rights lent at the desk, as last heard. */
  keepLent: (desk: string, lent: Lent[]) => Promise<void>
  lent: (desk: string) => Promise<Lent[] | null>
  /** The desk's signed records of keys and policies, as last heard. */
  keepRecords: (desk: string, records: Envelope[]) => Promise<void>
  records: (desk: string) => Promise<Envelope[]>
  keepRevision: (story: string, sha256: string, bytes: Uint8Array) => Promise<void>
  /** The bytes of a revision, only where they are still those of that digest. */
  revision: (story: string, sha256: string) => Promise<Uint8Array<ArrayBuffer> | null>
  /** Throws a Fault where it cannot be written: what is unsent must not be said to be kept. */
  keepWork: (story: string, desk: string, work: KeptWork) => Promise<void>
  work: (story: string, desk: string) => Promise<KeptWork | null>
  /** The pieces with a working copy the desk does not have yet. */
  unsent: (desk: string) => Promise<string[]>
  /** Sets a copy aside that could not be stored, with why; answers its id. Throws a Fault. */
  setAside: (story: string, copy: Working, why: { at: string; code: string }) => Promise<string>
  aside: (story: string) => Promise<Aside[]>
  /** Parts in live sessions with words the desk has not stored. */
  live: KeptLives
  /** Pieces that came in hand-off files. */
  carried: KeptCarried
  /** The revision this person read last. */
  seen: (story: string) => Promise<string | null>
  see: (story: string, sha256: string) => Promise<void>
  /** Waits for what is being written. */
  close: () => Promise<void>
}

const REVISION = /^[0-9a-f]{64}\.story\.json$/
const ASIDE = /^(here-[0-9a-f]{16})\.json$/
const digestOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])

/** Opens `<person>/desk/`; it is made when there is something to keep. `most` is how many pieces are kept. */
export const keepPieces = (options: { folder: string; vault: Vault; most?: number }): KeptPieces => {
  const { folder, vault, most = MOST } = options
  const turns = makeTurns()
  const placeOf = (story: string): string => join(folder, storyIdSchema.parse(story))
  const fileOf = (story: string, name: string): string => join(placeOf(story), name)
  const write = async (story: string, name: string, value: unknown, previous = false): Promise<void> => {
    await makeFolder(placeOf(story))
    await vault.write(fileOf(story, name), JSON.stringify(value), { previous })
  }
  const inTurn = <T>(story: string, task: () => Promise<T>): Promise<T> => turns.take(story, task)
  const readWork = (story: string) => parseKept(vault, fileOf(story, 'working.json'), workingFileSchema)
  const stories = async (): Promise<string[]> => (await namesIn(folder)).filter((name) => storyIdSchema.safeParse(name).success)
  /** Pieces with an unsent copy for a desk: read from the disk once, then kept up. It is asked for at every word from the desk. */
  let unsent: { desk: string; stories: Set<string>; read: Promise<void> } | null = null
  const note = (known: { desk: string; stories: Set<string> }, story: string, work: { desk: string; unsent: unknown } | null): void => {
    if (work?.desk === known.desk && work.unsent !== null) known.stories.add(story)
    else known.stories.delete(story)
  }
  const readUnsent = (desk: string): { stories: Set<string>; read: Promise<void> } => {
    const known = { desk, stories: new Set<string>(), read: Promise.resolve() }
    const readAll = async (): Promise<void> => {
      for (const story of await stories())
        await inTurn(story, async () => {
          const work = await readWork(story)
          note(known, story, work)
          // A file that could not be read now may be read the next time: nothing is remembered of such a reading.
          if (work === null && unsent === known && (await namesIn(placeOf(story))).includes('working.json')) unsent = null
        })
    }
    unsent = known
    known.read = readAll()
    return known
  }

  const mustStay = async (story: string): Promise<boolean> => {
    const names = await namesIn(placeOf(story))
    if (names.some((name) => ASIDE.test(name) || isKeptLive(name) || isKeptCarried(name))) return true
    if (!names.includes('working.json')) return false
    const file = await readWork(story)
    return file === null || file.unsent !== null // A file nobody can read may hold the only copy.
  }
  /** Makes room: the pieces nobody asked for longest go, but nothing that only stands here. */
  const prune = async (): Promise<void> => {
    const all = await stories()
    if (all.length <= most) return
    const ages = await Promise.all(all.map(async (story) => ({ story, at: await stat(fileOf(story, 'piece.json')).then(({ mtimeMs }) => mtimeMs, () => 0) })))
    let over = all.length - most
    for (const { story } of ages.sort((a, b) => a.at - b.at)) {
      if (over <= 0) return
      const gone = await inTurn(story, async () => {
        if (await mustStay(story)) return false
        await rm(placeOf(story), { recursive: true, force: true })
        return true
      })
      if (gone) over -= 1
    }
    await syncFolder(folder)
  }

  const place = { vault, stories, namesOf: (story: string) => namesIn(placeOf(story)), fileOf, makePlace: (story: string) => makeFolder(placeOf(story)), inTurn }
  const carried = keepCarried(place)

  return {
    keepPiece: async (story, { desk, dossier, at }) => {
      const fresh = await inTurn(story, async () => {
        const known = (await namesIn(placeOf(story))).includes('piece.json')
        await write(story, 'piece.json', { format: 1, desk, dossier, at } satisfies z.infer<typeof pieceFileSchema>)
        const still = await carried.settle(story, dossier)
        // Revisions no act of the piece names, and what an interrupted write left, are of no use to anybody.
        const named = new Set([...dossier.events, ...(still?.events ?? [])].map(({ revision }) => `${revision}.story.json`))
        for (const name of await namesIn(placeOf(story))) if (isTemporary(name) || (REVISION.test(name) && !named.has(name))) await rm(fileOf(story, name), { force: true })
        return !known
      })
      if (fresh) await turns.take('prune', prune)
    },
    piece: async (story, desk) => {
      const file = await parseKept(vault, fileOf(story, 'piece.json'), pieceFileSchema)
      return file?.desk === desk ? { dossier: file.dossier, at: file.at } : null
    },
    keepList: (of, pieces) =>
      turns.take(of.scope, async () => {
        await makeFolder(folder)
        await vault.write(join(folder, `${of.scope}.json`), JSON.stringify({ desk: of.desk, pieces }))
      }),
    list: async (of) => {
      const file = await parseKept(vault, join(folder, `${of.scope}.json`), listFileSchema)
      return file?.desk === of.desk ? file.pieces : null
    },
    keepLent: (desk, lent) =>
      turns.take('lent', async () => {
        await makeFolder(folder)
        await vault.write(join(folder, 'lent.json'), JSON.stringify({ desk, lent }))
      }),
    lent: async (desk) => {
      const file = await parseKept(vault, join(folder, 'lent.json'), lentFileSchema)
      return file?.desk === desk ? file.lent : null
    },
    keepRecords: (desk, records) =>
      turns.take('records', async () => {
        await makeFolder(folder)
        await vault.write(join(folder, 'records.json'), JSON.stringify({ desk, records }))
      }),
    records: async (desk) => {
      const file = await parseKept(vault, join(folder, 'records.json'), recordsFileSchema)
      return file?.desk === desk ? file.records : []
    },
    keepRevision: (story, sha256, bytes) =>
      inTurn(story, async () => {
        if (digestOf(bytes) !== sha256 || (await namesIn(placeOf(story))).includes(`${sha256}.story.json`)) return
        await makeFolder(placeOf(story))
        await vault.write(fileOf(story, `${sha256}.story.json`), bytes)
      }),
    revision: async (story, sha256) => {
      const bytes = await vault.read(fileOf(story, `${sha256Schema.parse(sha256)}.story.json`)).catch(() => null)
      return bytes && digestOf(bytes) === sha256 ? new Uint8Array(bytes) : null
    },
    keepWork: (story, desk, work) =>
      inTurn(story, async () => {
        await write(story, 'working.json', { format: 1, desk, ...work } satisfies z.infer<typeof workingFileSchema>, true)
        if (unsent) note(unsent, story, { desk, unsent: work.unsent })
      }),
    work: async (story, desk) => {
      const file = (await readWork(story)) ?? (await parseKept(vault, fileOf(story, 'working.json.previous'), workingFileSchema))
      return file?.desk === desk ? { known: file.known, at: file.at, unsent: file.unsent } : null
    },
    unsent: async (desk) => {
      const known = unsent?.desk === desk ? unsent : readUnsent(desk)
      await known.read
      return [...known.stories]
    },
    setAside: (story, copy, { at, code }) =>
      inTurn(story, async () => {
        const id = `here-${digestOf(JSON.stringify([copy.story, copy.notes, copy.conflicts])).slice(0, 16)}`
        await write(story, `${id}.json`, { at, code, copy })
        return id
      }),
    aside: async (story) => {
      const found: Aside[] = []
      for (const name of await namesIn(placeOf(story))) {
        const id = ASIDE.exec(name)?.[1]
        const file = id === undefined ? null : await parseKept(vault, fileOf(story, name), asideFileSchema)
        if (id !== undefined && file) found.push({ id, ...file })
      }
      return found.sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
    },
    live: keepLive(place),
    carried,
    // Ids alone, but through the vault like everything else here.
    seen: async (story) => (await parseKept(vault, fileOf(story, 'seen.json'), seenFileSchema))?.revision ?? null,
    see: (story, sha256) => inTurn(story, () => write(story, 'seen.json', { revision: sha256 })),
    close: () => turns.idle(),
  }
}
