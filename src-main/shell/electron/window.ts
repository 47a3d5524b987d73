import { join } from 'node:path'
import { app, BrowserWindow, dialog, nativeTheme, screen } from 'electron'

import type { Language } from '../../../src-shared/story/story'
import type { Log } from '../host'
import { shellWords } from '../words'
import { closeWhenSaved } from './closing'
import { WINDOW_ADDRESS } from './guard'
import { keepContextMenu } from './menu'
import { keepWindowState, readWindowState, WINDOW_SIZE } from './window-state'

/** What a window is opened with: the bundled preload, the file its place is kept in, the icon, the language now, and for one beside another the address it opens at. */
export type WindowOptions = { preload: string; stateFile: string; icon: string; language: () => Language; log: Log; beside?: string }

/** An open window. `flush` waits until its place is on the disk. */
export type OpenWindow = { window: BrowserWindow; flush: () => Promise<void> }

/** A first crash is often the machine's mood; a second is not, so the window is loaded again once only. */
const reloadOnce = (window: BrowserWindow, options: WindowOptions): void => {
  let gone = 0
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return
    gone += 1
    options.log.error('The window stopped', { reason: details.reason, exitCode: details.exitCode, times: gone })
    if (gone === 1) {
      window.webContents.reload()
      return
    }
    const say = shellWords(options.language())
    dialog.showErrorBox(say.crashTitle, say.crash)
  })
  window.webContents.on('preload-error', (_event, _path, error) => options.log.error('The preload failed', { reason: error.message }))
  window.on('unresponsive', () => options.log.warn('The window does not answer'))
}

/** A second window stands a little off the first, so that both are seen. */
const beside = <B extends { x?: number; y?: number }>(bounds: B): B => ({ ...bounds, ...(bounds.x !== undefined && bounds.y !== undefined && { x: bounds.x + 36, y: bounds.y + 36 }) })

/** Opens a window, hidden until it has something to show, at the place it was left. Its contents are guarded where all contents are (life.ts). */
export const openWindow = async (options: WindowOptions): Promise<OpenWindow> => {
  const main = screen.getPrimaryDisplay()
  const areas = [main, ...screen.getAllDisplays().filter((display) => display.id !== main.id)].map((display) => display.workArea)
  const { maximised, ...bounds } = await readWindowState(options.stateFile, areas)
  const window = new BrowserWindow({
    ...(options.beside === undefined ? bounds : beside(bounds)),
    minWidth: WINDOW_SIZE.minWidth,
    minHeight: WINDOW_SIZE.minHeight,
    title: 'Stet 定稿',
    icon: options.icon,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1a1a' : '#ffffff',
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      // The spell checker would fetch its dictionaries from the network.
      spellcheck: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      devTools: !app.isPackaged,
    },
  })
  keepContextMenu(window.webContents, options.language)
  closeWhenSaved(window, options.language)
  reloadOnce(window, options)
  // Only the first window's place is remembered.
  const { flush } = options.beside === undefined ? keepWindowState(window, options.stateFile, options.log) : { flush: () => Promise.resolve() }
  window.once('ready-to-show', () => {
    if (maximised) window.maximize()
    window.show()
  })
  await window.loadURL(options.beside ?? WINDOW_ADDRESS)
  return { window, flush }
}

/** The files of the built app, from its root. */
export const builtFiles = (root: string): { preload: string; renderer: string; icon: string } => ({
  preload: join(root, 'out/preload/preload.cjs'),
  renderer: join(root, 'out/renderer'),
  icon: join(root, 'resources/icons/512x512.png'),
})
