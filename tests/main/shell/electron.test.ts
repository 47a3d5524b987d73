import { readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { serveBridge } from '../../../src-main/bridge/serve'
import { isWindowAddress, outsideAddress } from '../../../src-main/shell/electron/guard'
import { electronKeychain } from '../../../src-main/shell/electron/keychain'
import { liveInElectron } from '../../../src-main/shell/electron/life'
import { ALLOWED, CHANNELS } from '../../../src-main/shell/electron/methods'
import { readWindowState } from '../../../src-main/shell/electron/window-state'
import { METHODS } from '../../../src-shared/bridge/contract'
import type { BridgePort, LiveHeard } from '../../../src-shared/bridge/port'
import { failed, Fault, ok } from '../../../src-shared/outcome'
import * as electron from '../../support/electron'
import { keptLog, makeBuiltWindow, makeFolder, makeHost, PICTURE, STORY } from '../../support/host'

vi.mock('electron', () => import('../../support/electron'))

type World = { home: string; root: string; host: ReturnType<typeof makeHost>; log: ReturnType<typeof keptLog>; window: () => electron.BrowserWindow; life: Promise<void> }
const folders: string[] = []
const until = (check: () => boolean): Promise<void> => vi.waitFor(() => expect(check()).toBe(true), { timeout: 5000, interval: 5 })

/** The app as main.ts runs it, over a built window and a home in temporary folders. */
const launch = async (before: (world: { home: string }) => unknown = () => undefined, opens = true): Promise<World> => {
  const files = await makeBuiltWindow()
  const home = await makeFolder()
  folders.push(dirname(files), home)
  // builtFiles looks under out/renderer; the fixture stands at <root>/renderer.
  const root = dirname(files)
  await import('node:fs/promises').then(({ cp }) => cp(files, join(root, 'out/renderer'), { recursive: true }))
  await before({ home })
  const [host, log] = [makeHost({ 'library.list': () => Promise.resolve(ok([])) }), keptLog()]
  const life = liveInElectron({ home, root, log, openHost: () => Promise.resolve(opens ? ok({ host, bridge: serveBridge(host.handlers, log.error) }) : failed('home-in-use', 'Another Stet has this folder open.')) })
  electron.app.becomeReady()
  await life
  return { home, root, host, log, life, window: () => electron.BrowserWindow.getAllWindows()[0]! }
}

beforeEach(() => electron.restart())
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

describe('starting', () => {
  it('registers its scheme and the sandbox before Electron is ready', async () => {
    await launch()
    expect(electron.doneOf('registerSchemes')).toEqual([[false, [{ scheme: 'stet', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]]])
    expect(electron.doneOf('enableSandbox')).toEqual([false])
  })

  it('opens one sandboxed, isolated window at its own address, shown only when ready', async () => {
    const { window } = await launch()
    expect(electron.BrowserWindow.all).toHaveLength(1)
    const { webPreferences, ...options } = window().options
    expect(webPreferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false, webSecurity: true, webviewTag: false, spellcheck: false })
    // What Electron leaves off unless it is asked for is not asked for.
    for (const risky of ['allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures', 'additionalArguments', 'disableBlinkFeatures', 'plugins']) expect(webPreferences, risky).not.toHaveProperty(risky)
    expect(webPreferences['preload']).toMatch(/out.preload.preload\.cjs$/)
    expect(options).toMatchObject({ show: false, width: 1280, height: 800, minWidth: 960, minHeight: 640 })
    expect(window().webContents.mainFrame.url).toBe('stet://app/')
    expect(window().shown).toBe(true)
  })

  it('has developer tools only when it is not packaged', async () => {
    const open = await launch()
    expect(open.window().options.webPreferences['devTools']).toBe(true)
    electron.restart()
    electron.app.isPackaged = true
    const packaged = await launch()
    expect(packaged.window().options.webPreferences['devTools']).toBe(false)
    expect(JSON.stringify(electron.Menu.application)).not.toContain('toggleDevTools')
  })

  it('leaves to the first instance, which comes forward', async () => {
    electron.app.lock = false
    await launch()
    expect(electron.BrowserWindow.all).toHaveLength(0)
    expect(electron.doneOf('quitted')).toHaveLength(1)
    electron.restart()
    const { window } = await launch()
    window().minimised = true
    electron.app.emit('second-instance')
    expect([window().minimised, window().focused]).toEqual([false, 1])
    expect(electron.BrowserWindow.all).toHaveLength(1)
  })

  it('takes the lock for its home, so that two homes can be open', async () => {
    const { home } = await launch()
    expect(electron.doneOf('lock')).toEqual([join(home, 'electron')])
  })

  it('says why when the newsroom cannot open, and ends', async () => {
    const { log } = await launch(undefined, false)
    expect(electron.BrowserWindow.all).toHaveLength(0)
    expect(electron.doneOf('errorBox')).toEqual([['定稿无法打开', 'Another Stet has this folder open.\n\n(home-in-use)']])
    expect(electron.doneOf('exit')).toEqual([1])
    expect(log.lines).toEqual([['error', 'Stet did not open', { code: 'home-in-use', reason: 'Another Stet has this folder open.' }]])
  })

  it('opens a window again when the dock is clicked after the last was closed', async () => {
    const { window } = await launch()
    window().close()
    electron.app.emit('activate', {}, false)
    await until(() => electron.BrowserWindow.getAllWindows().length === 1)
    expect(window().shown).toBe(true)
  })
})

describe('the bridge in Electron', () => {
  const asOwn = (window: electron.BrowserWindow) => ({ sender: window.webContents, senderFrame: window.webContents.mainFrame })

  it('answers its own window', async () => {
    const { window } = await launch()
    expect(await electron.invokeFrom(asOwn(window()), CHANNELS.ask, 'library.list', null)).toEqual(ok([]))
    expect(electron.ipcMain.channels()).toEqual(['stet:ask', 'stet:live'])
  })

  const frame = (url: string, more: Partial<electron.Frame> = {}): electron.Frame => ({ url, parent: null, detached: false, ...more })
  it.each([
    ['another origin', (w: electron.BrowserWindow) => (w.webContents.mainFrame = frame('https://evil.example/'))],
    ['another host of the scheme', (w: electron.BrowserWindow) => (w.webContents.mainFrame = frame('stet://evil/'))],
    ['an address that only begins like ours', (w: electron.BrowserWindow) => (w.webContents.mainFrame = frame('stet://app.evil.example/'))],
    ['an address with a name in it', (w: electron.BrowserWindow) => (w.webContents.mainFrame = frame('stet://x@app/'))],
    ['a blank page', (w: electron.BrowserWindow) => (w.webContents.mainFrame = frame('about:blank'))],
    ['a frame inside the page', (w: electron.BrowserWindow) => frame('stet://app/', { parent: w.webContents.mainFrame })],
    ['a top frame of other contents', () => frame('stet://app/')],
    ['a frame on its way out', (w: electron.BrowserWindow) => (w.webContents.mainFrame = frame('stet://app/', { detached: true }))],
    ['a frame that is gone', () => null],
  ])('refuses a message from %s', async (_, senderFrame) => {
    const { window, log } = await launch()
    const answer = await electron.invokeFrom({ senderFrame: senderFrame(window()), sender: window().webContents }, CHANNELS.ask, 'library.list', null)
    expect(answer).toMatchObject({ ok: false, code: 'window-refused' })
    expect(log.lines.map(([level]) => level)).toEqual(['warn'])
  })

  it('tells the window what the host says', async () => {
    const { window, host } = await launch()
    host.emit({ type: 'outboxChanged' })
    expect(window().webContents.sent).toEqual([['stet:event', { type: 'outboxChanged' }]])
    window().close()
    expect(() => host.emit({ type: 'outboxChanged' })).not.toThrow()
  })
})

describe('the preload', () => {
  const preload = async (): Promise<BridgePort> => {
    vi.resetModules()
    await import('../../../src-main/shell/electron/preload')
    return electron.world['stet'] as BridgePort
  }

  it('lets through exactly what the contract names', () => {
    expect([...ALLOWED].sort()).toEqual([...METHODS].sort())
  })

  it('puts its few functions into the window and nothing of Electron', async () => {
    const port = await preload()
    expect(Object.keys(port)).toEqual(['ask', 'listen', 'live'])
    expect(Object.keys(electron.world).filter((key) => electron.world[key] !== undefined)).toEqual(['stet'])
  })

  it('asks the host over the one channel', async () => {
    const { window } = await launch()
    const port = await preload()
    electron.ipcRenderer.contents = window().webContents
    expect(await port.ask('library.list', null)).toEqual(ok([]))
  })

  it('stops a method the contract does not name before it leaves the window', async () => {
    const port = await preload()
    const invoke = vi.spyOn(electron.ipcRenderer, 'invoke')
    expect(await port.ask('fs.readFile' as 'library.list', null)).toMatchObject({ ok: false, code: 'bridge-unknown' })
    expect(invoke).not.toHaveBeenCalled()
    invoke.mockRestore()
  })

  it('answers host-unreachable when the host does not answer', async () => {
    const port = await preload()
    expect(await port.ask('library.list', null)).toMatchObject({ ok: false, code: 'host-unreachable' })
  })

  it('passes on what the host says without the raw event, until told to stop', async () => {
    const port = await preload()
    const heard: unknown[][] = []
    const stop = port.listen((...args) => void heard.push(args))
    electron.ipcRenderer.emit('stet:event', { sender: 'raw' }, { type: 'deskChanged' })
    stop()
    electron.ipcRenderer.emit('stet:event', { sender: 'raw' }, { type: 'appChanged' })
    expect(heard).toEqual([[{ type: 'deskChanged' }]])
  })
})

describe('a live line', () => {
  const withLine = async () => {
    const world = await launch()
    const said: unknown[] = []
    const ends: LiveHeard[] = []
    world.host.live = (story, heard) => {
      said.push(['open', story])
      ends.push(heard)
      return { send: (bytes) => said.push(['send', ...bytes]), close: () => said.push(['close']) }
    }
    vi.resetModules()
    await import('../../../src-main/shell/electron/preload')
    const { webContents } = world.window()
    electron.ipcRenderer.contents = webContents
    // What the host sends reaches the preload, as Electron carries it.
    const send = webContents.send
    webContents.send = (channel, ...args) => {
      send(channel, ...args)
      electron.ipcRenderer.emit(channel, { sender: 'raw' }, ...args)
    }
    return { ...world, said, ends, webContents, port: electron.world['stet'] as BridgePort }
  }

  it('carries bytes both ways, and its end', async () => {
    const { said, ends, port } = await withLine()
    const heard: unknown[] = []
    const line = port.live(STORY, { opened: () => heard.push('opened'), message: (bytes) => heard.push([...bytes]), closed: (code, reason) => heard.push([code, reason]) })
    line.send(new Uint8Array([1, 2]))
    await until(() => said.length === 2)
    ends[0]?.opened()
    ends[0]?.message(new Uint8Array([3]))
    ends[0]?.closed(4401, 'not-signed-in')
    ends[0]?.message(new Uint8Array([4]))
    expect(said).toEqual([['open', STORY], ['send', 1, 2]])
    expect(heard).toEqual(['opened', [3], [4401, 'not-signed-in']])
  })

  it('ends with the page it belongs to', async () => {
    const { said, port, webContents } = await withLine()
    port.live(STORY, { opened: () => undefined, message: () => undefined, closed: () => undefined })
    await until(() => said.length === 1)
    webContents.emit('did-navigate')
    expect(said.at(-1)).toEqual(['close'])
  })

  it('is nobody else\'s to open, and takes nothing but bytes', async () => {
    const { said, webContents } = await withLine()
    const frame = { url: 'https://elsewhere.example/', parent: null, detached: false }
    await electron.invokeFrom({ sender: { mainFrame: frame }, senderFrame: frame }, CHANNELS.live, 'open', '1', STORY)
    const from = { sender: webContents, senderFrame: webContents.mainFrame }
    await electron.invokeFrom(from, CHANNELS.live, 'open', 'x'.repeat(61), STORY)
    await electron.invokeFrom(from, CHANNELS.live, 'send', '1', new Uint8Array([1]))
    expect(said).toEqual([])
    await electron.invokeFrom(from, CHANNELS.live, 'open', '1', STORY)
    await electron.invokeFrom(from, CHANNELS.live, 'send', '1', 'text')
    expect(said).toEqual([['open', STORY]])
  })
})

describe('the guard', () => {
  it.each([
    'https://example.com/a?b=c#d', 'https://xn--fiqs8s.example/', 'http://127.0.0.1:4100/2026/story.html',
  ])('hands %s to the system browser and stays', async (url) => {
    const { window } = await launch()
    expect(window().webContents.openHandler?.({ url })).toEqual({ action: 'deny' })
    const event = electron.preventable({ url, isMainFrame: true })
    window().webContents.emit('will-frame-navigate', event)
    expect(event.defaultPrevented).toBe(true)
    expect(electron.doneOf('openExternal')).toEqual([url, url])
  })

  it.each([
    'http://example.com/', 'http://localhost:80/', 'http://127.0.0.1.evil.example/', 'file:///etc/passwd', 'javascript:alert(1)', 'data:text/html,x', 'smb://server/share', 'ms-settings:privacy',
    'https://user:secret@example.com/', 'https://', 'https://a b/', 'https://example.com/\u0000', 'stet://evil/', `https://example.com/${'a'.repeat(2000)}`, 'vscode://x', 'not an address',
  ])('opens %s nowhere', async (url) => {
    const { window, log } = await launch()
    expect(outsideAddress(url)).toBeNull()
    expect(window().webContents.openHandler?.({ url })).toEqual({ action: 'deny' })
    const event = electron.preventable({ url, isMainFrame: true })
    window().webContents.emit('will-frame-navigate', event)
    expect(event.defaultPrevented).toBe(true)
    expect(electron.doneOf('openExternal')).toEqual([])
    // The log names the scheme and nothing else of an address.
    expect(JSON.stringify(log.lines)).not.toContain('secret')
  })

  it('opens a story once more in a guarded window of its own, and nothing else that way', async () => {
    const { window } = await launch()
    const story = 'stet://app/#/story/0f8fad5b-d9cb-469f-a165-70867728950e'
    expect(window().webContents.openHandler?.({ url: story })).toEqual({ action: 'deny' })
    await vi.waitFor(() => expect(electron.BrowserWindow.getAllWindows()).toHaveLength(2))
    const second = electron.BrowserWindow.getAllWindows().at(-1)
    expect(second?.options.webPreferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false })
    expect(second?.webContents.getURL()).toBe(story)
    expect(second?.webContents.openHandler).toBeTypeOf('function')
    for (const url of ['stet://app/', 'stet://app/#/settings', 'stet://app/#/story/../x', 'stet://evil/#/story/0f8fad5b-d9cb-469f-a165-70867728950e']) window().webContents.openHandler?.({ url })
    expect(electron.BrowserWindow.getAllWindows()).toHaveLength(2)
    expect(electron.doneOf('openExternal')).toEqual([])
  })

  it('lets the window load its own pages, but not into a frame, and not by way of a redirect out', async () => {
    const { window } = await launch()
    const attempt = (name: string, details: object): boolean => {
      const event = electron.preventable(details)
      window().webContents.emit(name, event)
      return event.defaultPrevented
    }
    expect(attempt('will-frame-navigate', { url: 'stet://app/', isMainFrame: true })).toBe(false)
    expect(attempt('will-frame-navigate', { url: 'stet://app/', isMainFrame: false })).toBe(true)
    expect(attempt('will-frame-navigate', { url: 'https://example.com/', isMainFrame: false })).toBe(true)
    expect(attempt('will-redirect', { url: 'https://example.com/' })).toBe(true)
    expect(attempt('will-attach-webview', {})).toBe(true)
    expect(electron.doneOf('openExternal')).toEqual([])
  })

  it('permits nothing but putting text on the clipboard', async () => {
    const { window } = await launch()
    const { onRequest, onCheck, onDevice } = electron.session.defaultSession
    const requested = (permission: string, requestingUrl: string, isMainFrame = true): boolean => {
      let granted: boolean | undefined
      onRequest?.(window().webContents, permission, (answer: boolean) => (granted = answer), { requestingUrl, isMainFrame })
      return granted!
    }
    const checked = (permission: string, origin: string, isMainFrame = true): unknown => onCheck?.(window().webContents, permission, origin, { requestingUrl: origin, isMainFrame })
    for (const permission of ['media', 'geolocation', 'notifications', 'fullscreen', 'openExternal', 'clipboard-read', 'midiSysex', 'fileSystem', 'local-network', 'unknown']) {
      expect([permission, requested(permission, 'stet://app/'), checked(permission, 'stet://app/')]).toEqual([permission, false, false])
    }
    expect([requested('clipboard-sanitized-write', 'stet://app/'), checked('clipboard-sanitized-write', 'stet://app/')]).toEqual([true, true])
    expect([requested('clipboard-sanitized-write', 'https://evil.example/'), checked('clipboard-sanitized-write', 'https://evil.example/')]).toEqual([false, false])
    expect([requested('clipboard-sanitized-write', 'stet://app/', false), checked('clipboard-sanitized-write', 'stet://app/', false)]).toEqual([false, false])
    expect(onDevice?.({ deviceType: 'usb' })).toBe(false)
    const download = electron.preventable()
    electron.session.defaultSession.emit('will-download', download)
    expect(download.defaultPrevented).toBe(true)
  })

  it('knows its own address by its parts', () => {
    for (const url of ['stet://app/', 'stet://app/?a', 'stet://app/#b']) expect(isWindowAddress(url)).toBe(true)
    for (const url of ['stet://app2/', 'stet://app:80/', 'stet:app', 'https://app/', 'STET', '']) expect(isWindowAddress(url)).toBe(false)
  })
})

