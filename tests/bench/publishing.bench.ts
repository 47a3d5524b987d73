import { setTimeout as pause } from 'node:timers/promises'

import { connectorKinds } from '../../src-main/connectors/kinds'
import { webRendition } from '../../src-main/photos/web-rendition'
import { failed, valueOf } from '../../src-shared/outcome'
import { PLAIN_TITLE } from '../../src-shared/publication/destination'
import type { Story } from '../../src-shared/story/story'
import { openNewsroom, sqliteStore } from '../main/desk/newsroom'
import { lackingForWordPress, startWordPress } from '../servers/wordpress/start'
import { openFaultyProxy, type Heard } from '../support/faulty-proxy'
import { drawPhoto } from '../support/sample-photos'
import { block } from '../support/sample-story'
import { replay } from './bare-requests'
import { longStory } from './copy'
import { median, report, timed, type Row } from './measure'

const PHOTOS = 20
const TURNS = 3
const TEXTS = 100
const LIMITED = 20
/** Sendings the desk's queue does at a time; the bare ones as many. */
const AT_ONCE = 4
const RATE = { most: 8, seconds: 1 }

const lacking = lackingForWordPress()
if (lacking.length > 0) throw new Error(`WordPress is not installed here: ${lacking.join(', ')}`)
const site = await startWordPress()
await site.plugin(true)
const proxy = await openFaultyProxy(site.url)
const tools = { webRendition, fetch, now: () => new Date().toISOString() }
const room = await openNewsroom(sqliteStore, {
  now: tools.now,
  secret: 'a secret of the desk, long enough to be one',
  kinds: { kinds: [{ kind: 'wordpress', account: true }], open: (settings, secret) => connectorKinds.find(({ kind }) => kind === settings.kind)?.open(settings, secret, tools) ?? failed('destination-kind-unknown', settings.kind) },
})
const [author, editor, admin] = [await room.join('shen', '沈牧', 'reporter'), await room.join('gu', '顾岚', 'editor'), await room.join('xu', '许知行', 'admin')]
// Straight to WordPress for what is timed; through the proxy to hear what is asked, and where the server is to be limited.
for (const [id, address] of [['straight', site.url], ['heard', proxy.url]] as const) {
  const settings = { id, kind: 'wordpress', name: id, address, account: site.people.editor.account, title: PLAIN_TITLE, channels: [], makeChannels: true, authors: [], author: null, schedule: 'desk' as const }
  valueOf(await admin.client.call('keepDestination', { params: { destination: id }, body: { settings, secret: site.people.editor.secret } }))
}

let serial = 0
/** A story signed off at the desk, with so many photos of its own. */
const signed = async (photos: number): Promise<Story> => {
  const drawn = await Promise.all(Array.from({ length: photos }, () => drawPhoto({ width: 1200, height: 800, hue: (serial += 1), name: `${String(serial)}.jpg` })))
  const { body, ...rest } = longStory(1000)
  const content = [...(body.content ?? []), ...drawn.map(({ photo }, index) => block.photo(`f${String(index)}`, photo.sha256, `图${String(index)}`, '沈牧 摄', '江上一座桥'))]
  const story = { ...rest, body: { ...body, content }, photos: Object.fromEntries(drawn.map(({ photo }) => [photo.sha256, photo])) }
  await room.clear(author, [editor], story, drawn)
  return story
}
const several = async (count: number): Promise<Story[]> => {
  const stories: Story[] = []
  for (let number = 0; number < count; number += 1) stories.push(await signed(0))
  return stories
}
/** Asks for all of them at once, and waits until the queue has published each. */
const publish = async (stories: readonly Story[], destination: string): Promise<void> => {
  await Promise.all(
    stories.map(async ({ id }) => {
      const asked = valueOf(await editor.client.call('publish', { params: { story: id }, body: { destination } }))
      let { state, code } = asked
      while (state === 'waiting' || state === 'sending') {
        await pause(200)
        const { publications } = valueOf(await editor.client.call('piece', { params: { story: id } })).piece
        ;({ state, code } = publications.find((each) => each.destination === destination) ?? asked)
      }
      if (state !== 'published') throw new Error(`${id} is ${state}: ${code}`)
    }),
  )
}
type Recorded = { requests: readonly Heard[]; story: string; photos: string[] }
const record = async (story: Story): Promise<Recorded> => {
  await proxy.reset()
  await publish([story], 'heard')
  return { requests: [...proxy.heard()], story: story.id, photos: Object.keys(story.photos) }
}
/** The same requests for so many other stories, as many at a time as the desk sends. */
const bare = async (url: string, { requests, story, photos }: Recorded, count: number): Promise<void> => {
  let left = count
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left > 0) {
        left -= 1
        await replay(url, requests, story, photos)
      }
    }),
  )
}
const rows: Row[] = []
const row = (what: string, ms: number, baseline: string, baselineMs: number, note: string): void => void rows.push({ what, ms, baseline, baselineMs, ratio: ms / baselineMs, aim: null, note })

const illustrated = await record(await signed(PHOTOS))
// What is made anew in the first of each (a tag, a month's folder) is made before; the two go in turn.
const taken: { desk: number[]; bare: number[] } = { desk: [], bare: [] }
for (let turn = 0; turn < TURNS; turn += 1) {
  const story = await signed(PHOTOS)
  taken.desk.push(await timed(() => publish([story], 'straight')))
  taken.bare.push(await timed(() => replay(site.url, illustrated.requests, illustrated.story, illustrated.photos)))
}
row(`publish a story with ${String(PHOTOS)} photos to WordPress through the desk's queue`, median(taken.desk), 'the same requests, bare', median(taken.bare), `${String(illustrated.requests.length)} requests; the desk also checks signatures and digests and makes the renditions; median of ${String(TURNS)}`)

const plain = await record(await signed(0))
const texts = await several(TEXTS)
const textsMs = await timed(() => publish(texts, 'straight'))
const baresMs = await timed(() => bare(site.url, plain, TEXTS))
row(`publish ${String(TEXTS)} stories of 1,000 characters`, textsMs, `the same requests, bare, ${String(AT_ONCE)} stories at a time`, baresMs, `${String(plain.requests.length)} requests a story; the desk sends ${String(AT_ONCE)} at a time and puts each on record; once each, one after the other`)

const limited = await several(LIMITED)
await proxy.reset()
proxy.limit({ ...RATE, now: Date.now })
const limitedMs = await timed(() => publish(limited, 'heard'))
const [asked, refused] = [proxy.heard().length, proxy.spoilt()]
await proxy.reset()
proxy.limit({ ...RATE, now: Date.now })
const limitedBareMs = await timed(() => bare(proxy.url, plain, LIMITED))
row(`publish ${String(LIMITED)} stories at once to a server that takes ${String(RATE.most)} requests a second`, limitedMs, 'the same requests, each asked again when Retry-After says', limitedBareMs, `the desk asked ${String(asked)} times and was refused ${String(refused)} times; it waits where it is in a sending, with everything else it sends there`)

await room.close()
await proxy.close()
await site.close()
report(rows)
