import { failureOf, Fault } from '../../src-shared/outcome'
import { PACKAGE, type Finding, type Manifest } from '../../src-shared/publication/manifest'
import { bad, badOf, good } from '../../src-shared/publication/package/finding'
import { originalPath } from '../../src-shared/publication/package/layout'
import { packagedRenditions } from '../../src-shared/publication/package/renditions'
import type { ReadPackage } from '../../src-shared/publication/package/verify'
import type { ZipSource } from '../../src-shared/publication/package/zip-source'
import type { SignedPiece } from '../../src-shared/publication/piece'
import { canonicalBytes } from '../../src-shared/story/canonical'
import { drawFormat, type DrawnFormat } from './draw-formats'
import { digestsOf } from './file-digest'
import type { Format } from './formats/format'
import { wordsOf, type MakeRendition } from './renditions'

/** What packages are made with here, to make one again. */
export type Rebuild = { rendition: MakeRendition; formats: readonly Format[]; verifier: Uint8Array; tool: string }

/** A package that was read, and the piece it holds. */
export type Rebuildable = { source: ZipSource; read: ReadPackage; piece: SignedPiece; manifest: Manifest }

const bytesAt = async ({ source, read }: Rebuildable, path: string): Promise<Uint8Array> => {
  const entry = read.entries.find(({ name }) => name === path)
  if (!entry) throw new Fault('file-missing', `${path} is missing.`)
  return source.read(entry.start, entry.size)
}

const differs = (path: string, tool: string): Finding => bad('rebuild-differs', path, `Made again from the signed story, the file is another one (packed by ${tool}).`, { tool })

/** Every rendition, made again from the signed original; each original is read once. */
const renditions = async (given: Rebuildable, { rendition }: Rebuild): Promise<Finding[]> => {
  const { piece, read, manifest } = given
  const findings: Finding[] = []
  const shown = packagedRenditions(piece.story, manifest.type)
  for (const digest of new Set(shown.map(({ use }) => use.sha256))) {
    const photo = piece.story.photos[digest]
    if (!photo) continue // Said already: the story shows a photo it does not name.
    const mine = shown.filter(({ use }) => use.sha256 === digest)
    let last = mine[0]?.path ?? ''
    try {
      const original = await bytesAt(given, originalPath(digest, photo.mediaType))
      for (const { use, profile, path } of mine) {
        last = path
        const made = await rendition(original, wordsOf(piece.story, use), profile)
        if (!made.ok) findings.push(badOf(made, path))
        else if (read.files.get(path)?.sha256 !== digestsOf(made.value).sha256) findings.push(differs(path, manifest.tool))
      }
    } catch (error) {
      findings.push(badOf(failureOf(error), last))
    }
  }
  if (findings.length === 0 && shown.length > 0) findings.push(good('renditions-rebuilt', 'photos', `${String(shown.length)} renditions were made again from the signed photos, and are the same byte for byte.`, { photos: shown.length }))
  return findings
}

const compared = ({ read, manifest }: Rebuildable, { id, files, losses, drawn }: DrawnFormat, said: { files: string[]; losses: unknown }): Finding[] => {
  const findings: Finding[] = []
  for (const path of said.files) if (!files.includes(path)) findings.push(differs(path, manifest.tool))
  for (const { path, mediaType, bytes } of drawn) {
    const listed = manifest.files.find((file) => file.path === path)
    if (!said.files.includes(path) || listed?.mediaType !== mediaType || read.files.get(path)?.sha256 !== digestsOf(bytes).sha256) findings.push(differs(path, manifest.tool))
  }
  if (digestsOf(canonicalBytes(said.losses)).sha256 !== digestsOf(canonicalBytes(losses)).sha256) findings.push(bad('losses-differ', PACKAGE.manifest, `The manifest says other things of what ${id} cannot carry than are so.`, { format: id }))
  return findings.length > 0 ? findings : [good('format-rebuilt', files.join(', '), `${id} was made again from the signed story, and is the same byte for byte.`, { format: id })]
}

const formatsAgain = async (given: Rebuildable, rebuild: Rebuild): Promise<Finding[]> => {
  const { manifest, piece } = given
  if (manifest.type === 'stet.package/1') return []
  const said = new Map(manifest.formats.map((format) => [format.id, format]))
  const known = rebuild.formats.filter(({ id }) => said.has(id))
  const findings = manifest.formats.filter(({ id }) => !rebuild.formats.some((format) => format.id === id)).map(({ id }) => bad('format-unknown', PACKAGE.manifest, `This Stet does not make ${id} (packed by ${manifest.tool}).`, { format: id, tool: manifest.tool }))
  const absent = rebuild.tool === manifest.tool ? rebuild.formats.filter(({ id }) => !said.has(id)) : []
  findings.push(...absent.map(({ id }) => bad('format-missing', PACKAGE.manifest, `A package by ${manifest.tool} holds ${id}; this one does not.`, { format: id, tool: manifest.tool })))
  // One after another, so that no two are held at once.
  for (const format of known) {
    const packaged = said.get(format.id)
    try {
      const drawn = await drawFormat(piece, format, (path) => bytesAt(given, path))
      if (packaged) findings.push(...compared(given, drawn, packaged))
    } catch (error) {
      findings.push(badOf(failureOf(error), packaged?.files[0] ?? ''))
    }
  }
  return findings
}

/** The page that verifies, where it is this Stet's own; another version's is another page. */
const verifierAgain = ({ read, manifest }: Rebuildable, rebuild: Rebuild): Finding[] => {
  if (manifest.type === 'stet.package/1' || manifest.tool !== rebuild.tool) return []
  const same = read.files.get(PACKAGE.verifier)?.sha256 === digestsOf(rebuild.verifier).sha256
  return [same ? good('verifier-rebuilt', PACKAGE.verifier, 'The page that verifies is the one this Stet makes.') : differs(PACKAGE.verifier, manifest.tool)]
}

/** Everything that is derived, made again from the signed story and compared byte for byte; the page and the plain text were already. */
export const rebuiltFindings = async (given: Rebuildable, rebuild: Rebuild): Promise<Finding[]> => [...(await renditions(given, rebuild)), ...(await formatsAgain(given, rebuild)), ...verifierAgain(given, rebuild)]
