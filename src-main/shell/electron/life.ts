import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, dialog, powerMonitor, session } from 'electron'

import { failureOf, type Outcome } from '../../../src-shared/outcome'
import type { Language } from '../../../src-shared/story/story'
import type { Bridge } from '../../bridge/serve'
import { windowAssets } from '../assets'
import type { Host, Keychain, Log } from '../host'
import { shellWords } from '../words'
import { guardContents, guardSession } from './guard'
import { answerWindows, tellWindows } from './ipc'
import { electronKeychain } from './keychain'
import { answerLines } from './live-lines'
import { keepMenu } from './menu'
import { registerScheme, serveProtocol } from './protocol'
import { builtFiles, openWindow, type OpenWindow } from './window'

/** What the app is made from. `openHost` is called once, when Electron is ready and this is the only instance. */
export type LifeOptions = {
  home: string
  /** Where out/ and package.json stand: the repository, or app.asar. */
  root: string
  log: Log
  openHost: (keychain: Keychain | null, language: Language) => Promise<Outcome<{ host: Host; bridge: Bridge }>>
}

const systemLanguage = (): Language => (app.getPreferredSystemLanguages()[0]?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en')

type Living = { host: Host; show: () => Promise<void>; beside: (address: string) => Promise<void>; flush: () => Promise<void> }

const refuseToOpen = (log: Log, code: string, message: string): null => {
  log.error('Stet did not open', { code, reason: message })
  dialog.showErrorBox(shellWords(systemLanguage()).openTitle, `${message}\n\n(${code})`)
  app.exit(1)
  return null
}

const begin = async (options: LifeOptions): Promise<Living | null> => {
  const { log } = options
  const opened = await options.openHost(electronKeychain(process.platform), systemLanguage())
  if (!opened.ok) return refuseToOpen(log, opened.code, opened.message)
  const { host, bridge } = opened.value
  const files = builtFiles(options.root)
  guardSession(session.defaultSession)
  serveProtocol(session.defaultSession, windowAssets({ files: files.renderer, host }))
  answerWindows(bridge, log)
  answerLines(host, log)
  const menu = keepMenu({ platform: process.platform, developing: !app.isPackaged, language: host.language, send: (command) => tellWindows({ type: 'command', command }) })
  host.events((event) => {
    menu.refresh()
    tellWindows(event)
  })
  // Whoever locks the screen or closes the lid has left. A library without a passphrase stays open, and says so to nobody.
  const left = (): void => void bridge.handle('library.lock', null)
  powerMonitor.on('lock-screen', left)
  powerMonitor.on('suspend', left)
  let open: OpenWindow | null = null
  const window = { preload: files.preload, icon: files.icon, stateFile: join(options.home, 'window.json'), language: host.language, log }
  const show = async (): Promise<void> => {
    if (!open || open.window.isDestroyed()) {
      open = await openWindow(window)
      return
    }
    if (open.window.isMinimized()) open.window.restore()
    open.window.show()
    open.window.focus()
  }
  await show()
  const beside = async (address: string): Promise<void> => {
    await openWindow({ ...window, beside: address })
  }
  return { host, show, beside, flush: async () => open?.flush() }
}

/** Runs the app from first line to last: one instance, everything sandboxed, and at the end the host closed before the process goes. */
export const liveInElectron = async (options: LifeOptions): Promise<void> => {
  const { log } = options
  registerScheme()
  app.enableSandbox()
  // The lock belongs to this folder, so two homes may be open at once and one home never twice.
  const profile = join(options.home, 'electron')
  mkdirSync(profile, { recursive: true })
  app.setPath('userData', profile)
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  let living: Living | null = null
  let ended = false
  const show = (): void => {
    living?.show().catch((error: unknown) => log.error('The window did not open', { reason: String(error) }))
  }
  const beside = (address: string): void => {
    living?.beside(address).catch((error: unknown) => log.error('The window did not open', { reason: String(error) }))
  }
  app.on('web-contents-created', (_event, contents) => guardContents(contents, log, beside))
  app.on('second-instance', show)
  app.on('activate', show)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('will-quit', (event) => {
    if (ended || !living) return
    event.preventDefault()
    void Promise.allSettled([living.flush(), living.host.close()]).then((results) => {
      for (const result of results) if (result.status === 'rejected') log.error('Closing failed', { reason: String(result.reason) })
      ended = true
      app.quit()
    })
  })
  await app.whenReady()
  try {
    living = await begin(options)
  } catch (error) {
    const failure = failureOf(error)
    refuseToOpen(log, failure.code, failure.message)
  }
}
