import { Server as SessionServer, type Connection, type Document } from '@hocuspocus/server'
import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'

import { LIVE_MESSAGE_BYTES, LIVE_SCHEMA, liveEntrySchema } from '../../../src-shared/desk-api/live'
import type { Working } from '../../../src-shared/desk-api/working'
import { failed, failureOf, ok, type Failure, type Outcome } from '../../../src-shared/outcome'
import { storyIdSchema } from '../../../src-shared/story/story'
import { seed } from './document'
import { hearUpgrades, Refusal } from './entrance'
import { refusalOf } from './gate'
import { LIVE_LIMITS, type LivePorts } from './ports'
import { dismiss, openSession, type Guest, type Session } from './session'

/** Live sessions of a desk: pieces several people edit at once. */
export type Live = {
  /** Hears a listening server's upgrades at LIVE_PATH; answers what stops it and cuts those that came in by it. */
  attach: (server: Server) => () => void
  /** The working copy as it stands this moment, stored: for a stage command, which then calls `reset`. Whatever process holds its session gives it up first. */
  cut: (story: string) => Promise<Outcome<Working>>
  /** Ends the piece's session because something else made a new working copy: clients hear `live-ended` {reason} and open again. */
  reset: (story: string, reason: 'stage' | 'takeover' | 'replaced') => Promise<void>
  /** Asks again what a person may do, wherever they are connected: after their rights or sessions changed. */
  recheck: (person: string) => Promise<void>
  /** How many sessions and connections there are. */
  counts: () => { sessions: number; connections: number }
  /** Stores every session and lets everything go; nobody comes in any more. Safe to call twice. */
  close: () => Promise<void>
}

const refuse = ({ code, message, details }: Failure): Refusal => new Refusal(JSON.stringify({ code, message, details }))
const ENDED = (reason: string) => failed('live-ended', 'The session ended; open the piece again.', { reason })

/** Nothing more is taken from a connection, and it ends. */
const shutOut = (connection: Connection): void => {
  connection.readOnly = true
  connection.close({ code: 4409, reason: 'left' })
  connection.webSocket.close(4409, 'left')
}

type Rooms = { limits: typeof LIVE_LIMITS; sessions: Map<string, Session>; guests: Map<Connection, Guest>; owned: Map<string, number> }

const admit = async (ports: LivePorts, rooms: Rooms, story: string, text: string): Promise<Outcome<Guest>> => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    json = null
  }
  const entry = liveEntrySchema.safeParse(json)
  if (!entry.success || !storyIdSchema.safeParse(story).success) return failed('bad-request', 'This is no way into a live session.', { place: 'entry' })
  if (entry.data.schema !== LIVE_SCHEMA) return failed('live-schema', 'This Stet and the desk are of different versions.', { theirs: entry.data.schema, ours: LIVE_SCHEMA })
  const admitted = await ports.admit(entry.data.token, story)
  if (!admitted.ok) return admitted
  const { person, may } = admitted.value
  const here = [...rooms.guests.values()].filter((guest) => guest.story === story && guest.person.id === person.id).length
  if (here >= rooms.limits.perPerson) return failed('live-full', 'This person is here too many times already.', {})
  if (!rooms.owned.has(story)) {
    const lease = await ports.lease.take(story)
    if (!lease.ok) return lease
    if (!lease.value.owned) return failed('live-elsewhere', 'Another process of this desk holds the session.', { url: lease.value.url })
    rooms.owned.set(story, Date.now())
  }
  const { token, window } = entry.data
  // What a line this window left may still carry must not come in after what the window brings now.
  for (const [connection, guest] of rooms.guests) if (guest.window === window && guest.story === story && guest.person.id === person.id) shutOut(connection)
  return ok({ token, story, window, person, may })
}

