import type { Outcome } from '../outcome'
import type { Input, Method, Output } from './contract'
import type { HostEvent } from './events'

/** What a live line tells: that it is open, each message of the desk's, and that it is closed (a WebSocket's code, or 1006). */
export type LiveHeard = { opened: () => void; message: (bytes: Uint8Array) => void; closed: (code: number, reason: string) => void }
/** A line to a piece's live session at the desk. What is sent before it is open waits; a line with too much waiting closes. */
export type LiveLine = { send: (bytes: Uint8Array) => void; close: () => void }

/** What a shell puts into the window as `window.stet`: the same two functions in Electron and in a browser. */
export type BridgePort = {
  /** Asks the host. Never rejects: a host that cannot be reached answers `host-unreachable`. */
  ask: <M extends Method>(method: M, input: Input<M>) => Promise<Outcome<Output<M>>>
  /** Listens to the host; returns what stops listening. */
  listen: (listener: (event: HostEvent) => void) => () => void
  /** Opens a line to a story's live session at the desk, through the host: the window itself opens no socket to a desk. */
  live: (story: string, heard: LiveHeard) => LiveLine
}

/** Paths the window loads pictures from, the same in both shells. `width` asks for a screen-sized rendition. */
export const photoPath = (story: string, sha256: string, width?: number): string => `/photo/${story}/${sha256}${width ? `?width=${String(width)}` : ''}`
/** The same for a piece at the desk. */
export const deskPhotoPath = (story: string, sha256: string, width?: number): string => `/desk-photo/${story}/${sha256}${width ? `?width=${String(width)}` : ''}`
