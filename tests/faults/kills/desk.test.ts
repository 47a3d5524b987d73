import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import { siteConnector, type SiteSettings } from '../../../src-main/connectors/site/site'
import { webRendition } from '../../../src-main/photos/web-rendition'
import { deskClient, type DeskClient } from '../../../src-shared/desk-api/client'
import type { Piece } from '../../../src-shared/desk-api/pieces'
import { valueOf, type Outcome } from '../../../src-shared/outcome'
import type { Envelope } from '../../../src-shared/signoff/envelope'
import { REVIEW_TYPE } from '../../../src-shared/signoff/statement'
import { canonicalBytes } from '../../../src-shared/story/canonical'
import { readTables } from '../../main/desk/newsday/audit'
import { makeStory, openNewsroom, seal, sqliteStore, type Member, type Newsroom } from '../../main/desk/newsroom'
import type { z } from 'zod'
import type { deskProcessSchema } from './desk-process'
import { killing, LONGEST } from './loop'
import { buildPrograms, type Programs } from './programs'

const SETTINGS: SiteSettings = { id: 'site', name: '江畔日报', tagline: '', language: 'zh-CN', baseUrl: 'http://localhost/', organiser: '', address: '', telephone: '', email: '', licences: [], copyright: '' }
const now = (): string => new Date().toISOString()

let programs: Programs
let room: Newsroom
let author: Member
let editor: Member
let told = ''
let site = ''
beforeAll(async () => {
  programs = await buildPrograms(['faults/kills/desk-process.ts'])
  const connector = (folder: string) => siteConnector({ folder, settings: SETTINGS, webRendition, now })
  room = await openNewsroom(sqliteStore, { now, queuePace: 100, connectors: [] })
  site = join(room.folder, '..', 'pages')
  room.options.connectors = [connector(site)]
  valueOf(await room.reopen())
  author = await room.join('shen', '沈牧', 'reporter')
  editor = await room.join('gu', '顾岚', 'editor')
  const { id, publicKey } = room.options.key
  told = JSON.stringify({ folder: room.folder, site, settings: SETTINGS, id, publicKey, privateKey: room.deskSigner.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() } satisfies z.infer<typeof deskProcessSchema>)
}, 120_000)
afterAll(async () => {
  await programs.close()
  await room.close()
})

const clientAt = (url: string, member: Member): DeskClient => deskClient({ base: url, fetch: (request) => fetch(request), token: () => member.token, timeout: 20_000 })
/** Runs a desk in a process of its own, killed so long after its first answer; `ask` does with it what it can until then. The desk is then opened here again. */
const killedDesk = async (after: number, ask: (url: string) => Promise<void>): Promise<void> => {
  room.clock.time = Date.now()
  await room.desk().close()
  let asking: Promise<void> = Promise.resolve()
  await programs.kill('desk-process', [told], after, async (url) => {
    // A process that has answered nothing yet is a second away from everything else.
    valueOf(await clientAt(url, editor).call('pieces', { query: { scope: 'queue' } }))
    asking = ask(url)
  })
  await asking
  valueOf(await room.reopen())
}
const here = async (story: string) => {
  const found = await editor.client.call('piece', { params: { story } })
  return found.ok ? found.value : null
}
const rebuilt = async (): Promise<void> => {
  const before = await readTables(room)
  await room.desk().rebuild()
  expect(await readTables(room)).toEqual(before)
}

