import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { deskClient } from '../../src-shared/desk-api/client'
import type { Piece } from '../../src-shared/desk-api/pieces'
import { failed, ok, valueOf } from '../../src-shared/outcome'
import type { Envelope } from '../../src-shared/signoff/envelope'
import { storyIdSchema } from '../../src-shared/story/story'
import { composeDesk, plainNewsroom } from '../compose-desk'
import { writeDurable } from '../durable/write'
import { standalone } from '../publication/formats/standalone/standalone'
import { packageName, paperName } from '../publication/package-name'
import { printArticle } from '../publication/paper/article'
import { headlessPrint } from '../publication/paper/headless'
import { printSheet, sheetOf } from '../publication/paper/review-sheet'
import { withSubject } from '../publication/read-package'
import { verifyPackage } from '../publication/verify'
import { nodeCrypto } from '../signoff/crypto'
import { homeFolder } from './home'
import { consoleLog } from './console-log'
import type { Words } from './words'

/** A package may take minutes to make and to come, milliseconds. */
const LONGEST = 30 * 60_000

/** The page with its photos in it, made from a package that holds. */
const pageOf = async (zip: string): Promise<Uint8Array> => {
  const pages = valueOf(await withSubject(zip, nodeCrypto, async (subject) => ok(await standalone.files(subject))))
  const [page] = pages
  if (!page) throw new Error('The page was not made.')
  return page.bytes
}

/** Prints the article and the review sheet of a package that was written, beside it. Nothing is printed of one that does not hold. */
const printBeside = async ({ zip, beside }: { zip: string; beside: string }, { piece, records }: { piece: Piece; records: readonly Envelope[] }, words: Words): Promise<number> => {
  const { findings, headline } = await verifyPackage(zip, { crypto: nodeCrypto })
  const broken = findings.find(({ ok }) => !ok)
  const sheet = broken ? failed(broken.code, broken.message, broken.details) : await sheetOf(zip, records, nodeCrypto)
  if (!sheet.ok) {
    console.error(words.failure(sheet))
    return 1
  }
  const print = headlessPrint()
  const papers = { article: () => printArticle(zip, print), sheet: () => printSheet(sheet.value, print) }
  for (const what of ['article', 'sheet'] as const) {
    const made = await papers[what]()
    if (!made.ok) {
      console.error(words.failure(made))
      return 1
    }
    const file = join(dirname(beside), paperName({ headline, signedAt: piece.signedAt }, what, words.language))
    await writeDurable(file, made.value)
    console.log(words.say('export.written', { file }))
  }
  return 0
}

/**
 * `stet export STORY`: fetches a signed piece's publication package from a desk (or this machine's) and writes it; with --standalone its page as one file instead. With --pdf, its
 * article and review sheet are printed beside it. The password comes from STET_PASSWORD.
 */
export const exportCommand = async (args: string[], words: Words, version: string): Promise<number> => {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { home: { type: 'string' }, desk: { type: 'string' }, login: { type: 'string' }, out: { type: 'string' }, standalone: { type: 'boolean', default: false }, pdf: { type: 'boolean' } } })
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
    const { piece, events } = valueOf(await client.call('piece', { params: { story: story.data } }))
    const stream = valueOf(await client.call('exportPackage', { params: { story: story.data }, signal: AbortSignal.timeout(LONGEST) }))
    const file = resolve(values.out ?? packageName(piece, values.standalone ? 'html' : 'zip'))
    const folder = values.standalone ? await mkdtemp(join(tmpdir(), 'stet-export-')) : null
    try {
      const zip = folder === null ? file : join(folder, 'package.zip')
      await writeDurable(zip, stream)
      if (folder !== null) await writeDurable(file, await pageOf(zip))
      await client.call('signOut')
      console.log(words.say('export.written', { file }))
      return values.pdf ? await printBeside({ zip, beside: file }, { piece, records: events.map(({ envelope }) => envelope) }, words) : 0
    } finally {
      if (folder !== null) await rm(folder, { recursive: true, force: true })
    }
  } finally {
    await desk?.close()
  }
}
