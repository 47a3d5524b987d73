import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { PACKAGE } from '../../src-shared/publication/manifest'
import { viewOf } from '../../src-shared/publication/view'
import type { Crypto } from '../../src-shared/signoff/check'
import { checkKeys } from './check-keys'
import { checkPiece } from './check-piece'
import type { Subject } from './formats/format'
import { subjectOf } from './formats/subject'
import { readFiles } from './read-files'
import { readZip } from './read-zip'
import { verifyPackage } from './verify'
import { openSource } from './zip-source'

/**
 * What formats are made from, out of a package: the piece it holds and its renditions, verified before anything is made of them. Refuses with the first finding that
 * does not hold.
 */
export const readPackage = async (bytes: Uint8Array, crypto: Crypto): Promise<Outcome<Subject>> => {
  const broken = (await verifyPackage(bytes, { crypto })).findings.find((finding) => !finding.ok)
  if (broken) return failed(broken.code, broken.message, broken.details)
  const source = await openSource(bytes)
  const { files: entries } = await readZip(source)
  const { files } = await readFiles(source, entries)
  const { keys } = checkKeys(files, crypto)
  const piece = keys && checkPiece(files, keys, crypto).piece
  if (!piece) throw new Error('A verified package held no piece.')
  const { revision, at } = piece.signOff.statement
  return ok(
    subjectOf(viewOf(piece), { revision, signedAt: at }, (name) => {
      const entry = entries.find((each) => each.name === PACKAGE.web(name))
      return entry ? source.read(entry.start, entry.size) : Promise.reject(new Error(`A verified package held no ${name}.`))
    }),
  )
}