test('while the desk takes acts: what it answered is on the ledger once, the rest is there whole or not at all', async () => {
  await killing('the desk committing', async () => {
    /** Everything that was sent, and whether the desk answered that it took it. */
    const sent: { story: string; id: string; member: Member; route: 'submit' | 'review'; envelope: Envelope; answered: boolean }[] = []
    await killedDesk(Math.random() * 500, async (url) => {
      let dead = false
      const send = async (story: string, member: Member, route: 'submit' | 'review', envelope: Envelope): Promise<Outcome<Piece>> => {
        const one = { story, id: room.options.crypto.sha256(Buffer.from(envelope.payload, 'base64')), member, route, envelope, answered: false }
        sent.push(one)
        const answer = await clientAt(url, member).call(route, { params: { story }, body: { envelope } })
        one.answered = answer.ok
        dead ||= !answer.ok
        return answer
      }
      const lane = async (): Promise<void> => {
        while (!dead) {
          const story = makeStory(randomUUID())
          const body = canonicalBytes(story)
          const put = await clientAt(url, author).call('putRevision', { params: { sha256: room.options.crypto.sha256(body) }, body })
          if (!put.ok) return
          const submitted = await send(story.id, author, 'submit', seal(REVIEW_TYPE, room.statementOf(author, story, null, { at: now() }), author))
          if (!submitted.ok) return
          await send(story.id, editor, 'review', seal(REVIEW_TYPE, room.statementOf(editor, story, submitted.value.standing, { decision: 'signOff', at: now() }), editor))
        }
      }
      await Promise.all([lane(), lane(), lane()])
    })
    let caught = false
    for (const { story, id, member, route, envelope, answered } of sent) {
      const found = (await here(story))?.events.filter((event) => event.id === id).length ?? 0
      if (answered) expect(found, 'what was answered is there').toBe(1)
      caught ||= !answered && found === 1
      // As an outbox does: the same again, until it is answered.
      valueOf(await member.client.call(route, { params: { story }, body: { envelope } }))
      expect((await here(story))?.events.filter((event) => event.id === id)).toHaveLength(1)
    }
    await rebuilt()
    return { acknowledged: sent.filter(({ answered }) => answered).length, caught }
  })
}, LONGEST + 60_000)

test('while it publishes to the house’s site: every piece is there once, on the pages and on record', async () => {
  let number = 0
  let published = 0
  await killing('publishing', async () => {
    const stories = Array.from({ length: 3 }, () => makeStory(randomUUID(), [], { headline: `第${String((number += 1))}篇` }))
    room.clock.time = Date.now()
    for (const story of stories) await room.clear(author, [editor], story)
    const answered = new Set<string>()
    await killedDesk(Math.random() * 700, async (url) => {
      await Promise.all(stories.map(async ({ id }) => {
        const answer = await clientAt(url, editor).call('publish', { params: { story: id }, body: { destination: 'site' } })
        if (answer.ok && answer.value.state === 'published') answered.add(id)
      }))
    })
    const recordOf = async (story: string): Promise<number> => (await here(story))?.events.filter(({ decision }) => decision === 'published').length ?? 0
    let caught = false
    for (const { id } of stories) {
      const [publication] = (await here(id))?.piece.publications ?? []
      if (answered.has(id)) expect([publication?.state, await recordOf(id)]).toEqual(['published', 1])
      caught ||= !answered.has(id) && publication !== undefined
      // What was queued goes by itself; what the desk never heard of is asked for again.
      if (!publication) valueOf(await editor.client.call('publish', { params: { story: id }, body: { destination: 'site' } }))
      await vi.waitFor(async () => expect((await here(id))?.piece.publications).toMatchObject([{ state: 'published', code: '' }]), { timeout: 20_000, interval: 20 })
      expect(await recordOf(id), 'nothing is published twice').toBe(1)
      published += 1
    }
    const map = await readFile(join(site, 'sitemap.xml'), 'utf8')
    const pages = await Promise.all(stories.map(async ({ id }) => (await here(id))?.piece.publications[0]?.receipt?.url ?? ''))
    for (const url of pages) expect(map.split(`<loc>${url}</loc>`)).toHaveLength(2)
    expect(map.match(/<lastmod>/g)).toHaveLength(published)
    await rebuilt()
    return { acknowledged: answered.size, caught }
  })
}, LONGEST + 120_000)
