import type { Connection, Document } from '@hocuspocus/server'

import type { LiveRight, LiveWord } from '../../../src-shared/desk-api/live'
import type { Working } from '../../../src-shared/desk-api/working'
import { failed, ok, type Failure, type Outcome } from '../../../src-shared/outcome'
import { makeTurns } from '../../durable/turns'
import { knownText, lineageOf, readContent, settled } from './document'
import type { LivePorts } from './ports'

/** Who is behind a connection. */
export type Guest = { token: string; story: string; /** Its id, the same each time it comes. */ window: string; person: { id: string; name: string }; may: LiveRight }

/** One piece being edited together, from the moment the desk made its document until the last has left. */
export type Session = {
  /** Anew for each document made: a client of another one must not bring its own in. */
  id: string
  document: Document
  /** As it is stored. */
  working: () => Working
  /** The name of whoever changed something last. */
  touchedBy: (name: string) => void
  /** Stores what stands there; what cannot be stored stays unstored, is reported and told. */
  store: () => Promise<Outcome<Working>>
  /** True while something stands there that is not stored. */
  unstored: () => boolean
  /** Nothing is stored any more. */
  end: () => void
  ended: () => boolean
  greet: (connection: Connection, guest: Guest) => void
}

const tell = (document: Document, word: LiveWord): void => {
  // What was changed before is to arrive before.
  document.flush()
  document.broadcastStateless(JSON.stringify(word))
}

/** Says goodbye to one client, and shuts its door. */
export const dismiss = (connection: Connection, type: 'ended' | 'apart', { code, message, details }: Failure): void => {
  connection.sendStateless(JSON.stringify({ type, code, message, details } satisfies LiveWord))
  if (type === 'apart') return
  connection.close({ code: 4403, reason: code })
  connection.webSocket.close(4403, code)
}

/** Opens a session on a document the desk has just made from `opened`. */
export const openSession = (options: { id: string; document: Document; opened: Working; ports: Pick<LivePorts, 'store' | 'now' | 'report'> }): Session => {
  const { id, document, ports } = options
  const turns = makeTurns()
  let working = options.opened
  let text = settled(working)
  let by = working.by
  let unstored = false
  let ended = false
  let stored = knownText(document)

  const fail = (failure: Failure): Failure => {
    unstored = true
    ports.report('A live session could not be stored', { story: document.name, code: failure.code, reason: failure.message })
    tell(document, { type: 'unsound', code: failure.code, message: failure.message, details: failure.details })
    return failure
  }
  const store = async (): Promise<Outcome<Working>> => {
    if (ended) return failed('live-ended', 'This session is over.', {})
    // Read at one moment: what comes in while it is being written waits for the next time.
    const content = readContent(document, working)
    const taken = knownText(document)
    if (!content.ok) return fail(content)
    const next = settled(content.value)
    if (next !== text) {
      const kept: Omit<Working, 'generation'> = { ...content.value, base: working.base, at: ports.now(), by }
      const written = await ports.store(document.name, kept, working.generation, lineageOf(document, id, taken))
      if (!written.ok) return fail(written)
      working = { ...kept, generation: written.value.generation }
      text = next
    }
    unstored = false
    if (stored !== taken) {
      stored = taken
      tell(document, { type: 'stored', generation: working.generation, snapshot: stored })
    }
    return ok(working)
  }
  return {
    id,
    document,
    working: () => working,
    touchedBy: (name) => {
      by = name
      unstored = true
    },
    store: () => turns.take('store', store),
    unstored: () => unstored,
    end: () => {
      ended = true
    },
    ended: () => ended,
    greet: (connection, { person, may }) => connection.sendStateless(JSON.stringify({ type: 'hello', session: id, person, may, generation: working.generation, snapshot: stored } satisfies LiveWord)),
  }
}
