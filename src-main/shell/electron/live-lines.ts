import { ipcMain, type WebContents } from 'electron'

import type { LiveLine } from '../../../src-shared/bridge/port'
import { LIVE_MESSAGE_BYTES } from '../../../src-shared/desk-api/live'
import type { Host, Log } from '../host'
import { isFromWindow } from './guard'
import { CHANNELS } from './methods'

/** How many lines one window may have. */
const LINES = 8

/** The lines of one window, by the names it gave them; they end with its page. */
const linesOf = (host: Pick<Host, 'live'>, contents: WebContents) => {
  const lines = new Map<string, LiveLine>()
  const tell = (line: string, what: 'opened' | 'message' | 'closed', ...values: unknown[]): void => {
    if (!contents.isDestroyed()) contents.send(CHANNELS.lived, line, what, ...values)
  }
  const closeAll = (): void => {
    for (const line of lines.values()) line.close()
    lines.clear()
  }
  contents.once('destroyed', closeAll)
  contents.on('did-navigate', closeAll)
  return {
    open: (name: string, story: string): void => {
      if (lines.has(name) || lines.size >= LINES) {
        tell(name, 'closed', 1013, 'live-full')
        return
      }
      lines.set(
        name,
        host.live(story, {
          opened: () => tell(name, 'opened'),
          message: (bytes) => tell(name, 'message', bytes),
          closed: (code, reason) => {
            lines.delete(name)
            tell(name, 'closed', code, reason)
          },
        }),
      )
    },
    send: (name: string, bytes: unknown): void => {
      if (bytes instanceof Uint8Array && bytes.length <= LIVE_MESSAGE_BYTES) lines.get(name)?.send(bytes)
    },
    close: (name: string): void => {
      lines.get(name)?.close()
      lines.delete(name)
    },
  }
}

/** Takes the lines of our own windows on their one channel: act, name, and the story or bytes. Anybody else gets nothing. */
export const answerLines = (host: Pick<Host, 'live'>, log: Log): void => {
  const windows = new WeakMap<WebContents, ReturnType<typeof linesOf>>()
  ipcMain.handle(CHANNELS.live, (event, act: unknown, name: unknown, value: unknown) => {
    if (!isFromWindow(event)) {
      log.warn('A message from elsewhere was refused')
      return
    }
    if (typeof name !== 'string' || name.length > 60) return
    const lines = windows.get(event.sender) ?? linesOf(host, event.sender)
    windows.set(event.sender, lines)
    if (act === 'open' && typeof value === 'string') lines.open(name, value)
    else if (act === 'send') lines.send(name, value)
    else if (act === 'close') lines.close(name)
  })
}
