import type { LiveHeard, LiveLine } from '../../src-shared/bridge/port'

/** Opens a line to a piece's live session. */
export type OpenLine = (heard: LiveHeard) => LiveLine

/** Events a WebSocket has, with what the session provider reads of them. */
type Told = { open: object; message: { data: ArrayBuffer }; close: { code: number; reason: string }; error: object }
type Listener = (event: never) => void

/** What keeps messages back while somebody composes, and what makes the sockets. */
export type LineSockets = {
  /** A class to stand where the provider expects WebSocket. */
  socket: new (url: string) => object
  /** Keeps what comes in until `release`, so that nothing moves under an input method. */
  hold: () => void
  release: () => void
}

const bytesOf = (bytes: Uint8Array): ArrayBuffer => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer

/** Sockets over the host's lines, for the session provider. Held messages come later, in their order; none is lost. */
export const lineSockets = (open: OpenLine): LineSockets => {
  let held: (() => void)[] | null = null
  const pass = (step: () => void): void => {
    if (held) held.push(step)
    else step()
  }
  class LineSocket {
    readyState = 0
    binaryType = 'arraybuffer'
    readonly #listeners = new Map<string, Set<Listener>>()
    readonly #line: LiveLine
    constructor() {
      this.#line = open({
        opened: () => {
          this.readyState = 1
          this.#tell('open', {})
        },
        message: (bytes) => pass(() => this.#tell('message', { data: bytesOf(bytes) })),
        closed: (code, reason) => pass(() => this.#shut(code, reason)),
      })
    }
    addEventListener(name: string, listener: Listener): void {
      const all = this.#listeners.get(name) ?? new Set()
      this.#listeners.set(name, all.add(listener))
    }
    removeEventListener(name: string, listener: Listener): void {
      this.#listeners.get(name)?.delete(listener)
    }
    send(bytes: Uint8Array): void {
      this.#line.send(bytes)
    }
    close(): void {
      this.#line.close()
      this.#shut(1000, '')
    }
    #shut(code: number, reason: string): void {
      if (this.readyState === 3) return
      this.readyState = 3
      this.#tell('close', { code, reason })
    }
    #tell<N extends keyof Told>(name: N, event: Told[N]): void {
      if (name === 'message' && this.readyState === 3) return
      for (const listener of [...(this.#listeners.get(name) ?? [])]) listener(event as never)
    }
  }
  return {
    socket: LineSocket,
    hold: () => {
      held ??= []
    },
    release: () => {
      const waiting = held ?? []
      held = null
      for (const step of waiting) step()
    },
  }
}
