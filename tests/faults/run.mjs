// `npm run faults [-- --runs N --minutes M]`: kills the product's processes at random moments and lives days in a newsroom, N times each, but each for M minutes at most.
// Prints what came of it; STET_WRITE_DOCS=1 writes it into docs/reliability.md.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { ensureInstalled } from '../../src-main/launch/install.mjs'
import { findNode } from '../../src-main/launch/node24.mjs'

const root = join(import.meta.dirname, '../..')
const { values } = parseArgs({ options: { runs: { type: 'string', default: '60' }, minutes: { type: 'string', default: '1' } } })
const runs = Number(values.runs)
const minutes = Number(values.minutes)
if (!(Number.isInteger(runs) && runs > 0 && minutes > 0)) {
  console.log('npm run faults -- --runs N (how often each) --minutes M (how long each at most)')
  process.exit(2)
}
if (!(await ensureInstalled(root))) process.exit(1)

const node = findNode(root)
const out = join(root, '.cache/faults.jsonl')
mkdirSync(join(root, '.cache'), { recursive: true })
rmSync(out, { force: true })
const env = { ...process.env, PATH: `${join(node, '..')}:${join(root, 'node_modules/.bin')}:${process.env['PATH']}`, STET_FAULTS_RUNS: String(runs), STET_FAULTS_MINUTES: String(minutes), STET_FAULTS_OUT: out }
// One after another: a process that is killed beside another is killed later than was meant.
const { status } = spawnSync(join(root, 'node_modules/.bin/vitest'), ['run', '--no-file-parallelism', 'tests/faults/kills', 'tests/main/desk/newsday'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env })

const lines = existsSync(out) ? readFileSync(out, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)) : []
const table = (head, rows) => [`| ${head.join(' | ')} |`, `|${head.map(() => '---').join('|')}|`, ...rows.map((row) => `| ${row.join(' | ')} |`)]
const kills = lines.filter(({ what }) => what !== undefined).map(({ what, kills: times, acknowledged, caught, seconds }) => [what, times, acknowledged, caught, seconds.toFixed(0)])
const days = lines.filter(({ day }) => day !== undefined).map(({ day, days: lived, commands, taken, refused, lent, carried, published, seed }) => [day, lived, commands, taken, refused, lent, carried, published, seed])
const figures = [
  ...table(['killed with -9 while', 'kills', 'acknowledged before', 'fell into the middle', 'seconds'], kills),
  '',
  ...table(['a day in a newsroom on', 'days', 'things done', 'acts taken', 'acts refused', 'under a lent right', 'by another\'s hand', 'publications', 'seed'], days),
]
console.log(`\n${figures.join('\n')}\n`)
console.log(status === 0 ? 'Everything held.' : 'Something did not hold: see above.')
if (process.env['STET_WRITE_DOCS'] === '1' && status === 0) {
  const page = join(root, 'docs/reliability.md')
  const [before = ''] = readFileSync(page, 'utf8').split('## Figures')
  const machine = `${String(cpus().length)} cores (${cpus()[0]?.model.trim() ?? '?'}), ${String(Math.round(totalmem() / 2 ** 30))} GiB, ${process.platform}`
  writeFileSync(page, [`${before}## Figures`, '', `\`npm run faults -- --runs ${String(runs)} --minutes ${String(minutes)}\` on ${machine}. A place ends early where its time is over, and stands here only where nothing was lost, torn or done twice in any of its kills. What fell into the middle was done and not yet answered, or begun and not yet whole.`, '', ...figures, ''].join('\n'))
}
process.exitCode = status ?? 1
