import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'

import { describe, expect, test } from 'vitest'

import { keyIdOf, nodeCrypto } from '../../../src-main/signoff/crypto'
import { Fault } from '../../../src-shared/outcome'

const pem = (key: ReturnType<typeof createPublicKey>): string => key.export({ type: 'spki', format: 'pem' }).toString()
const message = new TextEncoder().encode('定稿')
const ed25519 = generateKeyPairSync('ed25519')

/** SPKI PEM of any 32 bytes as an Ed25519 point. */
const pointPem = (hex: string): string => {
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(hex, 'hex')])
  return `-----BEGIN PUBLIC KEY-----\n${der.toString('base64')}\n-----END PUBLIC KEY-----\n`
}

test('a key is named by the SHA-256 of its SPKI bytes', () => {
  const der = ed25519.publicKey.export({ type: 'spki', format: 'der' })
  expect(keyIdOf(pem(ed25519.publicKey))).toBe(createHash('sha256').update(der).digest('hex'))
})

test('SHA-256 is the one everybody knows', () => {
  expect(nodeCrypto.sha256(new TextEncoder().encode('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('RFC 8032 test vector 2 verifies, and not with one bit changed', () => {
  const key = pointPem('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c')
  const signature = Buffer.from('92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00', 'hex')
  expect(nodeCrypto.verify(key, Uint8Array.of(0x72), signature)).toBe(true)
  expect(nodeCrypto.verify(key, Uint8Array.of(0x73), signature)).toBe(false)
  for (const at of [0, 31, 32, 63]) expect(nodeCrypto.verify(key, Uint8Array.of(0x72), signature.map((byte, index) => (index === at ? byte ^ 1 : byte)))).toBe(false)
})

describe('verifying rejects', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ed448 = generateKeyPairSync('ed448')

  test.each([
    ['an RSA key', rsa.publicKey, sign('sha256', message, rsa.privateKey)],
    ['an EC key', ec.publicKey, sign('sha256', message, ec.privateKey)],
    ['an Ed448 key', ed448.publicKey, sign(null, message, ed448.privateKey)],
  ])('%s, though its signature is good', (_, key, signature) => {
    expect(verify(key.asymmetricKeyType === 'ed448' ? null : 'sha256', message, key, signature)).toBe(true)
    expect(nodeCrypto.verify(pem(key), message, signature)).toBe(false)
    expect(() => keyIdOf(pem(key))).toThrow(Fault)
  })

  test('a private key in place of the public one', () => {
    const secret = ed25519.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const signature = sign(null, message, ed25519.privateKey)
    expect(verify(null, message, createPublicKey(secret), signature)).toBe(true)
    expect(nodeCrypto.verify(secret, message, signature)).toBe(false)
  })

  test.each([['nothing', ''], ['words', 'hello'], ['two keys in one', pem(ed25519.publicKey) + pem(generateKeyPairSync('ed25519').publicKey)], ['words before it', `hello\n${pem(ed25519.publicKey)}`]])('a PEM of %s', (_, text) => {
    expect(nodeCrypto.verify(text, message, sign(null, message, ed25519.privateKey))).toBe(false)
    expect(() => keyIdOf(text)).toThrow(expect.objectContaining({ code: 'key-unsuitable' }))
  })

  test('a signature of another length', () => {
    const signature = sign(null, message, ed25519.privateKey)
    expect(nodeCrypto.verify(pem(ed25519.publicKey), message, signature)).toBe(true)
    expect(nodeCrypto.verify(pem(ed25519.publicKey), message, signature.subarray(0, 63))).toBe(false)
    expect(nodeCrypto.verify(pem(ed25519.publicKey), message, Buffer.concat([signature, Buffer.of(0)]))).toBe(false)
    expect(nodeCrypto.verify(pem(ed25519.publicKey), message, new Uint8Array())).toBe(false)
  })

  test('a key of small order, whose one signature fits every message: some builds of the library below would take it', () => {
    const identity = `01${'00'.repeat(31)}`
    const order = ['00'.repeat(32), `${'00'.repeat(31)}80`, `${identity.slice(0, 62)}80`, `ec${'ff'.repeat(30)}7f`, `ed${'ff'.repeat(31)}`, `ee${'ff'.repeat(30)}7f`, '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a']
    for (const point of order) expect(() => keyIdOf(pointPem(point))).toThrow(expect.objectContaining({ code: 'key-unsuitable' }))
  })
})
