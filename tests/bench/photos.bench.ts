import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import sharp from 'sharp'

import { plainVault } from '../../src-main/durable/vault'
import { openLibrary } from '../../src-main/library/library'
import { readPhoto, renditionOf } from '../../src-main/photos/photos'
import { valueOf } from '../../src-shared/outcome'
import { longStory } from './copy'
import { median, quantile, report, timed } from './measure'

const PHOTOS = 100

/** Uneven like a photograph: 4000 x 3000, about 4 MB. */
const photograph = async (): Promise<Buffer> => {
  const small = Buffer.alloc(1000 * 750 * 3)
  let state = 7
  for (let index = 0; index < small.length; index += 1) {
    state = (state * 1103515245 + 12345) & 0x7fffffff
    small[index] = 96 + ((state >> 16) & 63)
  }
  return sharp(small, { raw: { width: 1000, height: 750, channels: 3 } }).resize(4000, 3000, { kernel: 'cubic' }).jpeg({ quality: 92 }).toBuffer()
}

/** The same picture with a comment of its own, so that its digest differs. */
const another = (bytes: Buffer, index: number): Buffer => {
  const comment = Buffer.from(String(index).padStart(8, '0'))
  return Buffer.concat([bytes.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, comment.length + 2]), comment, bytes.subarray(2)])
}

const folder = await mkdtemp(join(tmpdir(), 'stet-bench-'))
const library = valueOf(await openLibrary({ folder, vault: plainVault, now: () => new Date().toISOString() }))
const story = longStory(3000)
let { generation } = valueOf(await library.create(story))
const original = await photograph()
const photos = Array.from({ length: PHOTOS }, (_, index) => another(original, index))

const save = async (edit: number): Promise<number> =>
  timed(async () => {
    generation = valueOf(await library.save({ ...story, slugline: `长稿${String(edit)}` }, generation)).generation
  })

const calm: number[] = []
for (let edit = 0; edit < 40; edit += 1) calm.push(await save(edit))

// Photos come in one after another, as the window sends them, while a draft is saved four times a second and the screen asks for pictures.
// How late the host would answer anything else: a timer due every 2 ms, and how much later it came.
const late: number[] = []
let due = performance.now()
const clock = setInterval(() => {
  const now = performance.now()
  late.push(Math.max(0, now - due - 2))
  due = now
}, 2)
const [adding, bare, saving, looking] = [[] as number[], [] as number[], [] as number[], [] as number[]]
const work = { on: true }
const typing = (async () => {
  for (let edit = 0; work.on; edit += 1) {
    saving.push(await save(edit))
    await wait(250)
  }
})()
late.length = 0
for (const [index, bytes] of photos.entries()) {
  adding.push(await timed(async () => {
    const read = valueOf(await readPhoto(`IMG_${String(index)}.jpg`, bytes))
    valueOf(await library.addPhoto(story.id, read.photo, bytes))
  }))
  if (index % 10 === 0) looking.push(await timed(async () => valueOf(await renditionOf(bytes, { width: 1600 }))))
}
clearInterval(clock)
work.on = false
await typing
for (const bytes of photos.slice(0, 30)) bare.push(await timed(() => sharp(bytes).raw().toBuffer()))

report([
  { what: `add a photo of 12 megapixels, ${(original.length / 1e6).toFixed(1)} MB, ${String(PHOTOS)} in a row with saves going on`, ms: median(adding), baseline: 'sharp decodes it once', baselineMs: median(bare), ratio: median(adding) / median(bare), aim: 2, note: `checked, hashed, read, written durably; p95 ${quantile(adding, 0.95).toFixed(0)} ms; event loop late by ${quantile(late, 0.99).toFixed(1)} ms at p99, ${Math.max(...late).toFixed(0)} ms at most` },
  { what: 'durable save of a 10 KB story while photos are added', ms: quantile(saving, 0.95), baseline: 'the same with nothing else going on, p95', baselineMs: quantile(calm, 0.95), ratio: quantile(saving, 0.95) / quantile(calm, 0.95), aim: null, note: `p95 of ${String(saving.length)} saves; median ${median(saving).toFixed(1)} ms against ${median(calm).toFixed(1)} ms; a picture for the screen meanwhile ${median(looking).toFixed(0)} ms` },
])
await library.close()
await rm(folder, { recursive: true })
