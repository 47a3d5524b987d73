import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { z } from 'zod'

import { listen } from '../../../src-main/desk/standalone'
import { plainVault } from '../../../src-main/durable/vault'
import { openOutbox, type QueuedSubmission } from '../../../src-main/outbox/outbox'
import { sendItem } from '../../../src-main/outbox/send'
import { FORMATS } from '../../../src-main/publication/formats/formats'
import { packPiece } from '../../../src-main/publication/pack'
import { sweepUnfinished } from '../../../src-main/publication/sweep'
import { deskClient } from '../../../src-shared/desk-api/client'
import { failed, valueOf } from '../../../src-shared/outcome'
import { REVIEW_TYPE } from '../../../src-shared/signoff/statement'
import { canonicalBytes } from '../../../src-shared/story/canonical'
import { makeStory, openNewsroom, seal, smallPhoto, type Member, type Newsroom } from '../../main/desk/newsroom'
import { faults, rendition, verify } from '../../main/publication/package-tools'
import type { packerSchema } from './batch-packer'
import { killing, LONGEST } from './loop'
import type { senderSchema } from './outbox-sender'
import { buildPrograms, type Programs } from './programs'

let programs: Programs
let room: Newsroom
let author: Member
let editor: Member
let base = ''
let root = ''
let stop: () => Promise<void>
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'stet-kills-'))
  programs = await buildPrograms(['faults/kills/outbox-sender.ts', 'faults/kills/batch-packer.ts'])
  room = await openNewsroom(undefined, {
    now: () => new Date().toISOString(),
    makePackage: (piece, photo, signal) =>
      packPiece(piece, { photo, signal, rendition, sealWith: (type, payload) => seal(type, JSON.parse(Buffer.from(payload).toString()), room.deskSigner), formats: FORMATS, verifier: Buffer.from('<!doctype html><title>verify</title>'), scratch: tmpdir(), tool: 'stet test' }),
  })
  room.clock.time = Date.now()
  author = await room.join('shen', '沈牧', 'reporter')
  editor = await room.join('gu', '顾岚', 'editor')
  const listening = valueOf(await listen((request, about) => room.desk().fetch(request, about), { host: '127.0.0.1', port: 0 }))
  base = listening.url
  stop = () => listening.close(0)
}, 120_000)
afterAll(async () => {
  await programs.close()
  await stop()
  await room.close()
  await rm(root, { recursive: true, force: true })
})

const recordOf = async (story: string): Promise<string[]> => {
  const found = await editor.client.call('piece', { params: { story } })
  return found.ok ? found.value.events.map(({ decision }) => decision) : []
}

test('while an outbox sends: everything it said it had goes, once, and nothing is sent twice', async () => {
  const { photo, bytes: picture } = await smallPhoto()
  const file = join(root, 'river.jpg')
  await writeFile(file, picture)
  const submission = (number: number): { item: QueuedSubmission; text: string } => {
    const story = makeStory(randomUUID(), number % 2 === 0 ? [photo] : [], { headline: `第${String(number)}篇` })
    const text = Buffer.from(canonicalBytes(story)).toString('utf8')
    const envelope = seal(REVIEW_TYPE, room.statementOf(author, story, null, { at: new Date().toISOString() }), author)
    const photos = number % 2 === 0 ? [{ sha256: photo.sha256, file, mediaType: photo.mediaType }] : []
    const item: QueuedSubmission = { kind: 'submission', decision: 'submit', id: room.options.crypto.sha256(Buffer.from(envelope.payload, 'base64')), person: author.person, story: story.id, headline: story.headline, desk: room.deskSigner.key, envelope, revision: room.options.crypto.sha256(Buffer.from(text)), photos, queuedAt: new Date().toISOString() }
    return { item, text }
  }
  await killing('submitting', async (number) => {
    const folder = join(root, `outbox-${String(number)}`)
    const items = Array.from({ length: 8 }, (_, index) => submission(index))
    await writeFile(`${folder}.json`, JSON.stringify({ folder, base, token: author.token, items } satisfies z.infer<typeof senderSchema>))
    const { said } = await programs.kill('outbox-sender', [`${folder}.json`], Math.random() * 300)
    const kept = new Set(said.slice(1))
    const there = async (): Promise<number> => (await Promise.all(items.map(({ item }) => recordOf(item.story)))).filter(({ length }) => length > 0).length
    const before = await there()
    const outbox = valueOf(
      await openOutbox({
        folder, vault: plainVault, now: () => new Date().toISOString(), random: Math.random, renew: () => Promise.resolve(failed('key-locked', 'The key is locked.')),
        send: sendItem(deskClient({ base, fetch: (request) => fetch(request), token: () => author.token }), (path) => readFile(path)),
        schedule: (ms, run) => {
          const timer = setTimeout(run, ms)
          return () => clearTimeout(timer)
        },
      }),
    )
    expect(outbox.list().filter(({ code }) => code === 'outbox-damaged')).toEqual([])
    await vi.waitFor(() => expect(outbox.list()).toEqual([]), { timeout: 30_000, interval: 20 })
    for (const { item } of items) {
      const record = await recordOf(item.story)
      // One more may have been kept without its answer reaching us.
      if (kept.has(item.id)) expect(record).toEqual(['submit'])
      else expect(record.length).toBeLessThan(2)
    }
    await outbox.close()
    return { acknowledged: kept.size, caught: before < kept.size }
  })
}, LONGEST + 120_000)

test('while a batch is exported: what stands in its folder is whole, and what was said to be done is there', async () => {
  const drawn = await smallPhoto()
  const ids: string[] = []
  for (let number = 0; number < 6; number += 1) {
    const story = makeStory(randomUUID(), [drawn.photo], { headline: `渡口新桥通车之${String(number)}` })
    await room.clear(author, [editor], story, [drawn])
    ids.push(story.id)
  }
  await killing('packing a batch', async (number) => {
    const into = join(root, `packages-${String(number)}`)
    const { said } = await programs.kill('batch-packer', [JSON.stringify({ into, base, token: editor.token, ids } satisfies z.infer<typeof packerSchema>)], Math.random() * 1200)
    const done = Number(said.slice(1).at(-1) ?? 0)
    const folders = await readdir(into).catch(() => [])
    const names = async (): Promise<string[]> => (await Promise.all(folders.map(async (folder) => (await readdir(join(into, folder))).map((name) => join(into, folder, name))))).flat()
    const all = await names()
    const shown = all.filter((path) => path.endsWith('.zip'))
    expect(shown.length).toBeGreaterThanOrEqual(done)
    for (const path of shown) expect(faults(await verify(path)), path).toEqual([])
    // What was begun has a name nobody looks at, and goes once nobody has written to it for long.
    await sweepUnfinished(into, Date.now() + 1000)
    expect(await names()).toEqual(shown)
    await rm(into, { recursive: true, force: true })
    return { acknowledged: done, caught: all.length > shown.length }
  })
}, LONGEST + 120_000)
