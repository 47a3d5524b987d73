import { z } from 'zod'

import { failureSchema } from '../outcome'
import { deskContract } from './desk'
import { destinationsContract } from './destinations'
import { handoffContract } from './handoff'
import { hooksContract } from './hooks'
import { houseContract } from './house'
import { liveContract } from './live'
import { outboxEntrySchema } from './outbox'
import { peopleContract } from './people'
import { placeContract, ticketSchema } from './place'
import { publishedContract } from './published'
import { statisticsContract } from './statistics'
import { pieceSchema } from '../desk-api/pieces'
import { signInSchema } from '../desk-api/routes'
import { destinationInfoSchema } from '../publication/destination'
import { verdictSchema } from '../publication/manifest'
import { personSchema } from '../review/people'
import { policySchema } from '../review/policy'
import { conflictSchema } from '../story/merge'
import { notesSchema } from '../story/notes'
import { undoJournalSchema } from '../story/undo'
import { versionIdSchema, versionSchema } from '../story/version'
import { languageSchema, photoSchema, sha256Schema, storyIdSchema, storySchema, templateSchema } from '../story/story'

const none = z.null()
const time = z.string()
const byId = z.strictObject({ id: storyIdSchema })
/** A secret typed by the person; null where the OS keychain keeps the key. */
const passphrase = z.string().max(200).nullable()

/** Where the person's next act is; the library is grouped by it. */
export const groupSchema = z.enum(['returned', 'writing', 'waiting', 'inReview', 'published', 'bin'])
export type Group = z.infer<typeof groupSchema>

export const libraryRowSchema = z.object({
  id: storyIdSchema,
  slugline: z.string(),
  headline: z.string(),
  language: languageSchema,
  channel: z.array(z.string()),
  byline: z.string(),
  characters: z.int(),
  words: z.int(),
  photos: z.int(),
  changedAt: time,
  group: groupSchema,
  /** Until when nobody may publish it, where it is embargoed. */
  embargo: z.string().optional(),
  /** The file could not be read; opening it offers what there is. */
  damaged: z.boolean(),
})
export type LibraryRow = z.infer<typeof libraryRowSchema>

/** What the library is narrowed to; null and empty narrow nothing. `channel` is the beginning of a path; `since` and `until` are ISO 8601 and frame `changedAt`, the second left out. */
export const libraryFilterSchema = z.strictObject({ group: groupSchema.nullable(), channel: z.array(z.string().max(60)).max(6), byline: z.string().max(500), since: time.max(40).nullable(), until: time.max(40).nullable() })
export type LibraryFilter = z.infer<typeof libraryFilterSchema>

/** Stories that fit a search, best first and those in the bin last. A snippet is plain text; its ranges [from, to) are UTF-16 units. `total` and `binned` count all that fit; `indexing` is null once every story was read. */
export const searchFoundSchema = z.object({
  hits: z.array(z.object({ id: storyIdSchema, snippet: z.string(), ranges: z.array(z.tuple([z.int(), z.int()])) })),
  total: z.int(),
  binned: z.int(),
  indexing: z.object({ done: z.int(), total: z.int() }).nullable(),
})
export type SearchFound = z.infer<typeof searchFoundSchema>

const manyIds = z.strictObject({ ids: z.array(storyIdSchema).min(1).max(1000) })
/** What an act on many stories did, and which it could not do and why. */
export const bulkDoneSchema = z.object({ done: z.array(storyIdSchema), refused: z.array(z.object({ id: storyIdSchema, failure: failureSchema })) })
export type BulkDone = z.infer<typeof bulkDoneSchema>

/** A draft as opened. `generation` counts durable saves; a save names the one it edits. */
export const draftSchema = z.object({
  story: storySchema,
  notes: notesSchema,
  /** What the desk and its author both changed in a returned piece; it is not submitted while any is open. */
  conflicts: z.array(conflictSchema).max(1000).default([]),
  generation: z.int().min(0),
  changedAt: time,
  group: groupSchema,
  /** The desk's last known word on it. */
  piece: pieceSchema.nullable(),
  /** Set when this is the previous generation because the newest was damaged: where the damaged file was kept. */
  recoveredFrom: z.string().nullable(),
  /** Set for a copy made where two versions of a story met: which story, whether synchronisation or an archive brought it, from which file or machine, when. */
  copyOf: z.object({ story: storyIdSchema, kind: z.enum(['conflict', 'import']), from: z.string(), at: time }).optional(),
  /** Set for a draft that came in a hand-off file: from whom, what they said with it, when. */
  handed: z.object({ name: z.string(), note: z.string(), at: time }).optional(),
})
export type Draft = z.infer<typeof draftSchema>

