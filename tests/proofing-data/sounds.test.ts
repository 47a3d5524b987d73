import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const folder = join(import.meta.dirname, '../../resources/proofing')

it('the table of sounds is what its script makes', () => {
  const { stdout, stderr } = spawnSync(process.execPath, [join(folder, 'sounds.mjs'), '--print'], { encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(stdout).toBe(readFileSync(join(folder, 'zh/sounds.csv'), 'utf8'))
})
