import { tmpdir } from 'node:os'

import sharp from 'sharp'
import yauzl from 'yauzl'
import yazl from 'yazl'

import { FORMATS } from '../../../src-main/publication/formats/formats'
import { packPiece, type PackOptions } from '../../../src-main/publication/pack'
import type { Rebuild } from '../../../src-main/publication/rebuild'
import { verifyPackage, type VerifyOptions } from '../../../src-main/publication/verify'
import { nodeCrypto } from '../../../src-main/signoff/crypto'
import { ok, type Outcome } from '../../../src-shared/outcome'
import { byPath } from '../../../src-shared/publication/package/layout'
import type { Profile } from '../../../src-shared/publication/profiles'
import type { SignedPiece } from '../../../src-shared/publication/piece'
import { PACKAGE, type NewManifest, type Verdict } from '../../../src-shared/publication/manifest'
import { MANIFEST_TYPE } from '../../../src-shared/signoff/statement'
import { canonicalBytes } from '../../../src-shared/story/canonical'
import { drawPhoto, type DrawnPhoto } from '../../support/sample-photos'
import { buildSignedPiece, seal, type BuildOptions, type BuiltPiece, type Signer } from '../../support/signed-piece'

export type Files = Map<string, Buffer>

const SMALL: Record<Profile, { width: number; height?: number }> = { web: { width: 64 }, print: { width: 80 }, social: { width: 60, height: 32 }, cover: { width: 45, height: 19 } }

/** A small JPEG of the original. What the real renditions carry is src-main/photos' business. */
export const rendition: PackOptions['rendition'] = async (bytes, _, profile) => ok(new Uint8Array(await sharp(bytes).resize(SMALL[profile]).jpeg({ quality: 70 }).toBuffer()))

export const smallPhotos = (): Promise<DrawnPhoto[]> =>
  Promise.all([drawPhoto({ width: 96, height: 64, hue: 205, name: 'DSC_2041.JPG' }), drawPhoto({ width: 60, height: 80, hue: 34, name: '夜校 教室.jpg' }), drawPhoto({ width: 64, height: 48, hue: 150, name: 'dawn.png', type: 'png' })])

/** Stands where the page that verifies does; the page itself is tried in a browser (tests/journeys). */
const VERIFIER = Buffer.from('<!doctype html><title>verify</title>')

export const packOptions = (built: BuiltPiece): PackOptions => ({
  photo: built.photo,
  rendition,
  sealWith: (type, payload) => {
    if (type !== MANIFEST_TYPE) throw new Error(type)
    return seal(type, JSON.parse(Buffer.from(payload).toString()), built.deskSigner)
  },
  formats: FORMATS,
  verifier: VERIFIER,
  scratch: tmpdir(),
  tool: 'stet test',
})

/** The whole zip, in memory. */
export const packBytes = async (piece: SignedPiece, options: PackOptions): Promise<Outcome<Buffer>> => {
  const made = await packPiece(piece, options)
  if (!made.ok) return made
  const bytes = Buffer.from(await new Response(made.value.stream).arrayBuffer())
  if (bytes.length !== made.value.size) throw new Error(`${String(bytes.length)} bytes, said to be ${String(made.value.size)}`)
  return ok(bytes)
}

/** What those packages are made with, to make one again. */
export const rebuild: Rebuild = { rendition, formats: FORMATS, verifier: VERIFIER, tool: 'stet test' }

/** A signed piece and its package. */
export const packed = async (options: BuildOptions = {}): Promise<{ built: BuiltPiece; bytes: Buffer }> => {
  const built = await buildSignedPiece({ photos: await smallPhotos(), ...options })
  const made = await packBytes(built.piece, packOptions(built))
  if (!made.ok) throw new Error(`${made.code} ${made.message}`)
  return { built, bytes: made.value }
}

export const verify = (source: Uint8Array | string, options: Omit<VerifyOptions, 'crypto'> = {}): Promise<Verdict> => verifyPackage(source, { crypto: nodeCrypto, ...options })

/** The findings that do not hold, as "code place". */
export const faults = (verdict: Verdict): string[] => verdict.findings.filter(({ ok: holds }) => !holds).map(({ code, place }) => `${code} ${place}`.trim())

/** The files of a zip by path, in the zip's order, read by yauzl alone. */
export const filesIn = async (bytes: Buffer): Promise<Files> => {
  const zip = await yauzl.fromBufferPromise(bytes)
  const files: Files = new Map()
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = []
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
    files.set(entry.fileName, Buffer.concat(chunks))
  }
  return files
}

/** The same zip by a library that is not ours. */
export const writeZip = (files: Iterable<readonly [string, Buffer]>): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const zip = new yazl.ZipFile()
    zip.on('error', reject)
    const chunks: Buffer[] = []
    zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk))
    zip.outputStream.on('error', reject)
    zip.outputStream.on('end', () => resolve(Buffer.concat(chunks)))
    // yazl writes a date's local fields: a date built from local fields is 1980-01-01 00:00 in every time zone.
    const options = { mtime: new Date(1980, 0, 1), mode: 0o100644, compress: false, forceDosTimestamp: true }
    for (const [path, bytes] of files) zip.addBuffer(bytes, path, options)
    zip.end()
  })

/** A zip of these files, in order, with manifest and seal as they are. */
export const zipOf = (files: Files): Promise<Buffer> => writeZip([...files].sort(([a], [b]) => byPath(a, b)))

/** The files with a manifest that lists them as they are now, and a seal over it: what somebody who holds `signer`'s key could do. */
export const resealed = (files: Files, signer: Signer, change: (manifest: NewManifest) => object = (manifest) => manifest): Files => {
  const fresh = new Map(files)
  const old = JSON.parse(files.get(PACKAGE.manifest)!.toString()) as NewManifest
  const media = new Map(old.files.map(({ path, mediaType }) => [path, mediaType]))
  const listed = [...files].filter(([path]) => path !== PACKAGE.manifest && path !== PACKAGE.seal).sort(([a], [b]) => byPath(a, b))
  const manifest = change({ ...old, files: listed.map(([path, bytes]) => ({ path, mediaType: media.get(path) ?? 'application/octet-stream', bytes: bytes.length, sha256: nodeCrypto.sha256(bytes) })) })
  fresh.set(PACKAGE.manifest, Buffer.from(canonicalBytes(manifest)))
  fresh.set(PACKAGE.seal, Buffer.from(canonicalBytes(seal(MANIFEST_TYPE, manifest, signer))))
  return fresh
}

/** The JSON of one file, changed, in canonical form. */
export const changed = (files: Files, path: string, change: (json: Record<string, unknown>) => unknown): Files => new Map(files).set(path, Buffer.from(canonicalBytes(change(JSON.parse(files.get(path)!.toString()) as Record<string, unknown>))))

export const flipped = (bytes: Uint8Array, at: number, bit = 1): Buffer => {
  const copy = Buffer.from(bytes)
  copy[at]! ^= bit
  return copy
}

/** Where each file's header and data begin in a package, whose files stand one after another. */
export const placesIn = (files: Files): Map<string, { header: number; data: number; end: number }> => {
  const places = new Map<string, { header: number; data: number; end: number }>()
  let at = 0
  for (const [path, data] of files) {
    const start = at + 30 + path.length
    places.set(path, { header: at, data: start, end: start + data.length })
    at = start + data.length
  }
  return places
}
