import { writeSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'

import { plainVault } from '../../../src-main/durable/vault'
import { openLibrary } from '../../../src-main/library/library'
import { readPhoto } from '../../../src-main/photos/photos'
import { valueOf } from '../../../src-shared/outcome'
import { aDraft } from '../library-draft'

/** The process that is killed: brings photos into a draft, one after another, and says each digest only after it was kept. */
const [folder = '', id = '', ...files] = process.argv.slice(2)
const library = valueOf(await openLibrary({ folder, vault: plainVault, now: () => new Date().toISOString() }))
const created = await library.create(aDraft(id, 1))
if (!created.ok && created.code !== 'story-exists') throw new Error(created.code)
writeSync(1, 'begun\n')
for (const file of files) {
  const bytes = await readFile(file)
  const { photo } = valueOf(await readPhoto(basename(file), bytes))
  valueOf(await library.addPhoto(id, photo, bytes))
  writeSync(1, `${photo.sha256}\n`)
}
setInterval(() => undefined, 1000)
