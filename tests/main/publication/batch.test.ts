import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { exportBatch, type BatchOptions, type BatchSource } from '../../../src-main/publication/batch'
import { batchFolderName, isBatchFolder } from '../../../src-main/publication/batch-folder'
import { batchSource } from '../../../src-main/publication/batch-source'
import { FORMATS } from '../../../src-main/publication/formats/formats'
import { packPiece } from '../../../src-main/publication/pack'
import { sweepUnfinished } from '../../../src-main/publication/sweep'
import { failed } from '../../../src-shared/outcome'
import type { BatchProgress } from '../../../src-shared/publication/batch'
import { makeStory, openNewsroom, seal, smallPhoto, type Member, type Newsroom } from '../desk/newsroom'
import { faults, rendition, verify } from './package-tools'

/** As many as the time of a test allows; two hundred are exported in the bench. */
const COUNT = 40
const idOf = (n: number): string => `40000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const IDS = Array.from({ length: COUNT }, (_, n) => idOf(n))

let newsroom: Newsroom
let editor: Member
let into: string
beforeAll(async () => {
  newsroom = await openNewsroom(undefined, {
    makePackage: (piece, photo, signal) =>
      packPiece(piece, { photo, signal, rendition, sealWith: (type, payload) => seal(type, JSON.parse(Buffer.from(payload).toString()), newsroom.deskSigner), formats: FORMATS, verifier: Buffer.from('<!doctype html><title>verify</title>'), scratch: tmpdir(), tool: 'stet test' }),
  })
  const author = await newsroom.join('u-author', '沈牧', 'reporter')
  editor = await newsroom.join('u-editor', '许知行', 'editor')
  const photo = await smallPhoto()
  // Two of one headline in every ten, as a column has it.
  for (const [n, id] of IDS.entries()) await newsroom.clear(author, [editor], makeStory(id, [photo.photo], { headline: n % 10 < 2 ? '江城早报' : `渡口新桥通车之${String(n)}` }), [photo])
}, 120_000)
afterAll(() => newsroom.close())
beforeEach(async () => {
  into = await mkdtemp(join(tmpdir(), 'stet-batch-'))
  return () => rm(into, { recursive: true, force: true })
})

const NAME = batchFolderName(new Date(2026, 10, 28, 15, 4), 'zh-CN')
const options = (more: Partial<BatchOptions> = {}): BatchOptions => ({
  into, name: NAME, source: batchSource(() => editor.client), verify: { crypto: newsroom.options.crypto }, isForAll: (code) => code === 'desk-unreachable', progress: () => undefined, signal: new AbortController().signal, ...more,
})
const wholeIn = async (folder: string): Promise<string[]> => {
  const names = await readdir(folder)
  for (const name of names) expect(faults(await verify(join(folder, name))), name).toEqual([])
  return names.sort()
}

test('every piece becomes one verified package in a new folder, and progress only ever grows', { timeout: 60_000 }, async () => {
  const seen: BatchProgress[] = []
  const report = await exportBatch(IDS, options({ progress: (progress) => seen.push(progress) }))
  expect(report).toMatchObject({ folder: join(into, '发稿包 2026-11-28 1504'), refused: [], left: [], ended: null })
  expect(report.written.map(({ id }) => id)).toEqual(IDS)
  expect(await wholeIn(report.folder!)).toEqual(report.written.map(({ name }) => name).sort())
  for (const { name, bytes } of report.written) expect((await stat(join(report.folder!, name))).size).toBe(bytes)
  expect(seen.filter(({ headline }) => headline !== '').map(({ done }) => done)).toEqual(IDS.map((_, n) => n))
  expect(seen.every(({ total }) => total === COUNT)).toBe(true)
  expect(new Set(report.written.map(({ name }) => name)).size, 'pieces of one headline are told apart').toBe(COUNT)
})

test('stopped within a piece, what was finished stays and nothing half-written does', { timeout: 60_000 }, async () => {
  const stop = new AbortController()
  const at = 3
  const source = batchSource(() => editor.client)
  /** Stops when the piece's package has begun to come. */
  const stopping: BatchSource = {
    ...source,
    stream: async (id, signal) => {
      const made = await source.stream(id, signal)
      if (!made.ok || id !== IDS[at]) return made
      let parts = 0
      return { ...made, value: made.value.pipeThrough(new TransformStream<Uint8Array, Uint8Array>({ transform: (part, out) => { out.enqueue(part); if ((parts += 1) === 5) stop.abort() } })) }
    },
  }
  const report = await exportBatch(IDS, options({ source: stopping, signal: stop.signal }))
  expect(report).toMatchObject({ ended: { code: 'cancelled' }, refused: [], left: IDS.slice(at) })
  expect(report.written).toHaveLength(at)
  expect(await wholeIn(report.folder!)).toEqual(report.written.map(({ name }) => name).sort())
})

test('stopped before anything was written, no empty folder is left', async () => {
  const stop = new AbortController()
  stop.abort()
  expect(await exportBatch(IDS, options({ signal: stop.signal }))).toMatchObject({ folder: null, written: [], left: IDS, ended: { code: 'cancelled' } })
  expect(await readdir(into)).toEqual([])
})

test('a piece that cannot be exported is named with its reason, and the rest go on', async () => {
  const [first, second] = IDS
  const nobodys = idOf(999)
  const source = batchSource(() => editor.client)
  const torn: BatchSource = {
    ...source,
    stream: async (id, signal) => {
      const made = await source.stream(id, signal)
      // One byte is another when it arrives.
      return made.ok && id === second ? { ...made, value: made.value.pipeThrough(new TransformStream<Uint8Array, Uint8Array>({ transform: (part, out) => { const changed = Uint8Array.from(part); if (changed.length > 2000) changed[1000]! ^= 1; out.enqueue(changed) } })) } : made
    },
  }
  const report = await exportBatch([nobodys, second!, first!], options({ source: torn }))
  expect(report.refused).toMatchObject([{ id: nobodys, headline: '', failure: { code: 'piece-unknown' } }, { id: second, headline: '江城早报', failure: { ok: false } }])
  expect(report.written.map(({ id }) => id)).toEqual([first])
  expect(await wholeIn(report.folder!)).toHaveLength(1)
})

test('what would meet every further piece ends the batch, and says which are left', async () => {
  const source = batchSource(() => editor.client)
  const away: BatchSource = { ...source, about: (id, signal) => (id === IDS[1] ? Promise.resolve(failed('desk-unreachable', 'away')) : source.about(id, signal)) }
  expect(await exportBatch(IDS.slice(0, 4), options({ source: away }))).toMatchObject({ written: [{ id: IDS[0] }], refused: [], left: IDS.slice(1, 4), ended: { code: 'desk-unreachable' } })
})

test('a second batch in the same minute has a folder of its own, and nothing is written over', async () => {
  await mkdir(join(into, NAME))
  await writeFile(join(into, NAME, 'mine.txt'), 'mine')
  const { folder } = await exportBatch(IDS.slice(0, 1), options())
  expect(folder).toBe(join(into, `${NAME} 2`))
  expect(isBatchFolder(`${NAME} 2`)).toBe(true)
  expect(await readdir(join(into, NAME))).toEqual(['mine.txt'])
})

test('what a killed process left half-written is swept, and nothing else', async () => {
  const torn = `.${idOf(1)}.zip.tmp`
  const [old, fresh] = [new Date(Date.now() - 3_600_000), new Date()]
  await mkdir(join(into, NAME))
  const files: [string, Date][] = [[torn, old], [`${torn}.${idOf(2)}.tmp`, old], [`.${idOf(3)}.zip.tmp`, fresh], ['notes.tmp', old], ['a.zip', old], [join(NAME, torn), old], [join(NAME, 'b.zip'), old]]
  for (const [name, at] of files) {
    await writeFile(join(into, name), '')
    await utimes(join(into, name), at, at)
  }
  await sweepUnfinished(into, Date.now() - 600_000)
  expect((await readdir(into)).sort()).toEqual([`.${idOf(3)}.zip.tmp`, 'a.zip', 'notes.tmp', NAME].sort())
  expect(await readdir(join(into, NAME))).toEqual(['b.zip'])
})
