import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { runQuietly } from './run.mjs'
import { tell } from './words.mjs'

/** What a build leaves, and what it is made from. */
export const BUILT = ['out/main/main.js', 'out/main/cli.js', 'out/preload/preload.cjs', 'out/renderer/index.html']
const SOURCES = ['src-main', 'src-renderer', 'src-shared', 'resources', 'electron.vite.config.ts', 'verify-page.vite.ts', 'tsconfig.json', 'package.json', 'package-lock.json']

/** The newest change anywhere under a path, in milliseconds since 1970; folders count, so a deleted file shows. 0 when absent. */
const newest = (path) => {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) return 0
  if (!stats.isDirectory()) return stats.mtimeMs
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stats.mtimeMs)
}

/** Why a build is needed: 'absent', 'stale', or null when out/ is newer than everything it is made from. */
export const buildNeeded = (root) => {
  if (!BUILT.every((file) => existsSync(join(root, file)))) return 'absent'
  const built = Math.min(...BUILT.map((file) => statSync(join(root, file)).mtimeMs))
  return SOURCES.some((source) => newest(join(root, source)) > built) ? 'stale' : null
}

/** Makes out/ current, with the given Node. Answers true when it is; what the builder said is shown only when it fails. */
export const ensureBuilt = async (root, node) => {
  if (!buildNeeded(root)) return true
  const builder = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  tell('正在构建定稿…', 'Building Stet...')
  const { code, output } = await runQuietly(node, [builder, 'build'], { cwd: root })
  if (code === 0) return true
  process.stderr.write(output)
  tell('构建失败（原因见上）。若改过代码，请先改正；否则请删除 node_modules 与 out 两个文件夹后重试。', 'The build failed (see above). If you changed the code, mend that first; else delete the folders node_modules and out and try again.')
  return false
}
