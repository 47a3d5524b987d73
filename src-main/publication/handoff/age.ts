import { Decrypter, Encrypter } from 'age-encryption'

import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import { damaged } from '../../../src-shared/publication/handoff/check-files'
import { CHUNK, type ZipSource } from '../../../src-shared/publication/package/zip-source'

const FIRST_LINE = 'age-encryption.org/v1\n'
/** How far the header may reach, in bytes: a hundred recipients need a tenth of it. It is read whole, so it must end somewhere. */
const HEADER = 65_536

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

/** True for a file that is encrypted in age's form. */
export const isEncrypted = async (source: ZipSource): Promise<boolean> => source.size >= FIRST_LINE.length && latin(await source.read(0, FIRST_LINE.length)) === FIRST_LINE

const streamOf = (bytes: AsyncIterator<Uint8Array>): ReadableStream<Uint8Array> =>
  new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const next = await bytes.next()
      if (next.done) controller.close()
      else controller.enqueue(next.value)
    },
  })

const chunksOf = async function* (source: ZipSource): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < source.size; at += CHUNK) yield await source.read(at, Math.min(CHUNK, source.size - at))
}

/** Encrypts bytes as they come to age recipients ("age1..."), any of whom opens it. */
export const encryptTo = async (recipients: readonly string[], bytes: AsyncIterator<Uint8Array>): Promise<AsyncIterable<Uint8Array>> => {
  const encrypter = new Encrypter()
  for (const recipient of new Set(recipients)) encrypter.addRecipient(recipient)
  return encrypter.encrypt(streamOf(bytes))
}

/**
 * Decrypts a file as it is read, with the first of some keys it was encrypted to. Refuses `handoff-not-for-you`, and `handoff-damaged` where its head was altered or cut off; the
 * stream itself throws where the rest was.
 */
export const decryptWith = async (keys: readonly CryptoKey[], source: ZipSource): Promise<Outcome<AsyncIterable<Uint8Array>>> => {
  // A line that never ends would be read into memory to its end.
  if (!/\n--- [\w+/]{43}\n/.test(latin(await source.read(0, Math.min(HEADER, source.size))))) return damaged('header-altered')
  const decrypter = new Decrypter()
  for (const key of keys) decrypter.addIdentity(key)
  const asked = { nobody: false }
  // Asked after all others: none of them opened it.
  decrypter.addIdentity({
    unwrapFileKey: () => {
      asked.nobody = true
      return null
    },
  })
  try {
    return ok(await decrypter.decrypt(streamOf(chunksOf(source))))
  } catch {
    return asked.nobody ? failed('handoff-not-for-you', 'The file is encrypted to others.') : damaged('header-altered')
  }
}
