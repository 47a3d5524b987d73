import { generateKeyPairSync } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { keyIdOf, nodeCrypto } from '../../../src-main/signoff/crypto'
import { deskKey, deskKeyIdIn, deskKeyOf } from '../../../src-main/signoff/desk-key'
import { fromBase64, preAuthBytes } from '../../../src-shared/signoff/envelope'

let folder: string
const file = (): string => join(folder, 'desk-key.pem')
const openKey = () => deskKey({ folder, now: () => '2026-11-22T08:00:00.000Z' })
const opened = async () => {
  const key = await openKey()
  if (!key.ok) throw new Error(key.code)
  return key.value
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stet-desk-key-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('is made on first use, readable by its owner alone, and is the same desk ever after', async () => {
  const first = await opened()
  expect((await stat(file())).mode & 0o777).toBe(0o600)
  expect(first.id).toBe(keyIdOf(first.publicKey))
  const text = await readFile(file(), 'utf8')
  const second = await opened()
  expect(second).toMatchObject({ id: first.id, publicKey: first.publicKey })
  expect(await readFile(file(), 'utf8')).toBe(text)
})

test('signs envelopes its public key verifies', async () => {
  const key = await opened()
  const payload = new TextEncoder().encode('{}')
  const envelope = key.sign('text/plain', payload)
  expect(envelope.signatures[0]?.keyid).toBe(key.id)
  expect(nodeCrypto.verify(key.publicKey, preAuthBytes('text/plain', payload), fromBase64(envelope.signatures[0]!.sig))).toBe(true)
})

test('refuses a key file other accounts can read, and leaves it as it is', async () => {
  await opened()
  for (const mode of [0o640, 0o604, 0o660]) {
    await chmod(file(), mode)
    expect(await openKey()).toMatchObject({ ok: false, code: 'desk-key-exposed', details: { path: file() } })
    expect((await stat(file())).mode & 0o777).toBe(mode)
  }
  await chmod(file(), 0o400)
  expect((await openKey()).ok).toBe(true)
})

test.each([
  ['an empty file', ''],
  ['half a key', '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2Vw'],
  ['a key of another kind', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
])('refuses %s and never makes another desk in its place', async (_, text) => {
  await writeFile(file(), text, { mode: 0o600 })
  expect(await openKey()).toMatchObject({ ok: false, code: 'key-damaged', details: { path: file() } })
  expect(await readFile(file(), 'utf8')).toBe(text)
})

test('is one key, whichever of several processes makes it first', async () => {
  const keys = await Promise.all(Array.from({ length: 8 }, opened))
  expect(new Set(keys.map(({ id }) => id)).size).toBe(1)
  expect(await readdir(folder)).toEqual(['desk-key.pem'])
})

test('that stands elsewhere is read there, and never made', async () => {
  const { id } = await opened()
  const elsewhere = join(folder, 'elsewhere.pem')
  expect(await deskKey({ folder, now: () => '', file: elsewhere })).toMatchObject({ code: 'desk-key-missing', details: { path: elsewhere } })
  await rename(file(), elsewhere)
  expect(await deskKey({ folder, now: () => '', file: elsewhere })).toMatchObject({ ok: true, value: { id } })
  expect(await deskKeyOf(elsewhere)).toEqual({ ok: true, value: id })
  expect([await deskKeyOf(file()), deskKeyIdIn(await readFile(elsewhere, 'utf8')), deskKeyIdIn('no key')]).toEqual([null, id, null])
})
