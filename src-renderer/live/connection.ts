import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness'
import { applyUpdate, Doc } from 'yjs'

import { liveWordSchema, type LiveWord } from '../../src-shared/desk-api/live'
import { failed, failureSchema, type Failure } from '../../src-shared/outcome'

export type Hello = Extract<LiveWord, { type: 'hello' }>

/** What a connection tells its session. `left`: it is over, with the refusal where there is one. */
export type ConnectionHeard = { ready: (hello: Hello) => void; remote: (update: Uint8Array) => void; unconfirmed: (count: number) => void; word: (word: LiveWord) => void; left: (failure: Failure | null) => void }

/** One connection to a live session, from coming in to leaving. Its document begins empty and is filled by the desk: never an older one. */
export type Connection = {
  doc: Doc
  send: (update: Uint8Array) => void
  /** Shows this window's caret to the others and theirs here. */
  present: (awareness: Awareness) => void
  leave: () => void
}

const readWord = (payload: string): LiveWord | null => {
  try {
    return liveWordSchema.safeParse(JSON.parse(payload)).data ?? null
  } catch {
    return null
  }
}

/** Of the session protocol: a message that carries the document, and one that only asks for it. */
const [SYNC, ASKS] = [0, 0]

/** What the door said: a failure as JSON, or the provider's own words. */
const refusalOf = (reason: string): Failure => {
  try {
    const told = failureSchema.omit({ ok: true }).safeParse(JSON.parse(reason))
    if (told.success) return failed(told.data.code, told.data.message, told.data.details)
  } catch {
    // Not the desk's words.
  }
  return failed('live-refused', `The desk did not let this window in: ${reason}`, {})
}

/** Comes into a story's session. `entry` is what liveEntrySchema reads. */
export const connect = (options: { story: string; entry: string; socket: new (url: string) => object; heard: ConnectionHeard }): Connection => {
  const { heard } = options
  const doc = new Doc({ gc: false })
  // Takes what comes in before the window's own is there.
  let awareness = new Awareness(doc)
  awareness.setLocalState(null)
  let hello: Hello | null = null
  let synced = false
  let ready = false
  let over = false
  const websocket = new HocuspocusProviderWebsocket({ url: 'ws://live.invalid', WebSocketPolyfill: options.socket, maxAttempts: 1 })
  const leave = (): void => {
    if (over) return
    over = true
    // The window's own awareness outlives the connection; the provider would end it.
    awareness.off('update', provider.boundAwarenessUpdateHandler)
    removeAwarenessStates(awareness, [...awareness.getStates().keys()].filter((client) => client !== awareness.clientID), 'left')
    provider.configuration.awareness = null
    provider.destroy()
    websocket.destroy()
  }
  const begin = (): void => {
    if (ready || !hello || !synced || over) return
    ready = true
    heard.ready(hello)
  }
  const gone = (failure: Failure | null): void => {
    if (over) return
    leave()
    heard.left(failure)
  }
  const provider: HocuspocusProvider = new HocuspocusProvider({
    name: options.story,
    document: doc,
    awareness,
    websocketProvider: websocket,
    token: options.entry,
    onMessage: ({ message }) => {
      if (!ready || over) return
      message.readVarString()
      const kind: number = message.readVarUint()
      if (kind !== SYNC) return
      const step: number = message.readVarUint()
      if (step === ASKS) return
      // As the desk sent it: applied here first, it would seem to know of what this window did meanwhile.
      heard.remote(message.readVarUint8Array())
    },
    onStateless: ({ payload }) => {
      const word = readWord(payload)
      if (!word || over) return
      if (word.type === 'hello') {
        hello = word
        begin()
      } else if (word.type === 'ended' || word.type === 'apart') gone(failed(word.code, word.message, word.details))
      else heard.word(word)
    },
    onSynced: () => {
      synced = true
      begin()
    },
    onUnsyncedChanges: ({ number }) => {
      if (ready && !over) heard.unconfirmed(number)
    },
    onAuthenticationFailed: ({ reason }) => gone(refusalOf(reason)),
    onClose: () => gone(null),
  })
  websocket.on('maxAttemptsFailed', () => gone(null))
  provider.attach()
  const present = (next: Awareness): void => {
    const others = [...awareness.getStates().keys()].filter((client) => client !== awareness.clientID)
    applyAwarenessUpdate(next, encodeAwarenessUpdate(awareness, others), provider)
    awareness.off('update', provider.boundAwarenessUpdateHandler)
    awareness.destroy()
    awareness = next
    provider.configuration.awareness = next
    next.on('update', provider.boundAwarenessUpdateHandler)
    // Said once more, so that the desk knows of it.
    next.setLocalState(next.getLocalState() ?? {})
  }
  return { doc, send: (update) => applyUpdate(doc, update, 'here'), present, leave }
}