/** Copy brought in from elsewhere: the new draft, and what became of the rest. `dropped` is what was left out, `encoding` how a text file was read. */
export const importedSchema = z.object({
  draft: draftSchema,
  dropped: z.array(z.string()),
  pictures: z.int().min(0),
  refused: z.array(z.object({ code: z.string(), message: z.string(), name: z.string() })),
  encoding: z.object({ name: z.string(), sure: z.boolean() }).nullable(),
})
export type Imported = z.infer<typeof importedSchema>

export { outboxEntrySchema, type OutboxEntry } from './outbox'

export const connectionSchema = z.object({ state: z.enum(['embedded', 'online', 'offline', 'signedOut', 'fault']), address: z.string(), waiting: z.int(), code: z.string() })
export type Connection = z.infer<typeof connectionSchema>

/** How a library lies on the disk. `by` is null where its seal cannot be read; `fault` is why it did not open, or why sealing or unsealing stopped half way. */
export const sealedSchema = z.object({ by: z.enum(['keychain', 'passphrase']).nullable(), phase: z.enum(['sealing', 'sealed', 'unsealing']), fault: failureSchema.nullable() })
export type Sealed = z.infer<typeof sealedSchema>

export const appStateSchema = z.object({
  version: z.string(),
  shell: z.enum(['electron', 'browser']),
  platform: z.string(),
  language: languageSchema,
  theme: z.enum(['system', 'light', 'dark']),
  person: personSchema.nullable(),
  key: z.enum(['absent', 'locked', 'open']),
  /** True where the OS keychain keeps the key, so no passphrase is asked. */
  keychain: z.boolean(),
  connection: connectionSchema,
  /** Locked and converting, nothing of the library can be asked for. */
  library: z.enum(['open', 'locked', 'converting']),
  /** Null for a library that is not sealed. */
  sealed: sealedSchema.nullable(),
  /** Minutes without anybody there until a library under a passphrase locks itself; 0 for never. */
  lockMinutes: z.number().min(0),
  /** `live` says whether its pieces can be edited together. */
  newsroom: z.object({ name: z.string(), policy: policySchema, destinations: z.array(destinationInfoSchema), live: z.boolean(), signIn: signInSchema.optional() }).nullable(),
  /** People of the sample newsroom, with the password the window may fill in; empty elsewhere. */
  sample: z.array(z.object({ login: z.string(), name: z.string(), role: z.string(), password: z.string() })),
  folders: z.object({ home: z.string(), site: z.string(), packages: z.string() }),
})
export type AppState = z.infer<typeof appStateSchema>

/**
 * What the window may ask its host. One map; both shells and the preload are made from it. Every answer is an Outcome of
 * `output`. `bytes: true` marks methods whose input carries a Uint8Array named `bytes`.
 */
