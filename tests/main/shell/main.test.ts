import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'

import { CHANNELS } from '../../../src-main/shell/electron/methods'
import { appStateSchema } from '../../../src-shared/bridge/contract'
import { outcomeSchema } from '../../../src-shared/outcome'
import * as electron from '../../support/electron'
import { makeFolder } from '../../support/host'

vi.mock('electron', () => import('../../support/electron'))

let home = ''
const until = (check: () => boolean): Promise<void> => vi.waitFor(() => expect(check()).toBe(true), { timeout: 20_000, interval: 20 })
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(home, { recursive: true, force: true })
})

it('the whole app opens in Electron, answers its window, speaks its menu, and closes when the window does', async () => {
  home = await makeFolder()
  vi.stubEnv('STET_HOME', home)
  electron.restart()
  electron.app.path = resolve(import.meta.dirname, '../../..')
  await import('../../../src-main/main')
  electron.app.becomeReady()
  await until(() => electron.BrowserWindow.getAllWindows().length === 1 || electron.doneOf('exit').length > 0)
  expect(electron.doneOf('errorBox')).toEqual([])
  const window = electron.BrowserWindow.getAllWindows()[0]!
  await until(() => window.webContents.mainFrame.url === 'stet://app/')
  const ask = (method: string): Promise<unknown> => electron.invokeFrom({ sender: window.webContents, senderFrame: window.webContents.mainFrame }, CHANNELS.ask, method, null)
  const state = outcomeSchema(appStateSchema).parse(await ask('app.state'))
  if (!state.ok) throw new Error(state.message)
  expect(state.value).toMatchObject({ shell: 'electron', language: 'zh-CN', version: '0.0.0', folders: { home } })
  expect(JSON.stringify(electron.Menu.application)).toContain('新建稿件')
  window.close()
  await until(() => electron.doneOf('quitted').length === 1)
})
