import { z } from 'zod'

import { fromBase64 } from '../../../src-shared/signoff/envelope'
import { sha256Schema } from '../../../src-shared/story/story'
import type { LedgerEntry } from '../ledger'

/** Where things stand in a backup. The manifest is the last entry, since it names the digests of all others. */
export const PLACES = {
  manifest: 'manifest.json',
  ledger: 'ledger.jsonl',
  newsroom: 'newsroom.json',
  key: 'desk-key.pem',
  table: (name: string): string => `tables/${name}.jsonl`,
  revision: (sha256: string): string => `revisions/${sha256}.json`,
  photo: (sha256: string): string => `photos/${sha256}`,
  facts: (sha256: string): string => `photos/${sha256}.json`,
} as const

/** A name a backup can hold: nothing that could leave the folder it is read from. */
export const isPlace = (path: string): boolean => /^(manifest\.json|ledger\.jsonl|newsroom\.json|desk-key\.pem|tables\/[A-Za-z_][A-Za-z0-9_]*\.jsonl|revisions\/[0-9a-f]{64}\.json|photos\/[0-9a-f]{64}(\.json)?)$/.test(path)

const fileSchema = z.strictObject({ path: z.string().refine(isPlace), bytes: z.int().min(0), sha256: sha256Schema })

export const manifestSchema = z.strictObject({
  type: z.literal('stet.desk-backup/1'),
  tool: z.string(),
  madeAt: z.string(),
  /** The desk's key id; null where nothing was ever put on record. */
  desk: sha256Schema.nullable(),
  ledger: z.strictObject({ seq: z.int().min(0), digest: sha256Schema.nullable() }),
  files: z.array(fileSchema),
})
export type BackupManifest = z.infer<typeof manifestSchema>

/** Lines of tables: values as JSON, bytes as {"$base64": ...}. */
export type Row = Record<string, unknown>
export const rowSchema = z.record(z.string(), z.unknown())

/** Versions of the house's lists stand among the revisions: canonical JSON under the digest somebody signed. */
const namedListsSchema = z.object({ type: z.literal('stet.lists/1'), sha256: sha256Schema })
const namedSchema = z.object({ revision: z.object({ sha256: sha256Schema }), photos: z.array(sha256Schema).optional() })

/** The revision (or the house's lists) and the photos an entry of the ledger names. */
export const filesOfEntry = (entry: LedgerEntry): { revisions: string[]; photos: string[] } => {
  let payload: unknown
  try {
    payload = JSON.parse(new TextDecoder().decode(fromBase64(entry.envelope.payload)))
  } catch {
    return { revisions: [], photos: [] } // What does not hold is found when the tables are made from it.
  }
  const lists = namedListsSchema.safeParse(payload)
  if (lists.success) return { revisions: [lists.data.sha256], photos: [] }
  const named = namedSchema.safeParse(payload)
  return named.success ? { revisions: [named.data.revision.sha256], photos: named.data.photos ?? [] } : { revisions: [], photos: [] }
}

/** Digests that structures kept in a row name: a working copy's photos are among them. What is a digest of something else is no photo's. */
export const digestsInRow = (row: Row): string[] =>
  Object.values(row).flatMap((value) => {
    const text = typeof value === 'string' ? value : typeof value === 'object' && value !== null ? JSON.stringify(value) : ''
    return /^[[{]/.test(text) ? (text.match(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g) ?? []) : []
  })
