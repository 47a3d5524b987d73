import { failureOf } from '../../src-shared/outcome'
import type { Finding, Verdict } from '../../src-shared/publication/manifest'
import type { Crypto } from '../../src-shared/signoff/check'
import { checkKeys, checkSeal, checkTrust } from './check-keys'
import { checkManifest } from './check-manifest'
import { checkPhotos } from './check-photos'
import { checkMade, checkPiece } from './check-piece'
import { bad, badOf, good } from './finding'
import { readFiles } from './read-files'
import { readZip } from './read-zip'
import { openSource, type ZipSource } from './zip-source'

export type VerifyOptions = {
  crypto: Crypto
  /** Ids of keys known from elsewhere. The desk's key must be among them; its enrolments then vouch for the people's. Without it the keys are the package's own word. */
  trust?: ReadonlySet<string>
}

const verdictOf = (headline: string, findings: Finding[]): Verdict => ({ holds: findings.length > 0 && findings.every(({ ok }) => ok), headline, findings })

const verifySource = async (source: ZipSource, options: VerifyOptions): Promise<Verdict> => {
  const zip = await readZip(source)
  if (zip.findings.length > 0) return verdictOf('', zip.findings)
  const { files, findings: unread } = await readFiles(source, zip.files)
  if (files.size < zip.files.length) return verdictOf('', unread)
  const findings = unread.length > 0 ? unread : [good('zip-whole', '', `The zip is whole: ${String(files.size)} files and nothing else.`, { files: files.size })]
  const { manifest, findings: listed } = checkManifest(files)
  findings.push(...listed)
  const { keys, findings: enrolled } = checkKeys(files, options.crypto)
  if (keys) findings.push(checkSeal(files, keys.desk, options.crypto))
  findings.push(...enrolled)
  const signed = keys ? checkPiece(files, keys, options.crypto) : { piece: null, findings: [] }
  findings.push(...signed.findings)
  const { piece } = signed
  if (piece && manifest) {
    const photos = checkPhotos(files, piece)
    findings.push(...photos.findings, ...checkMade(files, piece, manifest, photos.paths))
  }
  if (keys) findings.push(...checkTrust(keys, options.trust))
  return verdictOf(piece?.story.headline ?? manifest?.headline ?? '', findings)
}

/**
 * Verifies a publication package, given as bytes or by path, with nothing but what it holds: each finding says what was looked at
 * and whether it holds. It proves that these keys approved exactly these bytes at these stages under this policy, and that this
 * desk sealed the package; whose keys they are it can only say by `trust`. Never throws: what cannot be read is a finding. A file
 * is read a chunk at a time, photos are never held whole.
 */
export const verifyPackage = async (source: Uint8Array | string, options: VerifyOptions): Promise<Verdict> => {
  let opened: ZipSource
  try {
    opened = await openSource(source)
  } catch (error) {
    return verdictOf('', [bad('package-unreadable', '', `The file could not be read: ${error instanceof Error ? error.message : String(error)}`, { reason: error instanceof Error ? error.message : String(error) })])
  }
  try {
    return await verifySource(opened, options)
  } catch (error) {
    return verdictOf('', [badOf(failureOf(error), '')])
  } finally {
    await opened.close()
  }
}
