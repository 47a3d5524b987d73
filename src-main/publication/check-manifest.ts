import { manifestSchema, PACKAGE, type Finding, type Manifest } from '../../src-shared/publication/manifest'
import { bad, badOf, good } from './finding'
import { byPath, mediaTypeOf } from './layout'
import type { ReadFile } from './read-files'
import { readJson } from './read-json'

/** manifest.json against the files that are there: each listed once, in order, with its kind, size and SHA-256; none unlisted, none missing. */
export const checkManifest = (files: ReadonlyMap<string, ReadFile>): { manifest: Manifest | null; findings: Finding[] } => {
  const read = readJson(files, PACKAGE.manifest, manifestSchema)
  if (!read.ok) return { manifest: null, findings: [badOf(read, PACKAGE.manifest)] }
  const manifest = read.value
  const findings: Finding[] = []
  const listed = new Set<string>()
  let before = ''
  for (const { path, mediaType, bytes, sha256 } of manifest.files) {
    const file = files.get(path)
    if (path === PACKAGE.manifest || path === PACKAGE.seal || byPath(before, path) >= 0) findings.push(bad('manifest-order', path, 'The manifest lists its files out of order, twice, or itself.'))
    before = path
    listed.add(path)
    if (mediaType !== mediaTypeOf(path)) findings.push(bad('manifest-mismatch', path, `The manifest calls the file ${mediaType}.`, { field: 'mediaType' }))
    if (!file) findings.push(bad('file-missing', path, 'The file is listed but not there.'))
    else if (file.size !== bytes || file.sha256 !== sha256) findings.push(bad('file-altered', path, 'The file is not the one that was packed.'))
  }
  for (const path of files.keys()) if (!listed.has(path) && path !== PACKAGE.manifest && path !== PACKAGE.seal) findings.push(bad('file-unlisted', path, 'The file is not listed in the manifest.'))
  if (findings.length === 0) findings.push(good('files-hold', '', `All ${String(listed.size)} files are the ones the manifest lists.`, { files: listed.size }))
  return { manifest, findings }
}
