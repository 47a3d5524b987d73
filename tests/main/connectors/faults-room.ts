import { connectorKinds } from '../../../src-main/connectors/kinds'
import type { Tools } from '../../../src-main/connectors/connector-kind'
import type { Patience } from '../../../src-main/connectors/http'
import { webRendition } from '../../../src-main/photos/web-rendition'
import type { Publication } from '../../../src-shared/desk-api/pieces'
import { failed, valueOf } from '../../../src-shared/outcome'
import { PLAIN_TITLE } from '../../../src-shared/publication/destination'
import type { Story } from '../../../src-shared/story/story'
import { openFaultyProxy, type FaultyProxy } from '../../support/faulty-proxy'
import { drawPhoto, type DrawnPhoto } from '../../support/sample-photos'
import { block } from '../../support/sample-story'
import { makeStory, sqliteStore } from '../desk/newsroom'
import { openPublishingRoom, type PublishingRoom } from '../desk/suites/publishing-room'

/** A real CMS as the desk knows it. */
export type Served = { kind: string; url: string; account: string; secret: string }

/** A desk that publishes to a real CMS through a proxy; `web` is the destination kept at it. */
export type FaultsRoom = PublishingRoom & {
  proxy: FaultyProxy
  /** How long the connector waits for one answer, in milliseconds; to be changed. */
  patience: Patience
  /** A story signed off, with so many photos nobody used before. */
  story: (photos: number, changes?: Partial<Story>) => Promise<Story>
  publish: (story: string) => Promise<Publication>
  at: (story: string) => Promise<Publication>
  /** Resolves when nothing of these stories is being sent or due. */
  settled: (stories: readonly string[]) => Promise<Publication[]>
  /** How many records of this kind the ledger has of a story. */
  records: (story: string, kind: 'published' | 'takenDown') => Promise<number>
}

/** It does not wait in the middle of a sending: the queue's clock stands. */
const PLENTY: Patience = { ask: 60_000, upload: 60_000, rest: 0 }
let serial = 0
const TEXTS = ['清晨六点，第一班车从新桥上开过。', '桥长一千二百米，走完要一刻钟。', '守渡口三十年的老陈说，船还要再开一个月。', '“我舍不得。”他把缆绳又盘了一圈。']

/** Draws photos that nobody used before. */
export const newPhotos = (count: number): Promise<DrawnPhoto[]> => Promise.all(Array.from({ length: count }, () => drawPhoto({ width: 320, height: 214, hue: (serial += 1), name: `${String(serial)}.jpg` })))

/** A story of a few sentences, of its own id, not at the desk yet. */
export const newStory = (photos: readonly DrawnPhoto[], changes: Partial<Story> = {}): Story => {
  const number = (serial += 1)
  const { body, ...rest } = makeStory(`5e7c0002-0000-4000-8000-${String(number).padStart(12, '0')}`, photos.map(({ photo }) => photo))
  const content = [...TEXTS.map((text, index) => block.paragraph(`t${String(index)}`, `${text}第${String(number)}稿。`)), ...(body.content ?? [])]
  return { ...rest, headline: `渡口新桥通车之${String(number)}`, body: { ...body, content }, ...changes }
}

/** Opens one before a CMS that runs; `schedule` says whose clock an hour is left to. */
export const openFaultsRoom = async ({ kind, url, account, secret }: Served, schedule: 'desk' | 'remote' = 'desk'): Promise<FaultsRoom> => {
  const proxy = await openFaultyProxy(url)
  const patience = { ...PLENTY }
  // Tokens are read by the CMS's clock, which nobody sets.
  const tools: Tools = { webRendition, fetch, patience, now: () => new Date().toISOString() }
  const room = await openPublishingRoom(sqliteStore, {
    secret: 'a secret of the desk, long enough to be one',
    kinds: {
      kinds: connectorKinds.map(({ kind: name, asks }) => ({ kind: name, account: asks.account })),
      open: (settings, given) => connectorKinds.find((each) => each.kind === settings.kind)?.open(settings, given, tools) ?? failed('destination-kind-unknown', settings.kind),
    },
  })
  const admin = await room.room.join('xu', '许知行', 'admin')
  const settings = { id: 'web', kind, name: '临江日报网', address: proxy.url, account, title: PLAIN_TITLE, channels: [], makeChannels: true, authors: [], author: null, schedule }
  valueOf(await admin.client.call('keepDestination', { params: { destination: 'web' }, body: { settings, secret } }))
  const at = async (story: string): Promise<Publication> => {
    const found = await room.standing(story, 'web')
    if (!found) throw new Error('Nothing is known of it.')
    return found
  }
  return {
    ...room,
    proxy,
    patience,
    at,
    story: async (photos, changes) => {
      const drawn = await newPhotos(photos)
      const story = newStory(drawn, changes)
      await room.room.clear(room.author, [room.editor], story, drawn)
      return story
    },
    publish: async (story) => valueOf(await room.editor.client.call('publish', { params: { story }, body: { destination: 'web' } })),
    settled: async (stories) => {
      for (let tries = 0; tries < 2000; tries += 1) {
        const all = await Promise.all(stories.map(at))
        const now = room.iso()
        if (all.every(({ state, due }) => state !== 'sending' && !(state === 'waiting' && (due === null || due <= now)))) return all
        await new Promise((resolve) => setTimeout(resolve, 30))
      }
      throw new Error('It does not come to rest.')
    },
    records: async (story, kind) => {
      const statements = (await room.room.ledgerLines()).map((line) => JSON.parse(Buffer.from((JSON.parse(line) as { envelope: { payload: string } }).envelope.payload, 'base64').toString('utf8')) as { story?: string; kind?: string })
      return statements.filter((statement) => statement.story === story && statement.kind === kind).length
    },
    close: async () => {
      await room.close()
      await proxy.close()
    },
  }
}
