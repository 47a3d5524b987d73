import { createHash, randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { plainVault } from '../../../src-main/durable/vault'
import { openHistory } from '../../../src-main/library/history/history'
import { openLibrary, type Library } from '../../../src-main/library/library'
import { valueOf } from '../../../src-shared/outcome'
import { drawPhoto } from '../../support/sample-photos'
import { aDraft } from '../library-draft'
import { killing, LONGEST } from './loop'
import { buildPrograms, type Programs } from './programs'

let programs: Programs
let root = ''
/** Libraries left open on purpose, as a session that was never closed. */
const left: Library[] = []
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'stet-kills-'))
  programs = await buildPrograms(['faults/library-saver.ts', 'faults/history-saver.ts', 'faults/kills/photo-importer.ts'])
})
afterAll(async () => {
  await programs.close()
  // Closed only now, so that none of them writes its index into a folder being removed.
  await Promise.all(left.map((library) => library.close()))
  await rm(root, { recursive: true, force: true })
})

const now = (): string => new Date().toISOString()
const reopen = async (folder: string): Promise<Library> => valueOf(await openLibrary({ folder, vault: plainVault, now }))
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

test('while typing is saved: every save that was answered is there, whole', async () => {
  const figures = await killing('typing and saving', async (number) => {
    // A library of its own now and then.
    const [folder, id] = [join(root, `saving-${String(Math.floor(number / 10))}`), `00000000-0000-4000-8000-${String(Math.floor(number / 10)).padStart(12, '0')}`]
    const { said } = await programs.kill('library-saver', [folder, id], Math.random() * 60)
    const last = Number(said.at(-1))
    const library = await reopen(folder)
    const { generation, story, recoveredFrom } = valueOf(await library.open(id))
    expect(recoveredFrom).toBeNull()
    // One more may have reached the disk without its answer reaching us.
    expect([last, last + 1]).toContain(generation)
    expect(story).toEqual(aDraft(id, generation))
    expect(library.list().map(({ headline, damaged }) => [headline, damaged])).toEqual([[story.headline, false]])
    expect((await readdir(join(folder, 'stories', id))).sort()).toEqual(['story.json', 'story.json.previous'])
    // Every other time the next session finds a clean library, else one that was never closed.
    if (number % 2 === 0) await library.close()
    else left.push(library)
    return { acknowledged: said.length, caught: generation === last + 1 }
  }, 3)
  expect(figures.acknowledged).toBeGreaterThan(figures.kills)
}, LONGEST + 60_000)

test('while versions are kept: none is torn, and no text that was replaced is lost', async () => {
  const figures = await killing('keeping versions', async (number) => {
    // A history of its own now and then, so that reading it again stays quick.
    const [folder, id] = [join(root, `versions-${String(Math.floor(number / 6))}`), `00000000-0000-4000-8000-${String(Math.floor(number / 6)).padStart(12, '0')}`]
    const { said } = await programs.kill('history-saver', [folder, id], Math.random() * 100)
    const last = Number(said.at(-1))
    const beside = await readdir(join(folder, 'stories', id))
    const history = openHistory({ stories: join(folder, 'stories'), vault: plainVault, now, by: '沈牧' })
    const library = valueOf(await openLibrary({ folder, vault: plainVault, now, history }))
    const { versions, damaged } = valueOf(await history.list(id))
    expect(damaged).toEqual([])
    for (const { id: version, generation } of versions) expect(valueOf(await history.read(id, version)).story).toEqual(aDraft(id, generation))
    const kept = new Set(versions.map(({ generation }) => generation))
    expect(Array.from({ length: last - 1 }, (_, index) => index + 1).filter((generation) => !kept.has(generation))).toEqual([])
    expect((await readdir(join(folder, 'stories', id))).sort()).toEqual(['history', 'story.json', 'story.json.previous'])
    expect((await readdir(join(folder, 'stories', id, 'history'))).filter((name) => !/^(?:\d{6}-[0-9a-f]{8}\.version|list\.json)$/.test(name))).toEqual([])
    await library.close()
    await history.close()
    return { acknowledged: said.length, caught: beside.some((name) => name.includes('.before-')) }
  })
  // Else the kills never came between a save's answer and its version, and the test says nothing about that.
  expect(figures.caught).toBeGreaterThan(0)
}, LONGEST + 60_000)

test('while photos are brought in: every one that was answered is there, byte for byte, and none is half there', async () => {
  const files: string[] = []
  const originals = new Map<string, Buffer>()
  await mkdir(join(root, 'camera'))
  for (let number = 0; number < 8; number += 1) {
    const { bytes } = await drawPhoto({ width: 700 + number * 40, height: 480, hue: number * 40, name: `${String(number)}.jpg` })
    files.push(join(root, 'camera', `${String(number)}.jpg`))
    await writeFile(files.at(-1)!, bytes)
    originals.set(sha256(bytes), Buffer.from(bytes))
  }
  await killing('importing photos', async (number) => {
    const [folder, id] = [join(root, `photos-${String(number)}`), randomUUID()]
    const { said } = await programs.kill('photo-importer', [folder, id, ...files], Math.random() * 250)
    const answered = said.slice(1)
    const left = await readdir(join(folder, 'stories', id, 'photos')).catch(() => [])
    const library = await reopen(folder)
    for (const digest of answered) expect(Buffer.from(valueOf(await library.readPhoto(id, digest)).bytes).equals(originals.get(digest)!)).toBe(true)
    const shown = (await readdir(join(folder, 'stories', id, 'photos')).catch(() => [])).filter((name) => /^[0-9a-f]{64}\.[a-z]+$/.test(name))
    for (const name of shown) expect(sha256(await readFile(join(folder, 'stories', id, 'photos', name)))).toBe(name.slice(0, 64))
    // Brought in again, what had come is no trouble and the rest comes.
    for (const [digest, bytes] of originals) {
      const photo = { sha256: digest, mediaType: 'image/jpeg' as const, width: 700, height: 480, bytes: bytes.length, name: 'x.jpg' }
      valueOf(await library.addPhoto(id, photo, bytes))
      expect(valueOf(await library.readPhoto(id, digest)).bytes).toHaveLength(bytes.length)
    }
    await library.close()
    expect((await readdir(join(folder, 'stories', id, 'photos'))).filter((name) => !/^[0-9a-f]{64}\.[a-z]+$/.test(name)), 'nothing half-written is left').toEqual([])
    await rm(folder, { recursive: true })
    return { acknowledged: answered.length, caught: left.length > answered.length }
  })
}, LONGEST + 60_000)

