import { join, resolve } from 'node:path'

import { ensureBuilt } from './build.mjs'
import { findElectron } from './electron.mjs'
import { charmap, readingNames } from './file-names.mjs'
import { ensureInstalled } from './install.mjs'
import { needNode } from './node24.mjs'
import { runToEnd } from './run.mjs'
import { chooseShell, shellLine } from './shell.mjs'
import { tell } from './words.mjs'

/** An Electron that ends with a fault this soon after starting never showed a window: no sandbox, no display server, missing libraries. */
const EARLY = 5000

/** `npm start`: installs and builds what is missing, then opens the window in Electron, or in the browser where Electron cannot. Answers the exit code. */
const start = async (root, args) => {
  if (!(await ensureInstalled(root))) return 1
  const node = needNode(root)
  if (!node || !(await ensureBuilt(root, node))) return 1
  const inBrowser = (rest) => runToEnd(node, [join(root, 'out/main/cli.js'), 'window', ...rest])
  const choice = chooseShell({ electron: findElectron(root), platform: process.platform, env: process.env, root: process.getuid?.() === 0, args })
  tell(...shellLine(choice.why))
  if (choice.shell === 'browser') return (await inBrowser(choice.args)).code
  const { ELECTRON_RUN_AS_NODE: _, ...env } = readingNames(process.env, process.platform === 'linux' ? charmap() : 'UTF-8')
  const began = performance.now()
  const { code, signal } = await runToEnd(findElectron(root).path, [root, ...choice.args], { env })
  if (code === 0 || signal === 'SIGINT' || signal === 'SIGTERM' || performance.now() - began > EARLY) return code
  tell(...shellLine('failed'))
  return (await inBrowser(choice.args)).code
}

process.exitCode = await start(resolve(import.meta.dirname, '../..'), process.argv.slice(2))
