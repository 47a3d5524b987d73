import { identityToRecipient } from 'age-encryption'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

import { decryptionKey, recipientOf } from '../../../src-main/signoff/agreement'
import { pemOf } from '../../../src-main/signoff/crypto'
import { openSigner } from '../../../src-main/signoff/signer'
import { valueOf } from '../../../src-shared/outcome'

test('what is encrypted to a signing key’s public half is opened by its private half', async () => {
  for (let round = 0; round < 20; round += 1) {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    expect(await identityToRecipient(await decryptionKey(privateKey))).toBe(recipientOf(pemOf(publicKey)))
  }
})

test('a key that decrypts cannot be taken out, does not sign, and is there only while the signing key is open', async () => {
  const signer = valueOf(await openSigner({ folder: await mkdtemp(join(tmpdir(), 'stet-agree-')), keychain: null, now: () => new Date().toISOString() }))
  expect(await signer.decryptionKey('u-ann')).toMatchObject({ ok: false, code: 'key-absent' })
  const { publicKey } = valueOf(await signer.create('u-ann', '青石 澜江 晨雾 2026'))
  const key = valueOf(await signer.decryptionKey('u-ann'))
  expect({ extractable: key.extractable, usages: key.usages, type: key.type }).toEqual({ extractable: false, usages: ['deriveBits'], type: 'private' })
  expect(await identityToRecipient(key)).toBe(recipientOf(publicKey))
  signer.lock('u-ann')
  expect(await signer.decryptionKey('u-ann')).toMatchObject({ ok: false, code: 'key-locked' })
})
