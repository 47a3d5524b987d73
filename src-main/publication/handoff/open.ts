import { expected, failed, Fault, failureOf, type Outcome } from '../../../src-shared/outcome'
import { damaged } from '../../../src-shared/publication/handoff/check-files'
import { readHandoff, type Handoff, type KnownHouse } from '../../../src-shared/publication/handoff/read'
import { HANDOFF_LIMITS } from '../../../src-shared/publication/handoff/statement'
import type { Crypto } from '../../../src-shared/signoff/check'
import { fileDigest } from '../file-digest'
import { openSource, type OpenSource } from '../zip-source'
import { decryptWith, isEncrypted } from './age'
import { spoolSealed } from './sealed-spool'

/** A hand-off file that is open: what it holds, whether it was encrypted, and a photo's bytes while it is. */
export type OpenHandoff = { handoff: Handoff; encrypted: boolean; photo: (sha256: string) => Promise<Uint8Array | null> }

export type OpenOptions = {
  /** Whose keys open an encrypted one; asked only then. */
  keys: () => Promise<Outcome<readonly CryptoKey[]>>
  house: KnownHouse
  crypto: Crypto
  /** Where what is decrypted is put aside, under a key of its own. */
  folder: string
}

const decrypted = async (source: OpenSource, options: OpenOptions): Promise<Outcome<OpenSource>> => {
  const keys = await options.keys()
  if (!keys.ok) return keys
  const stream = await decryptWith(keys.value, source)
  if (!stream.ok) return stream
  try {
    return { ok: true, value: await spoolSealed(stream.value, options.folder, HANDOFF_LIMITS.whole) }
  } catch (error) {
    if (error instanceof Fault) return failureOf(error)
    return error instanceof RangeError ? failed('handoff-too-large', 'The hand-off file is larger than one can be.', { limit: HANDOFF_LIMITS.whole }) : damaged('cut-off')
  }
}

/**
 * Opens a hand-off file at a path, decrypts it where it is encrypted, checks all of it, and lets `use` take from it what it needs while it is open. Refuses
 * `handoff-unreadable`, `handoff-not-one`, as decryptWith and readHandoff, and as `use`.
 */
export const withHandoff = <T>(path: string, options: OpenOptions, use: (open: OpenHandoff) => Promise<Outcome<T>>): Promise<Outcome<T>> =>
  expected(async () => {
    const file = await openSource(path).catch(() => null)
    if (!file) return failed('handoff-unreadable', 'The file cannot be read.')
    let inner: OpenSource | null = null
    try {
      const encrypted = await isEncrypted(file)
      if (!encrypted && Buffer.from(await file.read(0, Math.min(2, file.size))).toString('latin1') !== 'PK') return failed('handoff-not-one', 'This is no hand-off file.')
      const opened = encrypted ? await decrypted(file, options) : null
      if (opened && !opened.ok) return opened
      inner = opened?.value ?? null
      const source = inner ?? file
      const handoff = await readHandoff(source, options.house, { crypto: options.crypto, digest: fileDigest })
      if (!handoff.ok) return handoff
      const photo: OpenHandoff['photo'] = async (sha256) => {
        const entry = handoff.value.photos.find((each) => each.photo.sha256 === sha256)?.entry
        const bytes = entry ? await source.read(entry.start, entry.size) : null
        // Read a second time: a file on a stick may be another by now.
        return bytes && options.crypto.sha256(bytes) === sha256 ? bytes : null
      }
      return await use({ handoff: handoff.value, encrypted, photo })
    } finally {
      await inner?.close()
      await file.close()
    }
  })
