import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import { compose } from '../../../src-main/compose'
import { findBrowser } from '../../../src-main/publication/paper/find-browser'
import type { Host } from '../../../src-main/shell/host'
import type { Input, Method, Output } from '../../../src-shared/bridge/contract'
import { valueOf } from '../../../src-shared/outcome'

const PASSPHRASE = '澜江 晨雾 青石 2026'
let home = ''
let host: Host
let there: { id: string; destination: string }
let sha256 = ''
let headline = ''
const revealed: string[] = []

const answer = <M extends Method>(method: M, input: Input<M>) => host.handlers[method](input)
const ask = async <M extends Method>(method: M, input: Input<M>): Promise<Output<M>> => valueOf(await answer(method, input))
const comeIn = async (role: string): Promise<void> => {
  const { sample } = await ask('app.state', null)
  const somebody = sample.find((each) => each.role === role)!
  await ask('app.signIn', { login: somebody.login, password: somebody.password })
  await ask('key.create', { passphrase: PASSPHRASE })
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'stet-published-'))
  const resources = join(import.meta.dirname, '../../../resources')
  host = valueOf(await compose({ home, resources, version: '0', shell: 'browser', language: 'zh-CN', keychain: null, reveal: (path) => Promise.resolve(void revealed.push(path)), sample: true, log: { info: () => undefined, warn: () => undefined, error: () => undefined } }))
  await comeIn('reporter')
  const [row] = (await ask('library.list', null)).toSorted((a, b) => b.photos - a.photos)
  await ask('submit.send', { id: row!.id })
  await vi.waitFor(async () => expect(await ask('desk.pieces', { scope: 'mine' })).toHaveLength(1), { timeout: 20_000 })
  await comeIn('editor')
  const { dossier } = await ask('desk.piece', { id: row!.id })
  ;({ sha256 } = dossier.piece.standing.revision)
  headline = dossier.piece.headline
  await ask('desk.decide', { id: row!.id, decision: 'signOff', reason: '', issues: [], closes: [], pass: null, delegation: null, seen: sha256, working: null, passphrase: PASSPHRASE })
  const { newsroom } = await ask('app.state', null)
  there = { id: row!.id, destination: newsroom!.destinations[0]!.id }
}, 60_000)
afterAll(async () => {
  await host.close()
  await rm(home, { recursive: true, force: true })
})

test('a preview is of the signed revision, read from the desk', async () => {
  expect((await ask('published.previewAt', { ...there, sha256 })).copy.title).toContain(headline)
  expect(await answer('published.previewAt', { ...there, sha256: 'f'.repeat(64) })).toMatchObject({ ok: false })
})

test('a package is written as it comes and verified before it has its name; handed back in, it holds, by the key of the desk that is known', async () => {
  const made = await ask('published.export', { id: there.id })
  const folder = join(made.path, '..')
  expect(await readdir(folder)).toEqual([made.name])
  const bytes = await readFile(made.path)
  expect(bytes.length).toBe(made.bytes)
  const handIn = async (whole: Buffer): Promise<Output<'published.verify'>> => {
    const first = await ask('archive.receive', { ticket: null, name: made.name, bytes: Uint8Array.from(whole.subarray(0, 1000)) })
    const { ticket } = await ask('archive.receive', { ...first, name: made.name, bytes: Uint8Array.from(whole.subarray(1000)) })
    const verdict = await ask('published.verify', { ticket })
    expect(await answer('published.verify', { ticket }), 'what was handed in is gone').toMatchObject({ ok: false, code: 'archive-unreadable' })
    return verdict
  }
  const verdict = await handIn(bytes)
  expect(verdict).toMatchObject({ holds: true, headline })
  expect(verdict.findings.at(-1)).toMatchObject({ code: 'desk-known' })
  bytes[bytes.indexOf('"headline"') + 14]! ^= 1
  expect((await handIn(bytes)).findings.filter(({ ok: good }) => !good).map(({ code }) => code)).toContain('file-altered')
})

const settledBatch = async (): Promise<NonNullable<Output<'batch.state'>['report']>> => {
  const state = await vi.waitFor(async () => {
    const now = await ask('batch.state', null)
    expect(now.going).toBeNull()
    return now
  }, { timeout: 30_000 })
  expect(state.fault).toBeNull()
  return state.report!
}

