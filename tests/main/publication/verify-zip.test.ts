import { beforeAll, describe, expect, test } from 'vitest'

import { faults, filesIn, flipped, packed, placesIn, verify, type Files } from './package-tools'
import { rawZip, type RawEntry } from './raw-zip'
import { readZip } from '../../../src-shared/publication/package/read-zip'
import { sourceOf } from '../../../src-shared/publication/package/zip-source'
import { oneStagePolicy } from '../../../src-shared/review/policy'
import { englishStory } from '../../support/sample-story'

let bytes: Buffer
let files: Files
let entries: RawEntry[]
beforeAll(async () => {
  ;({ bytes } = await packed({ base: englishStory, policy: oneStagePolicy }))
  files = await filesIn(bytes)
  entries = [...files].map(([name, data]) => ({ name, data }))
})

const changedEntry = (name: string, change: Partial<RawEntry>): RawEntry[] => entries.map((entry) => (entry.name === name ? { ...entry, ...change } : entry))
const faultsOf = async (zip: Uint8Array): Promise<string[]> => faults(await verify(zip))

test('a zip written by hand with the same files is the same bytes, and holds', async () => {
  expect(rawZip(entries).equals(bytes)).toBe(true)
  expect(await faultsOf(rawZip(entries))).toEqual([])
})

test('every byte of the zip counts: one bit flipped anywhere, headers and data alike, is refused', async () => {
  const paths = [...files.keys()]
  const places = placesIn(files)
  const range = (from: number, length: number): number[] => Array.from({ length }, (_, at) => from + at)
  const directory = bytes.readUInt32LE(bytes.length - 6)
  const records = new Map(paths.map((path, index) => [path, directory + paths.slice(0, index).reduce((sum, before) => sum + 46 + before.length, 0)]))
  // The headers of the first, a middle and the last file with an end of their names, the zip's own end, and a sample of everything.
  const chosen = [paths[0]!, paths[Math.floor(paths.length / 2)]!, paths.at(-1)!]
  const all = [
    ...chosen.flatMap((path) => [...range(places.get(path)!.header, 32), ...range(records.get(path)!, 48)]),
    ...range(bytes.length - 22, 22),
    ...range(0, 120).map((step) => Math.floor((bytes.length * step) / 120)),
  ]
  const survived: number[] = []
  for (const at of new Set(all)) if ((await verify(flipped(bytes, at, 1 << at % 8))).holds) survived.push(at)
  expect(survived).toEqual([])
  expect(bytes.subarray(records.get(paths[1]!), records.get(paths[1]!)! + 4).toString('latin1')).toBe('PK\x01\x02')
})

test('no byte of any header, of the directory or of the end may be another, whichever bit', async () => {
  const data = [...placesIn(files).values()]
  const outside = Array.from({ length: bytes.length }, (_, at) => at).filter((at) => !data.some(({ data: from, end }) => at >= from && at < end))
  expect(outside.length).toBeGreaterThan(files.size * 76)
  const read: number[] = []
  for (const at of outside) if ((await readZip(sourceOf(flipped(bytes, at, 1 << at % 8)))).findings.length === 0) read.push(at)
  expect(read).toEqual([])
})

