// `npm run bench [NAME ...]`: bundles each bench, runs it on Node 24 and writes docs/benchmarks.md. Every figure stands beside a baseline of the same run.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'

import { ensureInstalled } from '../../src-main/launch/install.mjs'
import { findNode } from '../../src-main/launch/node24.mjs'
import { findBrowser, prepareMachine } from '../prepare.mjs'

const root = join(import.meta.dirname, '../..')
if (!(await ensureInstalled(root))) process.exit(1)
prepareMachine()
const node = findNode(root)
const env = { ...process.env, PATH: `${join(node, '..')}:${join(root, 'node_modules/.bin')}:${process.env['PATH']}`, STET_BROWSER: findBrowser() ?? '' }
const built = join(root, '.cache/bench')
rmSync(built, { recursive: true, force: true })
mkdirSync(built, { recursive: true })

const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.bench.ts')).map((name) => name.replace('.bench.ts', ''))
const asked = process.argv.slice(2).length > 0 ? process.argv.slice(2) : names
const step = (command, args) => {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env })
  if (status !== 0) process.exit(status ?? 1)
}
step(join(root, 'node_modules/.bin/electron-vite'), ['build', '--logLevel', 'warn'])

const page = join(root, 'docs/benchmarks.md')
/** What the page says under each bench's name: one that is not run now keeps what it had. */
const sections = new Map(readFileSync(page, 'utf8').split(/^## /m).slice(1).map((section) => [section.split('\n', 1)[0], section.slice(section.indexOf('\n')).trim()]))
const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}`
const aim = ({ ratio, aim: limit }) => (limit === null ? '' : `${ratio <= limit ? 'met' : 'not met'} (${limit}x)`)
const tableOf = (rows) => [
  '| what | Stet | baseline | ratio | aim | note |',
  '|---|---|---|---|---|---|',
  ...rows.map((row) => `| ${row.what} | ${row.ms.toFixed(2)} ${row.unit ?? 'ms'} | ${row.baseline}: ${row.baselineMs.toFixed(2)} ${row.unit ?? 'ms'} | ${row.ratio.toFixed(2)} | ${aim(row)} | ${row.note} |`),
]
const write = () => {
  const lines = [
    '# Benchmarks',
    '',
    `Made by \`npm run bench\`, or \`npm run bench NAME\` for one; each figure is a median (or p95 where said) beside a baseline of the same run. Absolute times vary by machine; read the ratios.`,
    '',
    ...names.filter((name) => sections.has(name)).flatMap((name) => [`## ${name}`, '', sections.get(name), '']),
  ]
  writeFileSync(page, lines.join('\n'))
}
for (const name of asked) {
  console.log(`\n== ${name}`)
  step(join(root, 'node_modules/.bin/vite'), ['build', '--config', join(import.meta.dirname, 'vite.config.mjs'), '--ssr', join(import.meta.dirname, `${name}.bench.ts`), '--outDir', join(built, name), '--logLevel', 'error'])
  const out = join(built, `${name}.json`)
  step(node, [join(built, name, `${name}.bench.js`), out])
  sections.set(name, [`\`npm run bench ${name}\` on ${machine}`, '', ...tableOf(JSON.parse(readFileSync(out, 'utf8')))].join('\n'))
  // Written as they come, so that one bench that fails does not cost the others.
  write()
}
