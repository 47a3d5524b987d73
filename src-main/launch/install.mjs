import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { runToEnd } from './run.mjs'
import { tell } from './words.mjs'

const packagesOf = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null
  } catch {
    return null
  }
}

/**
 * What is missing or of another version in node_modules, by package-lock.json: paths like "node_modules/zod". Empty when all is there.
 * Optional packages may be absent (they are for other platforms), but not of another version.
 */
export const missingPackages = (root) => {
  const wanted = packagesOf(join(root, 'package-lock.json'))
  if (!wanted) return ['package-lock.json']
  const found = packagesOf(join(root, 'node_modules/.package-lock.json'))
  if (!found) return ['node_modules']
  return Object.entries(wanted)
    .filter(([path, entry]) => {
      if (path === '' || entry.link) return false
      const here = found[path]
      if (!here) return !(entry.optional || entry.devOptional || entry.peer)
      return here.version !== entry.version || !existsSync(join(root, path, 'package.json'))
    })
    .map(([path]) => path)
}

/** The npm that started this script, else the one on the path. */
export const npmCommand = (env, platform) => {
  if (env.npm_execpath && /npm-cli\.c?js$/.test(env.npm_execpath)) return { command: process.execPath, before: [env.npm_execpath], shell: false }
  return { command: platform === 'win32' ? 'npm.cmd' : 'npm', before: [], shell: platform === 'win32' }
}

/** Makes node_modules complete: does nothing when it is, else runs `npm ci`. Answers true when all is in place; words are told when not. */
export const ensureInstalled = async (root, env = process.env) => {
  if (missingPackages(root).length === 0) return true
  tell('正在安装所需的软件包（npm ci），只在第一次或更新后需要…', 'Installing what Stet is built from (npm ci); only the first time and after updates...')
  const npm = npmCommand(env, process.platform)
  const { code } = await runToEnd(npm.command, [...npm.before, 'ci'], { cwd: root, env, shell: npm.shell, stdio: ['inherit', 2, 2] })
  const left = code === 0 ? missingPackages(root) : []
  if (code === 0 && left.length === 0) return true
  if (code === 0) tell(`安装后仍缺少 ${left.slice(0, 3).join('、')}。请删除 node_modules 文件夹后重试。`, `After installing, ${left.slice(0, 3).join(', ')} is still missing. Delete the node_modules folder and try again.`)
  else tell('安装没有完成（上面是 npm 的原话）。请检查网络与磁盘空间，然后重试；第一次安装需要能连到 npm 软件源。', 'Installing did not finish (npm says why, above). Check the network and the disk, then try again; the first installation needs to reach the npm registry.')
  return false
}
