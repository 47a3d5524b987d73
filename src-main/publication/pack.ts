import { failed, failureOf, Fault, ok, type Outcome } from '../../src-shared/outcome'
import { PACKAGE, type NewManifest } from '../../src-shared/publication/manifest'
import { filesOf, manifestHead } from '../../src-shared/publication/package/files'
import { byPath, isKept, mediaTypeOf, originalPath, PACKAGE_LIMITS } from '../../src-shared/publication/package/layout'
import { packagedRenditions } from '../../src-shared/publication/package/renditions'
import type { SignedPiece } from '../../src-shared/publication/piece'
import type { Envelope } from '../../src-shared/signoff/envelope'
import { MANIFEST_TYPE } from '../../src-shared/signoff/statement'
import { canonicalBytes } from '../../src-shared/story/canonical'
import { drawFormat } from './draw-formats'
import { digestsOf } from './file-digest'
import type { Format } from './formats/format'
import { wordsOf, type MakeRendition } from './renditions'
import { openSpool, type Spool } from './spool'
import { zipBytes, zipSize, type ZipPart } from './write-zip'

export type PackOptions = {
  /** The bytes of an original, by SHA-256; may throw a Fault. Asked twice, so that no photo has to be held. */
  photo: (sha256: string) => Promise<Uint8Array>
  rendition: MakeRendition
  /** Signs by the desk's key. */
  sealWith: (payloadType: string, payload: Uint8Array) => Envelope
  formats: readonly Format[]
  /** The page that verifies the package in a browser. */
  verifier: Uint8Array
  /** The folder where what is made is put aside until it is written; it must be there. */
  scratch: string
  /** Name and version of what packs: "stet 0.1.0". */
  tool: string
  /** Ends the packing; nothing is left of it then. */
  signal?: AbortSignal | undefined
}

/** A file of the package to be, with what the manifest says of it. */
type Part = ZipPart & { sha256: string; mediaType: string }
type Parts = Map<string, Part>

const goOn = ({ signal }: PackOptions): void => {
  if (signal?.aborted) throw new Fault('cancelled', 'The person stopped it.')
}

const add = (parts: Parts, part: Part): void => {
  if (parts.has(part.path)) throw new Error(`Two files of a package would stand at ${part.path}.`)
  parts.set(part.path, part)
}

const held = (path: string, bytes: Uint8Array): Part => ({ path, mediaType: mediaTypeOf(path), size: bytes.length, ...digestsOf(bytes), read: () => Promise.resolve(bytes) })

/** One original at a time is checked, and its renditions made and put aside. */
const addPhotos = async (parts: Parts, piece: SignedPiece, spool: Spool, options: PackOptions): Promise<Outcome<null>> => {
  const { photos } = piece.story
  const shown = packagedRenditions(piece.story, 'stet.package/2')
  for (const { use: { sha256: digest } } of shown) if (!photos[digest]) return failed('photo-missing', 'The story shows a photo it does not name.', { photo: digest })
  for (const [digest, photo] of Object.entries(photos)) {
    goOn(options)
    const bytes = await options.photo(digest)
    const { sha256, crc32 } = digestsOf(bytes)
    if (sha256 !== digest || photo.sha256 !== digest || bytes.length !== photo.bytes) return failed('photo-damaged', `The stored photo ${photo.name} is not the one that was signed.`, { name: photo.name, photo: digest })
    const path = originalPath(digest, photo.mediaType)
    add(parts, { path, mediaType: mediaTypeOf(path), size: bytes.length, sha256, crc32, read: () => options.photo(digest) })
    for (const { use, profile, path: at } of shown.filter((each) => each.use.sha256 === digest)) {
      goOn(options)
      const made = await options.rendition(bytes, wordsOf(piece.story, use), profile)
      if (!made.ok) return made
      add(parts, { path: at, mediaType: mediaTypeOf(at), ...(await spool.add(made.value)) })
    }
  }
  return ok(null)
}

/** Every format, one after another, put aside as it is made. */
const addFormats = async (parts: Parts, piece: SignedPiece, spool: Spool, options: PackOptions): Promise<NewManifest['formats']> => {
  const formats: NewManifest['formats'] = []
  for (const format of options.formats) {
    goOn(options)
    const rendition = (path: string): Promise<Uint8Array> => parts.get(path)?.read() ?? Promise.reject(new Error(`No rendition ${path}.`))
    const { id, files, losses, drawn } = await drawFormat(piece, format, rendition)
    for (const { path, mediaType, bytes } of drawn) add(parts, { path, mediaType, ...(await spool.add(bytes)) })
    formats.push({ id, files, losses })
  }
  return formats
}

