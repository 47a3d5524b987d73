import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

import { readPhoto } from '../../../src-main/photos/photos'
import type { Profile } from '../../../src-main/profile'
import { nodeCrypto } from '../../../src-main/signoff/crypto'
import { openSettings } from '../../../src-main/settings/settings'
import { fileLog } from '../../../src-main/shell/log'
import type { KeptPieces } from '../../../src-main/workstation/kept-pieces'
import { canonicalBytes } from '../../../src-shared/story/canonical'
import { noNotes } from '../../../src-shared/story/notes'
import type { Story } from '../../../src-shared/story/story'
import { dossierOf, pieceOf } from '../../support/standing'
import { aStory, paragraph } from '../library/builders'
import { jpeg, withIptc } from '../photos/made'
import { converted, filesUnder, folderIn, openKeeper, PASSPHRASE, PERSON, temporaryHome, value, waitingItem } from './bench'

const WORDS = { headline: '朱雀门外渡口复航', text: '摆渡人阿四说水位涨了三尺', english: 'cormorant-lantern festival', notes: '线人电话请勿外传', undone: '删去的半句悄悄话', caption: '浮桥尽头的灯笼', waiting: '待发的急稿标题', label: '总编看过的那一版', slug: 'heron-quay-exclusive', later: '封存之后写下的一段', laterEnglish: 'written-after-nightfall', desk: '审稿台上同事的稿子' }
const AT_DESK = '6e3f9f0e-1c69-4a39-9d0b-6b6b0a7f0c11'

/** How words may lie on a disk: UTF-8, UTF-16 both ways, and base64 at each of its three places. */
const forms = (words: string): [string, Buffer][] => {
  const utf8 = Buffer.from(words)
  const wide = Buffer.from(words, 'utf16le')
  const base64 = [0, 1, 2].map((shift): [string, Buffer] => {
    const text = Buffer.concat([Buffer.alloc(shift), utf8]).toString('base64')
    return [`base64+${String(shift)}`, Buffer.from(text.slice(4, -4))]
  })
  return [['utf8', utf8], ['utf16le', wide], ['utf16be', Buffer.from(wide).swap16()], ...base64, ['escaped', Buffer.from(JSON.stringify(words).replaceAll(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).slice(1, -1))]]
}

type Needle = { name: string; bytes: Buffer }
const needlesOf = (photos: Buffer[]): Needle[] => [
  ...Object.entries(WORDS).flatMap(([name, words]) => forms(words).map(([form, bytes]) => ({ name: `${name} as ${form}`, bytes }))),
  ...photos.flatMap((photo, index) => [0.3, 0.7].map((at) => ({ name: `photo ${String(index)} at ${String(at)}`, bytes: photo.subarray(Math.floor(photo.length * at), Math.floor(photo.length * at) + 24) }))),
]

/** Which needles are anywhere in any file of the home, and in which. */
const found = async (home: string, needles: readonly Needle[]): Promise<string[]> => {
  const files = await filesUnder(home)
  return needles.flatMap(({ name, bytes }) => files.filter((file) => file.bytes.includes(bytes)).map(({ path }) => `${name} in ${path.split('/').slice(2).join('/') || path}`))
}

const photoOf = async (caption: string, width: number): Promise<Buffer> => withIptc(await jpeg(width, 90), [[120, Buffer.from(caption)]], '\x1b%G')

/** What is kept of somebody's piece at the desk: read, edited while the desk was away, and an edit it would not take. */
const readAtDesk = async (pieces: KeptPieces, words: string): Promise<void> => {
  const piece = { ...pieceOf({ story: AT_DESK }), headline: `${words}${WORDS.desk}` }
  const story = aStory({ id: AT_DESK, headline: `${words}${WORDS.desk}` }, WORDS.desk)
  const copy = { story, notes: noNotes, conflicts: [], base: 'b'.repeat(64), generation: 1, at: '2026-11-22T08:00:00.000Z', by: PERSON.name }
  await pieces.keepPiece(AT_DESK, { desk: 'd'.repeat(64), dossier: dossierOf(piece), at: copy.at })
  await pieces.keepList({ desk: 'd'.repeat(64), scope: 'queue' }, [piece])
  const bytes = canonicalBytes(story)
  await pieces.keepRevision(AT_DESK, nodeCrypto.sha256(bytes), bytes)
  await pieces.keepWork(AT_DESK, 'd'.repeat(64), { known: copy, at: copy.at, unsent: { copy, grewFrom: copy } })
  await pieces.keepWork(AT_DESK, 'd'.repeat(64), { known: copy, at: copy.at, unsent: { copy, grewFrom: null } })
  await pieces.setAside(AT_DESK, copy, { at: copy.at, code: 'not-in-review' })
  await pieces.see(AT_DESK, nodeCrypto.sha256(bytes))
}

