import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import open from 'open'

import { serveBridge } from '../bridge/serve'
import { compose } from '../compose'
import { openInBrowser } from '../shell/browser/open-browser'
import { serveWindow } from '../shell/browser/serve-window'
import { consoleLog } from './console-log'
import { homeFolder, resourcesFolder, windowFolder } from './home'
import type { Words } from './words'

/** `stet window`: the window served on loopback to an ordinary browser. Ends on Ctrl-C. */
export const windowCommand = async (args: string[], words: Words, version: string): Promise<number> => {
  const { values } = parseArgs({ args, options: { home: { type: 'string' }, port: { type: 'string' }, 'no-open': { type: 'boolean' }, 'no-sample': { type: 'boolean' } } })
  const home = homeFolder(values.home, process.env)
  const port = values.port === undefined ? 0 : Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    console.error(words.say('window.usage'))
    return 2
  }
  const host = await compose({
    home,
    resources: resourcesFolder(),
    version,
    shell: 'browser',
    language: words.language,
    keychain: null,
    reveal: async (path) => {
      await open(dirname(path))
    },
    sample: !values['no-sample'],
    log: consoleLog,
  })
  if (!host.ok) {
    console.error(words.failure(host))
    return 1
  }
  const served = await serveWindow({ host: host.value, bridge: serveBridge(host.value.handlers, consoleLog.error), files: windowFolder(), port })
  if (!served.ok) {
    await host.value.close()
    console.error(words.failure(served))
    return 1
  }
  console.log(words.say('window.address', { url: served.value.url }))
  console.log(words.say('window.home', { home }))
  if (!values['no-open']) await openInBrowser(served.value.url)
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  await served.value.close()
  await host.value.close()
  return 0
}
