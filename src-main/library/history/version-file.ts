import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants } from 'node:zlib'
import { z } from 'zod'

import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import { canonicalBytes } from '../../../src-shared/story/canonical'
import { countStory } from '../../../src-shared/story/count'
import { readStory } from '../../../src-shared/story/migrations'
import { sha256Schema, type Story } from '../../../src-shared/story/story'
import { versionIdSchema, versionSchema, type Version } from '../../../src-shared/story/version'
import { parseJson } from '../stored'

const compress = promisify(brotliCompress)
const decompress = promisify(brotliDecompress)

/** The format number of version files this build writes. */
const FORMAT = 1
/** No story comes near it; a file that says it does is not one of ours. */
const LARGEST = 64_000_000

/** A version as its file begins: what the list shows, the photo files it needs, and the version it shares its content with. */
export const recordSchema = versionSchema.extend({ format: z.literal(FORMAT), files: z.array(sha256Schema), of: versionIdSchema.nullable() })
export type VersionRecord = z.infer<typeof recordSchema>

/** A version without its place in the order: what a story says of itself. `bytes` are its canonical ones. */
export type Content = Pick<Version, 'sha256' | 'characters' | 'words' | 'photos'> & { files: string[]; bytes: Uint8Array }

/** What a version keeps of a story. Throws Fault `not-canonical` on text that cannot be written. */
export const contentOf = (story: Story): Content => {
  const bytes = canonicalBytes(story)
  const { characters, words, photos } = countStory(story)
  return { sha256: createHash('sha256').update(bytes).digest('hex'), characters, words, photos, files: Object.keys(story.photos).sort(), bytes }
}

/** A version file: one line of JSON, then the story's canonical JSON, compressed; nothing where it shares another's content. */
export const encodeVersion = async (record: Omit<VersionRecord, 'format'>, bytes: Uint8Array | null): Promise<Buffer> => {
  const head = Buffer.from(`${JSON.stringify({ ...record, format: FORMAT })}\n`)
  if (bytes === null) return head
  const packed = await compress(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength } })
  return Buffer.concat([head, packed])
}

/** The head of a version file and where its content begins; null for what is not one, or is not the one it is named for. */
export const decodeRecord = (bytes: Uint8Array, id: string): { record: VersionRecord; contentAt: number } | null => {
  const end = bytes.indexOf(0x0a)
  if (end < 2) return null
  const parsed = recordSchema.safeParse(parseJson(bytes.subarray(0, end)))
  return parsed.success && parsed.data.id === id ? { record: parsed.data, contentAt: end + 1 } : null
}

const damaged = (id: string): Outcome<never> => failed('version-damaged', `Version ${id} can no longer be read as it was kept. The story and its other versions are not touched.`, { version: id })

/** The story of a version file's content: `version-damaged` unless every byte is as it was kept, `story-newer` where a newer Stet kept it. */
export const decodeStory = async (packed: Uint8Array, record: Pick<VersionRecord, 'id' | 'sha256'>, story: string): Promise<Outcome<Story>> => {
  const bytes = await decompress(packed, { maxOutputLength: LARGEST }).catch(() => null)
  if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== record.sha256) return damaged(record.id)
  const read = readStory(parseJson(bytes))
  if (!read.ok) return read.code === 'story-newer' ? read : damaged(record.id)
  return read.value.id === story ? ok(read.value) : damaged(record.id)
}
