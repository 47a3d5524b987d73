import { randomUUID } from 'node:crypto'
import { rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { makeFolder, syncFolder, writeDurable, writeFault } from '../durable/write'
import { UNFINISHED } from './sweep'
import { verifyPackage, type VerifyOptions } from './verify'

/** A package as it was kept; `bytes` is its size. */
export type KeptPackage = { path: string; name: string; bytes: number }

/**
 * Writes a package as it comes from the desk, verifies what was written, and hands it to `use` under a name nobody looks at; what `use` does not move away goes. Refuses with the
 * first finding that does not hold.
 */
export const withPackage = async <T>(stream: ReadableStream<Uint8Array>, folder: string, options: VerifyOptions, use: (zip: { path: string; headline: string }) => Promise<Outcome<T>>): Promise<Outcome<T>> => {
  await makeFolder(folder)
  const fresh = join(folder, `.${randomUUID()}${UNFINISHED}`)
  try {
    await writeDurable(fresh, stream)
    const verdict = await verifyPackage(fresh, options)
    const broken = verdict.findings.find((finding) => !finding.ok)
    if (broken) return failed(broken.code, broken.message, broken.details)
    return await use({ path: fresh, headline: verdict.headline })
  } finally {
    await rm(fresh, { force: true })
  }
}

/**
 * Keeps a package that comes from the desk, under the name `nameOf` gives its headline: nothing half-written and nothing that does not hold stands in the folder. Refuses as
 * withPackage, and `cancelled` where `signal` is given and nobody waits for it any more.
 */
export const keepPackage = (stream: ReadableStream<Uint8Array>, folder: string, nameOf: (headline: string) => string, options: VerifyOptions & { signal?: AbortSignal }): Promise<Outcome<KeptPackage>> =>
  withPackage(stream, folder, options, async ({ path: fresh, headline }) => {
    if (options.signal?.aborted) return failed('cancelled', 'The person stopped it.')
    const name = nameOf(headline)
    const path = join(folder, name)
    const { size } = await stat(fresh)
    try {
      await rename(fresh, path)
      await syncFolder(folder)
    } catch (error) {
      throw writeFault(error, path)
    }
    return ok({ path, name, bytes: size })
  })
