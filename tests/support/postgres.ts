import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { Client } from 'pg'

const run = promisify(execFile)
const ROOT = '/usr/lib/postgresql'

/** The folder of the newest installed PostgreSQL's programs, or null. */
export const postgresPrograms = (): string | null => {
  if (!existsSync(ROOT)) return null
  const versions = readdirSync(ROOT).filter((version) => existsSync(join(ROOT, version, 'bin', 'initdb'))).sort((a, b) => Number(b) - Number(a))
  return versions[0] === undefined ? null : join(ROOT, versions[0], 'bin')
}

/** A throwaway PostgreSQL cluster. `fresh` makes an empty database and answers its connection string. */
export type Postgres = { fresh: () => Promise<string>; stop: () => Promise<void> }

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** Starts a cluster in a temporary folder, on a free port of 127.0.0.1 only; `stop` ends it and removes the folder. */
export const startPostgres = async (programs: string): Promise<Postgres> => {
  const folder = await mkdtemp(join(tmpdir(), 'stet-postgres-'))
  const root = process.getuid?.() === 0
  // The server refuses to run as root.
  const as = (program: string, ...args: string[]) => (root ? run('runuser', ['-u', 'postgres', '--', join(programs, program), ...args], { cwd: folder }) : run(join(programs, program), args, { cwd: folder }))
  if (root) {
    const { stdout } = await run('id', ['-u', 'postgres'])
    await chown(folder, Number(stdout), -1)
  }
  const data = join(folder, 'data')
  await as('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C.UTF-8')
  const port = await freePort()
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off`
  await as('pg_ctl', '-D', data, '-l', join(folder, 'log'), '-w', '-s', '-o', settings, 'start')
  const address = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`
  let made = 0
  return {
    fresh: async () => {
      const name = `desk_${(made += 1)}`
      const client = new Client({ connectionString: address('postgres') })
      await client.connect()
      await client.query(`create database ${name}`)
      await client.end()
      return address(name)
    },
    stop: async () => {
      await as('pg_ctl', '-D', data, '-m', 'immediate', '-s', 'stop')
      await rm(folder, { recursive: true, force: true })
    },
  }
}
