import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

type Found = { path: string | null; version: string; reason: string | null }
type Env = Record<string, string | undefined>

/** The launch scripts' functions, typed here since the scripts are plain JavaScript that runs before anything is installed. */
export type Launch = {
  'install.mjs': { missingPackages: (root: string) => string[]; npmCommand: (env: Env, platform: string) => { command: string; before: string[]; shell: boolean }; ensureInstalled: (root: string, env?: Env) => Promise<boolean> }
  'build.mjs': { BUILT: string[]; buildNeeded: (root: string) => 'absent' | 'stale' | null; ensureBuilt: (root: string, node: string) => Promise<boolean> }
  'node24.mjs': { findNode: (root: string, running?: { version: string; path: string }) => string | null }
  'electron.mjs': { findElectron: (root: string, env?: Env, platform?: string) => Found }
  'file-names.mjs': { readingNames: (env: Env, charmap: string) => Env }
  'shell.mjs': { chooseShell: (here: { electron: Found; platform: string; env: Env; root: boolean; args: string[] }) => { shell: string; why: string; args: string[] }; shellLine: (why: string) => [string, string] }
  'words.mjs': { speaksChinese: (env: Env, locale?: string) => boolean }
}

export const LAUNCH = resolve(import.meta.dirname, '../../src-main/launch')

/** Loads one launch script. */
export const load = async <N extends keyof Launch>(name: N): Promise<Launch[N]> => (await import(join(LAUNCH, name))) as Launch[N]

/** Writes files under a folder; objects as JSON. */
export const plant = async (root: string, files: Record<string, unknown>): Promise<void> => {
  for (const [path, content] of Object.entries(files)) {
    const file = join(root, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  }
}
