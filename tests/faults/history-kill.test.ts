import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { plainVault } from '../../src-main/durable/vault'
import { openHistory } from '../../src-main/library/history/history'
import { openLibrary } from '../../src-main/library/library'
import { aDraft } from './library-draft'

const STORIES = 2
const ROUNDS = 6

let root = ''
const running = new Set<ChildProcess>()
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'stet-history-kill-'))
  await build({
    configFile: false,
    logLevel: 'silent',
    build: { ssr: join(import.meta.dirname, 'history-saver.ts'), outDir: join(root, 'bin'), target: 'node24', rollupOptions: { output: { entryFileNames: 'saver.mjs' } } },
    ssr: { noExternal: true },
  })
})
afterAll(async () => {
  await Promise.all([...running].map((child) => {
    child.kill('SIGKILL')
    return new Promise((resolve) => child.once('close', resolve))
  }))
  await rm(root, { recursive: true, force: true })
})

/** Runs the saver, kills it some moment after it first says a generation, and answers the last one it said. */
const killed = (folder: string, id: string, after: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'bin', 'saver.mjs'), folder, id], { stdio: ['ignore', 'pipe', 'pipe'] })
    running.add(child)
    let [said, trouble] = ['', '']
    let timer: NodeJS.Timeout | undefined
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      timer ??= setTimeout(() => child.kill('SIGKILL'), after)
    })
    child.stderr.on('data', (chunk: Buffer) => (trouble += chunk.toString()))
    child.on('error', reject)
    child.on('close', (_, signal) => {
      clearTimeout(timer)
      running.delete(child)
      const last = Number(said.split('\n').at(-2))
      if (signal === 'SIGKILL' && last > 0) resolve(last)
      else reject(new Error(`the saver ended by itself: ${trouble}`))
    })
  })

test(`kill -9 while versions are kept, ${STORIES * ROUNDS} times: none is torn, and none of the texts that were replaced is lost`, async () => {
  let caught = 0
  for (let n = 0; n < STORIES; n += 1) {
    const folder = join(root, `library-${n}`)
    const id = randomUUID()
    for (let round = 0; round < ROUNDS; round += 1) {
      const last = await killed(folder, id, Math.random() * 120)
      const beside = await readdir(join(folder, 'stories', id))
      caught += beside.some((name) => name.includes('.before-')) ? 1 : 0
      const now = (): string => new Date().toISOString()
      const history = openHistory({ stories: join(folder, 'stories'), vault: plainVault, now, by: '沈牧' })
      const library = await openLibrary({ folder, vault: plainVault, now, history })
      if (!library.ok) throw new Error(library.code)
      const listed = await history.list(id)
      if (!listed.ok) throw new Error(listed.code)
      expect(listed.value.damaged).toEqual([])
      for (const { id: version, generation } of listed.value.versions) {
        const read = await history.read(id, version)
        if (!read.ok) throw new Error(`${version}: ${read.code}`)
        expect(read.value.story).toEqual(aDraft(id, generation))
      }
      // Every save took all of the text away, so each replaced text is a version.
      const generations = new Set(listed.value.versions.map(({ generation }) => generation))
      expect(Array.from({ length: last - 1 }, (_, index) => index + 1).filter((generation) => !generations.has(generation))).toEqual([])
      expect((await readdir(join(folder, 'stories', id))).sort()).toEqual(['history', 'story.json', 'story.json.previous'])
      expect((await readdir(join(folder, 'stories', id, 'history'))).filter((name) => !/^(?:\d{6}-[0-9a-f]{8}\.version|list\.json)$/.test(name))).toEqual([])
      await library.value.close()
      await history.close()
    }
  }
  // Else the kills never came between a save's answer and its version, and the test says nothing about that.
  expect(caught).toBeGreaterThan(0)
}, 120_000)
