import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import { compose } from '../../../src-main/compose'
import type { Host } from '../../../src-main/shell/host'
import type { Input, Method, Output } from '../../../src-shared/bridge/contract'
import { valueOf } from '../../../src-shared/outcome'

let home = ''
let host: Host
const revealed: string[] = []
const answer = <M extends Method>(method: M, input: Input<M>) => host.handlers[method](input)
const ask = async <M extends Method>(method: M, input: Input<M>): Promise<Output<M>> => valueOf(await answer(method, input))
const year = String(new Date().getFullYear())
const range = { from: `${year}-01`, to: `${year}-12`, zone: Intl.DateTimeFormat().resolvedOptions().timeZone, by: 'author' as const }

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'stet-statistics-'))
  const resources = join(import.meta.dirname, '../../../resources')
  host = valueOf(await compose({ home, resources, version: '0', shell: 'browser', language: 'zh-CN', keychain: null, reveal: (path) => Promise.resolve(void revealed.push(path)), sample: true, log: { info: () => undefined, warn: () => undefined, error: () => undefined } }))
  const { sample } = await ask('app.state', null)
  const reporter = sample.find(({ role }) => role === 'reporter')!
  await ask('app.signIn', { login: reporter.login, password: reporter.password })
  await ask('key.create', { passphrase: '澜江 晨雾 青石 2026' })
  const [row] = await ask('library.list', null)
  await ask('submit.send', { id: row!.id })
  await vi.waitFor(async () => expect(await ask('desk.pieces', { scope: 'mine' })).toHaveLength(1), { timeout: 20_000 })
}, 60_000)
afterAll(async () => {
  await host.close()
  await rm(home, { recursive: true, force: true })
})

test('what the desk counted is read through the bridge, and out of bounds nothing', async () => {
  const [piece] = await ask('desk.pieces', { scope: 'mine' })
  const { rows, totals } = await ask('statistics.read', range)
  expect(rows).toMatchObject([{ name: piece!.authorName, channel: piece!.channel, milestone: 'submitted', pieces: 1, characters: piece!.characters, photos: piece!.photos }])
  expect(totals.submitted.pieces).toBe(1)
  expect(await answer('statistics.read', { ...range, zone: 'Nowhere' })).toMatchObject({ ok: false, code: 'bad-request' })
})

test('the table is written as a file beside the packages, in the window\'s language, and can be shown there', async () => {
  const csv = await ask('statistics.export', { range, group: 'person', format: 'csv' })
  expect(csv.name).toBe(`统计 ${year}-01 至 ${year}-12 按人员.csv`)
  const text = await readFile(csv.path, 'utf8')
  expect(text.startsWith('\uFEFF人员,送审篇数,')).toBe(true)
  expect(text.trimEnd().split('\r\n')).toHaveLength(3)
  await ask('app.settings', { language: 'en' })
  const xlsx = await ask('statistics.export', { range, group: 'month', format: 'xlsx' })
  const bytes = await readFile(xlsx.path)
  expect([xlsx.name, bytes.length, bytes.subarray(0, 2).toString()]).toEqual([`Statistics ${year}-01 to ${year}-12 By month.xlsx`, xlsx.bytes, 'PK'])
  expect((await readdir(dirname(csv.path))).sort()).toEqual([xlsx.name, csv.name].sort())
  await ask('published.reveal', { path: xlsx.path })
  expect(revealed).toEqual([xlsx.path])
})