const inOrder = (parts: Parts): Part[] => [...parts.values()].sort((a, b) => byPath(a.path, b.path))

const gathered = async (piece: SignedPiece, spool: Spool, options: PackOptions): Promise<Outcome<Part[]>> => {
  const made = filesOf(piece, (bytes) => digestsOf(bytes).sha256, 'stet.package/2')
  if (!made.ok) return made
  const parts: Parts = new Map()
  for (const [path, bytes] of made.value) add(parts, held(path, bytes))
  add(parts, held(PACKAGE.verifier, options.verifier))
  const photos = await addPhotos(parts, piece, spool, options)
  if (!photos.ok) return photos
  const formats = await addFormats(parts, piece, spool, options)
  const files = inOrder(parts).map(({ path, mediaType, size, sha256 }) => ({ path, mediaType, bytes: size, sha256 }))
  const manifest = canonicalBytes({ type: 'stet.package/2', ...manifestHead(piece), tool: options.tool, formats, files } satisfies NewManifest)
  const seal = options.sealWith(MANIFEST_TYPE, manifest)
  if (seal.signatures[0]?.keyid !== piece.desk.key) return failed('seal-not-desk', 'The package would be sealed by another desk than the one that signed.', { key: seal.signatures[0]?.keyid ?? '' })
  add(parts, held(PACKAGE.manifest, manifest))
  add(parts, held(PACKAGE.seal, canonicalBytes(seal)))
  const text = [...parts.values()].filter(({ path }) => isKept(path)).reduce((sum, { size }) => sum + size, 0)
  if (parts.size > PACKAGE_LIMITS.files || text > PACKAGE_LIMITS.text / 2 || zipSize([...parts.values()]) > PACKAGE_LIMITS.whole) return failed('package-too-large', 'The package would be larger than 4 GB, its text than 32 MB, or its files more than 5,000.', { limit: PACKAGE_LIMITS.whole })
  return ok(inOrder(parts))
}

/** Each part as its turn comes; one whose bytes are no longer those that were digested is a fault, not a broken zip. */
const checked = (parts: readonly Part[], options: PackOptions): ZipPart[] =>
  parts.map((part) => ({
    ...part,
    read: async () => {
      goOn(options)
      const bytes = await part.read()
      if (bytes.length !== part.size || digestsOf(bytes).sha256 !== part.sha256) throw new Fault('photo-damaged', `${part.path} changed while it was packed.`, { name: part.path, photo: part.sha256 })
      return bytes
    },
  }))

/** A zip that is ready to be written: its size in bytes, and the bytes, to be read once. What was put aside for it goes when they were read, or nobody reads on. */
export type Packed = { size: number; stream: ReadableStream<Uint8Array> }

const streamOf = (parts: readonly ZipPart[], spool: Spool): ReadableStream<Uint8Array> => {
  const bytes = zipBytes(parts)
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const next = await bytes.next()
          if (next.done !== true) {
            controller.enqueue(next.value)
            return
          }
          await spool.close()
          controller.close()
        } catch (error) {
          await spool.close()
          throw error
        }
      },
      cancel: () => spool.close(),
    },
    { highWaterMark: 0 },
  )
}

/**
 * Packs a signed piece for publication as one zip (src-shared/publication/manifest.ts says what stands where). The same piece, renditions, formats and tool give the same
 * bytes on any machine, in any zone, at any time. Refuses `photo-damaged`, `photo-missing`, `enrolment-missing`, `seal-not-desk`, `package-too-large`, `cancelled`, and
 * what `photo` and `rendition` refuse; the stream ends in a Fault where that comes out only then.
 */
export const packPiece = async (piece: SignedPiece, options: PackOptions): Promise<Outcome<Packed>> => {
  let spool: Spool | null = null
  try {
    spool = await openSpool(options.scratch)
    const parts = await gathered(piece, spool, options)
    if (!parts.ok) {
      await spool.close()
      return parts
    }
    return ok({ size: zipSize(parts.value), stream: streamOf(checked(parts.value, options), spool) })
  } catch (error) {
    await spool?.close()
    return failureOf(error)
  }
}
