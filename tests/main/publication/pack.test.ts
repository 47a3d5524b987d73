import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { beforeAll, describe, expect, test } from 'vitest'
import yauzl from 'yauzl'

import { writeDurable } from '../../../src-main/durable/write'
import { photoRendition } from '../../../src-main/photos/photos'
import { packPiece } from '../../../src-main/publication/pack'
import { articlePage } from '../../../src-shared/publication/article-html'
import { articleText } from '../../../src-shared/publication/article-text'
import { manifestSchema } from '../../../src-shared/publication/manifest'
import { photoUses } from '../../../src-shared/publication/photo-uses'
import { viewOf } from '../../../src-shared/publication/view'
import { failed } from '../../../src-shared/outcome'
import { textOf } from '../../../src-shared/story/count'
import { canonicalBytes } from '../../../src-shared/story/canonical'
import { buildSignedPiece, reviewOnlyPolicy, type BuiltPiece } from '../../support/signed-piece'
import { faults, filesIn, packed, packBytes, packOptions, smallPhotos, verify, writeZip, type Files } from './package-tools'

let built: BuiltPiece
let bytes: Buffer
let files: Files
beforeAll(async () => {
  ;({ built, bytes } = await packed())
  files = await filesIn(bytes)
})

test('holds every file the piece has, in order of path, and verifies', async () => {
  const keys = [built.desk.key, ...built.piece.keys.map(({ id }) => id)]
  const photos = Object.values(built.story.photos)
  const first = photoUses(built.story)[0]?.sha256 ?? ''
  expect([...files.keys()].sort()).toEqual(
    [
      'article.docx', 'article.epub', 'article.icml', 'article.iptc.txt', 'article.md', 'article.newsml.xml', 'article.ninjs.json', 'article.nitf.xml', 'article.wechat.html', 'article.wechat.json',
      'feed/atom.xml', 'feed/feed.json', 'feed/rss.xml', 'review-sheet.html',
      'article.html', 'article.txt', 'verify.html', 'manifest.json', 'manifest.dsse.json', 'policy.json', 'story.json', 'keys/keys.json',
      ...keys.map((id) => `keys/${id}.pem`),
      ...keys.slice(1).map((id) => `keys/${id}.dsse.json`),
      ...photos.map(({ sha256, mediaType }) => `photos/original/${sha256}.${mediaType === 'image/png' ? 'png' : 'jpg'}`),
      ...photos.flatMap(({ sha256 }) => [`photos/web/${sha256}.jpg`, `photos/print/${sha256}.jpg`]),
      `photos/social/${first}.jpg`, `photos/cover/${first}.jpg`,
      ...photos.map((_, index) => `newsml/photo-0${String(index + 1)}.xml`),
      'sign-off/01-submit.dsse.json', 'sign-off/02-pass.dsse.json', 'sign-off/03-pass.dsse.json', 'sign-off/04-sign-off.dsse.json',
    ].sort(),
  )
  expect([...files.keys()]).toEqual([...files.keys()].sort())
  expect(faults(await verify(bytes))).toEqual([])
})

test('its story and photos are the signed bytes, its pages what the renderers give, its manifest what is there', () => {
  expect(files.get('story.json')!.equals(built.piece.storyBytes)).toBe(true)
  for (const [sha256, original] of built.photos) expect([...files].some(([path, file]) => path.startsWith(`photos/original/${sha256}.`) && file.equals(original))).toBe(true)
  const view = viewOf(built.piece)
  expect(files.get('article.txt')!.toString()).toBe(articleText(view))
  const page = articlePage(view, (sha256) => ({ src: `photos/web/${sha256}.jpg`, width: built.story.photos[sha256]!.width, height: built.story.photos[sha256]!.height }), { drawing: 2, photos: 'beside', card: `photos/social/${photoUses(built.story)[0]?.sha256 ?? ''}.jpg` })
  expect(files.get('article.html')!.toString()).toBe(page)
  for (const [, source] of page.matchAll(/<img src="([^"]+)"/g)) expect(files.has(source!)).toBe(true)
  const manifest = manifestSchema.parse(JSON.parse(files.get('manifest.json')!.toString()))
  expect(manifest).toMatchObject({ story: built.story.id, headline: built.story.headline, revision: { number: 1, sha256: built.piece.sha256 }, tool: 'stet test', signedAt: built.piece.signOff.statement.at })
  expect(manifest.files.map(({ path }) => path)).toEqual([...files.keys()].filter((path) => !path.startsWith('manifest.')))
  for (const { path, bytes: size, sha256 } of manifest.files) expect([size, sha256]).toEqual([files.get(path)!.length, createHash('sha256').update(files.get(path)!).digest('hex')])
  expect(manifest.files.find(({ path }) => path === 'article.txt')?.mediaType).toBe('text/plain; charset=utf-8')
})

