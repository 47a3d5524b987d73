import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { plainVault } from '../../src-main/durable/vault'
import { openLibrary, type Library } from '../../src-main/library/library'
import { aDraft } from './library-draft'

const LIBRARIES = 4
const ROUNDS = 10

let root = ''
let saver = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'stet-kill-'))
  await build({
    configFile: false,
    logLevel: 'silent',
    build: { ssr: join(import.meta.dirname, 'library-saver.ts'), outDir: join(root, 'bin'), target: 'node24', rollupOptions: { output: { entryFileNames: 'saver.mjs' } } },
    ssr: { noExternal: true },
  })
  saver = join(root, 'bin', 'saver.mjs')
})
/** Savers still running: none, unless a round failed while another went on. */
const running = new Set<ChildProcess>()
/** Libraries left open on purpose, as a session that was never closed. */
const left: Library[] = []
afterAll(async () => {
  await Promise.all([...running].map((child) => {
    child.kill('SIGKILL')
    return new Promise((resolve) => child.once('close', resolve))
  }))
  // Closed only now, so that none of them writes its index into a folder being removed.
  await Promise.all(left.map((library) => library.close()))
  await rm(root, { recursive: true, force: true })
})

const reopen = async (folder: string): Promise<Library> => {
  const opened = await openLibrary({ folder, vault: plainVault, now: () => new Date().toISOString() })
  if (!opened.ok) throw new Error(opened.code)
  return opened.value
}

/** Runs the saver, kills it some moment after it first says a generation, and answers the last one it said. */
const killed = (folder: string, id: string, after: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [saver, folder, id], { stdio: ['ignore', 'pipe', 'pipe'] })
    running.add(child)
    let said = ''
    let trouble = ''
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
      // The last line counts only if it was said to its end.
      const last = Number(said.split('\n').at(-2))
      if (signal === 'SIGKILL' && last > 0) resolve(last)
      else reject(new Error(`the saver ended by itself: ${trouble}`))
    })
  })

test(`kill -9 while saving, ${LIBRARIES * ROUNDS} times: every save that was answered is there, whole`, async () => {
  let acknowledged = 0
  const library = async (name: string): Promise<void> => {
    const folder = join(root, name)
    const id = randomUUID()
    for (let round = 0; round < ROUNDS; round += 1) {
      const last = await killed(folder, id, Math.random() * 60)
      acknowledged += 1
      const opened = await reopen(folder)
      const draft = await opened.open(id)
      if (!draft.ok) throw new Error(`round ${round}: ${draft.code}`)
      expect(draft.value.recoveredFrom).toBeNull()
      // One more may have reached the disk without its answer reaching us.
      expect([last, last + 1]).toContain(draft.value.generation)
      expect(draft.value.story).toEqual(aDraft(id, draft.value.generation))
      expect(opened.list().map(({ headline, damaged }) => ({ headline, damaged }))).toEqual([{ headline: `第${draft.value.generation}次保存`, damaged: false }])
      expect((await readdir(join(folder, 'stories', id))).sort()).toEqual(['story.json', 'story.json.previous'])
      // Every other time the next session finds a clean library, else one that was never closed.
      if (round % 2 === 0) await opened.close()
      else left.push(opened)
    }
  }
  await Promise.all([0, 1].map(async (lane) => {
    for (let n = lane; n < LIBRARIES; n += 2) await library(`library-${n}`)
  }))
  expect(acknowledged).toBe(LIBRARIES * ROUNDS)
}, 120_000)
