import { spawnSync } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import sharp from 'sharp'

import { writeDurable } from '../../src-main/durable/write'
import { photoRendition } from '../../src-main/photos/photos'
import { exportBatch } from '../../src-main/publication/batch'
import { batchSource } from '../../src-main/publication/batch-source'
import { drawFormat } from '../../src-main/publication/draw-formats'
import { FORMATS } from '../../src-main/publication/formats/formats'
import { packPiece, type PackOptions } from '../../src-main/publication/pack'
import { verifierPage } from '../../src-main/publication/verifier-page'
import { valueOf } from '../../src-shared/outcome'
import type { BatchReport } from '../../src-shared/publication/batch'
import { packagedRenditions } from '../../src-shared/publication/package/renditions'
import type { Photo } from '../../src-shared/story/story'
import { makeStory, openNewsroom } from '../main/desk/newsroom'
import { more } from '../support/every-block'
import { block, chineseStory } from '../support/sample-story'
import { buildSignedPiece, nodeCrypto, seal } from '../support/signed-piece'
import { inTurn, median, report, timed, type Row } from './measure'

const MB = 1_000_000

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

/** The same picture with comments of its own, until it has about `size` bytes. */
const another = (bytes: Buffer, index: number, size: number): Buffer => {
  const comment = Buffer.alloc(65_000, index)
  const count = Math.max(1, Math.ceil((size - bytes.length) / comment.length))
  return Buffer.concat([bytes.subarray(0, 2), ...Array.from({ length: count }, () => Buffer.concat([Buffer.from([0xff, 0xfe, (comment.length + 2) >> 8, (comment.length + 2) & 255]), comment])), bytes.subarray(2)])
}

const original = await photograph()
const folder = await mkdtemp(join(tmpdir(), 'stet-bench-'))

/** What packages are made with, whatever piece they are of. */
const making = { rendition: photoRendition, formats: FORMATS, verifier: await verifierPage(), scratch: folder, tool: 'stet bench' }

/** A signed piece of that many photos, each of about `size` bytes: none is held, each is made again when it is asked for. */
const pieceOf = async (count: number, size: number) => {
  const order = new Map<string, number>()
  const photos: Photo[] = []
  for (let index = 0; index < count; index += 1) {
    const bytes = another(original, index, size)
    const sha256 = nodeCrypto.sha256(bytes)
    order.set(sha256, index)
    photos.push({ sha256, mediaType: 'image/jpeg', width: 4000, height: 3000, bytes: bytes.length, name: `IMG_${String(index)}.jpg` })
  }
  const body = { type: 'doc', content: photos.flatMap((photo, index) => [block.paragraph(`p${String(index)}`, '江水拍岸，灯火渐起。'.repeat(20)), more.photo('晨雾里的渡口', '林小满 摄', { photo: photo.sha256, alt: '渡口' })]) }
  const built = await buildSignedPiece({ photos: [], base: () => ({ ...chineseStory([]), photos: Object.fromEntries(photos.map((photo) => [photo.sha256, photo])), body }) })
  const options: PackOptions = {
    ...making,
    photo: (sha256) => Promise.resolve(another(original, order.get(sha256) ?? -1, size)),
    sealWith: (type, payload) => seal(type, JSON.parse(Buffer.from(payload).toString()), built.deskSigner),
  }
  return { built, options }
}

const pack = async ({ built, options }: Awaited<ReturnType<typeof pieceOf>>, file: string): Promise<number> => {
  const { size, stream } = valueOf(await packPiece(built.piece, options))
  await writeDurable(file, stream)
  return size
}

// The most memory a process had, in KB, said as it ends. maxRSS begins with what the process that started it had; Linux's own high-water mark does not.
const TELL = String.raw`import { readFileSync } from 'node:fs'
const most = () => { try { return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) } catch { return process.resourceUsage().maxRSS } }
process.on('exit', () => process.stderr.write('\npeak ' + most() + '\n'))`