test('gives each rendition the words of its place in the story', async () => {
  const asked: unknown[] = []
  const options = packOptions(built)
  await packBytes(built.piece, { ...options, rendition: (original, words, profile) => (asked.push(words), options.rendition(original, words, profile)) })
  const { headline, source, body } = built.story
  const places = body.content!.filter(({ type }) => type === 'photo')
  const words = places.map((place) => ({ caption: textOf(place), credit: place.attrs!['credit'], alt: place.attrs!['alt'], headline, source }))
  expect(words.map(({ credit }) => credit)).toContain('沈牧 摄')
  expect(asked).toEqual(expect.arrayContaining(words))
  // Each for pages and print; the first as a card and a cover, too.
  expect(asked).toHaveLength(8)
})

test('is, byte for byte, the zip a library that is not ours writes of the same files', async () => {
  expect((await writeZip(files)).equals(bytes)).toBe(true)
})

test('is a zip any tool reads: stored, dated 1980-01-01, plain files', async () => {
  const zip = await yauzl.fromBufferPromise(bytes)
  for await (const entry of zip.eachEntry()) {
    expect(entry.compressionMethod).toBe(0)
    expect(entry.getLastModDate({ timezone: 'UTC' }).toISOString()).toBe('1980-01-01T00:00:00.000Z')
    expect(entry.externalFileAttributes >>> 16).toBe(0o100644)
    expect(entry.extraFields).toEqual([])
  }
})

test('packs and verifies with the renditions the product makes, the same bytes each time', async () => {
  const options = { ...packOptions(built), rendition: photoRendition }
  const [first, second] = [await packBytes(built.piece, options), await packBytes(built.piece, options)]
  if (!first.ok || !second.ok) throw new Error('not packed')
  expect(Buffer.from(first.value).equals(second.value)).toBe(true)
  expect(faults(await verify(first.value))).toEqual([])
  expect(Buffer.from(first.value).includes(Buffer.from('沈牧 摄'))).toBe(true)
})

describe('the same piece is the same bytes', () => {
  test('packed twice, whatever the order photos are stored in', async () => {
    const again = await packed()
    expect(again.bytes.equals(bytes)).toBe(true)
    const turned = { ...built.piece, story: { ...built.piece.story, photos: Object.fromEntries(Object.entries(built.piece.story.photos).reverse()) }, enrolments: [...built.piece.enrolments].reverse() }
    const packedTurned = await packBytes(turned, packOptions(built))
    expect(packedTurned.ok && Buffer.from(packedTurned.value).equals(bytes)).toBe(true)
  })

  test('packed by other processes, in other time zones, locales and times', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stet-same-'))
    const made: Buffer[] = []
    for (const [zone, locale, now] of [
      ['Asia/Shanghai', 'zh_CN.UTF-8', '2026-03-12T00:41:00Z'],
      ['America/St_Johns', 'en_US.UTF-8', '2031-12-31T23:59:59Z'],
      ['Pacific/Kiritimati', 'sv_SE.UTF-8', '1999-06-01T12:00:00Z'],
    ] as const) {
      const file = join(folder, `${locale}.zip`)
      await promisify(execFile)(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', 'tests/main/publication/print-package.ts', '--config', 'tests/main/publication/print-package.config.ts', '--reporter=dot'], { env: { ...process.env, TZ: zone, LANG: locale, LC_ALL: locale, NOW: now, PACKAGE: file, VITEST: '' } })
      made.push(await readFile(file))
    }
    expect(made.map((each) => each.equals(made[0]!))).toEqual([true, true, true])
    expect(faults(await verify(made[0]!))).toEqual([])
    await rm(folder, { recursive: true })
  }, 180_000)
})

