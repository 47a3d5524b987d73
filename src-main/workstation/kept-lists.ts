import { join } from 'node:path'
import { z } from 'zod'

import { listsVersionSchema } from '../../src-shared/desk-api/lists-routes'
import { enrolledKeySchema } from '../../src-shared/desk-api/pieces'
import { sha256Schema } from '../../src-shared/story/story'
import { makeTurns } from '../durable/turns'
import type { Vault } from '../durable/vault'
import { makeFolder } from '../durable/write'
import { parseKept } from './parse-kept'

const fileSchema = z.object({ format: z.literal(1), desk: sha256Schema, at: z.string(), version: listsVersionSchema, keys: z.array(enrolledKeySchema), file: z.string() })

/** The house's lists as the desk last gave them: the version, the keys it was signed with, and its file as text. Nothing of it is believed without checking. */
export type KeptListsFile = Omit<z.infer<typeof fileSchema>, 'format' | 'desk'>

/** What this machine keeps of the house's lists, to read copy by while the desk is away. */
export type KeptLists = {
  read: (desk: string) => Promise<KeptListsFile | null>
  keep: (desk: string, lists: KeptListsFile) => Promise<void>
  close: () => Promise<void>
}

/** Keeps `<person>/desk/lists.json`, through the person's vault. */
export const keepLists = ({ folder, vault }: { folder: string; vault: Vault }): KeptLists => {
  const turns = makeTurns()
  const file = join(folder, 'lists.json')
  return {
    read: async (desk) => {
      const kept = await parseKept(vault, file, fileSchema)
      return kept?.desk === desk ? kept : null
    },
    keep: (desk, lists) =>
      turns.take('lists', async () => {
        await makeFolder(folder)
        await vault.write(file, JSON.stringify({ format: 1, desk, ...lists } satisfies z.infer<typeof fileSchema>))
      }),
    close: turns.idle,
  }
}