/** Opens live sessions over the desk's ports. One per process; the lease keeps processes from editing one piece apart. */
export const openLive = (ports: LivePorts): Live => {
  const limits = { ...LIVE_LIMITS, ...ports.limits }
  const sessions = new Map<string, Session>()
  const guests = new Map<Connection, Guest>()
  const owned = new Map<string, number>()
  const ending = new Map<string, Promise<void>>()
  let sockets = 0
  let closed = false
  let shutting: Promise<void> | null = null

  const server: SessionServer<Partial<Guest>> = new SessionServer<Partial<Guest>>({
    quiet: true,
    stopOnSignals: false,
    debounce: limits.rest,
    maxDebounce: limits.atMost,
    // Kept whole, so that a change can be judged against what others took out.
    yDocOptions: { gc: false, gcFilter: () => true },
    maxUnauthenticatedQueueSize: 100_000,
    maxPendingDocuments: 1,
    websocketOptions: { maxPayload: LIVE_MESSAGE_BYTES },
    onAuthenticate: async ({ token, documentName, connectionConfig }) => {
      await ending.get(documentName)
      if (closed) throw refuse(failed('desk-closed', 'The desk is closing.'))
      const guest = await admit(ports, { limits, sessions, guests, owned }, documentName, token)
      if (!guest.ok) throw refuse(guest)
      connectionConfig.readOnly = guest.value.may === 'read'
      return guest.value
    },
    onLoadDocument: async ({ document, documentName }) => {
      const opened = await ports.load(documentName)
      if (!opened.ok) throw refuse(opened)
      const seeded = seed(document, opened.value, await ports.lineage(documentName))
      if (!seeded.ok) throw refuse(seeded)
      sessions.set(documentName, openSession({ id: randomUUID(), document, opened: opened.value, ports }))
    },
    connected: ({ connection, context, documentName }) => {
      const guest = context as Guest
      guests.set(connection, guest)
      sessions.get(documentName)?.greet(connection, guest)
      return Promise.resolve()
    },
    beforeSync: ({ connection, document, type, payload }) => {
      const guest = guests.get(connection as Connection) ?? (connection.context as Guest)
      if (type !== 1 && type !== 2) return Promise.resolve()
      const refusal = refusalOf(document, type, payload, guest.may)
      if (refusal) {
        // Nothing more is taken from this connection; its client leaves by itself, and merges.
        connection.readOnly = true
        dismiss(connection as Connection, 'apart', refusal)
      }
      return Promise.resolve()
    },
    beforeHandleAwareness: ({ states, context }) => {
      // Nobody appears under another's name.
      for (const state of states.values()) if (context?.person) state['user'] = { ...(state['user'] as object | undefined), name: context.person.name, id: context.person.id }
      return Promise.resolve()
    },
    onChange: ({ documentName, context }) => {
      if (context.person) sessions.get(documentName)?.touchedBy(context.person.name)
      return Promise.resolve()
    },
    onStoreDocument: async ({ documentName, document }) => {
      const session = sessions.get(documentName)
      if (!session || session.document !== document || session.ended()) return
      const stored = await session.store()
      if (stored.ok || session.ended()) return
      if (stored.code === 'working-stale') void end(documentName, ENDED('replaced'))
      else setTimeout(() => void session.store().then(() => server.hocuspocus.unloadDocument(document)), limits.rest * 2).unref()
    },
    onDisconnect: () => {
      for (const connection of guests.keys()) if (!connection.document.hasConnection(connection)) guests.delete(connection)
      return Promise.resolve()
    },
    beforeUnloadDocument: ({ documentName }) => {
      const session = sessions.get(documentName)
      // What could not be stored stays here until it can be.
      if (session && session.unstored() && !session.ended() && !closed) throw new Refusal('unstored')
      return Promise.resolve()
    },
    afterUnloadDocument: async ({ documentName }) => {
      sessions.delete(documentName)
      owned.delete(documentName)
      await ports.lease.release(documentName).catch((error: unknown) => ports.report('A lease was not given back', { story: documentName, reason: failureOf(error).message }))
    },
  })
  const { hocuspocus } = server

  const shut = async (story: string, document: Document, failure: Failure): Promise<void> => {
    for (const connection of document.getConnections()) dismiss(connection, 'ended', failure)
    // Closing waits for messages under way; the document goes once nobody is left.
    for (let tries = 0; tries < 200 && hocuspocus.documents.get(story) === document; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, tries === 0 ? 0 : 10))
      const pending = `onStoreDocument-${story}`
      if (hocuspocus.debouncer.isDebounced(pending)) void hocuspocus.debouncer.executeNow(pending)
      await hocuspocus.unloadDocument(document)
    }
  }
  const end = (story: string, failure: Failure): Promise<void> => {
    const session = sessions.get(story)
    if (!session) return ending.get(story) ?? Promise.resolve()
    session.end()
    const done = shut(story, session.document, failure).finally(() => ending.delete(story))
    ending.set(story, done)
    return done
  }
  const recheckAll = async (which: (guest: Guest) => boolean): Promise<void> => {
    for (const [connection, guest] of [...guests]) {
      if (!which(guest)) continue
      const now = await ports.admit(guest.token, guest.story)
      if (!now.ok) dismiss(connection, 'ended', now)
      else if (now.value.may !== guest.may) dismiss(connection, 'ended', ENDED('rights'))
    }
  }
  const keepLeases = async (): Promise<void> => {
    for (const [story, taken] of [...owned]) {
      // Taken for somebody who then did not come in.
      if (!sessions.has(story) && Date.now() - taken > 10_000) {
        owned.delete(story)
        await ports.lease.release(story)
        continue
      }
      if (await ports.lease.keep(story)) continue
      owned.delete(story)
      await end(story, ENDED('replaced'))
    }
    for (const story of await ports.lease.asked()) {
      await sessions.get(story)?.store()
      await end(story, ENDED('moved'))
      if (!sessions.has(story)) await ports.lease.release(story)
    }
  }
  /** One after the other, however long one takes; a fault is written down and the next try comes. */
  const every = (milliseconds: number, work: () => Promise<void>): (() => void) => {
    let running = false
    const timer = setInterval(() => {
      if (running) return
      running = true
      void work()
        .catch((error: unknown) => ports.report('Live sessions could not be looked after', { reason: failureOf(error).message }))
        .finally(() => {
          running = false
        })
    }, milliseconds)
    timer.unref()
    return () => clearInterval(timer)
  }
  const shutAll = async (): Promise<void> => {
    for (const session of sessions.values()) await session.store()
    closed = true
    for (const stop of stops) stop()
    await Promise.all([...sessions.keys()].map((story) => end(story, ENDED('closed'))))
    await server.destroy()
  }
  const stops = [every(limits.rights, () => recheckAll(() => true)), every(limits.lease, keepLeases)]

  return {
    attach: (http) => {
      const own = new Set<Duplex>()
      const stop = hearUpgrades(http, {
        origins: ports.origins ?? [],
        room: () => !shutting && sockets < limits.sockets,
        pass: (request, socket, head) => {
          sockets += 1
          own.add(socket)
          socket.once('close', () => {
            sockets -= 1
            own.delete(socket)
          })
          server.httpServer.emit('upgrade', request, socket, head)
        },
      })
      return () => {
        stop()
        for (const socket of own) socket.destroy()
      }
    },
    cut: async (story) => {
      await ending.get(story)
      const session = sessions.get(story)
      if (session) return session.store()
      const lease = await ports.lease.take(story)
      if (!lease.ok) return lease
      if (!lease.value.owned) {
        const given = await ports.lease.ask(story)
        if (!given.ok) return given
      } else if (!owned.has(story)) await ports.lease.release(story)
      return ports.load(story)
    },
    reset: (story, reason) => end(story, ENDED(reason)),
    recheck: (person) => recheckAll((guest) => guest.person.id === person),
    counts: () => ({ sessions: sessions.size, connections: guests.size }),
    close: () => (shutting ??= shutAll()),
  }
}
