import { failed, failureOf, ok, type Outcome } from '../../src-shared/outcome'
import { MANIFEST_TYPE } from '../../src-shared/signoff/statement'
import { PACKAGE, type Manifest } from '../../src-shared/publication/manifest'
import { renditionsOf } from '../../src-shared/publication/photo-uses'
import type { SignedPiece } from '../../src-shared/publication/piece'
import type { Envelope } from '../../src-shared/signoff/envelope'
import { canonicalBytes } from '../../src-shared/story/canonical'
import { filesOf, manifestHead } from './files'
import { byPath, digestOf, mediaTypeOf, originalPath, PACKAGE_LIMITS } from './layout'
import { writeZip } from './write-zip'

/** What a web rendition carries inside its file, and which part of the original it shows (as a photo node keeps it; all of it without). `place` only where the writer lets it be known. */
export type PhotoWords = { caption: string; credit: string; alt: string; headline: string; source: string; crop?: string; place?: string }

export type PackOptions = {
  /** The bytes of an original, by SHA-256; may throw a Fault. */
  photo: (sha256: string) => Promise<Uint8Array>
  /** A JPEG for the web with the words in its metadata. The same input must give the same bytes. */
  webRendition: (bytes: Uint8Array, words: PhotoWords) => Promise<Outcome<Uint8Array>>
  /** Signs by the desk's key. */
  sealWith: (payloadType: string, payload: Uint8Array) => Envelope
  /** Name and version of what packs: "stet 0.1.0". */
  tool: string
}

const addPhotos = async (files: Map<string, Uint8Array>, piece: SignedPiece, options: PackOptions): Promise<Outcome<null>> => {
  const { headline, source, photos } = piece.story
  const shown = renditionsOf(piece.story)
  for (const { sha256: digest } of shown) if (!photos[digest]) return failed('photo-missing', 'The story shows a photo it does not name.', { photo: digest })
  for (const [digest, photo] of Object.entries(photos)) {
    const bytes = await options.photo(digest)
    if (digestOf(bytes) !== digest || photo.sha256 !== digest || bytes.length !== photo.bytes)
      return failed('photo-damaged', `The stored photo ${photo.name} is not the one that was signed.`, { name: photo.name, photo: digest })
    files.set(originalPath(digest, photo.mediaType), bytes)
    for (const { name, caption, credit, alt, crop, place } of shown.filter((use) => use.sha256 === digest)) {
      const taken = place ? (photo.words?.place ?? '') : ''
      const web = await options.webRendition(bytes, { caption, credit, alt, headline, source, ...(crop === '' ? {} : { crop }), ...(taken === '' ? {} : { place: taken }) })
      if (!web.ok) return web
      files.set(PACKAGE.web(name), web.value)
    }
  }
  return ok(null)
}

const packed = async (piece: SignedPiece, options: PackOptions): Promise<Outcome<Uint8Array>> => {
  const made = filesOf(piece)
  if (!made.ok) return made
  const files = made.value
  const text = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0)
  const photos = await addPhotos(files, piece, options)
  if (!photos.ok) return photos
  const listed = [...files].sort(([a], [b]) => byPath(a, b)).map(([path, bytes]) => ({ path, mediaType: mediaTypeOf(path), bytes: bytes.length, sha256: digestOf(bytes) }))
  const manifest = canonicalBytes({ ...manifestHead(piece), tool: options.tool, files: listed } satisfies Manifest)
  const seal = options.sealWith(MANIFEST_TYPE, manifest)
  if (seal.signatures[0]?.keyid !== piece.desk.key) return failed('seal-not-desk', 'The package would be sealed by another desk than the one that signed.', { key: seal.signatures[0]?.keyid ?? '' })
  files.set(PACKAGE.manifest, manifest)
  files.set(PACKAGE.seal, canonicalBytes(seal))
  const total = [...files].reduce((sum, [path, bytes]) => sum + bytes.length + 2 * path.length + 100, 100)
  if (files.size > PACKAGE_LIMITS.files || text > PACKAGE_LIMITS.text / 2 || total > PACKAGE_LIMITS.whole) return failed('package-too-large', 'The package would be larger than 4 GB, its text than 32 MB, or its files more than 5,000.', { limit: PACKAGE_LIMITS.whole })
  return ok(await writeZip([...files].sort(([a], [b]) => byPath(a, b))))
}

/**
 * Packs a signed piece for publication, as one zip (src-shared/publication/manifest.ts says what stands where). The same piece,
 * renditions and tool give the same bytes on any machine. Refuses `photo-damaged`, `photo-missing`, `enrolment-missing`,
 * `seal-not-desk`, `package-too-large`, and what `photo` and `webRendition` refuse.
 */
export const packPiece = async (piece: SignedPiece, options: PackOptions): Promise<Outcome<Uint8Array>> => {
  try {
    return await packed(piece, options)
  } catch (error) {
    return failureOf(error)
  }
}