test('many packages are exported into one new folder, which goes on by itself; what came of it is kept until it is read, for whoever began it', async () => {
  expect(await answer('batch.begin', { ids: [there.id], folder: '/nowhere at all' })).toMatchObject({ ok: false, code: 'place-not-folder' })
  const unsigned = '6f1c2a9e-4b7d-4c55-9e0a-2d8f3b1c7a10'
  await ask('batch.begin', { ids: [there.id, unsigned, there.id], folder: null })
  expect(await ask('batch.state', null)).toMatchObject({ going: { total: 2 }, report: null })
  expect(await answer('batch.begin', { ids: [there.id], folder: null })).toMatchObject({ ok: false, code: 'export-busy' })
  const report = await settledBatch()
  expect(report).toMatchObject({ written: [{ id: there.id }], refused: [{ id: unsigned, failure: { code: 'piece-unknown' } }], left: [], ended: null })
  expect(report.folder).toMatch(/发稿包 \d{4}-\d{2}-\d{2} \d{4}$/)
  expect(await readdir(report.folder!)).toEqual(report.written.map(({ name }) => name))
  await ask('batch.reveal', null)
  expect(revealed).toEqual([join(report.folder!, report.written[0]!.name)])
  const chosen = await mkdtemp(join(tmpdir(), 'stet-chosen-'))
  await ask('batch.begin', { ids: [there.id], folder: chosen })
  await ask('batch.cancel', null)
  expect(await settledBatch()).toMatchObject({ folder: null, written: [], left: [there.id], ended: { code: 'cancelled' } })
  expect(await readdir(chosen)).toEqual([])
  await ask('batch.dismiss', null)
  expect(await ask('batch.state', null)).toEqual({ going: null, report: null, fault: null })
  expect(await answer('batch.reveal', null)).toMatchObject({ ok: false, code: 'not-allowed' })
  await rm(chosen, { recursive: true })
})

test('what waits for an hour is held, let go, given another hour and cancelled', async () => {
  expect(await ask('published.publish', { ...there, when: '2099-01-01T08:00:00+08:00' })).toMatchObject({ state: 'waiting', due: '2099-01-01T00:00:00.000Z', stands: null })
  expect(await ask('published.hold', { ...there, held: true })).toMatchObject({ held: true })
  expect(await ask('published.hold', { ...there, held: false })).toMatchObject({ held: false })
  expect(await ask('published.reschedule', { ...there, when: '2099-01-02T08:00:00+08:00' })).toMatchObject({ due: '2099-01-02T00:00:00.000Z' })
  expect(await ask('published.cancel', there)).toBeNull()
  expect(await answer('published.retry', there)).toMatchObject({ code: 'nothing-waits' })
})

test('it is published, looked at, taken down with a reason, and published again', async () => {
  expect(await ask('published.publishAll', { id: there.id, destinations: [there.destination] })).toMatchObject([{ state: 'published', revision: sha256 }])
  const { found, sent } = await ask('published.lookAt', there)
  expect(found).toMatchObject({ state: 'live', copy: sent })
  expect(await ask('published.takeDown', { ...there, reason: '待核' })).toMatchObject({ state: 'takenDown', reason: '待核', stands: { state: 'takenDown' } })
  expect(await answer('published.publishAll', { id: there.id, destinations: 'live' })).toMatchObject({ code: 'not-published' })
  expect(await ask('published.publish', { ...there, when: 'now' })).toMatchObject({ state: 'published' })
})

test('a signed piece is copied for WeChat from its verified package: pictures in it, fields beside it, what goes beyond the limits said', async () => {
  const { html, text, draft, findings, embargo } = await ask('published.wechat', { id: there.id })
  expect(draft.title).toBe(headline)
  expect(draft.pictures.length).toBe(7)
  expect(html.match(/<img src="data:image\/jpeg;base64,[A-Za-z0-9+/=]+" alt="[^"]+"/g)?.length).toBe(7)
  expect(html).not.toContain('photos/web/')
  expect(text).toContain(headline)
  expect(findings.map(({ code }) => code)).toEqual([])
  expect(embargo).toBeNull()
})

test('a piece that nobody signed is not copied', async () => {
  const rows = await ask('library.list', null)
  expect(await answer('published.wechat', { id: rows.find(({ id }) => id !== there.id)?.id ?? '6f1c2a9e-4b7d-4c55-9e0a-2d8f3b1c7a10' })).toMatchObject({ ok: false })
})

test('the review sheet and the article are printed beside the package, or it is said that nothing here can print', { timeout: 300_000 }, async () => {
  const page = await ask('published.paper', { id: there.id, what: 'sheetPage' })
  expect(page.name).toMatch(/ 审稿单\.html$/)
  expect(await readFile(page.path, 'utf8')).toContain(sha256)
  const article = await answer('published.paper', { id: there.id, what: 'article' })
  if (findBrowser() === null) expect(article).toMatchObject({ ok: false, code: 'print-no-browser' })
  else expect((await readFile(valueOf(article).path)).subarray(0, 5).toString()).toBe('%PDF-')
})
