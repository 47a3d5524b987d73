import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { keyIdOf, nodeCrypto } from '../../../src-main/signoff/crypto'
import { keyFileSchema, type KeyFile } from '../../../src-main/signoff/key-file'
import { openSigner, type Keychain, type Signer } from '../../../src-main/signoff/signer'
import { Fault } from '../../../src-shared/outcome'
import { fromBase64, preAuthBytes } from '../../../src-shared/signoff/envelope'

const NOW = '2026-11-22T08:00:00.000Z'
const PASSPHRASE = '江边的灯亮了一百天'
const payload = new TextEncoder().encode('{"a":1}')

let root: string
let folders = 0
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'stet-signer-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))
const freshFolder = (): string => join(root, String((folders += 1)), 'keys')
const fileIn = (folder: string, person: string): string => join(folder, `${createHash('sha256').update(person).digest('hex').slice(0, 32)}.json`)

const opened = async (folder: string, keychain: Keychain | null = null): Promise<Signer> => {
  const signer = await openSigner({ folder, keychain, now: () => NOW })
  if (!signer.ok) throw new Error(signer.code)
  return signer.value
}

/** A keychain that scrambles, so that what it was given is not what lies on the disk. */
const testKeychain = (options: { available?: boolean; refuses?: boolean } = {}): Keychain => ({
  available: () => options.available ?? true,
  encrypt: (text) => (options.refuses ? Promise.reject(new Fault('keychain-refused', 'The keyring is locked.')) : Promise.resolve(Uint8Array.from(Buffer.from(text), (byte) => byte ^ 0x5a))),
  decrypt: (bytes) => (options.refuses ? Promise.reject(new Fault('keychain-refused', 'The keyring is locked.')) : Promise.resolve(Buffer.from(Uint8Array.from(bytes, (byte) => byte ^ 0x5a)).toString())),
})

