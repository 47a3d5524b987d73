import { z } from 'zod'

const time = z.string()
const count = z.int().min(0)

/** How a person's library stands: ours to write, taken over by another, only read, open elsewhere, its folder gone, or being moved. */
export const standingSchema = z.enum(['held', 'lost', 'reading', 'elsewhere', 'away', 'moving'])

/** What takes a while with a library, and how far it is. `step` says what is counted. */
export const placeWorkSchema = z.object({ kind: z.enum(['export', 'import', 'move']), step: z.enum(['reading', 'checking', 'writing']), done: z.number(), total: z.number() })
export type PlaceWork = z.infer<typeof placeWorkSchema>

/** Where a person's library is and who has it open. */
export const placeStateSchema = z.object({
  standing: standingSchema,
  folder: z.string(),
  /** True where the person chose the folder. */
  chosen: z.boolean(),
  /** What an archive of it can be read by everybody all the same. */
  sealed: z.boolean(),
  /** Who holds it while it is not ours; `here` for another Stet on this machine. */
  by: z.object({ host: z.string(), person: z.string(), since: time, here: z.boolean() }).nullable(),
  /** Whose traces were too old to be believed when it was opened, and when they were last there. */
  leftBy: z.object({ host: z.string(), beat: time }).nullable(),
  /** What was saved here after another took it over: each in a story of its own. */
  copies: z.array(z.object({ story: z.string(), copy: z.string(), name: z.string() })),
  work: placeWorkSchema.nullable(),
  /** True where the shell has the system's own dialogs to choose a folder or a file. */
  dialogs: z.boolean(),
})
export type PlaceState = z.infer<typeof placeStateSchema>

const leftSchema = z.array(z.object({ place: z.string(), code: z.string() }))

/** What came in, what came as a copy beside a different story, what was there already, and what was left out and why. */
export const broughtInSchema = z.object({ stories: count, copies: count, skipped: count, photos: count, left: leftSchema })
export type BroughtIn = z.infer<typeof broughtInSchema>

/** An archive as written. */
export const exportedSchema = z.object({ path: z.string(), name: z.string(), stories: count, binned: count, photos: count, files: count, bytes: count, left: leftSchema })
export type ExportedArchive = z.infer<typeof exportedSchema>

/** A file the host may read for this window: chosen in the system's dialog, or sent piece by piece. */
/** What a file that was handed over goes by. */
export const ticketSchema = z.uuid()

/** The largest piece of a file that is sent at once, in bytes. */
export const PIECE_BYTES = 8_000_000

const none = z.null()
const path = z.string().min(1).max(4000)

/** The library as a place, and its archive. Part of the contract. */
export const placeContract = {
  'place.state': { input: none, output: placeStateSchema },
  /** Opens it again: taking it over, to be read, or for writing if nobody has it. */
  'place.reopen': { input: z.strictObject({ how: z.enum(['own', 'takeOver', 'read']) }), output: none },
  /** Null for the folder it has of itself. With `carry` the stories come along and the old folder is kept under another name; without, they stay where they are. */
  'place.move': { input: z.strictObject({ folder: path.nullable(), carry: z.boolean() }), output: broughtInSchema.extend({ folder: z.string(), keptAt: z.string().nullable() }) },
  'place.pick': { input: none, output: z.object({ path: z.string().nullable() }) },
  'place.cancel': { input: none, output: none },
  'place.reveal': { input: z.strictObject({ path }), output: none },
  /** Null for the folder of packages. */
  'library.export': { input: z.strictObject({ folder: path.nullable() }), output: exportedSchema },
  'library.import': { input: z.strictObject({ ticket: ticketSchema, leaveDamaged: z.boolean() }), output: broughtInSchema },
  'archive.pick': { input: none, output: z.object({ ticket: ticketSchema, name: z.string() }).nullable() },
  /** The next piece of a file, in order; the first has no ticket. */
  'archive.receive': { input: z.strictObject({ ticket: ticketSchema.nullable(), name: z.string().max(300), bytes: z.instanceof(Uint8Array) }), output: z.object({ ticket: ticketSchema }) },
} as const
