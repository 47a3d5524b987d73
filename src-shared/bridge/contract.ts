import { z } from 'zod'

import { destinationSchema, dossierSchema, pieceSchema, publicationSchema } from '../desk-api/routes'
import { verdictSchema } from '../publication/manifest'
import { personSchema, policySchema } from '../review/policy'
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
  /** The file could not be read; opening it offers what there is. */
  damaged: z.boolean(),
})
export type LibraryRow = z.infer<typeof libraryRowSchema>

/** A draft as opened. `generation` counts durable saves; a save names the one it edits. */
export const draftSchema = z.object({
  story: storySchema,
  generation: z.int().min(0),
  changedAt: time,
  group: groupSchema,
  /** The desk's last known word on it. */
  piece: pieceSchema.nullable(),
  /** Set when this is the previous generation because the newest was damaged: where the damaged file was kept. */
  recoveredFrom: z.string().nullable(),
})
export type Draft = z.infer<typeof draftSchema>

/** What waits for the network. A refused one stays, parked, with its reason. */
export const outboxEntrySchema = z.object({
  id: sha256Schema,
  story: storyIdSchema,
  headline: z.string(),
  queuedAt: time,
  state: z.enum(['waiting', 'sending', 'parked']),
  attempts: z.int(),
  /** When it will be tried next by itself; null when parked. */
  nextAt: time.nullable(),
  code: z.string(),
  message: z.string(),
  /** Bytes sent and to send, while sending. */
  sent: z.int(),
  total: z.int(),
})
export type OutboxEntry = z.infer<typeof outboxEntrySchema>

export const connectionSchema = z.object({ state: z.enum(['embedded', 'online', 'offline', 'signedOut', 'fault']), address: z.string(), waiting: z.int(), code: z.string() })
export type Connection = z.infer<typeof connectionSchema>

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
  newsroom: z.object({ name: z.string(), policy: policySchema, destinations: z.array(destinationSchema) }).nullable(),
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
  'app.settings': { input: z.strictObject({ language: languageSchema.optional(), theme: z.enum(['system', 'light', 'dark']).optional(), deskAddress: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).optional() }), output: none },
  'key.create': { input: z.strictObject({ passphrase }), output: none },
  'key.unlock': { input: z.strictObject({ passphrase }), output: none },
  'library.list': { input: none, output: z.array(libraryRowSchema) },
  'library.create': { input: z.strictObject({ template: templateSchema, language: languageSchema }), output: draftSchema },
  'library.open': { input: byId, output: draftSchema },
  'library.save': { input: z.strictObject({ story: storySchema, generation: z.int().min(0) }), output: z.object({ generation: z.int(), savedAt: time }) },
  'library.bin': { input: byId, output: none },
  'library.restore': { input: byId, output: none },
  'library.importText': { input: z.strictObject({ text: z.string().max(2_000_000) }), output: draftSchema },
  'photo.add': { input: z.strictObject({ story: storyIdSchema, name: z.string().max(255), bytes: z.instanceof(Uint8Array) }), output: z.object({ photo: photoSchema, caption: z.string(), credit: z.string(), unsure: z.array(z.string()), frames: z.int().min(1) }) },
  'submit.send': { input: byId, output: outboxEntrySchema },
  'outbox.list': { input: none, output: z.array(outboxEntrySchema) },
  'outbox.retry': { input: z.strictObject({ id: sha256Schema }), output: none },
  'outbox.withdraw': { input: z.strictObject({ id: sha256Schema }), output: none },
  'desk.pieces': { input: z.strictObject({ scope: z.enum(['mine', 'queue', 'cleared']) }), output: z.array(pieceSchema) },
  'desk.piece': { input: byId, output: z.object({ dossier: dossierSchema, story: storySchema, seal: z.object({ holds: z.boolean(), code: z.string(), message: z.string() }) }) },
  'desk.decide': { input: z.strictObject({ id: storyIdSchema, decision: z.enum(['pass', 'signOff', 'return']), reason: z.string().max(5000), seen: sha256Schema, passphrase }), output: pieceSchema },
  'published.publish': { input: z.strictObject({ id: storyIdSchema, destination: z.string() }), output: publicationSchema },
  'published.preview': { input: none, output: z.object({ url: z.url() }) },
  'published.export': { input: byId, output: z.object({ path: z.string(), name: z.string(), bytes: z.int() }) },
  'published.reveal': { input: z.strictObject({ path: z.string() }), output: none },
  'published.verify': { input: z.strictObject({ name: z.string(), bytes: z.instanceof(Uint8Array) }), output: verdictSchema },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>

export type Contract = typeof contract
export type Method = keyof Contract
export type Input<M extends Method> = z.infer<Contract[M]['input']>
export type Output<M extends Method> = z.infer<Contract[M]['output']>

/** Every method's name, for the preload's allow-list and the browser shell's routes. */
export const METHODS = Object.keys(contract) as Method[]
