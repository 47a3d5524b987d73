import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'

import { hashPassword, nobodysHash, PASSWORD_COST, verifyPassword } from '../../../src-main/desk/people/passwords'

const cheap = { memorySize: 64, iterations: 1 }

describe('a password', () => {
  it('is kept as argon2id at its full cost, and is known again', async () => {
    const hash = await hashPassword('春江水暖', randomBytes(16), PASSWORD_COST)
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await verifyPassword('春江水暖', hash)).toBe(true)
    expect(await verifyPassword('春江水冷', hash)).toBe(false)
  })

  it('is the same however its accents were typed, and differs by salt', async () => {
    const hash = await hashPassword('caf\u00e9 caf\u00e9', randomBytes(16), cheap)
    expect(await verifyPassword('cafe\u0301 cafe\u0301', hash)).toBe(true)
    expect(await hashPassword('caf\u00e9 caf\u00e9', randomBytes(16), cheap)).not.toBe(hash)
  })

  it('verification rejects an altered hash, another form of hash, and an empty password', async () => {
    const hash = await hashPassword('secret words', randomBytes(16), cheap)
    const last = hash.at(-2) === 'A' ? 'B' : 'A'
    for (const wrong of [`${hash.slice(0, -2)}${last}${hash.slice(-1)}`, hash.replace('argon2id', 'argon2i'), '', 'secret words']) expect(await verifyPassword('secret words', wrong), wrong).toBe(false)
    expect(await verifyPassword('', hash)).toBe(false)
  })

  it('of nobody is tried at the same cost, and nothing fits', async () => {
    const nobodys = nobodysHash(randomBytes, cheap)
    expect(nobodys).toHaveLength((await hashPassword('x', randomBytes(16), cheap)).length)
    expect(await verifyPassword('', nobodys)).toBe(false)
  })
})
