import crossws from 'crossws/adapters/node'
import { fork } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { HocuspocusProvider } from '@hocuspocus/provider'
import { Doc, type XmlElement, type XmlText } from 'yjs'

import { openLive } from '../../src-main/desk/live/live'
import { LIVE_PATH, LIVE_SCHEMA } from '../../src-shared/desk-api/live'
import { ok } from '../../src-shared/outcome'
import { noNotes } from '../../src-shared/story/notes'
import { longStory } from './copy'
import { median, quantile, report } from './measure'

const LISTENERS = 200
const CHANGES = 40
/** What the writer's window is called; the listeners' are counted on from it. */
const WINDOW = 'w000'

const hexOf = (text: string): string => Buffer.from(text).toString('hex')

/** In the listeners' own process: so many sockets that say when a message of a change came, all of one change counted together. */
const listen = async (url: string, first: string | null): Promise<void> => {
  let heard = 0
  let open = 0
  const hex = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'hex'))
  for (let at = 0; at < LISTENERS; at += 1) {
    const socket = new WebSocket(url)
    socket.binaryType = 'arraybuffer'
    socket.addEventListener('open', () => {
      // Each is a window of its own: the desk shuts a line out when the same window comes again.
      const own = first?.replaceAll(hexOf(WINDOW), hexOf(`w${String(at + 1).padStart(WINDOW.length - 1, '0')}`))
      for (const frame of own?.split(' ') ?? []) socket.send(hex(frame))
      open += 1
      if (open === LISTENERS) setTimeout(() => process.send?.('ready'), 3000)
    })
    socket.addEventListener('message', ({ data }) => {
      // Every change of the bench carries these letters.
      if (!Buffer.from(data as ArrayBuffer).includes('BENCHED')) return
      heard += 1
      if (heard % LISTENERS === 0) process.send?.('heard')
    })
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  process.once('disconnect', () => process.exit(0))
}

const listening = (server: Server): Promise<number> => new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))

/** Milliseconds from each change until the last of the listeners has it. */
const fanOut = async (url: string, first: string | null, change: (turn: number) => void): Promise<number[]> => {
  const child = fork(process.argv[1] ?? '', ['--listen', url, ...(first === null ? [] : [first])])
  const next = (word: string): Promise<void> =>
    new Promise((resolve) => {
      const heard = (message: unknown): void => {
        if (message !== word) return
        child.off('message', heard)
        resolve()
      }
      child.on('message', heard)
    })
  await next('ready')
  const taken: number[] = []
  for (let turn = 0; turn < CHANGES; turn += 1) {
    const all = next('heard')
    const began = performance.now()
    change(turn)
    await all
    if (turn > 4) taken.push(performance.now() - began)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  child.disconnect()
  return taken
}

const bench = async (): Promise<void> => {
  const story = longStory(5_000)
  const http = createServer()
  let generation = 0
  const live = openLive({
    load: () => Promise.resolve(ok({ story, notes: noNotes, conflicts: [], base: 'e'.repeat(64), generation, at: '2026-03-12T10:00:00.000Z', by: '沈牧' })),
    lineage: () => Promise.resolve({}),
    store: () => Promise.resolve(ok({ generation: (generation += 1) })),
    admit: () => Promise.resolve(ok({ person: { id: 'p', name: '沈牧' }, may: 'edit' })),
    lease: { take: () => Promise.resolve(ok({ owned: true })), keep: () => Promise.resolve(true), release: () => Promise.resolve(), ask: () => Promise.resolve(ok(null)), asked: () => Promise.resolve([]) },
    now: () => new Date().toISOString(),
    report: (message) => console.warn(message),
    limits: { perPerson: LISTENERS + 10 },
  })
  live.attach(http)
  const url = `ws://127.0.0.1:${String(await listening(http))}${LIVE_PATH}`
  const entry = JSON.stringify({ token: 'bench-bench-bench-bench', schema: LIVE_SCHEMA, window: WINDOW })
  // The words a client comes in with, as the provider says them: the entry, then a question for the document.
  const text = (value: string): number[] => [Buffer.byteLength(value), ...Buffer.from(value)]
  const frames = [[...text(story.id), 2, 0, ...text(entry)], [...text(story.id), 0, 0, 1, 0]].map((bytes) => Buffer.from(bytes).toString('hex')).join(' ')
  const doc = new Doc()
  const writer = new HocuspocusProvider({ url, name: story.id, document: doc, token: entry })
  await new Promise<void>((resolve) => writer.on('synced', () => resolve()))
  const words = (doc.getXmlFragment('body').get(0) as XmlElement).get(0) as XmlText
  const ours = await fanOut(url, frames, () => words.insert(0, 'BENCHED'))
  writer.destroy()
  await live.close()
  http.closeAllConnections()
  http.close()

  const bare = createServer()
  const peers = new Set<{ send: (bytes: Uint8Array) => unknown }>()
  const sockets = crossws({ hooks: { open: (peer) => void peers.add(peer), close: (peer) => void peers.delete(peer), message: (_, message) => peers.forEach((peer) => void peer.send(message.uint8Array())) } })
  bare.on('upgrade', (request, socket, head) => void sockets.handleUpgrade(request, socket, head))
  const bareUrl = `ws://127.0.0.1:${String(await listening(bare))}/`
  const one = new WebSocket(bareUrl)
  await new Promise((resolve) => one.addEventListener('open', resolve))
  const message = Buffer.alloc(80, 'BENCHED')
  const theirs = await fanOut(bareUrl, null, () => one.send(message))
  one.close()
  bare.closeAllConnections()
  bare.close()
  report([
    { what: `one change to ${String(LISTENERS)} listeners of a live session, median`, ms: median(ours), baseline: 'the same bytes sent on by a bare WebSocket server', baselineMs: median(theirs), ratio: median(ours) / median(theirs), aim: null, note: 'until the last of them has it; all in one other process' },
    { what: `one change to ${String(LISTENERS)} listeners of a live session, p95`, ms: quantile(ours, 0.95), baseline: 'the same bytes sent on by a bare WebSocket server', baselineMs: quantile(theirs, 0.95), ratio: quantile(ours, 0.95) / quantile(theirs, 0.95), aim: null, note: 'until the last of them has it; all in one other process' },
  ])
  process.exit(0)
}

if (process.argv[2] === '--listen') await listen(process.argv[3] ?? '', process.argv[4] ?? null)
else await bench()
