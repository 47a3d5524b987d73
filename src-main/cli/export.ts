import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { deskClient } from '../../src-shared/desk-api/client'
import { valueOf } from '../../src-shared/outcome'
import { storyIdSchema } from '../../src-shared/story/story'
import { composeDesk, plainNewsroom } from '../compose-desk'
import { writeDurable } from '../durable/write'
import { standalone } from '../publication/formats/standalone/standalone'
import { packageName } from '../publication/package-name'
import { readPackage } from '../publication/read-package'
import { nodeCrypto } from '../signoff/crypto'
import { homeFolder } from './home'
import { consoleLog } from './console-log'
import type { Words } from './words'

/** The page with its photos in it, made from a package that holds. */
const pageOf = async (bytes: Uint8Array): Promise<Uint8Array> => {
  const [page] = await standalone.files(valueOf(await readPackage(bytes, nodeCrypto)))
  if (!page) throw new Error('The page was not made.')
  return page.bytes
}

/** `stet export STORY`: fetches a signed piece's publication package from a desk (or this machine's) and writes it, or with --standalone its page as one file. The password comes from STET_PASSWORD. */
export const exportCommand = async (args: string[], words: Words, version: string): Promise<number> => {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { home: { type: 'string' }, desk: { type: 'string' }, login: { type: 'string' }, out: { type: 'string' }, standalone: { type: 'boolean', default: false } } })
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
    const bytes = valueOf(await client.call('exportPackage', { params: { story: story.data } }))
    const file = resolve(values.out ?? packageName(piece, values.standalone ? 'html' : 'zip'))
    await writeDurable(file, values.standalone ? await pageOf(bytes) : bytes)
    await client.call('signOut')
    console.log(words.say('export.written', { file }))
    return 0
  } finally {
    await desk?.close()
  }
}
