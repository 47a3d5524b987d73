import { join } from 'node:path'

import type { Input } from '../../src-shared/bridge/contract'
import { ok, type Outcome } from '../../src-shared/outcome'
import { writeDurable } from '../durable/write'
import { paperName } from '../publication/package-name'
import { printArticle } from '../publication/paper/article'
import { printSheet, sheetOf } from '../publication/paper/review-sheet'
import { nodeCrypto } from '../signoff/crypto'
import type { Parts } from './parts'
import type { Handlers } from './serve'
import { withSignedPackage } from './signed-package'

type Signed = { path: string; records: Parameters<typeof sheetOf>[1] }

const drawn = async ({ path, records }: Signed, what: Input<'published.paper'>['what'], { print }: Parts): Promise<Outcome<Uint8Array>> => {
  if (what === 'article') return printArticle(path, print)
  const sheet = await sheetOf(path, records, nodeCrypto)
  if (!sheet.ok) return sheet
  return what === 'sheet' ? printSheet(sheet.value, print) : ok(new TextEncoder().encode(sheet.value.html))
}

/** What is printed of a signed piece: its article, and its review sheet with what the desk recorded of where it went. Made from the package, verified, and kept beside it. */
export const paperHandlers = (parts: Parts): Pick<Handlers, 'published.paper'> => ({
  'published.paper': ({ id, what }) =>
    withSignedPackage(parts, id, async ({ path: zip, headline, dossier }) => {
      const made = await drawn({ path: zip, records: dossier.events.map(({ envelope }) => envelope) }, what, parts)
      if (!made.ok) return made
      const name = paperName({ headline, signedAt: dossier.piece.signedAt }, what, parts.settings.read().language)
      const path = join(parts.folders.packages, name)
      await writeDurable(path, made.value)
      return ok({ path, name, bytes: made.value.length })
    }),
})
