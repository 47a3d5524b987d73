import { randomUUID } from 'node:crypto'
import { rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

import type { Output } from '../../src-shared/bridge/contract'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { makeFolder, syncFolder, writeDurable, writeFault } from '../durable/write'
import { packageName } from '../publication/package-name'
import { verifyPackage, type VerifyOptions } from '../publication/verify'

/**
 * Writes a package as it comes from the desk, verifies what was written, and hands it to `use` under a name nobody looks at; what `use` does not move away goes. Refuses with the
 * first finding that does not hold.
 */
export const withPackage = async <T>(stream: ReadableStream<Uint8Array>, folder: string, options: VerifyOptions, use: (zip: { path: string; headline: string }) => Promise<Outcome<T>>): Promise<Outcome<T>> => {
  await makeFolder(folder)
  const fresh = join(folder, `.${randomUUID()}.zip.tmp`)
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

/** Keeps a package that comes from the desk: nothing half-written and nothing that does not hold stands in the folder. Refuses as withPackage. */
export const keepPackage = (stream: ReadableStream<Uint8Array>, folder: string, signedAt: string, options: VerifyOptions): Promise<Outcome<Output<'published.export'>>> =>
  withPackage(stream, folder, options, async ({ path: fresh, headline }) => {
    const name = packageName({ headline, signedAt })
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
