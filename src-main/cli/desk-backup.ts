import { join, resolve } from 'node:path'

import { deskFiles } from '../compose-desk'
import { backUp } from '../desk/backup/write'
import { restore } from '../desk/backup/restore'
import type { DeskSettings } from '../desk-settings'
import { makeFolder } from '../durable/write'
import { nodeCrypto } from '../signoff/crypto'
import { deskKeyFile, deskKeyIdIn, deskKeyOf } from '../signoff/desk-key'
import type { Words } from './words'

type Common = { home: string; settings: DeskSettings }

/** `stet desk backup --to FILE [--with-key]`: while the desk runs, or not. */
export const backupCommand = async ({ home, settings, to, withKey, version }: Common & { to: string; withKey: boolean; version: string }, words: Words): Promise<number> => {
  const folder = join(home, 'desk')
  const { databaseUrl, store, keyFile } = settings
  const made = await backUp({
    folder, databaseUrl,
    files: deskFiles(folder, store),
    sha256: nodeCrypto.sha256,
    to: resolve(to),
    key: withKey ? (keyFile ?? deskKeyFile(folder)) : null,
    tool: `stet ${version}`,
    madeAt: new Date().toISOString(),
  })
  if (!made.ok) {
    console.error(words.failure(made))
    return 1
  }
  console.log(words.say('desk.backedUp', { file: resolve(to), lines: made.value.lines, revisions: made.value.revisions, photos: made.value.photos }))
  if (!withKey) console.log(words.say('desk.keyApart', { key: keyFile ?? deskKeyFile(folder) }))
  console.log(words.say(settings.secret === null ? 'desk.secretInside' : 'desk.secretApart'))
  return 0
}

/** `stet desk restore --from FILE --home FOLDER [--force]`, up to the tables that the ledger makes. */
export const restoreCommand = async ({ home, settings, from, force }: Common & { from: string; force: boolean }, words: Words): Promise<number> => {
  const folder = join(home, 'desk')
  const { databaseUrl, store, keyFile } = settings
  await makeFolder(folder)
  const keyHere = await deskKeyOf(keyFile ?? deskKeyFile(folder))
  if (keyHere && !keyHere.ok) {
    console.error(words.failure(keyHere))
    return 1
  }
  const restored = await restore({ from: resolve(from), folder, databaseUrl, files: deskFiles(folder, store), sha256: nodeCrypto.sha256, keyHere: keyHere?.value ?? null, keyIdOf: deskKeyIdIn, force, now: () => new Date().toISOString() })
  if (!restored.ok) {
    console.error(words.failure(restored))
    return 1
  }
  const { lines, files, aside } = restored.value
  if (aside !== null) console.log(words.say('desk.setAside', { folder: aside }))
  console.log(words.say('desk.restored', { lines, files, home }))
  return 0
}
