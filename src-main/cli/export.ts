import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { deskClient } from '../../src-shared/desk-api/client'
import { valueOf } from '../../src-shared/outcome'
import { storyIdSchema } from '../../src-shared/story/story'
import { composeDesk, plainNewsroom } from '../compose-desk'
import { writeDurable } from '../durable/write'
import { packageName } from '../publication/package-name'
import { homeFolder } from './home'
import { consoleLog } from './console-log'
import type { Words } from './words'

/** A package may take minutes to make and to come, milliseconds. */
const LONGEST = 30 * 60_000

/** `stet export STORY`: fetches a signed piece's publication package from a desk (or this machine's) and writes it. The password comes from STET_PASSWORD. */
export const exportCommand = async (args: string[], words: Words, version: string): Promise<number> => {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { home: { type: 'string' }, desk: { type: 'string' }, login: { type: 'string' }, out: { type: 'string' } } })
  const story = storyIdSchema.safeParse(positionals[0])
  const password = process.env['STET_PASSWORD']
  if (!story.success || values.login === undefined || password === undefined) {
    console.error(words.say('export.usage'))
    return 2
  }
  const house = values.desk === undefined ? await composeDesk({ home: homeFolder(values.home, process.env), databaseUrl: process.env['DATABASE_URL'] ?? null, newsroom: plainNewsroom(words.language), version, now: () => new Date().toISOString(), report: consoleLog.warn }) : null
  if (house && !house.ok) {
    console.error(words.failure(house))
    return 1
  }
  const desk = house?.value.desk
  let token: string | null = null
  const client = deskClient({ base: values.desk ?? 'http://desk.invalid', fetch: desk?.fetch ?? ((request) => fetch(request, { redirect: 'error' })), token: () => token })
  try {
    token = valueOf(await client.call('signIn', { body: { login: values.login, password } })).token
    const { piece } = valueOf(await client.call('piece', { params: { story: story.data } }))
    const bytes = valueOf(await client.call('exportPackage', { params: { story: story.data }, signal: AbortSignal.timeout(LONGEST) }))
    const file = resolve(values.out ?? packageName(piece))
    await writeDurable(file, bytes)
    await client.call('signOut')
    console.log(words.say('export.written', { file }))
    return 0
  } finally {
    await desk?.close()
  }
}
