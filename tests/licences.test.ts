import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

import { isCompatible, licencesPage, shippedPackages } from './licences.mjs'

it('ships only licences compatible with MIT', () => {
  const packages = shippedPackages()
  expect(packages.length).toBeGreaterThan(50)
  expect(packages.filter(({ licence }) => !isCompatible(licence))).toEqual([])
})

it('refuses licences that are not, and expressions that need one', () => {
  for (const licence of ['GPL-3.0-only', 'AGPL-3.0-or-later', 'unknown', 'MIT AND GPL-2.0-only', 'SSPL-1.0']) expect(isCompatible(licence)).toBe(false)
  for (const licence of ['MIT', '(MIT OR GPL-3.0-or-later)', 'Apache-2.0 AND MIT']) expect(isCompatible(licence)).toBe(true)
})

it('lists them as installed', () => {
  expect(readFileSync(join(import.meta.dirname, '../docs/licences.md'), 'utf8')).toBe(licencesPage())
})