describe('a zip is refused that', () => {
  test('is cut short anywhere, is empty, or is something else', async () => {
    for (const part of [0, 1, 21, 22, 100, Math.floor(bytes.length / 2), bytes.length - 100, bytes.length - 22, bytes.length - 1]) expect(await faultsOf(bytes.subarray(0, part)), String(part)).toEqual(['package-not-zip'])
    expect(await faultsOf(Buffer.from('%PDF-1.7 not a zip at all, but long enough to be one'))).toEqual(['package-not-zip'])
    expect(await faultsOf(rawZip([]))).toContain('file-missing manifest.json')
  })

  test('has something before, after or between its files, or says something of its own', async () => {
    expect(await faultsOf(Buffer.concat([Buffer.from('#!/bin/sh\n'), bytes]))).toEqual(['package-not-zip'])
    expect(await faultsOf(rawZip(entries, { before: Buffer.from('#!/bin/sh\n') }))).toEqual([`zip-layout ${entries[0]!.name}`])
    expect(await faultsOf(rawZip(entries, { after: Buffer.from('hidden') }))).toEqual(['zip-layout'])
    expect(await faultsOf(Buffer.concat([bytes, Buffer.from('more')]))).toEqual(['package-not-zip'])
    expect(await faultsOf(rawZip(entries, { comment: Buffer.from('a comment') }))).toEqual(['zip-directory-differs'])
    expect(await faultsOf(rawZip(changedEntry('story.json', { gap: Buffer.from('hidden') })))).toEqual(['zip-layout story.json'])
    expect(await faultsOf(rawZip(changedEntry('story.json', { extra: Buffer.from([0x99, 0x99, 2, 0, 1, 1]) })))).toEqual(['zip-directory-differs'])
    expect(await faultsOf(rawZip(changedEntry('story.json', { comment: Buffer.from('x') })))).toEqual(['zip-directory-differs'])
    expect(await faultsOf(rawZip(entries, { count: entries.length - 1 }))).not.toEqual([])
    expect(await faultsOf(rawZip(entries, { count: entries.length + 1 }))).toEqual(['package-not-zip'])
  })

  test.each([
    ['../escape.html', '../escape.html'],
    ['photos/../../escape', 'photos/../../escape'],
    ['/etc/passwd', '/etc/passwd'],
    ['c:evil.exe', 'c:evil.exe'],
    ['keys\\evil.pem', 'keys\\\\evil.pem'],
    ['./story.json', './story.json'],
    ['keys//a', 'keys//a'],
    ['nul\0.txt', 'nul\\u0000.txt'],
    ['\xe2\x80\xaegpj', '\\xe2\\x80\\xaegpj'],
    ['Story', 'Story'],
    ['', ''],
  ])('names a file %j', async (name, shown) => {
    expect(await faultsOf(rawZip([{ name, data: Buffer.from('x') }, ...entries]))).toEqual([`zip-name-unsafe ${shown}`.trim()])
  })

  test('names a file twice, in two cases, or a folder', async () => {
    const story = entries.find(({ name }) => name === 'story.json')!
    expect(await faultsOf(rawZip([...entries, story]))).toEqual(['zip-duplicate story.json'])
    expect(await faultsOf(rawZip([...entries, { ...story, name: 'Story.json' }]))).toEqual(['zip-case-clash Story.json'])
    expect(await faultsOf(rawZip([...entries, { name: 'photos/', data: new Uint8Array(), mode: 0o40755 }]))).toEqual(['zip-directory photos/'])
  })

  test('holds a link, a program, or an entry locked with a password', async () => {
    expect(await faultsOf(rawZip(changedEntry('article.html', { mode: 0o120777, data: Buffer.from('/etc/passwd') })))).toEqual(['zip-link article.html'])
    for (const mode of [0o100755, 0o104644, 0o060644, 0, 0o644]) expect(await faultsOf(rawZip(changedEntry('article.html', { mode })))).toEqual(['zip-mode article.html'])
    expect(await faultsOf(rawZip(changedEntry('article.html', { flags: 0x0801 })))).toEqual(['zip-encrypted article.html'])
    expect(await faultsOf(rawZip(changedEntry('article.html', { flags: 0x0841 })))).toEqual(['zip-encrypted article.html'])
  })

  test('compresses an entry, be it a bomb: nothing is inflated', async () => {
    const bomb = changedEntry('article.txt', { data: Buffer.alloc(50_000_000), deflate: true })
    expect(await faultsOf(rawZip(bomb))).toEqual(['zip-compressed article.txt'])
    expect(await faultsOf(rawZip(changedEntry('article.txt', { data: Buffer.alloc(1_000_000), deflate: true, size: 10 })))).toEqual(['zip-compressed article.txt'])
  })

  test('lies about a size, an offset, a checksum or a name', async () => {
    const size = files.get('article.txt')!.length
    expect(await faultsOf(rawZip(changedEntry('article.txt', { size: size + 1 })))).toEqual(['zip-size article.txt'])
    expect(await faultsOf(rawZip(changedEntry('article.txt', { size: size - 1, compressedSize: size - 1 })))).not.toEqual([])
    expect(await faultsOf(rawZip(changedEntry('story.json', { size: 0xfffffff0, compressedSize: 0xfffffff0 })))).toEqual(['zip-layout story.json'])
    expect(await faultsOf(rawZip(changedEntry('article.txt', { crc: 1 })))).toEqual(['zip-checksum article.txt'])
    expect(await faultsOf(rawZip(changedEntry('article.txt', { localName: 'article.exe' })))).toEqual(['zip-header-differs article.txt'])
    expect(await faultsOf(rawZip(changedEntry('article.txt', { localName: '../../a.txt' })))).toEqual(['zip-header-differs article.txt'])
  })

  test('keeps sizes for later, in a descriptor after the data, or says them again in an extra field', async () => {
    const text = files.get('article.txt')!
    const descriptor = Buffer.concat([Buffer.from('PK\x07\x08', 'latin1'), Buffer.alloc(12)])
    expect(await faultsOf(rawZip(changedEntry('article.txt', { flags: 0x0808 })))).toEqual(['zip-header-differs article.txt'])
    expect(await faultsOf(rawZip(changedEntry('article.txt', { flags: 0x0808, data: Buffer.concat([text, descriptor]), size: text.length, compressedSize: text.length })))).not.toEqual([])
    const zip64 = Buffer.alloc(20)
    zip64.writeUInt16LE(1)
    zip64.writeUInt16LE(16, 2)
    expect(await faultsOf(rawZip(changedEntry('article.txt', { size: 0xffffffff, compressedSize: 0xffffffff, extra: zip64 })))).not.toEqual([])
    // Another name for the same file, as some tools read it.
    expect(await faultsOf(rawZip(changedEntry('article.txt', { extra: Buffer.concat([Buffer.from([0x75, 0x70, 14, 0, 1, 0, 0, 0, 0]), Buffer.from('other.txt')]) })))).toEqual(['zip-directory-differs'])
  })

  test('hides a second directory in its comment, or between', async () => {
    const decoy = rawZip([{ name: 'article.txt', data: Buffer.from('another text') }])
    expect(await faultsOf(rawZip(entries, { comment: decoy }))).not.toEqual([])
    expect(await faultsOf(Buffer.concat([bytes, decoy]))).not.toEqual([])
    expect(await faultsOf(Buffer.concat([decoy, bytes]))).not.toEqual([])
  })

  test('puts its files in another order', async () => {
    expect(await faultsOf(rawZip([...entries].reverse()))).toEqual([`zip-order ${entries.at(-2)!.name}`])
    const swapped = [...entries]
    ;[swapped[0], swapped[1]] = [swapped[1]!, swapped[0]!]
    expect(await faultsOf(rawZip(swapped))).toEqual([`zip-order ${entries[0]!.name}`])
  })

  test('points two names at the same bytes', async () => {
    const zip = rawZip(entries)
    // The second directory record's offset, made the first's.
    const directory = zip.readUInt32LE(zip.length - 6)
    const second = directory + 46 + entries[0]!.name.length
    const overlapping = Buffer.from(zip)
    overlapping.writeUInt32LE(0, second + 42)
    expect(await faultsOf(overlapping)).toEqual([`zip-layout ${entries[1]!.name}`])
  })

  test('holds more than 5,000 files, or text beyond 64 MB', async () => {
    const many = Array.from({ length: 5001 }, (_, at) => ({ name: `f/${String(at).padStart(5, '0')}`, data: new Uint8Array() }))
    expect(await faultsOf(rawZip(many))).toEqual(['package-too-large'])
    expect(await faultsOf(rawZip([{ name: 'story.json', data: Buffer.alloc(64_000_001) }]))).toEqual(['package-too-large'])
  })
})