export const contract = {
  'app.state': { input: none, output: appStateSchema },
  'app.signIn': { input: z.strictObject({ login: z.string(), password: z.string() }), output: personSchema },
  'app.signOut': { input: none, output: none },
  'app.settings': { input: z.strictObject({ language: languageSchema.optional(), theme: z.enum(['system', 'light', 'dark']).optional(), deskAddress: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).optional(), lockMinutes: z.int().min(0).max(480).optional() }), output: none },
  /** Somebody is at the window. */
  'app.active': { input: none, output: none },
  /** The window's answer to the event `settle`. */
  'app.settled': { input: none, output: none },
  'key.create': { input: z.strictObject({ passphrase }), output: none },
  'key.unlock': { input: z.strictObject({ passphrase }), output: none },
  'library.unlock': { input: z.strictObject({ passphrase }), output: none },
  'library.lock': { input: none, output: none },
  /** `understood`: the person was told what a forgotten passphrase means. Answers once it has begun. */
  'seal.turnOn': { input: z.strictObject({ by: z.enum(['keychain', 'passphrase']), passphrase, understood: z.literal(true) }), output: none },
  'seal.turnOff': { input: z.strictObject({ passphrase }), output: none },
  'seal.resume': { input: none, output: none },
  /** Undoes what a running conversion did. */
  'seal.turnBack': { input: none, output: none },
  'seal.progress': { input: none, output: z.object({ done: z.int(), total: z.int() }).nullable() },
  'seal.changePassphrase': { input: z.strictObject({ current: z.string().max(200), next: z.string().max(200) }), output: none },
  'library.list': { input: none, output: z.array(libraryRowSchema) },
  'library.create': { input: z.strictObject({ template: templateSchema, language: languageSchema }), output: draftSchema },
  'library.open': { input: byId, output: draftSchema },
  'library.save': { input: z.strictObject({ story: storySchema, generation: z.int().min(0), notes: notesSchema.optional(), conflicts: z.array(conflictSchema).max(1000).optional() }), output: z.object({ generation: z.int(), savedAt: time }) },
  'library.keepUndo': { input: z.strictObject({ id: storyIdSchema, journal: undoJournalSchema }), output: none },
  'library.undo': { input: byId, output: undoJournalSchema.nullable() },
  'library.bin': { input: byId, output: none },
  'library.restore': { input: byId, output: none },
  'library.search': { input: z.strictObject({ query: z.string().max(500), limit: z.int().min(1).max(1000), filter: libraryFilterSchema }), output: searchFoundSchema },
  'library.binMany': { input: manyIds, output: bulkDoneSchema },
  'library.restoreMany': { input: manyIds, output: bulkDoneSchema },
  /** For good: only what is in the bin. */
  'library.removeMany': { input: manyIds, output: bulkDoneSchema },
  'library.duplicate': { input: byId, output: draftSchema },
  'library.importText': { input: z.strictObject({ text: z.string().max(2_000_000) }), output: importedSchema },
  'library.importFile': { input: z.strictObject({ name: z.string().max(255), bytes: z.instanceof(Uint8Array) }), output: importedSchema },
  /** Newest first; `damaged` names version files of which nothing can be read. */
  'history.list': { input: byId, output: z.object({ versions: z.array(versionSchema), damaged: z.array(z.string()) }) },
  'history.read': { input: z.strictObject({ id: storyIdSchema, version: versionIdSchema }), output: z.object({ version: versionSchema, story: storySchema }) },
  /** Saves a version's text as a new generation; `before` is the version that keeps what stood there. */
  'history.restore': { input: z.strictObject({ id: storyIdSchema, version: versionIdSchema, generation: z.int().min(0) }), output: z.object({ generation: z.int(), savedAt: time, before: versionIdSchema.nullable() }) },
  /** Names a version; null names the draft as it is saved now. An empty name takes the name away. */
  'history.name': { input: z.strictObject({ id: storyIdSchema, version: versionIdSchema.nullable(), label: z.string().trim().max(100) }), output: versionSchema },
  'photo.add': { input: z.strictObject({ story: storyIdSchema, name: z.string().max(255), bytes: z.instanceof(Uint8Array) }), output: z.object({ photo: photoSchema, caption: z.string(), credit: z.string(), unsure: z.array(z.string()), frames: z.int().min(1) }) },
  /** Submits a draft, or with `correction` (what it sets right) corrects a piece that was signed off. */
  'submit.send': { input: byId.extend({ correction: z.string().trim().max(5000).optional() }), output: outboxEntrySchema },
  'outbox.list': { input: none, output: z.array(outboxEntrySchema) },
  'outbox.retry': { input: z.strictObject({ id: sha256Schema }), output: none },
  'outbox.withdraw': { input: z.strictObject({ id: sha256Schema }), output: none },
  ...deskContract,
  ...houseContract,
  ...liveContract,
  ...publishedContract,
  'published.preview': { input: none, output: z.object({ url: z.url() }) },
  'published.export': { input: byId, output: z.object({ path: z.string(), name: z.string(), bytes: z.int() }) },
  'published.reveal': { input: z.strictObject({ path: z.string() }), output: none },
  ...statisticsContract,
  ...placeContract,
  ...peopleContract,
  ...destinationsContract,
  ...hooksContract,
  ...handoffContract,
  /** Verifies a package that was handed over (archive.receive), of any size; it is gone after. */
  'published.verify': { input: z.strictObject({ ticket: ticketSchema }), output: verdictSchema },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>

export type Contract = typeof contract
export type Method = keyof Contract
export type Input<M extends Method> = z.infer<Contract[M]['input']>
export type Output<M extends Method> = z.infer<Contract[M]['output']>

/** Every method's name, for the preload's allow-list and the browser shell's routes. */
export const METHODS = Object.keys(contract) as Method[]
