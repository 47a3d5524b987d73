import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'

import { fileLog } from '../../../src-main/shell/log'
import { makeFolder } from '../../support/host'

it('writes one line an event, with its details, into its home', async () => {
  const home = await makeFolder()
  const log = fileLog(home, 'window')
  log.info('Started')
  log.warn('A link was not opened', { scheme: 'file:' })
  log.error('The window stopped', { times: 2 })
  const read = (): Promise<string> => readFile(join(home, 'logs/window.log'), 'utf8').catch(() => '')
  await vi.waitFor(async () => expect(await read()).toContain('times'), { timeout: 5000 })
  const lines = (await read()).trimEnd().split('\n')
  expect(lines).toHaveLength(3)
  expect(lines[1]).toMatch(/\[warn\].*A link was not opened \{"scheme":"file:"\}$/)
  expect(lines[2]).toMatch(/\[error\].*The window stopped \{"times":2\}$/)
  await rm(home, { recursive: true })
})
