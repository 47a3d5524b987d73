// `npm test`: installs what is missing, runs every check, and closes with "N passed, N failed". Arguments name the stages to run
// (lint types layers unused unit build journeys packaging); none means all.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { ensureInstalled } from '../src-main/launch/install.mjs'
import { findNode } from '../src-main/launch/node24.mjs'
import { beginGhost, findBrowser, prepareMachine } from './prepare.mjs'

const root = join(import.meta.dirname, '..')
const results = join(root, '.cache/results')
mkdirSync(results, { recursive: true })

if (!(await ensureInstalled(root))) process.exit(1)
prepareMachine()

const node = findNode(root)
const env = { ...process.env, PATH: `${join(node, '..')}:${join(root, 'node_modules/.bin')}:${process.env['PATH']}`, STET_BROWSER: findBrowser() ?? '', FORCE_COLOR: '0' }
const tool = (name, ...args) => spawnSync(join(root, 'node_modules/.bin', name), args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env }).status === 0

const asOne = (good) => ({ passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 })
const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

const vitest = (name, ...args) => {
  const file = join(results, `${name}.json`)
  rmSync(file, { force: true })
  const good = tool('vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args)
  const told = readJson(file)
  if (!told) return asOne(false)
  // A file that failed to load has no tests to count, but it failed.
  const failed = Math.max(told.numFailedTests, good ? 0 : 1)
  return { passed: told.numPassedTests, failed, skipped: told.numPendingTests + told.numTodoTests }
}

const journeys = () => {
  if (!env.STET_BROWSER) {
    console.log('No browser found: install chromium, or name one in STET_BROWSER.')
    return asOne(false)
  }
  const file = join(results, 'journeys.json')
  rmSync(file, { force: true })
  spawnSync(join(root, 'node_modules/.bin/playwright'), ['test', '-c', 'tests/journeys/playwright.config.ts'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file } })
  const told = readJson(file)
  if (!told) return asOne(false)
  const { expected, unexpected, flaky, skipped } = told.stats
  return { passed: expected + flaky, failed: unexpected + (told.errors?.length ?? 0), skipped }
}

const stages = {
  lint: () => asOne(tool('eslint', '.', '--max-warnings', '0')),
  types: () => asOne(tool('tsc', '-p', 'tsconfig.json', '--noEmit')),
  layers: () => asOne(tool('depcruise', 'src-main', 'src-renderer', 'src-shared', '--config', '.dependency-cruiser.cjs')),
  unused: () => asOne(tool('knip')),
  build: () => asOne(tool('electron-vite', 'build')),
  unit: () => vitest('unit', '--exclude', 'tests/packaging/**'),
  packaging: () => vitest('packaging', 'tests/packaging'),
  journeys,
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in stages))
if (unknown.length > 0) {
  console.log(`Unknown stage: ${unknown.join(', ')}. Stages: ${Object.keys(stages).join(' ')}`)
  process.exit(2)
}

if (asked.length === 0 || asked.includes('unit') || asked.includes('journeys')) beginGhost()

const total = { passed: 0, failed: 0, skipped: 0 }
const table = []
for (const name of asked.length > 0 ? asked : Object.keys(stages)) {
  console.log(`\n== ${name}`)
  const began = Date.now()
  const counted = stages[name]()
  for (const key of Object.keys(total)) total[key] += counted[key]
  table.push(`${name.padEnd(10)} ${String(counted.passed).padStart(5)} passed ${String(counted.failed).padStart(3)} failed ${String(counted.skipped).padStart(3)} skipped ${((Date.now() - began) / 1000).toFixed(0).padStart(5)} s`)
}
console.log(`\n${table.join('\n')}\n`)
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`)
process.exitCode = total.failed > 0 ? 1 : 0
