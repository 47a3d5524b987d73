import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

import { healthSchema } from '../../src-shared/desk-api/routes'
import { ok, type Outcome } from '../../src-shared/outcome'
import { grantSchema, personSchema, roleSchema } from '../../src-shared/review/people'
import { languageSchema, type Language } from '../../src-shared/story/story'
import { makeFolder, writeDurable } from '../durable/write'

const settingsSchema = z.object({
  language: languageSchema,
  theme: z.enum(['system', 'light', 'dark']),
  /** Empty for the desk on this machine. */
  deskAddress: z.string(),
  /** Who was last at this machine; not a secret, and not a session. */
  person: personSchema.nullable(),
  /** The session token, only where the OS keychain encrypted it; base64. */
  sealedToken: z.string().nullable(),
  /** The desk as last seen, so that a piece can be submitted while it is away. */
  health: healthSchema.nullable(),
  /** Proofs that keys of this machine belong to their people (workstation/enrol.ts). */
  proofs: z.record(z.string(), z.string()),
  /** What each desk last said of whose keys those are (workstation/enrol.ts); in the same names as the proofs. */
  credentials: z.record(z.string(), z.object({ id: z.string(), key: z.string(), name: z.string(), role: roleSchema, grants: z.array(grantSchema).optional() })),
  /** Minutes without anybody there until a library under a passphrase locks itself; 0 for never. */
  lockMinutes: z.number().min(0).max(480),
  /** True while this machine shows the sample newsroom. */
  sample: z.boolean(),
  /** This installation's own id, by which a library knows who has it open; empty until there is one. */
  machine: z.string(),
  /** Where a person's library stands, by their id, if they chose a folder for it: an absolute path. */
  libraries: z.record(z.string(), z.string()),
})
export type Settings = z.infer<typeof settingsSchema>

/** This machine's settings: read once, changed durably. */
export type SettingsFile = { read: () => Settings; change: (part: Partial<Settings>) => Promise<Settings>; fresh: boolean }

/** Opens `<home>/settings.json`; a missing or unreadable one starts from defaults in `language` (the previous text stays beside it). Faults of writing are thrown. */
export const openSettings = async (home: string, language: Language): Promise<Outcome<SettingsFile>> => {
  await makeFolder(home)
  const file = join(home, 'settings.json')
  const defaults: Settings = { language, theme: 'system', deskAddress: '', person: null, sealedToken: null, health: null, proofs: {}, credentials: {}, lockMinutes: 10, sample: false, machine: '', libraries: {} }
  const text = await readFile(file, 'utf8').catch(() => null)
  let current = defaults
  if (text !== null) {
    try {
      current = settingsSchema.parse({ ...defaults, ...(JSON.parse(text) as object) })
    } catch {
      await writeDurable(`${file}.damaged`, text)
    }
  }
  let queue = Promise.resolve()
  const change = async (part: Partial<Settings>): Promise<Settings> => {
    current = { ...current, ...part }
    const next = current
    const write = queue.then(() => writeDurable(file, JSON.stringify(next)))
    queue = write.catch(() => undefined)
    await write
    return next
  }
  return ok({ read: () => current, change, fresh: text === null })
}
