import { writeFile } from 'node:fs/promises'

import { expect, test, vi } from 'vitest'

import { verifyPage } from '../../../verify-page.vite.ts'
import { photoRendition } from '../../../src-main/photos/photos'
import { packBytes, packOptions, smallPhotos } from './package-tools'
import { buildSignedPiece } from '../../support/signed-piece'

// Run by pack.test.ts in other time zones, locales and times: writes what the package of the sample piece is there, all of it made by the product.
test('packs the sample piece', { timeout: 60_000 }, async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(process.env['NOW'] ?? '') })
  expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(process.env['TZ'])
  const built = await buildSignedPiece({ photos: await smallPhotos() })
  const made = await packBytes(built.piece, { ...packOptions(built), rendition: photoRendition, verifier: Buffer.from(await verifyPage()) })
  if (!made.ok) throw new Error(made.message)
  await writeFile(process.env['PACKAGE'] ?? '', made.value)
})