/** Runs the built command line and answers how much memory it had at most, in MB. */
const peak = (...args: string[]): { mb: number; ms: number } => {
  const tell = `data:text/javascript,${encodeURIComponent(TELL)}`
  const began = performance.now()
  const { stderr, status } = spawnSync(process.execPath, ['--import', tell, 'out/main/cli.js', ...args], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return { mb: (Number(/peak (\d+)/.exec(stderr)?.[1]) * 1024) / MB, ms: performance.now() - began }
}

const rows: Row[] = []

// First, while the process has had no use for much memory yet.
/** How many pieces a batch has, and of how many at its ends memory is compared. */
const [PIECES, ENDS] = [200, 20]
const newsroom = await openNewsroom(undefined, {
  makePackage: async (piece, photo, signal) => packPiece(piece, { ...making, photo, signal, sealWith: (type, payload) => seal(type, JSON.parse(Buffer.from(payload).toString()), newsroom.deskSigner) }),
})
const author = await newsroom.join('u-author', '沈牧', 'reporter')
const editor = await newsroom.join('u-editor', '许知行', 'editor')
const picture = await sharp(original).resize(1600).jpeg({ quality: 90 }).toBuffer()
const ids = Array.from({ length: PIECES }, (_, n) => `40000000-0000-4000-8000-${String(n).padStart(12, '0')}`)
for (const [n, id] of ids.entries()) {
  const bytes = another(picture, n, MB)
  const photo: Photo = { sha256: nodeCrypto.sha256(bytes), mediaType: 'image/jpeg', width: 1600, height: 1200, bytes: bytes.length, name: `IMG_${String(n)}.jpg` }
  await newsroom.clear(author, [editor], makeStory(id, [photo], { headline: `渡口新桥通车之${String(n)}` }), [{ photo, bytes }])
}
/** The most memory there was while each piece was exported, in bytes. */
const peaks: number[] = []
const sampling = setInterval(() => (peaks[peaks.length - 1] = Math.max(peaks.at(-1) ?? 0, process.memoryUsage().rss)), 10)
let batch: BatchReport | undefined
const idle = process.memoryUsage().rss / MB
const batching = await timed(async () => {
  batch = await exportBatch(ids, {
    into: join(folder, 'batch'), name: 'all', source: batchSource(() => editor.client), verify: { crypto: nodeCrypto }, isForAll: () => false, signal: new AbortController().signal,
    progress: () => peaks.push(process.memoryUsage().rss),
  })
})
clearInterval(sampling)
if (batch?.written.length !== PIECES) throw new Error(`${String(batch?.written.length)} of ${String(PIECES)} were exported.`)
const { written, folder: out } = batch
const again = await timed(async () => {
  for (const { name } of written) await writeDurable(join(folder, 'again.zip'), createReadStream(join(out ?? '', name)))
})
const exported = written.reduce((sum, { bytes }) => sum + bytes, 0) / MB
rows.push({ what: `export ${String(PIECES)} pieces of a photo as one batch, ${exported.toFixed(0)} MB`, ms: batching, baseline: 'writing the same files durably', baselineMs: again, ratio: batching / again, aim: null, note: `${(batching / PIECES).toFixed(0)} ms a piece: checked at a real desk, packed, sealed, written, verified, named` })
const [early, late] = [Math.max(...peaks.slice(0, ENDS)) / MB, Math.max(...peaks.slice(-ENDS)) / MB]
rows.push({ what: `memory in its last ${String(ENDS)} pieces, at most`, unit: 'MB', ms: late, baseline: `in its first ${String(ENDS)}`, baselineMs: early, ratio: late / early, aim: 1.2, note: `${(late - idle).toFixed(0)} MB over what there was before it began; desk and workstation in one process, not collected by hand` })
await newsroom.close()

const story = await pieceOf(20, 4 * MB)
const file = join(folder, 'story.zip')
const copy = join(folder, 'copy.bin')
await pack(story, file)
const packing = [await timed(() => pack(story, file)), await timed(() => pack(story, file)), await timed(() => pack(story, file))]
const words = { caption: '', credit: '', alt: '', headline: '', source: '' }
const bare = await timed(async () => {
  for (const { use, profile } of packagedRenditions(story.built.piece.story, 'stet.package/2')) valueOf(await photoRendition(await story.options.photo(use.sha256), words, profile))
})
const whole = await readFile(file)
const plain = median([await timed(() => writeDurable(copy, whole)), await timed(() => writeDurable(copy, whole)), await timed(() => writeDurable(copy, whole))])
const size = `${(whole.length / MB).toFixed(0)} MB`
rows.push({ what: `package a story of 20 photos, ${size}`, ms: median(packing), baseline: 'its 42 renditions alone', baselineMs: bare, ratio: median(packing) / bare, aim: 2, note: 'everything digested, every format drawn, sealed, written durably' })
rows.push({ what: 'the same', ms: median(packing), baseline: 'writing the same bytes durably', baselineMs: plain, ratio: median(packing) / plain, aim: null, note: 'the renditions are most of it: every photo is made again for pages and for print' })

const shown = valueOf(await photoRendition(original, words, 'web'))
const rendition = (): Promise<Uint8Array> => Promise.resolve(shown)
for (const format of FORMATS) {
  const { drawn } = await drawFormat(story.built.piece, format, rendition)
  const bytes = Buffer.concat(drawn.map((each) => each.bytes))
  const runs = await inTurn(5, () => drawFormat(story.built.piece, format, rendition), () => writeFile(copy, bytes))
  rows.push({ what: `of it, ${format.id}, ${(bytes.length / 1000).toFixed(0)} kB`, ms: median(runs.a), baseline: 'writing its bytes into a file', baselineMs: median(runs.b), ratio: median(runs.a) / median(runs.b), aim: null, note: `${((100 * median(runs.a)) / median(packing)).toFixed(1)} % of the whole` })
}

const large = join(folder, 'large.zip')
const before = process.memoryUsage().rss
let most = before
const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20)
const heavy = await pack(await pieceOf(28, 10 * MB), large)
clearInterval(watch)
rows.push({ what: `memory while a package of ${(heavy / MB).toFixed(0)} MB is packed, over what was there before`, unit: 'MB', ms: (most - before) / MB, baseline: 'the package itself', baselineMs: heavy / MB, ratio: (most - before) / heavy, aim: 0.6, note: 'one photo of 10 MB and its pixels at a time' })

const verifying = peak('verify', large)
const alone = peak('--version')
rows.push({ what: `memory of \`stet verify\` on it, at most`, unit: 'MB', ms: verifying.mb, baseline: 'the limit', baselineMs: 300, ratio: verifying.mb / 300, aim: 1, note: `a process of its own, by its high-water mark; \`stet --version\` alone ${alone.mb.toFixed(0)} MB` })
const copying = await timed(() => pipeline(createReadStream(large), createWriteStream(copy)))
rows.push({ what: 'time of `stet verify` on it', ms: verifying.ms, baseline: 'copying the file', baselineMs: copying, ratio: verifying.ms / copying, aim: null, note: 'every byte read once, SHA-256 and CRC-32' })
const rebuilding = peak('verify', large, '--rebuild')
rows.push({ what: 'memory of `stet verify --rebuild` on it', unit: 'MB', ms: rebuilding.mb, baseline: 'without', baselineMs: verifying.mb, ratio: rebuilding.mb / verifying.mb, aim: null, note: `${(rebuilding.ms / 1000).toFixed(1)} s; 28 photos of 12 megapixels, each rendered again for pages and for print` })

report(rows)
await rm(folder, { recursive: true })
