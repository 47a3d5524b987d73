import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'

import type { HostEvent } from '../../../src-shared/bridge/events'
import type { BridgePort, LiveHeard, LiveLine } from '../../../src-shared/bridge/port'
import type { Failure } from '../../../src-shared/outcome'
import { ALLOWED, CHANNELS } from './methods'

// Only types come from src-shared here: its values would bring zod into every window's start.
const refusal = (code: string, message: string): Failure => ({ ok: false, code, message, details: {} })

const ask = async (method: string, input: unknown): Promise<unknown> => {
  if (!ALLOWED.includes(method)) return refusal('bridge-unknown', 'The window asked for something its host does not have.')
  try {
    return await ipcRenderer.invoke(CHANNELS.ask, method, input)
  } catch (error) {
    return refusal('host-unreachable', error instanceof Error ? error.message : String(error))
  }
}

const listen = (listener: (event: HostEvent) => void): (() => void) => {
  // The raw event carries the sender; only what it says goes on.
  const heard = (_: IpcRendererEvent, event: HostEvent): void => listener(event)
  ipcRenderer.on(CHANNELS.event, heard)
  return () => {
    ipcRenderer.removeListener(CHANNELS.event, heard)
  }
}

let lines = 0
const live = (story: string, heard: LiveHeard): LiveLine => {
  const name = String((lines += 1))
  const told = (_: IpcRendererEvent, line: string, what: string, first: unknown, second: unknown): void => {
    if (line !== name) return
    if (what === 'opened') heard.opened()
    else if (what === 'message' && first instanceof Uint8Array) heard.message(first)
    else if (what === 'closed') {
      ipcRenderer.removeListener(CHANNELS.lived, told)
      heard.closed(Number(first), String(second))
    }
  }
  const act = (what: string, value?: unknown): void => {
    ipcRenderer.invoke(CHANNELS.live, what, name, value).catch(() => undefined)
  }
  ipcRenderer.on(CHANNELS.lived, told)
  act('open', story)
  return {
    send: (bytes) => act('send', bytes),
    close: () => {
      ipcRenderer.removeListener(CHANNELS.lived, told)
      act('close')
    },
  }
}

contextBridge.exposeInMainWorld('stet', { ask: ask as BridgePort['ask'], listen, live } satisfies BridgePort)