/** Works on stories as a person does for an afternoon. */
const work = async ({ library, history, search, outbox, pieces }: Profile, story: Story, photo: Buffer, waiting: string): Promise<void> => {
  const read = value(await readPhoto('灯笼.jpg', photo))
  value(await library.addPhoto(story.id, read.photo, photo))
  const whole = { ...story, photos: { [read.photo.sha256]: read.photo } }
  value(await library.create(whole))
  const notes = { ...value(await library.open(story.id)).notes }
  value(await library.save({ ...whole, summary: WORDS.text }, 1, notes))
  value(await library.keepUndo(story.id, { version: 1, base: { type: 'doc', content: [paragraph(WORDS.undone)] }, done: [], undone: [] }))
  const version = value(await history.keep(whole, 2, { cause: 'named', at: '2026-11-22T08:00:00.000Z', by: PERSON.name, label: WORDS.label }))
  expect(version).not.toBeNull()
  const submitted = value(library.photoFile(story.id, read.photo.sha256))
  const { item, bytes } = waitingItem(story.id, waiting, [{ sha256: read.photo.sha256, file: submitted, mediaType: 'image/jpeg' }])
  value(await outbox.add(item, bytes))
  await readAtDesk(pieces, waiting)
  while ((await search.find(story.headline.slice(0, 3))).ids.length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  await library.rebuildIndex()
}

test('sealed, a disk holds nothing of what was written before or since: not a word, not a slice of a picture', async () => {
  const home = await temporaryHome()
  await openSettings(home, 'zh-CN')
  const log = fileLog(home, 'window')
  const photos = [await photoOf(WORDS.caption, 150), await photoOf(WORDS.caption, 170)]
  const [before, after] = photos as [Buffer, Buffer]
  const needles = needlesOf(photos)
  const first = aStory({ headline: WORDS.headline, slugline: WORDS.slug, keywords: [WORDS.notes] }, `${WORDS.text}。${WORDS.english}.`)

  const writing = await openKeeper(home)
  await work(value(writing.keeper.profile()), first, before, WORDS.waiting)
  await writing.keeper.close()
  // What a killed process and a sync program leave behind.
  const place = join(folderIn(home), 'library', 'stories', first.id)
  await writeFile(join(place, 'story.json.0f0f.tmp'), WORDS.english)
  await appendFile(join(place, 'story.json.damaged-2026-11-22'), WORDS.text)
  await writeFile(join(place, 'story (liu 的电脑).json'), Buffer.from(WORDS.text, 'utf16le'))
  await writeFile(join(folderIn(home), 'notes.txt'), Buffer.from(WORDS.text, 'utf16le').swap16())

  const readable = await found(home, needles)
  // The test can fail: each kind of thing is found where sealing has not been.
  for (const kind of ['headline as utf8 in library/stories/', 'headline as utf8 in library/index.json', 'text as utf8 in library/search.db', 'english as utf8 in library/stories/', 'notes as utf8 in', 'undone as utf8 in', 'slug as utf8 in', 'caption as utf8 in', 'label as utf8 in library/stories/', 'waiting as utf8 in outbox/', 'waiting as base64', 'desk as utf8 in desk/', 'text as utf16le in', 'text as utf16be in', 'photo 0 at 0.3 in library/stories/', 'photo 0 at 0.7 in library/stories/'])
    expect(readable.some((line) => line.startsWith(kind)), `${kind} is found before sealing`).toBe(true)

  const plain = await openKeeper(home)
  value(await plain.keeper.seal('passphrase', PASSPHRASE))
  await converted(plain.keeper)
  expect(await found(home, needles)).toEqual([])

  // Going on in the same session and the next, with what goes wrong in them.
  const second = aStory({ headline: WORDS.later, slugline: WORDS.laterEnglish }, `${WORDS.later} ${WORDS.laterEnglish}`)
  await work(value(plain.keeper.profile()), second, after, WORDS.later)
  value(await plain.keeper.lock())
  value(await plain.keeper.unlock(PASSPHRASE))
  const { library } = value(plain.keeper.profile())
  value(await library.bin(first.id))
  const file = join(folderIn(home), 'library', 'stories', second.id, 'story.json')
  await writeFile(file, (await readFile(file)).subarray(0, -3))
  const opened = value(await library.open(second.id))
  expect(opened.recoveredFrom).not.toBeNull()
  log.warn('A damaged story file was kept aside', { id: second.id, keptAt: opened.recoveredFrom ?? '' })
  expect(await found(home, needles)).toEqual([])
  await plain.keeper.close()
  expect(await found(home, needles)).toEqual([])

  // And it is all still there for whoever has the passphrase.
  const again = await openKeeper(home)
  expect(await again.keeper.unlock('somebody else’s guess')).toMatchObject({ ok: false })
  value(await again.keeper.unlock(PASSPHRASE))
  const { library: same, history, outbox, pieces } = value(again.keeper.profile())
  const versions = value(await history.list(first.id))
  expect(versions.versions.map(({ label }) => label)).toContain(WORDS.label)
  expect(versions.damaged).toEqual([])
  for (const { id } of versions.versions) expect(JSON.stringify(value(await history.read(first.id, id)).story)).toContain(WORDS.text)
  expect(JSON.stringify(value(await same.open(first.id)).story)).toContain(WORDS.text)
  for (const [story, photo] of [[first, before], [second, after]] as const) {
    const { photo: facts } = value(await readPhoto('a.jpg', photo))
    expect(Buffer.from(value(await same.readPhoto(story.id, facts.sha256)).bytes).equals(photo)).toBe(true)
  }
  expect(await pieces.piece(AT_DESK, 'd'.repeat(64))).toMatchObject({ dossier: { piece: { headline: `${WORDS.later}${WORDS.desk}` } } })
  expect(await pieces.work(AT_DESK, 'd'.repeat(64))).toMatchObject({ unsent: { grewFrom: null } })
  expect(outbox.list().map(({ headline }) => headline)).toEqual([WORDS.waiting, WORDS.later])
})
