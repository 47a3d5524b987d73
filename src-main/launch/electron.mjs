import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const EXECUTABLES = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }

const read = (file) => {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return null
  }
}

/**
 * Finds the Electron binary without loading the electron package, which would try to download it. Answers {path, version}, or
 * {path: null, reason}: 'not-installed' (no package), 'no-binary', 'other-version'. ELECTRON_OVERRIDE_DIST_PATH names another dist folder.
 */
export const findElectron = (root, env = process.env, platform = process.platform) => {
  const executable = EXECUTABLES[platform] ?? 'electron'
  const override = env.ELECTRON_OVERRIDE_DIST_PATH
  if (override) {
    const path = join(override, executable)
    return existsSync(path) ? { path, version: read(join(override, 'version'))?.replace(/^v/, '') ?? '', reason: null } : { path: null, version: '', reason: 'no-binary' }
  }
  const folder = join(root, 'node_modules/electron')
  const text = read(join(folder, 'package.json'))
  if (text === null) return { path: null, version: '', reason: 'not-installed' }
  const wanted = JSON.parse(text).version
  const path = join(folder, 'dist', executable)
  if (!existsSync(path)) return { path: null, version: '', reason: 'no-binary' }
  const version = read(join(folder, 'dist/version'))?.replace(/^v/, '') ?? ''
  return version === wanted ? { path, version, reason: null } : { path: null, version, reason: 'other-version' }
}
