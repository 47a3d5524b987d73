import { spawn } from 'node:child_process'
import { readdir, rm, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'

import type { BodyJson } from '../../../src-shared/story/story'
import { aStory, opened, paragraph, temporaryFolder, value } from './builders'

let root = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'stet-holders-'))
  await build({
    configFile: false,
    logLevel: 'silent',
    build: { ssr: join(import.meta.dirname, 'lock-holder.ts'), outDir: root, target: 'node24', rollupOptions: { output: { entryFileNames: 'holder.mjs' } } },
    ssr: { noExternal: true },
  })
})
afterAll(() => rm(root, { recursive: true, force: true }))

const textOf = (node: BodyJson): string => (node.text ?? '') + (node.content ?? []).map(textOf).join('')

/** Runs one process on the library for so long; `kill` ends it without a word. Answers every word it was answered for. */
const holder = (folder: string, name: string, ids: string[], ms: number, kill: boolean): Promise<string[]> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'holder.mjs'), folder, name, ids.join(',')], { stdio: ['pipe', 'pipe', 'pipe'] })
    let said = ''
    let trouble = ''
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (trouble += chunk.toString()))
    const timer = setTimeout(() => {
      if (kill) child.kill('SIGKILL')
      else child.stdin.end()
    }, ms)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      // The last line counts only if it was said to its end.
      if (code === 0 || signal === 'SIGKILL') resolve(said.split('\n').slice(0, -1))
      else reject(new Error(`${name} ended with ${String(code)}: ${trouble}`))
    })
  })

test('two processes taking one library from each other, one of them killed now and then: every answered word is there, whole', async () => {
  const folder = await temporaryFolder()
  const library = await opened(folder)
  const stories = [aStory({ headline: '甲' }), aStory({ headline: '乙' })].map((story) => ({ ...story, body: { type: 'doc', content: [paragraph('开头。')] } }))
  for (const story of stories) value(await library.create(story))
  await library.close()
  const ids = stories.map(({ id }) => id)

  const steady = holder(folder, 'A', ids, 7000, false)
  const killed = async (): Promise<string[]> => {
    const words: string[] = []
    for (let life = 0; life < 3; life += 1) words.push(...(await holder(folder, `B${life}`, ids, 1200 + Math.random() * 1200, true)))
    return words
  }
  const words = (await Promise.all([steady, killed()])).flat()
  expect(words.filter((word) => word.startsWith('<A')).length).toBeGreaterThan(10)
  expect(words.filter((word) => word.startsWith('<B')).length).toBeGreaterThan(10)

  const after = await opened(folder)
  for (const { id } of after.list()) value(await after.noticeVersions(id))
  let all = ''
  for (const { id, damaged } of after.list()) {
    expect(damaged).toBe(false)
    const draft = value(await after.open(id))
    expect(draft.recoveredFrom).toBeNull()
    all += textOf(draft.story.body)
  }
  expect(words.filter((word) => !all.includes(word))).toEqual([])
  for (const id of ids) expect((await readdir(join(folder, 'stories', id))).filter((name) => name.includes('damaged'))).toEqual([])
}, 60_000)
