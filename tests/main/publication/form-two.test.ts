import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'

import { manifestSchema, PACKAGE } from '../../../src-shared/publication/manifest'
import { isKept } from '../../../src-shared/publication/package/layout'
import { packFormTwo } from '../../support/form-two'
import { faults, filesIn, flipped, placesIn, verify, type Files } from './package-tools'

/** The first package of the second form. Newsrooms have such: whatever Stet becomes, it verifies. */
const OLD = join(import.meta.dirname, '../../fixtures/packages/form-2.zip')

// How it was made, and how one of a further form will be: written once, never over one that is there.
test.runIf(process.env['STET_WRITE_PACKAGE'] !== undefined)('writes a package to keep', async () => {
  await writeFile(process.env['STET_WRITE_PACKAGE'] ?? '', await packFormTwo(), { flag: 'wx' })
})

describe('a package of the second form', () => {
  let old: Buffer
  let files: Files
  beforeAll(async () => {
    old = await readFile(OLD)
    files = await filesIn(old)
  })

  test('that was packed then still verifies in full, its pages and its review sheet drawn again byte for byte', async () => {
    expect(manifestSchema.parse(JSON.parse(files.get(PACKAGE.manifest)!.toString())).type).toBe('stet.package/2')
    const verdict = await verify(old)
    expect(faults(verdict)).toEqual([])
    expect(verdict.holds).toBe(true)
    expect(verdict.findings.filter(({ code }) => code === 'rendering-holds').map(({ place }) => place).sort()).toEqual([PACKAGE.html, PACKAGE.text, PACKAGE.reviewSheet].sort())
    for (const profile of ['web', 'print', 'social', 'cover']) expect([...files.keys()].some((path) => path.startsWith(`photos/${profile}/`)), profile).toBe(true)
  })

  test('is packed today as it was then: everything that is signed or drawn again is the same byte for byte', async () => {
    const now = await filesIn(await packFormTwo())
    for (const [path, content] of files) if (isKept(path) && path !== PACKAGE.manifest && path !== PACKAGE.seal) expect(now.get(path)?.equals(content), path).toBe(true)
  })

  test('does not hold once a byte of it is another', async () => {
    for (const [path, { data, end }] of placesIn(files)) expect(faults(await verify(flipped(old, Math.floor((data + end) / 2)))), path).not.toEqual([])
  })
})
