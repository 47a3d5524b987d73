import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Transform } from '@tiptap/pm/transform'
import type { Node as ProseNode } from '@tiptap/pm/model'
import { updateYFragment } from '@tiptap/y-tiptap'
import { vi, expect } from 'vitest'

import { openLive, type Live } from '../../../../src-main/desk/live/live'
import type { Lease, LivePorts } from '../../../../src-main/desk/live/ports'
import type { LiveHeard, LiveLine } from '../../../../src-shared/bridge/port'
import { LIVE_BODY, LIVE_PATH, type Lineage, type LiveRight } from '../../../../src-shared/desk-api/live'
import { readLiveBody, writtenBody } from '../../../../src-shared/desk-api/live-body'
import type { Working } from '../../../../src-shared/desk-api/working'
import { failed, ok, type Outcome } from '../../../../src-shared/outcome'
import { bodySchema } from '../../../../src-shared/story/body'
import { mergeNotes, mergeStories } from '../../../../src-shared/story/merge'
import type { BodyJson } from '../../../../src-shared/story/story'
import { openLiveSession } from '../../../../src-renderer/live/live-session'
import type { LiveOptions, LiveSession } from '../../../../src-renderer/live/live-state'
import { block } from '../../../support/sample-story'
import { workingOf } from './working'

/** People of the room: their session token is their id twice. */
export type Guests = Record<string, { name: string; may: LiveRight }>
export const tokenOf = (id: string): string => `${id}-${id}-session-token`

/** A table of working copies as a desk keeps one. `refuse` makes the next writes fail. */
export const makeTable = (...rows: Working[]) => {
  const stored = new Map(rows.map((row) => [row.story.id, row]))
  const lineages = new Map<string, Lineage>()
  const writes: Working[] = []
  let refuse: string | null = null
  return {
    stored,
    writes,
    refuse: (code: string | null) => {
      refuse = code
    },
    load: (story: string): Promise<Outcome<Working>> => {
      const row = stored.get(story)
      return Promise.resolve(row ? ok(structuredClone(row)) : failed('piece-unknown', 'The desk has no such piece.', { story }))
    },
    lineage: (story: string): Promise<Lineage> => Promise.resolve(lineages.get(story) ?? {}),
    store: (story: string, working: Omit<Working, 'generation'>, expected: number, lineage: Lineage): Promise<Outcome<{ generation: number }>> => {
      if (refuse !== null) return Promise.resolve(failed(refuse, 'refused', {}))
      if (stored.get(story)?.generation !== expected) return Promise.resolve(failed('working-stale', 'Another copy stands there.', {}))
      const next = structuredClone({ ...working, generation: expected + 1 })
      stored.set(story, next)
      lineages.set(story, lineage)
      writes.push(next)
      return Promise.resolve(ok({ generation: expected + 1 }))
    },
  }
}
export type Table = ReturnType<typeof makeTable>

const alone: Lease = { take: () => Promise.resolve(ok({ owned: true })), keep: () => Promise.resolve(true), release: () => Promise.resolve(), ask: () => Promise.resolve(ok(null)), asked: () => Promise.resolve([]) }

/** One process of a desk: its live sessions behind a real HTTP server. */
export type Process = { live: Live; url: string; origin: string; server: Server; reports: string[]; stop: () => Promise<void>; /** Gone as if the machine lost its power: nothing more is stored. */ die: () => Promise<void> }

export const startProcess = async (table: Table, guests: Guests, more: Partial<LivePorts> & { port?: number } = {}): Promise<Process> => {
  const reports: string[] = []
  let dead = false
  const never = (): Promise<never> => new Promise(() => undefined)
  const lease = more.lease ?? alone
  const live = openLive({
    load: table.load,
    lineage: table.lineage,
    store: (...call) => (dead ? never() : table.store(...call)),
    admit: (token) => {
      const id = Object.keys(guests).find((each) => tokenOf(each) === token)
      const guest = id === undefined ? undefined : guests[id]
      return Promise.resolve(guest && id !== undefined ? ok({ person: { id, name: guest.name }, may: guest.may }) : failed('not-signed-in', 'Sign in to the desk first.'))
    },
    now: () => '2026-03-12T10:00:00.000Z',
    report: (message, details) => reports.push(`${message} ${JSON.stringify(details)}`),
    ...more,
    lease: { ...lease, keep: (story) => (dead ? never() : lease.keep(story)), release: (story) => (dead ? never() : lease.release(story)) },
    limits: { rest: 50, atMost: 200, rights: 200, lease: 50, ...more.limits },
  })
  const server = createServer((_, response) => response.writeHead(404).end())
  const detach = live.attach(server)
  await new Promise<void>((resolve) => server.listen(more.port ?? 0, '127.0.0.1', resolve))
  const port = String((server.address() as AddressInfo).port)
  const stopListening = (): Promise<void> =>
    new Promise((resolve) => {
      detach()
      server.close(() => resolve())
      server.closeAllConnections()
    })
  const sockets = new Set<{ destroy: () => void }>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return {
    live,
    server,
    reports,
    url: `ws://127.0.0.1:${port}${LIVE_PATH}`,
    origin: `http://127.0.0.1:${port}`,
    stop: async () => {
      await live.close()
      for (const socket of sockets) socket.destroy()
      await stopListening()
    },
    die: async () => {
      dead = true
      for (const socket of sockets) socket.destroy()
      await stopListening()
    },
  }
}

