// `npm run servers`: starts the real WordPress and Ghost the tests use, empty and set up, and prints what Settings › Destinations asks for. Ctrl+C stops and removes them.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import module from 'node:module'
import { join } from 'node:path'

import { findNode, NODE_MAJOR } from '../../src-main/launch/node24.mjs'

const root = join(import.meta.dirname, '../..')

/** The same with a Node that reads TypeScript. */
const again = async () => {
  const node = findNode(root)
  if (node === null) throw new Error(`Node ${String(NODE_MAJOR)} is needed: run npm install first`)
  // Ctrl+C reaches both; the other one says when it is over.
  process.on('SIGINT', () => undefined)
  const child = spawn(node, [import.meta.filename], { stdio: 'inherit' })
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  const [code] = await once(child, 'exit')
  process.exitCode = code ?? 1
}

/** Each server: what of it is missing here, and how it is started. `enter` is what the settings ask for; `look` is how a person signs in there. */
const servers = {
  WordPress: async () => {
    const { lackingForWordPress, startWordPress } = await import('./wordpress/start.ts')
    const lacking = lackingForWordPress()
    if (lacking.length > 0) return { lacking }
    const site = await startWordPress()
    await site.plugin(true)
    const { account, secret } = site.people.editor
    return { close: site.close, enter: { address: site.url, account, 'application password': secret }, look: `${site.url}/wp-admin/ as ${account}, ${account}-password` }
  },
  Ghost: async () => {
    const { ghostProgram } = await import('./ghost/install.mjs')
    if (ghostProgram() === null) return { lacking: ['node tests/servers/ghost/install.mjs installs it'] }
    const [{ startGhost }, { OWNER }] = [await import('./ghost/ghost.ts'), await import('./ghost/provision.ts')]
    const ghost = await startGhost()
    return { close: ghost.close, enter: { address: ghost.url, 'Admin API key': ghost.key }, look: `${ghost.url}/ghost/ as ${OWNER.email}, ${OWNER.password}` }
  },
}

const start = async () => {
  // The sources name each other without an ending.
  module.registerHooks({ resolve: (name, context, next) => next(/^\.\.?\//.test(name) && !/\.\w+$/.test(name) ? `${name}.ts` : name, context) })
  let told = () => undefined
  const stopped = new Promise((resolve) => (told = resolve))
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, told)
  const running = []
  try {
    for (const [name, open] of Object.entries(servers)) {
      const server = await open()
      if (server.lacking) {
        console.log(`\n${name}: skipped, not installed here (${server.lacking.join(', ')})`)
        continue
      }
      running.push(server)
      console.log([`\n${name}`, ...Object.entries(server.enter).map(([what, value]) => `  ${what.padEnd(22)}${value}`), `  ${'to look at it'.padEnd(22)}${server.look}`].join('\n'))
    }
    if (running.length === 0) return
    console.log('\nCtrl+C stops and removes them.')
    const alive = setInterval(() => undefined, 60_000)
    await stopped
    clearInterval(alive)
  } finally {
    await Promise.all(running.map(({ close }) => close()))
  }
}

await (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR ? start() : again())
