import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { serversAreRequired } from '../required'
import { ghostIsComing, ghostProgram } from './install.mjs'
import { provisionGhost, type GhostAccess } from './provision'

/** A throwaway Ghost on a free port of 127.0.0.1. */
export type RunningGhost = GhostAccess & {
  url: string
  /** The folder of its data: images/, data/ghost.db. */
  content: string
  close: () => Promise<void>
}

/** What of Ghost is not installed here; empty where all is. Waits for an installation that is under way (install.mjs), at most ten minutes. */
export const lackingForGhost = async (): Promise<string[]> => {
  const began = Date.now()
  // One that is required may have been started only just now.
  const grace = serversAreRequired ? 10_000 : 0
  while (ghostProgram() === null && Date.now() - began < 600_000 && (ghostIsComing() || Date.now() - began < grace)) await pause(500)
  return ghostProgram() === null ? ['node tests/servers/ghost/install.mjs'] : []
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

const configuration = (url: string, port: number, content: string) => ({
  url,
  server: { host: '127.0.0.1', port },
  database: { client: 'better-sqlite3', connection: { filename: join(content, 'data/ghost.db') }, useNullAsDefault: true },
  paths: { contentPath: `${content}/` },
  mail: { transport: 'stub', from: 'ghost@example.org' },
  logging: { level: 'warn', transports: ['stdout'] },
  // Nothing leaves this machine.
  privacy: { useUpdateCheck: false, useGravatar: false, useRpcPing: false },
  security: { staffDeviceVerification: false },
  spam: { user_login: { freeRetries: 1000 }, content_api_key: { freeRetries: 1000 } },
})

const ended = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

const stop = async (child: ChildProcess): Promise<void> => {
  if (ended(child)) return
  const over = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await over
  clearTimeout(timer)
}

const answers = async (url: string, child: ChildProcess, log: string): Promise<void> => {
  for (let tries = 0; tries < 600; tries += 1) {
    if (ended(child)) break
    const response = await fetch(`${url}/ghost/api/admin/site/`).catch(() => null)
    if (response?.ok) return
    await pause(200)
  }
  throw new Error(`Ghost did not start: ${(await readFile(log, 'utf8')).slice(-2000)}`)
}

/** Starts an empty Ghost in a folder of its own and sets it up: an owner, and an integration with its key. Throws where none is installed (lackingForGhost). */
export const startGhost = async (): Promise<RunningGhost> => {
  const program = ghostProgram()
  if (!program) throw new Error('Ghost is not installed: run node tests/servers/ghost/install.mjs')
  const folder = await mkdtemp(join(tmpdir(), 'stet-ghost-'))
  const content = join(folder, 'content')
  for (const name of ['data', 'images', 'logs', 'settings', 'adapters', 'media', 'files', 'public']) await mkdir(join(content, name), { recursive: true })
  await cp(join(program.app, 'content/themes'), join(content, 'themes'), { recursive: true, dereference: true })
  const port = await freePort()
  const url = `http://127.0.0.1:${String(port)}`
  // Ghost reads its configuration from the folder it is started in.
  await writeFile(join(folder, 'config.production.json'), JSON.stringify(configuration(url, port, content)))
  await symlink(join(program.app, 'package.json'), join(folder, 'package.json'))
  const log = join(folder, 'log')
  const child = spawn(program.node, [join(program.app, 'index.js')], { cwd: folder, env: { PATH: process.env['PATH'], HOME: folder, NODE_ENV: 'production', TZ: 'UTC' }, stdio: ['ignore', 'pipe', 'pipe'] })
  const lines = createWriteStream(log)
  child.stdout.pipe(lines, { end: false })
  child.stderr.pipe(lines, { end: false })
  const close = async (): Promise<void> => {
    await stop(child)
    lines.end()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await answers(url, child, log)
    return { ...(await provisionGhost(url)), url, content, close }
  } catch (error) {
    await close()
    throw error
  }
}
