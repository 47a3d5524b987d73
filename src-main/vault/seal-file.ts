import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { byKeychainSchema, byPassphraseSchema } from '../durable/passphrase'
import { previousOf, syncFolder, writeDurable } from '../durable/write'

/** The name of the file in a person's folder that holds their library's key, wrapped. Without it nothing sealed opens again. */
export const SEAL_FILE = 'seal.json'

/** `mark` authenticates `phase` with the library's key, so that nobody without it can have plain files accepted. */
const sealFileSchema = z.strictObject({
  type: z.literal('stet.seal/1'),
  id: z.uuid(),
  createdAt: z.string(),
  phase: z.enum(['sealing', 'sealed', 'unsealing']),
  mark: z.base64().length(44),
  kept: z.discriminatedUnion('by', [byKeychainSchema, byPassphraseSchema]),
})
export type SealFile = z.infer<typeof sealFileSchema>

const readOne = async (path: string): Promise<SealFile | 'absent' | 'damaged'> => {
  try {
    return sealFileSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'absent' : 'damaged'
  }
}

/** Reads a person's seal, or its second copy where the first is gone or damaged; null where there is neither. `seal-damaged` where what is there cannot be read. */
export const readSealFile = async (folder: string): Promise<Outcome<SealFile | null>> => {
  const path = join(folder, SEAL_FILE)
  const [first, second] = [await readOne(path), await readOne(previousOf(path))]
  if (typeof first === 'object') return ok(first)
  if (typeof second === 'object') return ok(second)
  return first === 'absent' && second === 'absent' ? ok(null) : failed('seal-damaged', `${path} cannot be read, and neither can its second copy.`, { path })
}

/** Writes it durably, and the same again as its second copy: an older copy would still open under an older passphrase. Throws a Fault. */
export const writeSealFile = async (folder: string, file: SealFile): Promise<void> => {
  const path = join(folder, SEAL_FILE)
  const text = JSON.stringify(file)
  await writeDurable(path, text, { mode: 0o600 })
  await writeDurable(previousOf(path), text, { mode: 0o600 })
}

/** Removes both copies, durably; the library must be plain by now. */
export const removeSealFile = async (folder: string): Promise<void> => {
  const path = join(folder, SEAL_FILE)
  // The copy first: killed in between, the file itself still says what is going on.
  await rm(previousOf(path), { force: true })
  await rm(path, { force: true })
  await syncFolder(folder)
}
