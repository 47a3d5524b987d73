import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

import type { DeskClient } from '../../src-shared/desk-api/client'
import type { Piece } from '../../src-shared/desk-api/pieces'
import { failed, ok, valueOf } from '../../src-shared/outcome'
import type { Envelope } from '../../src-shared/signoff/envelope'
import { writeDurable } from '../durable/write'
import { LONGEST } from '../publication/batch-source'
import { standalone } from '../publication/formats/standalone/standalone'
import { packageName, paperName } from '../publication/package-name'
import { printArticle } from '../publication/paper/article'
import { headlessPrint } from '../publication/paper/headless'
import { printSheet, sheetOf } from '../publication/paper/review-sheet'
import { withSubject } from '../publication/read-package'
import { verifyPackage } from '../publication/verify'
import { nodeCrypto } from '../signoff/crypto'
import type { Words } from './words'

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

/** Writes one piece's package, or its page alone; with `pdf` prints its article and review sheet beside it. Answers an exit code; throws the desk's refusals. */
export const exportOne = async (client: DeskClient, story: string, { out, standalone: alone, pdf, words }: { out: string | undefined; standalone: boolean; pdf: boolean; words: Words }): Promise<number> => {
  const { piece, events } = valueOf(await client.call('piece', { params: { story } }))
  const stream = valueOf(await client.call('exportPackage', { params: { story }, signal: AbortSignal.timeout(LONGEST) }))
  const file = resolve(out ?? packageName(piece, alone ? 'html' : 'zip'))
  const folder = alone ? await mkdtemp(join(tmpdir(), 'stet-export-')) : null
  try {
    const zip = folder === null ? file : join(folder, 'package.zip')
    await writeDurable(zip, stream)
    if (folder !== null) await writeDurable(file, await pageOf(zip))
    console.log(words.say('export.written', { file }))
    return pdf ? await printBeside({ zip, beside: file }, { piece, records: events.map(({ envelope }) => envelope) }, words) : 0
  } finally {
    if (folder !== null) await rm(folder, { recursive: true, force: true })
  }
}
