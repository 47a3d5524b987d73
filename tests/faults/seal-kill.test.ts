import { createHash } from 'node:crypto'
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Photo, Story } from '../../src-shared/story/story'
import { aStory } from '../main/library/builders'
import { converted, filesUnder, folderIn, makeCheap, openKeeper, PASSPHRASE, plainFiles, value, waitingItem } from '../main/vault/bench'

const ROUNDS = 8
const STORIES = 25

let root = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'stet-seal-kill-'))
  await build({
    configFile: false,
    logLevel: 'silent',
    build: { ssr: join(import.meta.dirname, 'seal-converter.ts'), outDir: join(root, 'bin'), target: 'node24', rollupOptions: { output: { entryFileNames: 'converter.mjs' } } },
    ssr: { noExternal: true },
  })
})
afterAll(() => rm(root, { recursive: true, force: true }))

/** Starts the converter and kills it so many milliseconds after it said `word`; answers everything it said. */
const killed = (home: string, act: 'seal' | 'unseal', word: string, after: number): Promise<string[]> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'bin', 'converter.mjs'), home, act, PASSPHRASE], { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    let timer: NodeJS.Timeout | undefined
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes(word)) timer ??= setTimeout(() => child.kill('SIGKILL'), after)
    })
    child.on('error', reject)
    child.on('close', (_, signal) => {
      clearTimeout(timer)
      if (signal === 'SIGKILL') resolve(said.trim().split('\n'))
      else reject(new Error(`the converter ended by itself: ${said}`))
    })
  })

const photoOf = (index: number): { photo: Photo; bytes: Buffer } => {
  const bytes = Buffer.alloc(20_000 + index * 3000, `图片 ${String(index)} `)
  return { photo: { sha256: createHash('sha256').update(bytes).digest('hex'), mediaType: 'image/jpeg', width: 3, height: 2, bytes: bytes.length, name: `${String(index)}.jpg` }, bytes }
}

test(`kill -9 while sealing and unsealing, ${String(ROUNDS)} times: it goes on where it was, and every word and picture is there`, async () => {
  const home = join(root, 'home')
  const stories: Story[] = Array.from({ length: STORIES }, (_, index) => aStory({ headline: `第${String(index)}篇` }, `三百名职工同场竞技。${String(index)}`.repeat(40 + index)))
  const first = await openKeeper(home)
  const { library, outbox } = value(first.keeper.profile())
  for (const [index, story] of stories.entries()) {
    value(await library.create(story))
    value(await library.save({ ...story, deck: '第二次' }, 1))
    value(await library.addPhoto(story.id, photoOf(index).photo, photoOf(index).bytes))
  }
  const { item, bytes } = waitingItem(stories[0]?.id ?? '', '待发', [])
  value(await outbox.add(item, bytes))
  await first.keeper.close()

  let halfWay = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const act = round % 2 === 0 ? 'seal' : 'unseal'
    // Mostly between two files; now and then while the seal itself is being made.
    const [word, after] = round % 4 === 3 || round === 4 ? (['asked', Math.random() * 900] as const) : (['converting', Math.random() * 150] as const)
    const said = await killed(home, act, word, after)
    expect(said.filter((line) => !['asked', 'converting', 'done'].includes(line))).toEqual([])
    const sealedNow = (await filesUnder(folderIn(home))).filter(({ path, bytes: content }) => /story\.json$/.test(path) && content.subarray(0, 8).toString() === 'STETSEAL').length
    if (sealedNow > 0 && sealedNow < STORIES) halfWay += 1

    await makeCheap(home)
    const { keeper } = await openKeeper(home)
    if (keeper.library() === 'locked') value(await keeper.unlock(PASSPHRASE))
    await converted(keeper)
    expect(keeper.sealed()?.fault ?? null).toBeNull()
    const opened = value(keeper.profile())
    expect(opened.library.list().map(({ headline, damaged }) => [headline, damaged]).sort()).toEqual(stories.map(({ headline }) => [headline, false]).sort())
    for (const [index, story] of stories.entries()) {
      expect(value(await opened.library.open(story.id))).toMatchObject({ generation: 2, recoveredFrom: null, story: { ...story, deck: '第二次' } })
      expect(Buffer.from(value(await opened.library.readPhoto(story.id, photoOf(index).photo.sha256)).bytes).equals(photoOf(index).bytes)).toBe(true)
    }
    expect(opened.outbox.list().map(({ headline, code }) => [headline, code === 'outbox-damaged'])).toEqual([['待发', false]])
    // What was begun is finished: all sealed, or, asked for in time or not, all plain.
    const phase = keeper.sealed()?.phase
    if (act === 'seal' && phase === undefined) value(await keeper.seal('passphrase', PASSPHRASE))
    if (act === 'unseal' && phase === 'sealed') value(await keeper.unseal(PASSPHRASE))
    await converted(keeper)
    await keeper.close()
    const files = await filesUnder(folderIn(home))
    expect(files.filter(({ path }) => path.endsWith('.tmp'))).toEqual([])
    if (act === 'seal') expect(await plainFiles(home)).toEqual([])
    else expect(files.filter(({ path, bytes: content }) => path.startsWith('seal.json') || content.subarray(0, 8).toString() === 'STETSEAL').map(({ path }) => path)).toEqual([])
  }
  expect(halfWay).toBeGreaterThan(0)
}, 180_000)
