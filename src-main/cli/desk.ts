import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Logger } from 'pino'

import type { Failure, Outcome } from '../../src-shared/outcome'
import type { KeyList } from '../../src-shared/publication/package/trust'
import { roleSchema } from '../../src-shared/review/people'
import { composeDesk, plainNewsroom } from '../compose-desk'
import { readDeskSettings, type DeskSettings } from '../desk-settings'
import type { Desk } from '../desk/desk'
import { writeDurable } from '../durable/write'
import { backupCommand, restoreCommand } from './desk-backup'
import { deskLog } from './desk-log'
import { serveDesk } from './desk-serve'
import { homeFolder } from './home'
import type { Words } from './words'

const COMMANDS = ['serve', 'add-person', 'keys', 'rebuild', 'backup', 'restore'] as const

const OPTIONS = {
  home: { type: 'string' }, port: { type: 'string' }, host: { type: 'string' }, name: { type: 'string' }, login: { type: 'string' }, role: { type: 'string' },
  to: { type: 'string' }, from: { type: 'string' }, force: { type: 'boolean' }, 'with-key': { type: 'boolean' },
} as const
type Values = { [K in keyof typeof OPTIONS]?: (typeof OPTIONS)[K]['type'] extends 'boolean' ? boolean : string }

const newPassword = (): string => randomBytes(12).toString('base64url')

const addPerson = async (desk: Desk, person: { name: string; login: string; role: string }, words: Words): Promise<number> => {
  const role = roleSchema.safeParse(person.role)
  if (!role.success || person.login === '' || person.name === '') {
    console.error(words.say('desk.personUsage'))
    return 2
  }
  const password = newPassword()
  const added = await desk.addPerson({ name: person.name, login: person.login, role: role.data, password })
  if (!added.ok) {
    console.error(words.failure(added))
    return 1
  }
  console.log(words.say('desk.personAdded', { name: added.value.name, login: added.value.login, role: role.data, password }))
  return 0
}

/** Somebody must be able to sign in to an empty desk. What a service prints ends in a log: there, the password goes to a file instead. */
const addFirst = async (desk: Desk, home: string, words: Words): Promise<void> => {
  if (await desk.hasPeople()) return
  if (process.stdout.isTTY) {
    await addPerson(desk, { name: 'Admin', login: 'admin', role: 'admin' }, words)
    return
  }
  const password = newPassword()
  const added = await desk.addPerson({ name: 'Admin', login: 'admin', role: 'admin', password })
  // Another process of this desk may have been first.
  if (!added.ok) return
  const file = join(home, 'desk', 'first-password')
  await writeDurable(file, `${password}\n`, { mode: 0o600 })
  console.log(words.say('desk.firstPassword', { login: 'admin', file }))
}

const serve = async (desk: Desk, values: Values, settings: DeskSettings, log: Logger, home: string, words: Words, listens: (url: string) => void): Promise<Outcome<null>> => {
  await addFirst(desk, home, words)
  const listening = (url: string): void => {
    listens(url)
    console.log(words.say('desk.listening', { url, home }))
  }
  return serveDesk({ desk, settings, host: values.host ?? '127.0.0.1', port: Number(values.port ?? '4810'), log, listening })
}

/** Says at once what else only those would learn who try to come in: that second factors were kept under another secret. */
const tellMisfit = async (desk: Desk, tell: (kept: number, unreadable: number) => void): Promise<void> => {
  const { kept, unreadable } = await desk.trySecret()
  if (unreadable > 0) tell(kept, unreadable)
}

/** Says at once to which destinations nothing can be published, because their secrets were kept under another one. */
const tellClosed = async (desk: Desk, tell: (names: string) => void): Promise<void> => {
  const closed = await desk.unreadableDestinations()
  if (closed.length > 0) tell(closed.join(', '))
}

/** The key list a newsroom publishes, so that its packages can be told from others (`stet verify --keys`). */
const printKeys = (desk: Desk): void => {
  const health = desk.health()
  const list: KeyList = { type: 'stet.keys/1', house: health.name, keys: [{ id: health.desk.key, name: health.name }] }
  console.log(JSON.stringify(list, null, 2))
}

/** `stet desk [serve|add-person|keys|rebuild|backup|restore]`: the desk on its own, for several workstations. */
export const deskCommand = async (args: string[], words: Words, version: string): Promise<number> => {
  const parsed = parseArgs({ args, allowPositionals: true, options: OPTIONS })
  const values: Values = parsed.values
  const port = Number(values.port ?? '4810')
  const command = COMMANDS.find((each) => each === (parsed.positionals[0] ?? 'serve'))
  if (!command || !Number.isInteger(port) || port < 0 || port > 65535 || (command === 'backup' && !values.to) || (command === 'restore' && !values.from)) {
    console.error(words.say('desk.usage'))
    return 2
  }
  const said = (failure: Failure): number => {
    console.error(words.failure(failure))
    return 1
  }
  const settings = readDeskSettings(process.env)
  if (!settings.ok) {
    settings.failures.forEach(said)
    return 1
  }
  const home = homeFolder(values.home, process.env)
  const log = deskLog(settings.value.logLevel, version)
  const report = (message: string, details: object): void => log.warn(details, message)
  if (command === 'backup') return backupCommand({ home, settings: settings.value, to: values.to ?? '', withKey: values['with-key'] ?? false, version }, words)
  if (command === 'restore') {
    const restored = await restoreCommand({ home, settings: settings.value, from: values.from ?? '', force: values.force ?? false }, words)
    if (restored !== 0) return restored
  }
  const { databaseUrl, keyFile, store, publicUrl, live, secret, oidc, reach } = settings.value
  let address = publicUrl ?? ''
  const house = await composeDesk({ home, secret, oidc, reach, databaseUrl, keyFile, store, newsroom: plainNewsroom(words.language), version, live: live ? { url: () => address } : null, now: () => new Date().toISOString(), report })
  if (!house.ok) return said(house)
  const { desk } = house.value
  try {
    if (command === 'add-person') return await addPerson(desk, { name: values.name ?? '', login: values.login ?? '', role: values.role ?? '' }, words)
    if (command === 'keys') {
      printKeys(desk)
      return 0
    }
    if (command === 'serve') {
      await tellMisfit(desk, (kept, unreadable) => report('Second factors do not open with this secret: their people cannot sign in', { kept, unreadable }))
      await tellClosed(desk, (destinations) => report('Secrets of destinations do not open with this secret: nothing can be published there', { destinations }))
      const served = await serve(desk, values, settings.value, log, home, words, (url) => {
        address = publicUrl ?? url
      })
      return served.ok ? 0 : said(served)
    }
    console.log(words.say('desk.rebuilt', { events: (await desk.rebuild()).events }))
    if (command === 'restore') await tellMisfit(desk, (kept, count) => console.error(words.say('desk.secretDiffers', { kept, count })))
    if (command === 'restore') await tellClosed(desk, (names) => console.error(words.say('desk.destinationSecretsDiffer', { names })))
    return 0
  } finally {
    await desk.close()
  }
}
