import { z } from 'zod'

import { sha256Schema, storyIdSchema } from '../../../src-shared/story/story'

/** The archive's own number; another is refused untouched. */
export const ARCHIVE_SCHEMA = 1

/** How every archive's name ends. */
export const ARCHIVE_ENDING = '.stet-library.zip'

/** Where the manifest stands: the last file, written when every other has been counted. */
export const MANIFEST = 'manifest.json'

/** What an archive may be at most, in bytes where not said otherwise: files and inflated bytes, and how many times larger a file may be than it is packed. */
export const ARCHIVE_LIMITS = { files: 200_000, manifest: 96_000_000, draft: 32_000_000, file: 512_000_000, whole: 100_000_000_000, ratio: 200 } as const

const photoName = z.string().regex(/^[0-9a-f]{64}\.[a-z]{2,5}$/)

/** Everything an archive says of itself. `photos` are names under photos/, each there once however many stories show it. */
export const archiveManifestSchema = z.strictObject({
  format: z.literal('stet-library'),
  schema: z.literal(ARCHIVE_SCHEMA),
  tool: z.string().max(100),
  /** ISO 8601. */
  exportedAt: z.string().max(40),
  counts: z.strictObject({ stories: z.int().min(0), binned: z.int().min(0), photos: z.int().min(0), files: z.int().min(0), bytes: z.int().min(0) }),
  stories: z.array(z.strictObject({ id: storyIdSchema, photos: z.array(photoName) })),
  files: z.array(z.strictObject({ path: z.string(), bytes: z.int().min(0), sha256: sha256Schema })),
})
export type ArchiveManifest = z.infer<typeof archiveManifestSchema>

/** Names no system keeps as they are: reserved on Windows, or read as something else. */
const AWKWARD = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$|[. ]$|^ /i
const FORBIDDEN = /[\u0000-\u001f\u007f<>:"|?*\\\u202a-\u202e\u2066-\u2069\ufeff]/

/** True for a path inside a story's folder that every system can hold: NFC, at most four steps deep and 200 characters, nothing that climbs, hides or reverses. */
export const isPlainPath = (path: string): boolean => {
  if (path.length === 0 || path.length > 200 || path.normalize('NFC') !== path || FORBIDDEN.test(path)) return false
  const steps = path.split('/')
  return steps.length <= 4 && steps.every((step) => step !== '' && !step.startsWith('.') && !AWKWARD.test(step))
}

/** What a path in an archive is: a story's draft, another file of a story's folder, a photo, the manifest; null for anything an archive does not hold. */
export const placeOf = (path: string): { kind: 'draft' | 'file'; story: string; path: string } | { kind: 'photo'; name: string; sha256: string } | { kind: 'manifest' } | null => {
  if (path === MANIFEST) return { kind: 'manifest' }
  const photo = /^photos\/(([0-9a-f]{64})\.[a-z]{2,5})$/.exec(path)
  if (photo) return { kind: 'photo', name: photo[1] ?? '', sha256: photo[2] ?? '' }
  const [, story = '', rest = ''] = /^stories\/([0-9a-f-]{36})\/(.+)$/.exec(path) ?? []
  if (!storyIdSchema.safeParse(story).success || !isPlainPath(rest) || rest.startsWith('photos/') || rest.endsWith('.tmp')) return null
  return { kind: rest === 'story.json' ? 'draft' : 'file', story, path: rest }
}
