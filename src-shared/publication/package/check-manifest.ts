import { manifestSchema, PACKAGE, type Finding, type Manifest } from '../manifest'
import { bad, badOf, good } from './finding'
import { byPath, mediaTypeOf } from './layout'
import type { ReadFile } from './read-files'
import { readJson } from './read-json'

/** A media type of a format's own: only the format knows it, so only its shape is judged here. */
const MEDIA_TYPE = /^[a-z]+\/[a-z0-9][a-z0-9.+-]*(?:; charset=utf-8)?$/

const isMediaType = (mediaType: string, path: string, ofFormats: ReadonlySet<string>): boolean => (ofFormats.has(path) ? MEDIA_TYPE.test(mediaType) : mediaType === mediaTypeOf(path))

/** manifest.json against the files that are there: each listed once, in order, with its kind, size and SHA-256; none unlisted, none missing. */
export const checkManifest = (files: ReadonlyMap<string, ReadFile>): { manifest: Manifest | null; findings: Finding[] } => {
  const read = readJson(files, PACKAGE.manifest, manifestSchema)
  if (!read.ok) return { manifest: null, findings: [badOf(read, PACKAGE.manifest)] }
  const manifest = read.value
  const ofFormats = new Set(manifest.type === 'stet.package/1' ? [] : manifest.formats.flatMap((format) => format.files))
  const findings: Finding[] = []
  const listed = new Set<string>()
  let before = ''
  for (const { path, mediaType, bytes, sha256 } of manifest.files) {
    const file = files.get(path)
    if (path === PACKAGE.manifest || path === PACKAGE.seal || byPath(before, path) >= 0) findings.push(bad('manifest-order', path, 'The manifest lists its files out of order, twice, or itself.'))
    before = path
    listed.add(path)
    if (!isMediaType(mediaType, path, ofFormats)) findings.push(bad('manifest-mismatch', path, `The manifest calls the file ${mediaType}.`, { field: 'mediaType' }))
    if (!file) findings.push(bad('file-missing', path, 'The file is listed but not there.'))
    else if (file.size !== bytes || file.sha256 !== sha256) findings.push(bad('file-altered', path, 'The file is not the one that was packed.'))
  }
  for (const path of files.keys()) if (!listed.has(path) && path !== PACKAGE.manifest && path !== PACKAGE.seal) findings.push(bad('file-unlisted', path, 'The file is not listed in the manifest.'))
  if (findings.length === 0) findings.push(good('files-hold', '', `All ${String(listed.size)} files are the ones the manifest lists.`, { files: listed.size }))
  return { manifest, findings }
}
