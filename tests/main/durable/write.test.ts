import { chmod, link, mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

import { makeFolder, previousOf, writeDurable } from '../../../src-main/durable/write'
import { makeTurns } from '../../../src-main/durable/turns'
import { ownDisk, temporaryFolder } from '../library/builders'

describe('writing durably', () => {
  test('replaces a file and leaves nothing beside it', async () => {
    const folder = await temporaryFolder()
    await writeDurable(join(folder, 'a'), '一')
    await writeDurable(join(folder, 'a'), new TextEncoder().encode('二'))
    expect(await readFile(join(folder, 'a'), 'utf8')).toBe('二')
    expect(await readdir(folder)).toEqual(['a'])
  })

  test('makes a folder and its parents, also where many make them at the same moment', async () => {
    const folder = await temporaryFolder()
    for (let round = 0; round < 20; round += 1) {
      const wanted = Array.from({ length: 16 }, (_, index) => join(folder, String(round), 'photos', String(index % 4), String(index)))
      await Promise.all(wanted.map((each) => makeFolder(each)))
      for (const each of wanted) expect((await stat(each)).isDirectory()).toBe(true)
    }
  })

  test('keeps the generation before, and only that one', async () => {
    const folder = await temporaryFolder()
    const file = join(folder, 'a')
    await writeDurable(file, '1', { previous: true })
    expect(await readdir(folder)).toEqual(['a'])
    for (const text of ['2', '3']) await writeDurable(file, text, { previous: true })
    expect(await readFile(previousOf(file), 'utf8')).toBe('2')
    expect((await readdir(folder)).sort()).toEqual(['a', 'a.previous'])
  })

  test('goes on after a kill between its two renames', async () => {
    const folder = await temporaryFolder()
    const file = join(folder, 'a')
    await writeDurable(file, '1')
    await link(file, previousOf(file))
    await writeDurable(file, '2', { previous: true })
    expect(await readFile(previousOf(file), 'utf8')).toBe('1')
    expect((await readdir(folder)).sort()).toEqual(['a', 'a.previous'])
  })

  test('two writes of one file at once are both whole and the later one stands', async () => {
    const folder = await temporaryFolder()
    const file = join(folder, 'a')
    const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(10_000))
    await Promise.all(texts.map((text) => writeDurable(file, text, { previous: true })))
    expect(await readFile(file, 'utf8')).toBe(texts.at(-1))
    expect(await readFile(previousOf(file), 'utf8')).toBe(texts.at(-2))
  })

  test.skipIf(process.platform === 'win32')('keeps a private file private', async () => {
    const folder = await temporaryFolder()
    const file = join(folder, 'a')
    await writeDurable(file, '1', { mode: 0o600 })
    await writeDurable(file, '2')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    await chmod(file, 0o644)
    await writeDurable(file, '3', { mode: 0o600 })
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  test('a write that cannot be finished says so and leaves nothing behind', async () => {
    const folder = await temporaryFolder()
    await mkdir(join(folder, 'a', 'inside'), { recursive: true })
    await expect(writeDurable(join(folder, 'a'), '1', { previous: true })).rejects.toMatchObject({ code: 'write-failed' })
    expect(await readdir(folder)).toEqual(['a'])
    await writeFile(join(folder, 'b'), '')
    await expect(writeDurable(join(folder, 'b', 'c'), '1')).rejects.toMatchObject({ code: 'write-failed' })
    await expect(makeFolder(join(folder, 'b', 'c'))).rejects.toMatchObject({ code: 'write-failed' })
  })

  // A single write(2) on a full disk succeeds with fewer bytes than asked: that must never count as written.
  test('a file that does not fit the disk is refused, never cut off', async ({ skip }) => {
    const disk = await ownDisk('size=256k')
    if (disk === null) return skip()
    const file = join(disk, 'a')
    await writeDurable(file, 'whole')
    await writeDurable(file, 'still whole', { previous: true })
    await expect(writeDurable(file, Buffer.alloc(1_000_000, 97), { previous: true })).rejects.toMatchObject({ code: 'disk-full', details: { path: file } })
    expect(await readFile(file, 'utf8')).toBe('still whole')
    expect(await readFile(previousOf(file), 'utf8')).toBe('whole')
    expect((await readdir(disk)).sort()).toEqual(['a', 'a.previous'])
  })
})

describe('turns', () => {
  test('one key runs in order and goes on after a failure; another key does not wait', async () => {
    const turns = makeTurns()
    const seen: string[] = []
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const first = turns.take('a', async () => {
      await held
      seen.push('first')
      throw new Error('no')
    })
    const second = turns.take('a', () => Promise.resolve(seen.push('second')))
    await turns.take('b', () => Promise.resolve(seen.push('other')))
    expect(seen).toEqual(['other'])
    release()
    await expect(first).rejects.toThrow('no')
    await second
    await turns.idle()
    expect(seen).toEqual(['other', 'first', 'second'])
  })
})
