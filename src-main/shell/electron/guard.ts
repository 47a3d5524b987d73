import { shell, type IpcMainInvokeEvent, type Session, type WebContents } from 'electron'

import type { Log } from '../host'

/** Where the window stands. */
export const WINDOW_ADDRESS = 'stet://app/'

const parse = (address: string): URL | null => (URL.canParse(address) ? new URL(address) : null)

/** True for the window's own pages and nothing else. Compared by parts: Node calls every custom scheme's origin "null". */
export const isWindowAddress = (address: string): boolean => {
  const url = parse(address)
  return url !== null && url.protocol === 'stet:' && url.host === 'app' && url.username === '' && url.password === ''
}

/**
 * The address to hand to the system's browser, or null: https anywhere, http only to a preview on this machine; never with a
 * name or password in it, control characters, or more than 2,000 characters.
 */
export const outsideAddress = (address: string): string | null => {
  if (address.length > 2000 || /[\u0000-\u0020\u007f]/.test(address)) return null
  const url = parse(address)
  if (!url || url.username !== '' || url.password !== '' || url.hostname === '') return null
  const preview = url.protocol === 'http:' && url.hostname === '127.0.0.1'
  return url.protocol === 'https:' || preview ? url.href : null
}

/** True when a message came from the top frame of a window of ours, standing at our own address. */
export const isFromWindow = (event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>): boolean => {
  const frame = event.senderFrame
  return frame !== null && !frame.detached && frame === event.sender.mainFrame && isWindowAddress(frame.url)
}

const leaveTo = (address: string, log: Log): void => {
  const outside = outsideAddress(address)
  if (outside === null) {
    log.warn('A link was not opened', { scheme: parse(address)?.protocol ?? '' })
    return
  }
  shell.openExternal(outside).catch((error: unknown) => log.warn('The browser did not open', { reason: String(error) }))
}

/** True for a story's own place in the window: what may be opened once more beside it. */
const isStoryAddress = (address: string): boolean => isWindowAddress(address) && /^#\/story\/[0-9a-f-]{36}$/.test(parse(address)?.hash ?? '')

/**
 * Keeps a window at its own address: nothing navigates it away, opens a window by itself, or attaches a webview; good links go
 * to the system's browser, and a story asked for once more goes to `beside`, which opens a guarded window of ours.
 */
export const guardContents = (contents: WebContents, log: Log, beside: (address: string) => void): void => {
  contents.setWindowOpenHandler(({ url }) => {
    if (isStoryAddress(url)) beside(url)
    else leaveTo(url, log)
    return { action: 'deny' }
  })
  contents.on('will-frame-navigate', (details) => {
    if (details.isMainFrame && isWindowAddress(details.url)) return
    details.preventDefault()
    if (details.isMainFrame) leaveTo(details.url, log)
  })
  contents.on('will-redirect', (details) => {
    if (!isWindowAddress(details.url)) details.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
}

/** Nothing is permitted but putting text on the clipboard, and that only to our own top page. */
const permitted = (permission: string, address: string, isMainFrame: boolean): boolean =>
  permission === 'clipboard-sanitized-write' && isMainFrame && isWindowAddress(address)

/** Denies every permission a page can ask for, every device, and every download. */
export const guardSession = (session: Session): void => {
  session.setPermissionRequestHandler((contents, permission, callback, details) => {
    callback(permitted(permission, details.requestingUrl, details.isMainFrame) && isWindowAddress(contents.getURL()))
  })
  session.setPermissionCheckHandler((_contents, permission, origin, details) => permitted(permission, details.requestingUrl ?? origin, details.isMainFrame))
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
}
