import { z } from 'zod'

import { revisionRefSchema } from '../review/states'
import { grantSchema, roleSchema } from '../review/people'
import { sha256Schema, storyIdSchema } from '../story/story'
import type { Profile } from './profiles'
import { lossSchema } from './losses'

/** Where things stand in a publication package 发稿包. Paths use "/" and nothing outside ASCII. */
export const PACKAGE = {
  manifest: 'manifest.json',
  seal: 'manifest.dsse.json',
  story: 'story.json',
  policy: 'policy.json',
  /** Policies of earlier rounds, by the digest statements name. */
  policies: 'policies/',
  olderPolicy: (digest: string) => `policies/${digest}.json`,
  delegations: 'delegations/',
  delegation: (index: number) => `delegations/${String(index).padStart(2, '0')}.dsse.json`,
  keys: 'keys/keys.json',
  html: 'article.html',
  text: 'article.txt',
  /** Drawn from the package's own statements (review-sheet/packaged.ts). */
  reviewSheet: 'review-sheet.html',
  /** The page that verifies the package in a browser. */
  verifier: 'verify.html',
  event: (index: number, decision: string) => `sign-off/${String(index).padStart(2, '0')}-${decision}.dsse.json`,
  /** The desk's record of a key; `credential` where it is a further one of the same key. */
  enrolment: (key: string, credential = '') => `keys/${key}${credential === '' ? '' : `-${credential.slice(0, 16)}`}.dsse.json`,
  revocation: (key: string) => `keys/${key}-revoked.dsse.json`,
  pem: (key: string) => `keys/${key}.pem`,
  original: (sha256: string, extension: string) => `photos/original/${sha256}.${extension}`,
  /** `name` is the rendition's (photo-uses.ts). */
  rendition: (profile: Profile, name: string) => `photos/${profile}/${name}.jpg`,
} as const

export const packagedKeySchema = z.strictObject({
  id: sha256Schema,
  person: z.string(),
  name: z.string(),
  role: roleSchema,
  publicKey: z.string(),
  grants: z.array(grantSchema).optional(),
  credential: sha256Schema.optional(),
  device: z.string().optional(),
  revokedAt: z.string().optional(),
})

/** The people whose keys the package holds, and the desk's own. */
export const packagedKeysSchema = z.strictObject({ desk: z.strictObject({ key: sha256Schema, publicKey: z.string() }), people: z.array(packagedKeySchema) })

const pathSchema = z.string().regex(/^[a-z0-9./-]+$/)

const manifestFields = {
  tool: z.string(),
  story: storyIdSchema,
  revision: revisionRefSchema,
  headline: z.string(),
  signedAt: z.string(),
  files: z.array(z.strictObject({ path: pathSchema, mediaType: z.string(), bytes: z.int().min(0), sha256: sha256Schema })),
}

/** One format of the piece: where its files stand, and what of this story it could not show as what it is. */
const packagedFormatSchema = z.strictObject({ id: z.string().regex(/^[a-z][a-z0-9-]*$/), files: z.array(pathSchema).min(1), losses: z.array(lossSchema) })
export type PackagedFormat = z.infer<typeof packagedFormatSchema>

/**
 * manifest.json: every other file but the seal, by path, with media type, size in bytes and SHA-256. The second form also names the policy the sign-off was made under and
 * the formats. A package of the first form has its page and its plain text only.
 */
export const manifestSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('stet.package/1'), ...manifestFields }),
  z.strictObject({ type: z.literal('stet.package/2'), ...manifestFields, policy: sha256Schema, formats: z.array(packagedFormatSchema) }),
])
export type Manifest = z.infer<typeof manifestSchema>
/** The form packages are made in today. */
export type NewManifest = Extract<Manifest, { type: 'stet.package/2' }>

/** One thing the verifier looked at. `code` is a locale key under `verify.` (good) or `fault.` (bad). */
export const findingSchema = z.object({ ok: z.boolean(), code: z.string(), place: z.string(), message: z.string(), details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])) })
export type Finding = z.infer<typeof findingSchema>

/** What verifying a package says: it holds only if every finding does. */
export const verdictSchema = z.object({ holds: z.boolean(), headline: z.string(), findings: z.array(findingSchema) })
export type Verdict = z.infer<typeof verdictSchema>