describe('the protocol', () => {
  it('serves the window and its pictures, and no other host', async () => {
    await launch()
    const serve = electron.session.defaultSession.schemes.get('stet')
    expect([...electron.session.defaultSession.schemes.keys()]).toEqual(['stet'])
    const get = async (url: string): Promise<[number, string | null]> => {
      const response = await serve!(new Request(url))
      return [response.status, response.headers.get('content-type')]
    }
    expect(await get('stet://app/')).toEqual([200, 'text/html; charset=utf-8'])
    expect(await get('stet://app/assets/index-a1b2c3.js')).toEqual([200, 'text/javascript; charset=utf-8'])
    expect(await get(`stet://app/photo/${STORY}/${PICTURE}?width=40`)).toEqual([200, 'image/webp'])
    expect((await get('stet://evil/'))[0]).toBe(404)
    expect((await get('stet://app/%2e%2e/secret.txt'))[0]).toBe(404)
  })
})

describe('the window', () => {
  it('opens where it was left', async () => {
    const first = await launch()
    first.window().moveTo({ x: 100, y: 50, width: 1000, height: 700 })
    first.window().maximize()
    first.window().close()
    await until(() => electron.doneOf('quitted').length === 1)
    const kept = await readFile(join(first.home, 'window.json'), 'utf8')
    expect(JSON.parse(kept)).toEqual({ x: 100, y: 50, width: 1000, height: 700, maximised: true })
    electron.restart()
    const second = await launch(({ home }) => writeFile(join(home, 'window.json'), kept))
    expect(second.window().options).toMatchObject({ x: 100, y: 50, width: 1000, height: 700 })
    expect(second.window().maximised).toBe(true)
  })

  const areas = [{ x: 0, y: 0, width: 1280, height: 700 }, { x: 1280, y: 0, width: 1920, height: 1080 }]
  it.each([
    ['no file', null, { width: 1280, height: 700, maximised: false }],
    ['half a file', '{"x":1', { width: 1280, height: 700, maximised: false }],
    ['a file of something else', '{"x":"left"}', { width: 1280, height: 700, maximised: false }],
    ['sizes that are none', '{"x":0,"y":0,"width":-5,"height":1e9,"maximised":false}', { width: 1280, height: 700, maximised: false }],
    ['a display that is gone', '{"x":5000,"y":10,"width":1000,"height":600,"maximised":true}', { width: 1000, height: 600, maximised: true }],
    ['a title bar above the screen', '{"x":10,"y":-300,"width":1000,"height":600,"maximised":false}', { width: 1000, height: 600, maximised: false }],
    ['the second display', '{"x":1400,"y":10,"width":1500,"height":900,"maximised":false}', { x: 1400, y: 10, width: 1500, height: 900, maximised: false }],
  ])('opens sensibly with %s', async (_, text, expected) => {
    const folder = await makeFolder()
    folders.push(folder)
    const file = join(folder, 'window.json')
    if (text !== null) await writeFile(file, text)
    expect(await readWindowState(file, areas)).toEqual(expected)
  })

  it('is loaded again after a crash, once, and both are logged', async () => {
    const { window, log } = await launch()
    const crash = (reason: string): boolean => window().webContents.emit('render-process-gone', {}, { reason, exitCode: 5 })
    crash('clean-exit')
    expect([window().webContents.reloads, log.lines.length]).toEqual([0, 0])
    crash('crashed')
    expect(window().webContents.reloads).toBe(1)
    crash('oom')
    expect(window().webContents.reloads).toBe(1)
    expect(log.lines.map(([level, message]) => [level, message])).toEqual([['error', 'The window stopped'], ['error', 'The window stopped']])
    expect(electron.doneOf('errorBox')).toHaveLength(1)
  })

  it('waits for a page that holds it open while saving', async () => {
    const { window } = await launch()
    const open = window()
    open.holds = true
    open.close()
    expect(open.gone).toBe(false)
    open.holds = false
    await until(() => open.gone)
    expect(electron.doneOf('messageBox')).toEqual([])
  })

  it.each([
    ['stays when the person says so', 0, false],
    ['goes when the person says so', 1, true],
  ])('asks when the page never lets go, and %s', async (_, answer, gone) => {
    const { window } = await launch()
    const open = window()
    open.holds = true
    electron.dialog.answer = answer
    vi.useFakeTimers()
    try {
      open.close()
      await vi.advanceTimersByTimeAsync(10_000)
    } finally {
      vi.useRealTimers()
    }
    expect(electron.doneOf('messageBox')).toHaveLength(1)
    expect(open.gone).toBe(gone)
  })

  it('closes the host, once, before the app goes', async () => {
    const { window, host } = await launch()
    let finish = (): void => undefined
    const close = host.close
    host.close = () => new Promise<void>((resolve) => (finish = resolve)).then(close)
    window().close()
    await until(() => electron.doneOf('quit').length === 1)
    expect(electron.doneOf('quitted')).toEqual([])
    finish()
    await until(() => electron.doneOf('quitted').length === 1)
    expect(host.closed()).toBe(1)
  })

  it('goes even when closing fails, and logs it', async () => {
    const { window, host, log } = await launch()
    host.close = () => Promise.reject(new Error('disk gone'))
    window().close()
    await until(() => electron.doneOf('quitted').length === 1)
    expect(log.lines).toEqual([['error', 'Closing failed', { reason: 'Error: disk gone' }]])
  })
})

