#!/usr/bin/env node
import { join, resolve } from 'node:path'

import { ensureBuilt } from './build.mjs'
import { ensureInstalled } from './install.mjs'
import { needNode } from './node24.mjs'
import { runToEnd } from './run.mjs'

/** `npx stet ...`: installs and builds what is missing, then hands the arguments to the command line. Answers its exit code. */
const stet = async (root, args) => {
  if (!(await ensureInstalled(root))) return 1
  const node = needNode(root)
  if (!node || !(await ensureBuilt(root, node))) return 1
  return (await runToEnd(node, [join(root, 'out/main/cli.js'), ...args])).code
}

process.exitCode = await stet(resolve(import.meta.dirname, '../..'), process.argv.slice(2))
