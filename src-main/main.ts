import { join } from 'node:path'
import { app, shell } from 'electron'

import { ok } from '../src-shared/outcome'
import { serveBridge } from './bridge/serve'
import { homeFolder } from './cli/home'
import { compose } from './compose'
import { liveInElectron } from './shell/electron/life'
import { pickPath } from './shell/electron/pick'
import { electronPrint } from './shell/electron/print'
import { fileLog } from './shell/log'

const home = homeFolder(undefined, process.env)
const root = app.getAppPath()
const log = fileLog(home, 'window', !app.isPackaged)

process.on('uncaughtException', (error) => log.error('An error nobody caught', { reason: error.stack ?? error.message }))
process.on('unhandledRejection', (reason) => log.error('A promise nobody caught', { reason: reason instanceof Error ? (reason.stack ?? reason.message) : String(reason) }))

// Not awaited: Electron becomes ready only after this file has run to its end.
void liveInElectron({
  home,
  root,
  log,
  openHost: async (keychain, language) => {
    const host = await compose({
      home,
      // Native libraries cannot read inside the archive, so resources stand beside it.
      resources: join(root.replace(/app\.asar$/, 'app.asar.unpacked'), 'resources'),
      version: app.getVersion(),
      shell: 'electron',
      language,
      keychain,
      reveal: (path) => {
        shell.showItemInFolder(path)
        return Promise.resolve()
      },
      pick: pickPath,
      print: electronPrint,
      sample: !process.argv.includes('--no-sample'),
      log,
    })
    return host.ok ? ok({ host: host.value, bridge: serveBridge(host.value.handlers, log.error) }) : host
  },
})
