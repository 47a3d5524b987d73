import { PACKAGE, type Finding, type Manifest } from '../manifest'
import { bad, good } from './finding'
import type { ReadFile } from './read-files'

/** What a format's file may not stand among: it would pass for a part of the evidence. */
const EVIDENCE = /^(?:sign-off|keys|policies|delegations|photos)\//

/**
 * The formats a manifest of the second form names, and the page that verifies: each file there, of one format only, and none in the place of something else. `own` are the
 * paths of everything that has a place of its own. Whether they are what the story gives is for who draws them again to say.
 */
export const checkFormats = (files: ReadonlyMap<string, ReadFile>, manifest: Manifest, own: ReadonlySet<string>): { paths: Set<string>; findings: Finding[] } => {
  const paths = new Set<string>()
  if (manifest.type === 'stet.package/1') return { paths, findings: [] }
  const findings: Finding[] = []
  if (!files.has(PACKAGE.verifier)) findings.push(bad('file-missing', PACKAGE.verifier, 'The page that verifies the package is not there.'))
  paths.add(PACKAGE.verifier)
  const seen = new Set<string>()
  for (const format of manifest.formats) {
    if (seen.has(format.id)) findings.push(bad('format-invalid', PACKAGE.manifest, `The manifest names the format ${format.id} twice.`, { format: format.id }))
    seen.add(format.id)
    for (const path of format.files) {
      if (own.has(path) || paths.has(path) || EVIDENCE.test(path)) findings.push(bad('format-invalid', path, `The format ${format.id} takes the place of another file.`, { format: format.id }))
      else if (!files.has(path)) findings.push(bad('file-missing', path, `A file of the format ${format.id} is not there.`))
      paths.add(path)
    }
  }
  if (findings.length > 0) return { paths, findings }
  const count = manifest.formats.reduce((sum, { files: each }) => sum + each.length, 0)
  if (count > 0) findings.push(good('formats-sealed', '', `${String(count)} files of other formats are as the desk sealed them; no person signed them.`, { files: count, formats: manifest.formats.map(({ id }) => id).join(', ') }))
  findings.push(good('verifier-sealed', PACKAGE.verifier, `The page that verifies is as the desk sealed it (${manifest.tool}).`, { tool: manifest.tool }))
  return { paths, findings }
}
