import { randomBytes } from 'node:crypto'
import { copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { sealBytes } from '../../../src-main/vault/sealed-bytes'
import { sealedVault, type Phase, type SealedVault } from '../../../src-main/vault/sealed-vault'
import { Fault } from '../../../src-shared/outcome'
import { temporaryHome } from './bench'

const made = async (phase: { now: Phase } = { now: 'sealed' }): Promise<{ root: string; vault: SealedVault; key: Buffer; file: (name: string) => string }> => {
  const root = await temporaryHome()
  await mkdir(join(root, 'library'))
  const key = randomBytes(32)
  return { root, key, vault: sealedVault({ root, key, phase: () => phase.now }), file: (name) => join(root, 'library', name) }
}

const refusal = async (act: Promise<unknown>): Promise<Fault> => {
  const error: unknown = await act.then(() => 'nothing was refused', (thrown: unknown) => thrown)
  if (!(error instanceof Fault)) throw new Error(String(error))
  return error
}

describe('a sealed vault', () => {
  test('gives back what was written, whatever it was, and never twice the same bytes on the disk', async () => {
    const { vault, file } = await made()
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (content) => {
        await vault.write(file('a.bin'), content)
        const first = await readFile(file('a.bin'))
        expect(new Uint8Array(await vault.read(file('a.bin')))).toEqual(content)
        expect(new Uint8Array(vault.readSync(file('a.bin')))).toEqual(content)
        await vault.write(file('a.bin'), content)
        expect((await readFile(file('a.bin'))).equals(first)).toBe(false)
      }),
      { numRuns: 25 },
    )
    await vault.write(file('words.json'), '稿件 words')
    expect(Buffer.from(await vault.read(file('words.json'))).toString()).toBe('稿件 words')
    expect((await readFile(file('words.json'))).includes('稿件')).toBe(false)
  })

  test('keeps the generation before, and reads it, and what was set aside, under their own names', async () => {
    const { vault, file } = await made()
    await vault.write(file('story.json'), 'one', { previous: true })
    await vault.write(file('story.json'), 'two', { previous: true })
    expect(Buffer.from(await vault.read(file('story.json.previous'))).toString()).toBe('one')
    for (const name of ['story.json.damaged-2026-11-22T08-00-00-000Z', 'story.json.previous.damaged-2026-2', 'story.json.damaged', 'story.json.dismissed']) {
      await copyFile(file('story.json'), file(name))
      expect(Buffer.from(await vault.read(file(name))).toString()).toBe('two')
    }
  })

  test('reads a file another program renamed under the name it was written by', async () => {
    const { vault, file } = await made()
    await vault.write(file('story.json'), 'mine')
    await rename(file('story.json'), file('story (conflict).json'))
    expect((await refusal(vault.read(file('story (conflict).json')))).code).toBe('vault-broken')
    expect(Buffer.from(await vault.read(file('story (conflict).json'), file('story.json'))).toString()).toBe('mine')
  })

  const changed: [string, (bytes: Buffer) => Buffer][] = [
    ['a byte of its text', (bytes) => Buffer.from(bytes.map((byte, index) => (index === 30 ? byte ^ 1 : byte)))],
    ['a byte of its nonce', (bytes) => Buffer.from(bytes.map((byte, index) => (index === 10 ? byte ^ 1 : byte)))],
    ['a byte of its tag', (bytes) => Buffer.from(bytes.map((byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte)))],
    ['its version, to an older one', (bytes) => Buffer.from(bytes.map((byte, index) => (index === 8 ? 0 : byte)))],
    ['its length, cut by one', (bytes) => bytes.subarray(0, -1)],
    ['its length, cut to the header', (bytes) => bytes.subarray(0, 21)],
    ['its length, cut to the mark', (bytes) => bytes.subarray(0, 8)],
    ['its length, to nothing', () => Buffer.alloc(0)],
    ['its length, made longer', (bytes) => Buffer.concat([bytes, Buffer.alloc(1)])],
    ['its seal, taken off', () => Buffer.from('{"format":1}')],
  ]
  test.each(changed)('refuses by name a file changed in %s', async (_, change) => {
    const { vault, file } = await made()
    await vault.write(file('story.json'), '三百名职工同场竞技。')
    await writeFile(file('story.json'), change(await readFile(file('story.json'))))
    const fault = await refusal(vault.read(file('story.json')))
    expect({ code: fault.code, path: fault.details['path'] }).toEqual({ code: 'vault-broken', path: file('story.json') })
    expect(() => vault.readSync(file('story.json'))).toThrow(Fault)
  })

  test('refuses two files that changed places, and one of another library', async () => {
    const { vault, file, root } = await made()
    await vault.write(file('a.json'), 'a')
    await vault.write(file('b.json'), 'b')
    await rename(file('a.json'), file('c.json'))
    await rename(file('b.json'), file('a.json'))
    expect((await refusal(vault.read(file('a.json')))).code).toBe('vault-broken')
    await writeFile(file('d.json'), sealBytes(randomBytes(32), 'library/d.json', 'd'))
    expect((await refusal(vault.read(file('d.json')))).code).toBe('vault-broken')
    expect(root).not.toBe('')
  })

  test('says that a newer form is newer, not damaged', async () => {
    const { vault, file } = await made()
    await vault.write(file('story.json'), 'x')
    const bytes = await readFile(file('story.json'))
    bytes[8] = 9
    await writeFile(file('story.json'), bytes)
    expect((await refusal(vault.read(file('story.json')))).code).toBe('vault-newer')
  })

  test('passes on what the file system says', async () => {
    const { vault, file } = await made()
    await expect(vault.read(file('nothing.json'))).rejects.toMatchObject({ code: 'ENOENT' })
    expect(await refusal(vault.write(join(file('nothing.json'), 'below'), 'x'))).toMatchObject({ code: 'write-failed' })
  })

  test('reads both kinds on the way there and back, and writes the kind it is going to', async () => {
    const phase: { now: Phase } = { now: 'sealing' }
    const { vault, file } = await made(phase)
    await writeFile(file('plain.json'), 'plain')
    await vault.write(file('sealed.json'), 'sealed')
    for (const now of ['sealing', 'unsealing'] as const) {
      phase.now = now
      expect(Buffer.from(await vault.read(file('plain.json'))).toString()).toBe('plain')
      expect(Buffer.from(await vault.read(file('sealed.json'))).toString()).toBe('sealed')
    }
    expect(vault.sealed).toBe(false)
    await vault.write(file('back.json'), 'back')
    expect(await readFile(file('back.json'), 'utf8')).toBe('back')
    phase.now = 'sealed'
    expect(vault.sealed).toBe(true)
    expect((await refusal(vault.read(file('plain.json')))).code).toBe('vault-broken')
  })

  test('clears its key and neither reads nor writes once it is closed', async () => {
    const { vault, file, key } = await made()
    await vault.write(file('story.json'), 'x')
    vault.close()
    expect(key.every((byte) => byte === 0)).toBe(true)
    for (const act of [vault.read(file('story.json')), vault.write(file('story.json'), 'y')]) expect((await refusal(act)).code).toBe('library-locked')
    expect(() => vault.readSync(file('story.json'))).toThrow(Fault)
  })
})