/** A line over a real WebSocket, whose other end may change; `cut` breaks it and keeps it broken until `mend`. */
export const makeLine = (url: () => string) => {
  let broken = false
  const sockets = new Set<WebSocket>()
  const open = (heard: LiveHeard): LiveLine => {
    const waiting: Uint8Array[] = []
    let told = false
    const closed = (code: number, reason: string): void => {
      if (told) return
      told = true
      heard.closed(code, reason)
    }
    if (broken) {
      setTimeout(() => closed(1006, ''), 5)
      return { send: () => undefined, close: () => undefined }
    }
    const socket = new WebSocket(url())
    sockets.add(socket)
    socket.binaryType = 'arraybuffer'
    socket.addEventListener('open', () => {
      heard.opened()
      for (const bytes of waiting.splice(0)) socket.send(bytes as Uint8Array<ArrayBuffer>)
    })
    socket.addEventListener('message', ({ data }) => {
      if (!told) heard.message(new Uint8Array(data as ArrayBuffer))
    })
    socket.addEventListener('close', ({ code, reason }) => {
      sockets.delete(socket)
      closed(code, reason)
    })
    socket.addEventListener('error', () => closed(1006, ''))
    return {
      send: (bytes) => {
        if (told) return
        if (socket.readyState === 1) socket.send(bytes as Uint8Array<ArrayBuffer>)
        else waiting.push(bytes)
      },
      close: () => {
        told = true
        socket.close()
      },
    }
  }
  return {
    open,
    cut: () => {
      broken = true
      for (const socket of sockets) socket.dispatchEvent(new Event('error'))
      for (const socket of sockets) socket.close()
    },
    mend: () => {
      broken = false
    },
  }
}

export type Client = { session: LiveSession; line: ReturnType<typeof makeLine>; name: string }

/** The house's own merge, as the window hands it in. */
export const merging: LiveOptions['merge'] = { stories: mergeStories, notes: mergeNotes }

/** A window's part in a session, over a real socket. */
export const join = (process: () => Process, id: string, more: Partial<LiveOptions> & { story?: string } = {}): Client => {
  const line = makeLine(() => process().url)
  const session = openLiveSession({ story: STORY, line: line.open, token: tokenOf(id), merge: merging, ...more, times: { again: 30, atMost: 100, ...more.times } })
  return { session, line, name: id }
}

export const until = (check: () => void, timeout = 8000): Promise<void> => vi.waitFor(check, { timeout, interval: 5 })
export const isLive = (...clients: Client[]): Promise<void> => until(() => expect(clients.map(({ session }) => `${session.state().phase} ${session.state().failure?.code ?? ''}`)).toEqual(clients.map(() => 'live ')))

export const STORY = workingOf({ type: 'doc', content: [] }).story.id
export const bodyWith = (...texts: string[]): BodyJson => ({ type: 'doc', content: texts.map((text, at) => block.paragraph(`b${String(at + 1)}`, text)) })

/** The body in a window. */
export const docOf = ({ session }: Client): ProseNode => {
  const doc = session.doc()
  if (!doc) throw new Error('not open yet')
  return readLiveBody(doc.getXmlFragment(LIVE_BODY), bodySchema()).doc
}
export const texts = (client: Client): string[] => docOf(client).children.map((node) => node.textContent)
export const storedTexts = (table: Table): string[] => bodySchema().nodeFromJSON(table.stored.get(STORY)!.story.body).children.map((node) => node.textContent)

/** Edits as a window's binding does: the body changed in ProseMirror, the difference written into the document. */
export const edit = (client: Client, change: (transform: Transform) => void): void => {
  const doc = client.session.doc()
  if (!doc) throw new Error('not open yet')
  const transform = new Transform(docOf(client))
  change(transform)
  doc.transact(() => updateYFragment(doc, doc.getXmlFragment(LIVE_BODY), writtenBody(transform.doc), { mapping: new Map(), isOMark: new Map() }), 'editor')
}

/** Where a block's words begin. */
export const startOf = (doc: ProseNode, at: number): number => doc.children.slice(0, at).reduce((sum, node) => sum + node.nodeSize, 0) + 1
/** Types words into a block, `into` letters from its beginning. */
export const write = (client: Client, at: number, into: number, words: string): void => edit(client, (transform) => transform.insert(startOf(transform.doc, at) + into, bodySchema().text(words)))

/** Waits until everything typed is at the desk, everybody sees the same, and it is stored. */
export const settle = async (process: Process, ...clients: Client[]): Promise<void> => {
  await until(() => {
    // A window whose line has just broken may not have noticed yet.
    expect(process.live.counts().connections).toBeGreaterThanOrEqual(clients.filter(({ session }) => session.state().phase !== 'ended').length)
    expect(clients.map(({ session }) => `${session.state().phase} ${String(session.state().unconfirmed)}`)).toEqual(clients.map(() => 'live 0'))
    const seen = clients.map(({ session }) => session.content())
    for (const each of seen) expect(each).toEqual(seen[0])
  })
  const cut = await process.live.cut(STORY)
  if (!cut.ok) throw new Error(`${cut.code} ${cut.message}`)
}
