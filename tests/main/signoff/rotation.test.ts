import { copyFile, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { openSigner, type Keychain, type Signer } from '../../../src-main/signoff/signer'
import { valueOf } from '../../../src-shared/outcome'

const keychain: Keychain = { available: () => true, encrypt: (text) => Uint8Array.from(Buffer.from(text), (byte) => byte ^ 0x5a), decrypt: (bytes) => Buffer.from(Uint8Array.from(bytes, (byte) => byte ^ 0x5a)).toString() }
const payload = new TextEncoder().encode('{}')

let root: string
let folders = 0
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'stet-rotate-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))
const fresh = (): string => join(root, String((folders += 1)), 'keys')
const opened = async (folder: string, chain: Keychain | null = keychain): Promise<Signer> => valueOf(await openSigner({ folder, keychain: chain, now: () => new Date().toISOString() }))

describe('changing a key', () => {
  test('leaves the old one the person’s until the end, then beside the new one as ended', async () => {
    const folder = fresh()
    const signer = await opened(folder)
    const old = valueOf(await signer.create('u-ann', null))
    const next = valueOf(await signer.beginRotation('u-ann', null, null))
    expect(next.id).not.toBe(old.id)
    expect(next.sign('text/plain', payload).signatures[0]?.keyid).toBe(next.id)
    expect(valueOf(signer.sign('u-ann', 'text/plain', payload)).signatures[0]?.keyid).toBe(old.id)
    expect(await signer.ended('u-ann')).toEqual([])
    valueOf(await signer.finishRotation('u-ann', next))
    expect(signer.state('u-ann')).toBe('locked')
    expect(valueOf(await signer.unlock('u-ann', null)).id).toBe(next.id)
    expect(await signer.ended('u-ann')).toEqual([old.id])
    expect((await readdir(folder)).filter((name) => name.endsWith('.ended'))).toHaveLength(1)
    expect((await readdir(folder)).filter((name) => name.endsWith('.next'))).toEqual([])
  })

  test('goes on with the key it had made where it was cut off after that, for the desk may know it', async () => {
    const folder = fresh()
    const signer = await opened(folder)
    valueOf(await signer.create('u-ann', null))
    const begun = valueOf(await signer.beginRotation('u-ann', null, null))
    const again = await opened(folder)
    expect(valueOf(await again.beginRotation('u-ann', null, null)).id).toBe(begun.id)
  })

  test('cut off between giving the old one its second name and taking its first: the old one still is the person’s and has not ended', async () => {
    const folder = fresh()
    const signer = await opened(folder)
    const old = valueOf(await signer.create('u-ann', null))
    const next = valueOf(await signer.beginRotation('u-ann', null, null))
    valueOf(await signer.finishRotation('u-ann', next))
    // As the disk stood before the rename.
    const names = await readdir(folder)
    const ended = names.find((name) => name.endsWith('.ended')) ?? ''
    const current = names.find((name) => name.endsWith('.json')) ?? ''
    await rename(join(folder, current), join(folder, `${current}.next`))
    await copyFile(join(folder, ended), join(folder, current))
    const again = await opened(folder)
    expect(valueOf(again.publicKey('u-ann')).id).toBe(old.id)
    expect(await again.ended('u-ann')).toEqual([])
    const taken = valueOf(await again.beginRotation('u-ann', null, null))
    expect(taken.id).toBe(next.id)
    valueOf(await again.finishRotation('u-ann', taken))
    expect(await again.ended('u-ann')).toEqual([old.id])
  })

  test('rejects a wrong passphrase, a weak new one, nobody’s key, and a new key that is not the one begun', async () => {
    const folder = fresh()
    const signer = await opened(folder, null)
    expect(await signer.beginRotation('u-bo', 'x', 'y')).toMatchObject({ ok: false, code: 'key-absent' })
    valueOf(await signer.create('u-bo', '江边的灯亮了一百天'))
    expect(await signer.beginRotation('u-bo', 'somebody else', '江边的灯亮了两百天')).toMatchObject({ ok: false, code: 'passphrase-wrong' })
    expect(await signer.beginRotation('u-bo', '江边的灯亮了一百天', '短')).toMatchObject({ ok: false, code: 'passphrase-weak' })
    const next = valueOf(await signer.beginRotation('u-bo', '江边的灯亮了一百天', '江边的灯亮了两百天'))
    expect(await signer.finishRotation('u-bo', { ...next, id: 'f'.repeat(64) })).toMatchObject({ ok: false, code: 'key-absent' })
    valueOf(await signer.finishRotation('u-bo', next))
    expect(await signer.unlock('u-bo', '江边的灯亮了一百天')).toMatchObject({ ok: false, code: 'passphrase-wrong' })
    expect(valueOf(await signer.unlock('u-bo', '江边的灯亮了两百天')).id).toBe(next.id)
  })
})
