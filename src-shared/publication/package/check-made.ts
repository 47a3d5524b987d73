import { PACKAGE, type Finding, type Manifest } from '../manifest'
import type { SignedPiece } from '../piece'
import type { Crypto } from '../../signoff/check'
import { canonicalBytes } from '../../story/canonical'
import { sameBytes } from './bytes'
import { checkFormats } from './check-formats'
import { filesOf, manifestHead } from './files'
import { bad, badOf, good } from './finding'
import type { ReadFile } from './read-files'

/** What the manifest says of the piece, against what was signed. */
const checkHead = (piece: SignedPiece, manifest: Manifest): Finding[] => {
  const { policy, ...first } = manifestHead(piece)
  const head = manifest.type === 'stet.package/1' ? first : { ...first, policy }
  return Object.entries(head)
    .filter(([name, value]) => !sameBytes(canonicalBytes(manifest[name as keyof Manifest]), canonicalBytes(value)))
    .map(([name]) => bad('manifest-mismatch', PACKAGE.manifest, `The manifest's ${name} is not the signed piece's.`, { field: name }))
}

/** Everything that follows from the signed piece, made again and compared; and what the manifest says of it. `photos` are the paths of its photos. */
export const checkMade = (files: ReadonlyMap<string, ReadFile>, piece: SignedPiece, manifest: Manifest, photos: ReadonlySet<string>, crypto: Crypto): Finding[] => {
  const made = filesOf(piece, crypto.sha256, manifest.type)
  if (!made.ok) return [badOf(made, PACKAGE.keys)]
  const findings: Finding[] = []
  for (const [path, bytes] of made.value) {
    const file = files.get(path)
    const printed = path === PACKAGE.html || path === PACKAGE.text || path === PACKAGE.reviewSheet
    if (!file) findings.push(bad('file-missing', path, 'The file is not there.'))
    else if (!sameBytes(file.bytes, bytes)) findings.push(printed ? bad('rendering-differs', path, `The page is not what this Stet makes of the signed story (packed by ${manifest.tool}).`, { tool: manifest.tool }) : bad('file-altered', path, 'The file is not the one that follows from the signed piece.'))
    else if (printed) findings.push(good('rendering-holds', path, 'The page is exactly what the signed story gives.'))
  }
  const own = new Set([...made.value.keys(), ...photos, PACKAGE.manifest, PACKAGE.seal])
  const formats = checkFormats(files, manifest, own)
  findings.push(...formats.findings)
  for (const path of files.keys()) if (!own.has(path) && !formats.paths.has(path)) findings.push(bad('file-unexpected', path, 'The file belongs to nothing that was signed.'))
  return [...findings, ...checkHead(piece, manifest)]
}
