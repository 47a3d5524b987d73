import { failureOf } from '../../src-shared/outcome'
import type { Verdict } from '../../src-shared/publication/manifest'
import { bad, badOf } from '../../src-shared/publication/package/finding'
import type { Trust } from '../../src-shared/publication/package/trust'
import { judgePackage, readPackage, verdictOf } from '../../src-shared/publication/package/verify'
import type { Crypto } from '../../src-shared/signoff/check'
import { fileDigest } from './file-digest'
import { rebuiltFindings, type Rebuild } from './rebuild'
import { openSource, type OpenSource } from './zip-source'

export type VerifyOptions = {
  crypto: Crypto
  /** Keys known from elsewhere. The desk's key must be among them; its enrolments then vouch for the people's. Without it the keys are the package's own word. */
  trust?: Trust | undefined
  /** Makes every rendition and format again and compares. */
  rebuild?: Rebuild | undefined
}

const verifySource = async (source: OpenSource, { crypto, trust, rebuild }: VerifyOptions): Promise<Verdict> => {
  const read = await readPackage(source, fileDigest)
  const { verdict, piece, manifest } = judgePackage(read, { crypto, trust })
  if (!rebuild || !piece || !manifest) return verdict
  return verdictOf(verdict.headline, [...verdict.findings, ...(await rebuiltFindings({ source, read, piece, manifest }, rebuild))])
}

/**
 * Verifies a publication package, given as bytes or by path (judgePackage says what that proves). Never throws: what cannot be read is a finding. A file is read a chunk at
 * a time, photos are never held whole; with `rebuild` one is, while its renditions are made again.
 */
export const verifyPackage = async (source: Uint8Array | string, options: VerifyOptions): Promise<Verdict> => {
  let opened: OpenSource
  try {
    opened = await openSource(source)
  } catch (error) {
    const { message } = failureOf(error)
    return verdictOf('', [bad('package-unreadable', '', `The file could not be read: ${message}`, { reason: message })])
  }
  try {
    return await verifySource(opened, options)
  } catch (error) {
    return verdictOf('', [badOf(failureOf(error), '')])
  } finally {
    await opened.close()
  }
}
