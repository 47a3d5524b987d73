import { z } from 'zod'

import { listsVersionSchema } from '../desk-api/lists-routes'
import { LINE_FAULTS } from '../proofing/house/csv'
import { kindSchema, LIST_LIMITS, rowSchema } from '../proofing/house/row'
import { sha256Schema } from '../story/story'

const none = z.null()
const rows = z.array(rowSchema).max(LIST_LIMITS.rows)

/** The house's lists as the window reads copy by them. `version` is null where there are none; `own` is what the house calls itself; `asOf` is set where the desk is away and this is what was last heard. */
export const houseListsSchema = z.object({ version: listsVersionSchema.nullable(), rows: z.array(rowSchema), own: z.string(), asOf: z.string().nullable() })
export type HeldLists = z.infer<typeof houseListsSchema>

/** A row two people said otherwise of; null where one of them removed it. */
export const rowConflictSchema = z.object({ key: z.string(), base: rowSchema.nullable(), mine: rowSchema.nullable(), theirs: rowSchema.nullable() })

/**
 * What became of saving: `saved`, with `merged` where somebody else's version went in between; or `conflicts`, for somebody to choose and save again on `lists`: `rows` is everything
 * else of both.
 */
export const savedListsSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('saved'), lists: houseListsSchema, merged: z.boolean() }),
  z.object({ state: z.literal('conflicts'), lists: houseListsSchema, rows: z.array(rowSchema), conflicts: z.array(rowConflictSchema) }),
])
export type SavedLists = z.infer<typeof savedListsSchema>

/** The largest table that is read, in bytes. */
export const TABLE_BYTES = 20_000_000

/** The house's lists. Part of the contract. */
export const houseContract = {
  'house.lists': { input: none, output: houseListsSchema },
  /** Newest first. */
  'house.versions': { input: none, output: z.array(listsVersionSchema) },
  /** The rows of a version, held against the digest that was signed. */
  'house.version': { input: z.strictObject({ sha256: sha256Schema }), output: z.object({ rows: z.array(rowSchema) }) },
  /** Signs these rows, made from the version `base`, as the next version; merged with what somebody else saved meanwhile. */
  'house.saveLists': { input: z.strictObject({ base: z.object({ id: sha256Schema, sha256: sha256Schema }).nullable(), rows, reason: z.string().trim().min(1).max(1000), passphrase: z.string().max(200).nullable() }), output: savedListsSchema },
  /** Reads a table (CSV) into rows; one that says no kind is read as of `kind`. Nothing is saved. */
  'house.readTable': {
    input: z.strictObject({ name: z.string().max(255), kind: kindSchema.nullable(), bytes: z.instanceof(Uint8Array) }),
    output: z.object({ rows: z.array(rowSchema), faults: z.array(z.object({ line: z.int(), reason: z.enum(LINE_FAULTS), text: z.string() })), encoding: z.object({ name: z.string(), sure: z.boolean() }) }),
  },
  /** Writes rows as a table into the folder of packages, under a name with that title. */
  'house.writeTable': { input: z.strictObject({ title: z.string().trim().min(1).max(100), rows }), output: z.object({ path: z.string(), name: z.string(), bytes: z.int() }) },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>
