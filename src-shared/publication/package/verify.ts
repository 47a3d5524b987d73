import type { Crypto } from '../../signoff/check'
import type { Finding, Manifest, Verdict } from '../manifest'
import type { SignedPiece } from '../piece'
import { checkKeys, checkSeal } from './check-keys'
import { checkMade } from './check-made'
import { checkManifest } from './check-manifest'
import { checkPhotos } from './check-photos'
import { checkPiece } from './check-piece'
import { good } from './finding'
import { readFiles, type FileDigest, type ReadFile } from './read-files'
import { readZip, type ZipFileEntry } from './read-zip'
import { checkTrust, type Trust } from './trust'
import type { ZipSource } from './zip-source'

/** A package as it was read: where each file stands and what it is. `whole` is false where it must not be judged any further than `findings` say. */
export type ReadPackage = { whole: boolean; entries: readonly ZipFileEntry[]; files: ReadonlyMap<string, ReadFile>; findings: readonly Finding[] }

/** What was found, and what it is about where that much holds: to draw formats again from. */
export type Judged = { verdict: Verdict; piece: SignedPiece | null; manifest: Manifest | null }

/** The word on all findings: a package holds only if every one does. */
export const verdictOf = (headline: string, findings: readonly Finding[]): Verdict => ({ holds: findings.length > 0 && findings.every(({ ok }) => ok), headline, findings: [...findings] })

/** Reads a package once, a chunk at a time; photos and formats are digested and never held. */
export const readPackage = async (source: ZipSource, digest: () => FileDigest): Promise<ReadPackage> => {
  const zip = await readZip(source)
  if (zip.findings.length > 0) return { whole: false, entries: [], files: new Map(), findings: zip.findings }
  const { files, findings } = await readFiles(source, zip.files, digest)
  if (files.size < zip.files.length) return { whole: false, entries: [], files, findings }
  return { whole: true, entries: zip.files, files, findings: findings.length > 0 ? findings : [good('zip-whole', '', `The zip is whole: ${String(files.size)} files and nothing else.`, { files: files.size })] }
}

/**
 * Judges a package by nothing but what it holds: each finding says what was looked at and whether it holds. It proves that these keys approved exactly these bytes at these
 * stages under this policy, and that this desk sealed the package; whose keys they are it can only say by `trust`.
 */
export const judgePackage = (read: ReadPackage, { crypto, trust }: { crypto: Crypto; trust?: Trust | undefined }): Judged => {
  if (!read.whole) return { verdict: verdictOf('', read.findings), piece: null, manifest: null }
  const { files } = read
  const { manifest, findings: listed } = checkManifest(files)
  const findings = [...read.findings, ...listed]
  const { keys, findings: enrolled } = checkKeys(files, crypto)
  if (keys) findings.push(checkSeal(files, keys.desk, crypto))
  findings.push(...enrolled)
  const { piece, findings: signed } = keys ? checkPiece(files, keys, crypto) : { piece: null, findings: [] }
  findings.push(...signed)
  if (piece && manifest) {
    const photos = checkPhotos(files, piece, manifest.type)
    findings.push(...photos.findings, ...checkMade(files, piece, manifest, photos.paths, crypto))
  }
  if (keys) findings.push(...checkTrust(keys, trust))
  return { verdict: verdictOf(piece?.story.headline ?? manifest?.headline ?? '', findings), piece, manifest }
}