describe('the menu', () => {
  const labels = (items: electron.MenuItem[] | null): string[] => (items ?? []).flatMap((item) => [item.label ?? '', ...labels(item.submenu ?? null)]).filter((label) => label !== '')
  const find = (items: electron.MenuItem[], label: string): electron.MenuItem | undefined => items.flatMap((item) => [item, ...(item.submenu ?? [])]).find((item) => item.label === label)

  it('speaks the language of the window and changes with it, whole', async () => {
    const { host } = await launch()
    const chinese = labels(electron.Menu.application)
    expect(chinese).toContain('新建稿件')
    expect(chinese.filter((label) => /^[\x20-\x7e…]+$/.test(label))).toEqual([])
    host.speak('en')
    host.emit({ type: 'appChanged' })
    const english = labels(electron.Menu.application)
    expect(english).toContain('New story')
    expect(english.filter((label) => /\p{Script=Han}/u.test(label))).toEqual([])
    expect(english).toHaveLength(chinese.length)
  })

  it('sends commands to the window by the names of its palette', async () => {
    const { window } = await launch()
    for (const label of ['新建稿件', '送审…', '锁定稿库', '设置…', '命令面板']) find(electron.Menu.application!, label)?.click?.()
    expect(window().webContents.sent.map(([, event]) => (event as { command: string }).command)).toEqual(['newStory', 'submit', 'lockLibrary', 'openSettings', 'openPalette'])
  })

  it('offers under the right button what can be done there, spelling first', async () => {
    const { window } = await launch()
    const flags = { canCut: true, canCopy: true, canPaste: true, canSelectAll: true }
    const right = (more: object): boolean => window().webContents.emit('context-menu', {}, { editFlags: flags, isEditable: false, misspelledWord: '', dictionarySuggestions: [], selectionText: '', ...more })
    right({})
    expect(electron.Menu.popped).toEqual([])
    right({ selectionText: 'words' })
    expect(electron.Menu.popped.map((menu) => labels(menu))).toEqual([['复制']])
    right({ isEditable: true, misspelledWord: 'teh', dictionarySuggestions: ['the'] })
    const menu = electron.Menu.popped[1]!
    expect(labels(menu)).toEqual(['the', '加入词典', '剪切', '复制', '粘贴', '粘贴为纯文本', '全选'])
    menu[0]?.click?.()
    menu[1]?.click?.()
    expect([electron.doneOf('replaceMisspelling'), electron.doneOf('addWord')]).toEqual([['the'], ['teh']])
  })
})

