import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'

import { roleSchema } from '../../src-shared/review/people'
import { composeDesk, plainNewsroom } from '../compose-desk'
import type { Desk } from '../desk/desk'
import { readOidcSettings } from '../desk/people/oidc-settings'
import { listen } from '../desk/standalone'
import { homeFolder } from './home'
import { consoleLog } from './console-log'
import type { Words } from './words'

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

const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })

/** `stet desk [serve|add-person|rebuild]`: the desk on its own, for several workstations. */
export const deskCommand = async (args: string[], words: Words, version: string): Promise<number> => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { home: { type: 'string' }, port: { type: 'string' }, host: { type: 'string' }, name: { type: 'string' }, login: { type: 'string' }, role: { type: 'string' } },
  })
  const port = Number(values.port ?? '4810')
  const command = positionals[0] ?? 'serve'
  if (!['serve', 'add-person', 'rebuild'].includes(command) || !Number.isInteger(port) || port < 0 || port > 65535) {
    console.error(words.say('desk.usage'))
    return 2
  }
  const home = homeFolder(values.home, process.env)
  const oidc = await readOidcSettings(process.env)
  if (!oidc.ok) {
    console.error(words.failure(oidc))
    return 1
  }
  const house = await composeDesk({ home, secret: process.env['STET_SECRET'] ?? null, oidc: oidc.value, databaseUrl: process.env['DATABASE_URL'] ?? null, newsroom: plainNewsroom(words.language), version, now: () => new Date().toISOString(), report: consoleLog.warn })
  if (!house.ok) {
    console.error(words.failure(house))
    return 1
  }
  const { desk } = house.value
  try {
    if (command === 'add-person') return await addPerson(desk, { name: values.name ?? '', login: values.login ?? '', role: values.role ?? '' }, words)
    if (command === 'rebuild') {
      console.log(words.say('desk.rebuilt', { events: (await desk.rebuild()).events }))
      return 0
    }
    if (!(await desk.hasPeople())) await addPerson(desk, { name: 'Admin', login: 'admin', role: 'admin' }, words)
    const listening = await listen(desk.fetch, { host: values.host ?? '127.0.0.1', port })
    if (!listening.ok) {
      console.error(words.failure(listening))
      return 1
    }
    console.log(words.say('desk.listening', { url: listening.value.url, home }))
    await untilStopped()
    await listening.value.close()
    return 0
  } finally {
    await desk.close()
  }
}
