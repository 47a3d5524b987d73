import { failed, failureOf, type Outcome } from '../../src-shared/outcome'
import { judgePackage, readPackage } from '../../src-shared/publication/package/verify'
import { viewOf } from '../../src-shared/publication/view'
import type { Crypto } from '../../src-shared/signoff/check'
import { fileDigest } from './file-digest'
import type { Subject } from './formats/format'
import { subjectOf } from './formats/subject'
import { openSource } from './zip-source'

/**
 * Makes something of what a package holds: `make` is given the piece and its renditions as formats have them, verified before. Refuses with the first finding that does not
 * hold, and as `make`.
 */
export const withSubject = async <T>(zip: Uint8Array | string, crypto: Crypto, make: (subject: Subject) => Promise<Outcome<T>>): Promise<Outcome<T>> => {
  const source = await openSource(zip)
  try {
    const read = await readPackage(source, fileDigest)
    const { verdict, piece, manifest } = judgePackage(read, { crypto })
    const broken = verdict.findings.find(({ ok: holds }) => !holds)
    if (broken) return failed(broken.code, broken.message, broken.details)
    if (!piece || !manifest) throw new Error('A verified package held no piece.')
    const { revision, at } = piece.signOff.statement
    return await make(
      subjectOf(
        viewOf(piece),
        { revision, signedAt: at },
        (path) => {
          const entry = read.entries.find((each) => each.name === path)
          return entry ? source.read(entry.start, entry.size) : Promise.reject(new Error(`A verified package held no ${path}.`))
        },
        manifest.type,
      ),
    )
  } catch (error) {
    return failureOf(error)
  } finally {
    await source.close()
  }
}