describe('the keychain', () => {
  it('keeps a secret and gives it back', () => {
    const keychain = electronKeychain('linux')
    const sealed = keychain!.encrypt('密钥')
    expect(Buffer.from(sealed).toString()).not.toContain('密钥')
    expect(Buffer.isBuffer(sealed)).toBe(false)
    expect(keychain!.decrypt(sealed)).toBe('密钥')
  })

  it.each([
    ['linux', 'basic_text', true],
    ['linux', 'unknown', true],
    ['linux', 'kwallet6', false],
    ['darwin', 'gnome_libsecret', false],
    ['win32', 'gnome_libsecret', false],
  ])('is none on %s with available backend %s unless trustworthy', (platform, backend, available) => {
    electron.safeStorage.backend = backend
    electron.safeStorage.available = available
    expect(electronKeychain(platform)).toBeNull()
  })

  it('does not ask macOS or Windows for a Linux backend', () => {
    electron.safeStorage.backend = 'basic_text'
    expect(electronKeychain('darwin')?.available()).toBe(true)
    expect(electronKeychain('win32')?.available()).toBe(true)
  })

  it('refuses with a Fault when it cannot read, or has gone since', () => {
    const keychain = electronKeychain('linux')!
    expect(() => keychain.decrypt(new Uint8Array([1, 2]))).toThrow(Fault)
    electron.safeStorage.backend = 'basic_text'
    expect(keychain.available()).toBe(false)
    expect(() => keychain.encrypt('x')).toThrow(expect.objectContaining({ code: 'keychain-refused' }) as Error)
  })
})
