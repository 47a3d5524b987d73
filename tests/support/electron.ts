import { EventEmitter } from 'node:events'

/**
 * A stand-in for the electron module, faithful where Stet touches it: emitters emit, preventDefault is remembered, invoke clones its
 * arguments as structured clone does and refuses unknown channels. `import * as electron from '../support/electron'` drives it.
 */
type Handler = (event: unknown, ...args: unknown[]) => unknown
type Rectangle = { x: number; y: number; width: number; height: number }

/** An event whose default can be prevented, with whatever else it carries. */
export const preventable = <T extends object>(more: T = {} as T): T & { defaultPrevented: boolean; preventDefault: () => void } => {
  const event = { ...more, defaultPrevented: false, preventDefault: () => (event.defaultPrevented = true) }
  return event
}

/** Everything the app did to the system, in order. */
export const done: [string, unknown][] = []
const note = (what: string, detail: unknown = null): number => done.push([what, detail])
export const doneOf = (what: string): unknown[] => done.filter(([name]) => name === what).map(([, detail]) => detail)

class App extends EventEmitter {
  isPackaged = false
  paths: Record<string, string> = {}
  lock = true
  languages = ['zh-Hans-CN', 'en-US']
  #ready: (() => void)[] = []
  isReady = false
  enableSandbox = (): void => void note('enableSandbox', this.isReady)
  setPath = (name: string, path: string): void => void (this.paths[name] = path)
  requestSingleInstanceLock = (): boolean => {
    note('lock', this.paths['userData'])
    return this.lock
  }
  whenReady = (): Promise<void> => (this.isReady ? Promise.resolve() : new Promise((resolve) => this.#ready.push(resolve)))
  becomeReady = (): void => {
    this.isReady = true
    for (const resolve of this.#ready.splice(0)) resolve()
  }
  quit = (): void => {
    const event = preventable()
    note('quit')
    this.emit('will-quit', event)
    if (!event.defaultPrevented) note('quitted')
  }
  exit = (code: number): void => void note('exit', code)
  getPreferredSystemLanguages = (): string[] => this.languages
  getVersion = (): string => '0.0.0'
  path = '/app'
  getAppPath = (): string => this.path
}
export let app = new App()

export type Frame = { url: string; parent: Frame | null; detached: boolean }
export class WebContents extends EventEmitter {
  mainFrame: Frame = { url: '', parent: null, detached: false }
  sent: [string, ...unknown[]][] = []
  reloads = 0
  openHandler: ((details: { url: string }) => { action: string }) | null = null
  session = session.defaultSession
  send = (channel: string, ...args: unknown[]): void => void this.sent.push([channel, ...args])
  isDestroyed = (): boolean => false
  getURL = (): string => this.mainFrame.url
  reload = (): void => void (this.reloads += 1)
  replaceMisspelling = (word: string): void => void note('replaceMisspelling', word)
  setWindowOpenHandler = (handler: (details: { url: string }) => { action: string }): void => void (this.openHandler = handler)
}

export class BrowserWindow extends EventEmitter {
  static all: BrowserWindow[] = []
  static getAllWindows = (): BrowserWindow[] => BrowserWindow.all.filter((window) => !window.gone)
  webContents = new WebContents()
  gone = false
  shown = false
  focused = 0
  maximised = false
  minimised = false
  bounds: Rectangle
  options: Record<string, unknown> & { webPreferences: Record<string, unknown> }
  constructor(options: Record<string, unknown> & { webPreferences: Record<string, unknown> }) {
    super()
    this.options = options
    this.bounds = { x: 7, y: 8, width: 0, height: 0, ...(options as Partial<Rectangle>) }
    this.bounds = { x: this.bounds.x, y: this.bounds.y, width: this.bounds.width, height: this.bounds.height }
    BrowserWindow.all.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }
  isDestroyed = (): boolean => this.gone
  isMaximized = (): boolean => this.maximised
  isMinimized = (): boolean => this.minimised
  getNormalBounds = (): Rectangle => ({ ...this.bounds })
  maximize = (): void => {
    this.maximised = true
    this.emit('maximize')
  }
  restore = (): void => void (this.minimised = false)
  show = (): void => void (this.shown = true)
  focus = (): void => void (this.focused += 1)
  moveTo = (bounds: Rectangle): void => {
    this.bounds = bounds
    this.emit('resize')
    this.emit('move')
  }
  loadURL = (url: string): Promise<void> => {
    this.webContents.mainFrame.url = url
    this.emit('ready-to-show')
    return Promise.resolve()
  }
  /** As Electron closes: the page may hold the window, else it goes. */
  holds = false
  close = (): void => {
    if (this.holds) {
      const event = preventable()
      this.webContents.emit('will-prevent-unload', event)
      if (!event.defaultPrevented) return
    }
    this.emit('close', preventable())
    this.gone = true
    this.emit('closed')
    if (BrowserWindow.getAllWindows().length === 0) app.emit('window-all-closed')
  }
}

const handlers = new Map<string, Handler>()
export const ipcMain = {
  handle: (channel: string, handler: Handler): void => {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    handlers.set(channel, handler)
  },
  channels: (): string[] => [...handlers.keys()],
}
/** Sends a message as a frame of some contents would. */
export const invokeFrom = (event: { sender: unknown; senderFrame: unknown }, channel: string, ...args: unknown[]): Promise<unknown> => {
  const handler = handlers.get(channel)
  if (!handler) return Promise.reject(new Error(`No handler registered for '${channel}'`))
  return Promise.resolve(handler(event, ...args.map((arg) => structuredClone(arg))))
}

class IpcRenderer extends EventEmitter {
  /** The contents this renderer stands in. */
  contents: WebContents | null = null
  invoke = (channel: string, ...args: unknown[]): Promise<unknown> => invokeFrom({ sender: this.contents, senderFrame: this.contents?.mainFrame ?? null }, channel, ...args)
}
export const ipcRenderer = new IpcRenderer()
export const world: Record<string, unknown> = {}
export const contextBridge = { exposeInMainWorld: (key: string, api: unknown): void => void (world[key] = api) }

type Permission = (contents: WebContents | null, permission: string, third: unknown, details: Record<string, unknown>) => unknown
class Session extends EventEmitter {
  schemes = new Map<string, (request: Request) => Response | Promise<Response>>()
  onRequest: Permission | null = null
  onCheck: Permission | null = null
  onDevice: ((details: unknown) => boolean) | null = null
  protocol = { handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>): void => void this.schemes.set(scheme, handler) }
  setPermissionRequestHandler = (handler: Permission): void => void (this.onRequest = handler)
  setPermissionCheckHandler = (handler: Permission): void => void (this.onCheck = handler)
  setDevicePermissionHandler = (handler: (details: unknown) => boolean): void => void (this.onDevice = handler)
  addWordToSpellCheckerDictionary = (word: string): void => void note('addWord', word)
}
export const session = { defaultSession: new Session() }
export const protocol = { registerSchemesAsPrivileged: (schemes: unknown): void => void note('registerSchemes', [app.isReady, schemes]) }

export type MenuItem = { label?: string; role?: string; type?: string; accelerator?: string; submenu?: MenuItem[]; click?: () => void; enabled?: boolean }
export const Menu = {
  application: null as MenuItem[] | null,
  popped: [] as MenuItem[][],
  buildFromTemplate: (template: MenuItem[]) => ({ template, popup: () => void Menu.popped.push(template) }),
  setApplicationMenu: (menu: { template: MenuItem[] }): void => void (Menu.application = menu.template),
}

export const safeStorage = {
  available: true,
  backend: 'gnome_libsecret',
  broken: false,
  isEncryptionAvailable: (): boolean => safeStorage.available,
  getSelectedStorageBackend: (): string => safeStorage.backend,
  encryptString: (text: string): Buffer => Buffer.from(`sealed:${Buffer.from(text).toString('hex')}`),
  decryptString: (bytes: Buffer): string => {
    const text = bytes.toString()
    if (!text.startsWith('sealed:')) throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.')
    return Buffer.from(text.slice(7), 'hex').toString()
  },
}
export const shell = {
  openExternal: (url: string): Promise<void> => {
    note('openExternal', url)
    return Promise.resolve()
  },
  showItemInFolder: (path: string): void => void note('showItemInFolder', path),
}
export const dialog = {
  answer: 0,
  showErrorBox: (title: string, content: string): void => void note('errorBox', [title, content]),
  showMessageBoxSync: (_window: unknown, options: unknown): number => {
    note('messageBox', options)
    return dialog.answer
  },
}
export const powerMonitor = new EventEmitter()
export const nativeTheme = { shouldUseDarkColors: false }
type Display = { id: number; workArea: Rectangle }
export const screen = {
  displays: [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] as Display[],
  getPrimaryDisplay: (): Display => screen.displays[0]!,
  getAllDisplays: (): Display[] => screen.displays,
}

/** A fresh machine: nothing registered, nothing open, nothing done. */
export const restart = (): void => {
  app = new App()
  done.length = 0
  BrowserWindow.all = []
  handlers.clear()
  ipcRenderer.removeAllListeners()
  ipcRenderer.contents = null
  for (const key of Object.keys(world)) world[key] = undefined
  powerMonitor.removeAllListeners()
  session.defaultSession = new Session()
  Menu.application = null
  Menu.popped = []
  Object.assign(safeStorage, { available: true, backend: 'gnome_libsecret' })
  dialog.answer = 0
  screen.displays = [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } }]
}
