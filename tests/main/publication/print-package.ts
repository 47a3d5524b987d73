import { createHash } from 'node:crypto'

import { test } from 'vitest'

import { packed } from './package-tools'

// Run by pack.test.ts in other time zones and locales: prints what the package of the sample piece is there.
test('prints the digest of the sample package', async () => {
  const { bytes } = await packed()
  console.log(`package ${createHash('sha256').update(bytes).digest('hex')} in ${process.env['TZ'] ?? ''}`)
})
