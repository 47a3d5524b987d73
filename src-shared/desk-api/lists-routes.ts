import { z } from 'zod'

import { listsSchema } from '../proofing/house/lists'
import { envelopeSchema } from '../signoff/envelope'
import type { CheckedLists } from '../signoff/lists'
import { sha256Schema } from '../story/story'
import { enrolledKeySchema } from './pieces'

/** A version of the house's lists: who answers for it, when and why, and the envelope that proves it. `id` is its statement's; `rows` how many it has. */
export const listsVersionSchema = z.object({ id: sha256Schema, number: z.int().positive(), sha256: sha256Schema, rows: z.int(), reason: z.string(), person: z.string(), name: z.string(), at: z.string(), envelope: envelopeSchema })
export type ListsVersion = z.infer<typeof listsVersionSchema>

/** A checked version as it is told: everything but the envelope is read from what was signed. */
export const shownLists = ({ id, statement: { number, sha256, rows, reason, at, signer }, envelope }: CheckedLists): ListsVersion => ({ id, number, sha256, rows, reason, person: signer.person, name: signer.name, at, envelope })

/** The version in force with the keys it is checked against; null where the house has no lists yet. */
export const currentListsSchema = z.object({ version: listsVersionSchema, keys: z.array(enrolledKeySchema) }).nullable()
export type CurrentLists = z.infer<typeof currentListsSchema>

const none = z.object({})

/** The house's lists: words, names, titles and sources that every window reads copy by. */
export const listsRoutes = {
  lists: { method: 'GET', path: '/api/lists', action: 'readLists', params: none, query: none, body: null, reply: currentListsSchema },
  /** Newest first. */
  listsVersions: { method: 'GET', path: '/api/lists/versions', action: 'readLists', params: none, query: none, body: null, reply: z.array(listsVersionSchema) },
  /** The file of a version, by the digest that was signed: `lists-unknown`, or `lists-altered` where it is no longer that. */
  listsFile: { method: 'GET', path: '/api/lists/files/:sha256', action: 'readLists', params: z.object({ sha256: sha256Schema }), query: none, body: null, reply: 'bytes' },
  /** The next version, signed: `lists-stale` {number} where it does not follow the newest. */
  saveLists: { method: 'PUT', path: '/api/lists', action: 'setLists', params: none, query: none, body: z.strictObject({ envelope: envelopeSchema, lists: listsSchema }), reply: listsVersionSchema },
} as const