describe('packing refuses', () => {
  const refusal = async (change: (options: ReturnType<typeof packOptions>) => Partial<ReturnType<typeof packOptions>>) => {
    const options = packOptions(built)
    return packBytes(built.piece, { ...options, ...change(options) })
  }

  test('a stored photo with one bit changed, naming it', async () => {
    const answer = await refusal(({ photo }) => ({ photo: async (sha256) => (await photo(sha256)).map((byte, at) => (at === 100 && built.story.photos[sha256]!.name === 'dawn.png' ? byte ^ 1 : byte)) }))
    expect(answer).toMatchObject({ ok: false, code: 'photo-damaged', details: { name: 'dawn.png' } })
  })

  test('a photo that cannot be read, with the reason it was given', async () => {
    const [digest] = built.photos.keys()
    expect(await refusal(({ photo }) => ({ photo: (sha256) => (sha256 === digest ? photo('nowhere') : photo(sha256)) }))).toMatchObject({ ok: false, code: 'photo-missing' })
  })

  test('a rendition that fails', async () => {
    expect(await refusal(() => ({ rendition: () => Promise.resolve(failed('photo-unreadable', 'Not a picture.')) }))).toMatchObject({ ok: false, code: 'photo-unreadable' })
  })

  test('when it is stopped, at any step, and leaves nothing', async () => {
    const scratch = await mkdtemp(join(tmpdir(), 'stet-stopped-'))
    const stop = new AbortController()
    let asked = 0
    const stopAt = (step: number) => refusal(({ photo }) => ({ scratch, signal: stop.signal, photo: (sha256) => ((asked += 1) > step && stop.abort(), photo(sha256)) }))
    expect(await stopAt(1)).toMatchObject({ ok: false, code: 'cancelled' })
    // Stopped while it is written: the reader hears it.
    const late = new AbortController()
    const made = await packPiece(built.piece, { ...packOptions(built), scratch, signal: late.signal })
    if (!made.ok) throw new Error(made.message)
    late.abort()
    await expect(writeDurable(join(scratch, 'a.zip'), made.value.stream)).rejects.toMatchObject({ code: 'cancelled' })
    const unread = await packPiece(built.piece, { ...packOptions(built), scratch })
    if (!unread.ok) throw new Error(unread.message)
    await unread.value.stream.cancel()
    expect(await readdir(scratch)).toEqual([])
    await rm(scratch, { recursive: true })
  })

  test('a photo that changes after it was looked at: what is being written breaks off', async () => {
    const [digest] = built.photos.keys()
    let asked = 0
    const made = await packPiece(built.piece, { ...packOptions(built), photo: async (sha256) => (sha256 === digest && (asked += 1) > 1 ? Buffer.alloc(8) : built.photo(sha256)) })
    if (!made.ok) throw new Error(made.message)
    await expect(new Response(made.value.stream).arrayBuffer()).rejects.toMatchObject({ code: 'photo-damaged' })
  })

  test('two formats that would stand in one place', async () => {
    expect(await refusal(({ formats }) => ({ formats: [...formats, ...formats] }))).toMatchObject({ ok: false, code: 'unexpected' })
  })

  test('a seal by another desk', async () => {
    const other = await buildSignedPiece({ photos: await smallPhotos() })
    expect(await refusal(() => ({ sealWith: (type, payload) => ({ ...packOptions(other).sealWith(type, payload), signatures: [{ keyid: '0'.repeat(64), sig: '' }] }) }))).toMatchObject({ ok: false, code: 'seal-not-desk' })
  })

  test('a piece whose desk kept no record of a signer, or one about another role', async () => {
    const without = { ...built.piece, enrolments: built.piece.enrolments.slice(1) }
    expect(await packBytes(without, packOptions(built))).toMatchObject({ ok: false, code: 'enrolment-missing' })
    const promoted = { ...built.piece, keys: built.piece.keys.map((key) => ({ ...key, role: 'admin' as const })) }
    expect(await packBytes(promoted, packOptions(built))).toMatchObject({ ok: false, code: 'enrolment-missing' })
  })

  test('a story that shows a photo it does not name', async () => {
    const { [built.story.body.content!.find(({ type }) => type === 'photo')!.attrs!['photo'] as string]: _, ...photos } = built.story.photos
    expect(await packBytes({ ...built.piece, story: { ...built.story, photos } }, packOptions(built))).toMatchObject({ ok: false, code: 'photo-missing' })
  })
})

test('leaves out the records and keys of people who did not sign', async () => {
  const more = await buildSignedPiece({ photos: await smallPhotos() })
  const [stranger] = (await buildSignedPiece({ photos: await smallPhotos(), policy: { ...reviewOnlyPolicy, stages: [...reviewOnlyPolicy.stages.slice(0, 2), { ...reviewOnlyPolicy.stages[1]!, id: 'extra' }, reviewOnlyPolicy.stages[2]!] } })).source.enrolments.slice(-1)
  const made = await packBytes({ ...more.piece, enrolments: [stranger!, ...more.piece.enrolments] }, packOptions(more))
  expect(made.ok && Buffer.from(made.value).equals(bytes)).toBe(true)
  expect(files.get('policy.json')!.equals(canonicalBytes(built.piece.policy))).toBe(true)
})