describe('a key behind a passphrase', () => {
  let folder: string
  let text: string
  let file: KeyFile
  beforeAll(async () => {
    folder = freshFolder()
    const signer = await opened(folder)
    expect(await signer.create('u-ann', PASSPHRASE)).toMatchObject({ ok: true })
    text = await readFile(fileIn(folder, 'u-ann'), 'utf8')
    file = keyFileSchema.parse(JSON.parse(text))
  })

  test('is made here, signs at once, and its signature is a DSSE envelope anybody can check', async () => {
    const place = freshFolder()
    const signer = await opened(place)
    expect(signer.keychain).toBe(false)
    expect(signer.state('u-bo')).toBe('absent')
    const made = await signer.create('u-bo', PASSPHRASE)
    if (!made.ok) throw new Error(made.code)
    expect(signer.state('u-bo')).toBe('open')
    expect(made.value.id).toBe(keyIdOf(made.value.publicKey))
    expect(signer.publicKey('u-bo')).toEqual(made)
    const envelope = signer.sign('u-bo', 'text/plain', payload)
    if (!envelope.ok) throw new Error(envelope.code)
    expect(envelope.value).toMatchObject({ payloadType: 'text/plain', signatures: [{ keyid: made.value.id }] })
    const signature = fromBase64(envelope.value.signatures[0]!.sig)
    expect(nodeCrypto.verify(made.value.publicKey, preAuthBytes('text/plain', payload), signature)).toBe(true)
    expect(nodeCrypto.verify(made.value.publicKey, preAuthBytes('text/html', payload), signature)).toBe(false)
  })

  test('lies in a file only its owner reads, and nothing of the private half is readable in it', async () => {
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    expect((await stat(fileIn(folder, 'u-ann'))).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toEqual([`${createHash('sha256').update('u-ann').digest('hex').slice(0, 32)}.json`])
    expect(file).toMatchObject({ person: 'u-ann', createdAt: NOW, sealed: { by: 'passphrase', kdf: { name: 'scrypt', N: 131072, r: 8, p: 1 } } })
    expect(text).not.toContain('PRIVATE')
    // The PKCS8 header every Ed25519 private key starts with.
    if (file.sealed.by !== 'passphrase') throw new Error('sealed by a keychain')
    expect(fromBase64(file.sealed.text).length).toBe(48)
    expect(Buffer.from(file.sealed.text, 'base64').toString('hex')).not.toContain('302e020100300506032b6570')
  })

  test('is locked after a restart, opens with its passphrase however the keyboard composed it, and locks again', async () => {
    const place = freshFolder()
    const made = await (await opened(place)).create('u-eve', 'caf\u00e9 au lait')
    const signer = await opened(place)
    expect(signer.state('u-eve')).toBe('locked')
    expect(signer.sign('u-eve', 'text/plain', payload)).toMatchObject({ ok: false, code: 'key-locked' })
    expect(signer.publicKey('u-eve')).toEqual(made)
    expect(await signer.unlock('u-eve', 'cafe\u0301 au lait')).toEqual(made)
    expect(signer.sign('u-eve', 'text/plain', payload).ok).toBe(true)
    signer.lock('u-eve')
    expect(signer.state('u-eve')).toBe('locked')
    expect(signer.sign('u-eve', 'text/plain', payload)).toMatchObject({ ok: false, code: 'key-locked' })
  })

  test('is not opened by an unlock that was overtaken by a sign-out', async () => {
    const signer = await opened(folder)
    const unlocking = signer.unlock('u-ann', PASSPHRASE)
    signer.lock('u-ann')
    expect(await unlocking).toMatchObject({ ok: false, code: 'key-locked' })
    expect(signer.state('u-ann')).toBe('locked')
  })

  test('a wrong passphrase changes nothing, locked or open; confirming asks again and never opens', async () => {
    const signer = await opened(folder)
    expect(await signer.unlock('u-ann', 'not the passphrase')).toMatchObject({ ok: false, code: 'passphrase-wrong' })
    expect(await signer.confirm('u-ann', PASSPHRASE)).toEqual({ ok: true, value: null })
    expect(signer.state('u-ann')).toBe('locked')
    expect(await signer.unlock('u-ann', PASSPHRASE)).toMatchObject({ ok: true })
    expect(await signer.confirm('u-ann', 'not the passphrase')).toMatchObject({ ok: false, code: 'passphrase-wrong' })
    expect(await signer.confirm('u-ann', null)).toMatchObject({ ok: false, code: 'passphrase-needed' })
    expect(signer.state('u-ann')).toBe('open')
    expect(await readFile(fileIn(folder, 'u-ann'), 'utf8')).toBe(text)
  })

  test('is never replaced, not even by two creations at once or when its file is damaged', async () => {
    const signer = await opened(folder)
    expect(await signer.create('u-ann', PASSPHRASE)).toMatchObject({ ok: false, code: 'key-exists' })
    const place = freshFolder()
    const twice = await opened(place)
    const answers = await Promise.all([twice.create('u-cy', PASSPHRASE), twice.create('u-cy', 'another passphrase')])
    expect(answers.map((answer) => (answer.ok ? 'made' : answer.code))).toEqual(['made', 'key-exists'])
    await writeFile(fileIn(place, 'u-dan'), '{"type":')
    expect(await twice.create('u-dan', PASSPHRASE)).toMatchObject({ ok: false, code: 'key-exists' })
    expect(await readFile(fileIn(place, 'u-dan'), 'utf8')).toBe('{"type":')
  })

  test('needs a passphrase of eight characters, counted as people count them', async () => {
    const place = freshFolder()
    const signer = await opened(place)
    expect(await signer.create('u-ann', null)).toMatchObject({ ok: false, code: 'passphrase-needed' })
    expect(await signer.create('u-ann', '1234567')).toMatchObject({ ok: false, code: 'passphrase-weak', details: { minimum: 8 } })
    expect(await signer.create('u-ann', '😀😀😀😀')).toMatchObject({ ok: false, code: 'passphrase-weak' })
    expect(await readdir(place)).toEqual([])
  })

  test('is absent for somebody else, whose name gives no path away', async () => {
    const signer = await opened(folder)
    for (const person of ['u-nobody', '../../etc/passwd', '']) {
      expect(signer.state(person)).toBe('absent')
      expect(signer.sign(person, 'text/plain', payload)).toMatchObject({ ok: false, code: 'key-absent' })
      expect(signer.publicKey(person)).toMatchObject({ ok: false, code: 'key-absent' })
      expect(await signer.unlock(person, PASSPHRASE)).toMatchObject({ ok: false, code: 'key-absent' })
      expect(await signer.confirm(person, PASSPHRASE)).toMatchObject({ ok: false, code: 'key-absent' })
    }
  })

  test('says disk trouble instead of throwing', async () => {
    const place = join(root, 'in-the-way')
    await writeFile(place, 'a file where the folder should be')
    expect(await openSigner({ folder: place, keychain: null, now: () => NOW })).toMatchObject({ ok: false, code: 'write-failed' })
  })

  describe('a key file rejects', () => {
    const sealed = (change: Record<string, unknown>) => ({ ...file, sealed: { ...file.sealed, ...change } })
    const kdf = (change: Record<string, unknown>) => sealed({ kdf: { ...(file.sealed as { kdf: object }).kdf, ...change } })
    const cases: [string, () => unknown, string][] = [
      ['text that is not JSON', () => text.slice(0, 100), 'key-damaged'],
      ['an unknown field', () => ({ ...file, extra: 1 }), 'key-damaged'],
      ['another person', () => ({ ...file, person: 'u-mallory' }), 'key-damaged'],
      ['an id that is not the public key\'s', () => ({ ...file, id: '0'.repeat(64) }), 'key-damaged'],
      ['a public key that is none', () => ({ ...file, publicKey: 'hello' }), 'key-damaged'],
      ['scrypt work beyond 256 MB', () => kdf({ N: 2 ** 30 }), 'key-damaged'],
      ['scrypt work beyond 256 MB by its block size', () => kdf({ N: 2 ** 18, r: 16 }), 'key-damaged'],
      ['scrypt work that is no power of two', () => kdf({ N: 2 ** 17 - 1 }), 'key-damaged'],
      ['scrypt work too small to protect', () => kdf({ N: 2 }), 'key-damaged'],
      ['another cipher', () => sealed({ cipher: 'aes-256-cbc' }), 'key-damaged'],
      ['a shortened authentication tag', () => sealed({ tag: 'AAAAAA==' }), 'key-damaged'],
      ['another time of making', () => ({ ...file, createdAt: '2020-01-01T00:00:00.000Z' }), 'passphrase-wrong'],
      ['weaker scrypt work than it was sealed with', () => kdf({ N: 2 ** 14 }), 'passphrase-wrong'],
      ['altered sealed text', () => sealed({ text: Buffer.from(fromBase64((file.sealed as { text: string }).text).map((byte, at) => (at === 20 ? byte ^ 1 : byte))).toString('base64') }), 'passphrase-wrong'],
    ]
    test.each(cases)('%s', async (_, made, code) => {
      const place = freshFolder()
      const signer = await opened(place)
      const content = made()
      await writeFile(fileIn(place, 'u-ann'), typeof content === 'string' ? content : JSON.stringify(content))
      const answer = await signer.unlock('u-ann', PASSPHRASE)
      expect(answer).toMatchObject({ ok: false, code, ...(code === 'key-damaged' ? { details: { path: fileIn(place, 'u-ann') } } : {}) })
      expect(signer.state('u-ann')).toBe('locked')
    })

    test('a public key put in place of the owner\'s, even with its right id', async () => {
      const place = freshFolder()
      const signer = await opened(place)
      const other = await signer.create('u-mallory', PASSPHRASE)
      if (!other.ok) throw new Error(other.code)
      await writeFile(fileIn(place, 'u-ann'), JSON.stringify({ ...file, ...other.value }))
      expect(await signer.unlock('u-ann', PASSPHRASE)).toMatchObject({ ok: false, code: 'passphrase-wrong' })
    })
  })
})

describe('a key behind the keychain', () => {
  test('needs no passphrase, and still none after a restart', async () => {
    const folder = freshFolder()
    const signer = await opened(folder, testKeychain())
    expect(signer.keychain).toBe(true)
    const made = await signer.create('u-ann', null)
    expect(made.ok).toBe(true)
    const again = await opened(folder, testKeychain())
    expect(await again.confirm('u-ann', null)).toEqual({ ok: true, value: null })
    expect(again.state('u-ann')).toBe('locked')
    expect(await again.unlock('u-ann', null)).toEqual(made)
    expect(again.sign('u-ann', 'text/plain', payload).ok).toBe(true)
  })

  test('one that only obscures is not used: a passphrase is asked', async () => {
    const signer = await opened(freshFolder(), testKeychain({ available: false }))
    expect(signer.keychain).toBe(false)
    expect(await signer.create('u-ann', null)).toMatchObject({ ok: false, code: 'passphrase-needed' })
  })

  test('that is gone or refuses is said, not called damage, and no half-made key stays', async () => {
    const folder = freshFolder()
    expect((await (await opened(folder, testKeychain())).create('u-ann', null)).ok).toBe(true)
    expect(await (await opened(folder)).unlock('u-ann', null)).toMatchObject({ ok: false, code: 'keychain-unavailable' })
    const refusing = await opened(folder, testKeychain({ refuses: true }))
    expect(await refusing.unlock('u-ann', null)).toMatchObject({ ok: false, code: 'keychain-refused' })
    expect(await refusing.create('u-bo', null)).toMatchObject({ ok: false, code: 'keychain-refused' })
    expect(refusing.state('u-bo')).toBe('absent')
  })

  test('sealed for one person does not open for another, nor beside another public key', async () => {
    const folder = freshFolder()
    const signer = await opened(folder, testKeychain())
    await signer.create('u-ann', null)
    await signer.create('u-mallory', null)
    const ann = JSON.parse(await readFile(fileIn(folder, 'u-ann'), 'utf8')) as KeyFile
    const mallory = JSON.parse(await readFile(fileIn(folder, 'u-mallory'), 'utf8')) as KeyFile
    const again = await opened(folder, testKeychain())
    for (const forged of [{ ...ann, sealed: mallory.sealed }, { ...ann, id: mallory.id, publicKey: mallory.publicKey }, { ...ann, sealed: { by: 'keychain', text: 'AAAA' } }]) {
      await writeFile(fileIn(folder, 'u-ann'), JSON.stringify(forged))
      expect(await again.unlock('u-ann', null)).toMatchObject({ ok: false, code: 'key-damaged' })
    }
    await writeFile(fileIn(folder, 'u-mallory'), JSON.stringify({ ...ann, person: 'u-mallory' }))
    expect(await again.unlock('u-mallory', null)).toMatchObject({ ok: false, code: 'key-damaged' })
  })
})
