import type { z } from 'zod'

import type { Vault } from '../durable/vault'

/** A file this machine keeps of a piece, read through the vault and its schema; null where it is absent or damaged: the desk, or the file before it, can say it again. */
export const parseKept = async <T>(vault: Vault, file: string, schema: z.ZodType<T>): Promise<T | null> => {
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(await vault.read(file))))
  } catch {
    return null
  }
}
