import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { failed, failureOf, type Outcome } from '../../../src-shared/outcome'
import { PACKAGE } from '../../../src-shared/publication/manifest'
import { paperPage } from '../../../src-shared/publication/paper/paper'
import type { PrintPdf } from './print'
import { factsOf, readSome } from './read'

const RENDITION = /^photos\/web\/[0-9a-f]{64}(?:-\d{1,5}){0,4}\.jpg$/

/** Lays a page out in a folder of its own with what it shows, prints it, and takes the folder away. Throws what the disk refuses. */
export const printPage = async (html: string, beside: ReadonlyMap<string, Uint8Array>, print: PrintPdf): Promise<Outcome<Uint8Array>> => {
  const folder = await mkdtemp(join(tmpdir(), 'stet-paper-'))
  try {
    for (const [path, bytes] of [...beside, ['page.html', Buffer.from(html)] as const]) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), bytes, { mode: 0o600 })
    }
    return await print(join(folder, 'page.html'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * The article of a package on paper: its own page, in a newspaper's setting, as a tagged PDF. `zip` is a package that was verified. Two versions of Chromium draw two files of
 * it, so it stands beside the package and is no part of it. Refuses `package-unreadable`, and as `print`.
 */
export const printArticle = async (zip: Uint8Array | string, print: PrintPdf): Promise<Outcome<Uint8Array>> => {
  try {
    const files = await readSome(zip, (path) => path === PACKAGE.html || path === PACKAGE.manifest || path === PACKAGE.story || RENDITION.test(path))
    const facts = factsOf(files)
    if (!facts.ok) return facts
    const page = files.get(PACKAGE.html)
    if (!page) return failed('package-unreadable', 'The package has no page to print.', { reason: PACKAGE.html })
    return await printPage(paperPage(page.toString(), facts.value), new Map([...files].filter(([path]) => RENDITION.test(path))), print)
  } catch (error) {
    return failureOf(error)
  }
}
