import type { LiveHeard, LiveLine } from '../../src-shared/bridge/port'
import { LIVE_MESSAGE_BYTES, LIVE_PATH } from '../../src-shared/desk-api/live'
import type { Details } from '../../src-shared/outcome'
import { storyIdSchema } from '../../src-shared/story/story'
import { elsewhereIn, outgoing } from './live-frame'

/** Lines to live sessions for the windows of this machine. The windows open no socket to the desk and hold no token; the host does both. */
export type LiveRelay = { open: (story: string, heard: LiveHeard) => LiveLine; close: () => void }

/** Why a line closed, as a WebSocket would say it: the desk is in this very app, nobody is signed in, or too much waits. */
export const RELAY_CODES = { embedded: 4404, signedOut: 4401, full: 1013, away: 1006, badStory: 1008 } as const

/** How many lines there may be at once, and how many bytes may wait on one. */
const LIMITS = { lines: 32, waiting: 2 * LIVE_MESSAGE_BYTES }

const schemeOf = (address: URL): 'ws:' | 'wss:' => (address.protocol === 'https:' ? 'wss:' : 'ws:')

/** Opens the relay. `desk` is the desk's address, null while it runs in this app: then there is nobody to edit with. */
export const openLiveRelay = (options: { desk: () => string | null; token: () => string | null; report: (message: string, details: Details) => void }): LiveRelay => {
  const lines = new Set<() => void>()
  // Where the desk said a piece is held; tried once, then the desk is asked again.
  const elsewhere = new Map<string, string>()

  const addressOf = (story: string, desk: string): string => {
    const own = new URL(`${desk.replace(/\/$/, '')}${LIVE_PATH}`)
    own.protocol = schemeOf(new URL(desk))
    const told = elsewhere.get(story)
    elsewhere.delete(story)
    // Never from a safe line to an open one.
    return told !== undefined && (new URL(told).protocol === own.protocol || new URL(told).protocol === 'wss:') ? told : own.href
  }
  const refused = (heard: LiveHeard, code: number, reason: string): LiveLine => {
    queueMicrotask(() => heard.closed(code, reason))
    return { send: () => undefined, close: () => undefined }
  }
  return {
    open: (story, heard) => {
      const [desk, token] = [options.desk(), options.token()]
      if (!storyIdSchema.safeParse(story).success) return refused(heard, RELAY_CODES.badStory, 'bad-request')
      if (desk === null) return refused(heard, RELAY_CODES.embedded, 'live-embedded')
      if (token === null) return refused(heard, RELAY_CODES.signedOut, 'not-signed-in')
      if (lines.size >= LIMITS.lines) return refused(heard, RELAY_CODES.full, 'live-full')
      const socket = new WebSocket(addressOf(story, desk))
      socket.binaryType = 'arraybuffer'
      let waiting: Uint8Array[] = []
      let over = false
      const end = (code: number, reason: string): void => {
        if (over) return
        over = true
        lines.delete(leave)
        waiting = []
        socket.close()
        heard.closed(code, reason)
      }
      const leave = (): void => end(RELAY_CODES.away, '')
      lines.add(leave)
      socket.addEventListener('open', () => {
        heard.opened()
        for (const bytes of waiting.splice(0)) socket.send(bytes as Uint8Array<ArrayBuffer>)
      })
      socket.addEventListener('message', ({ data }) => {
        if (over || !(data instanceof ArrayBuffer)) return
        const bytes = new Uint8Array(data)
        const told = elsewhereIn(bytes)
        if (told !== null) elsewhere.set(story, told)
        heard.message(bytes)
      })
      socket.addEventListener('close', ({ code, reason }) => end(code, reason))
      socket.addEventListener('error', leave)
      return {
        send: (bytes) => {
          if (over) return
          const message = bytes.length > LIVE_MESSAGE_BYTES ? null : outgoing(bytes, story, token)
          if (!message) {
            options.report('A window sent something that is no message of its live session', { bytes: bytes.length })
            end(RELAY_CODES.badStory, 'bad-request')
            return
          }
          const held = waiting.reduce((sum, each) => sum + each.length, socket.bufferedAmount)
          if (held + message.length > LIMITS.waiting) {
            end(RELAY_CODES.full, 'live-full')
            return
          }
          if (socket.readyState === WebSocket.OPEN) socket.send(message as Uint8Array<ArrayBuffer>)
          else waiting.push(message)
        },
        close: () => {
          if (over) return
          over = true
          lines.delete(leave)
          socket.close()
        },
      }
    },
    close: () => {
      for (const each of [...lines]) each()
    },
  }
}
