import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

import { rawZip, type RawEntry } from '../publication/raw-zip'
import { entriesOf, exported, imported, photoOf, sha } from './archives'
import { aStory, codeOf, filesUnder, opened, temporaryFolder, value } from './builders'

type File = { path: string; bytes: number; sha256: string }
type Manifest = { schema: number; stories: { id: string; photos: string[] }[]; files: File[] } & Record<string, unknown>

/** A good archive taken apart, to be put together again wrongly. */
const parts = async (): Promise<{ id: string; story: string; photo: string; entries: Map<string, Buffer>; manifest: Manifest }> => {
  const folder = await temporaryFolder()
  const library = await opened(folder)
  const { photo, bytes } = photoOf('a picture')
  const story = aStory({ photos: { [photo.sha256]: photo } })
  value(await library.addPhoto(story.id, photo, bytes))
  value(await library.create(story))
  const file = join(folder, 'a.zip')
  value(await exported(folder, file))
  const entries = await entriesOf(file)
  return { id: story.id, story: `stories/${story.id}/story.json`, photo: `photos/${photo.sha256}.jpg`, entries, manifest: JSON.parse(entries.get('manifest.json')!.toString()) as Manifest }
}
type Parts = Awaited<ReturnType<typeof parts>>

const listed = (path: string, data: Uint8Array): File => ({ path, bytes: data.length, sha256: sha(data) })
const data = (text: string): Buffer => Buffer.from(text)

/** A zip of these entries, with the manifest written last. */
const zipOf = ({ entries, manifest }: Parts, change: (raw: RawEntry[]) => RawEntry[] = (raw) => raw): Buffer => {
  const raw = [...entries].filter(([name]) => name !== 'manifest.json').map(([name, bytes]): RawEntry => ({ name: Buffer.from(name).toString('latin1'), data: bytes }))
  return rawZip(change([...raw, { name: 'manifest.json', data: data(JSON.stringify(manifest)) }]))
}
/** The same with one more file, listed as a good archive would. */
const withFile = (archive: Parts, path: string, bytes: Buffer, entry: Partial<RawEntry> = {}): Buffer => {
  archive.manifest.files.push(listed(path, bytes))
  return zipOf(archive, (raw) => [{ name: Buffer.from(path).toString('latin1'), data: bytes, ...entry }, ...raw])
}

const refusals: [string, (archive: Parts) => Buffer, string][] = [
  ['what is no zip', () => data('not a zip at all'), 'archive-not-zip'],
  ['nothing', () => Buffer.alloc(0), 'archive-not-zip'],
  ['half a zip', (archive) => zipOf(archive).subarray(0, 900), 'archive-not-zip'],
  ['a zip without a list', (archive) => zipOf(archive, (raw) => raw.slice(0, -1)), 'archive-no-manifest'],
  ['a list that is not JSON', (archive) => zipOf(archive, (raw) => [...raw.slice(0, -1), { name: 'manifest.json', data: data('{"format":') }]), 'archive-manifest-invalid'],
  ['a list of another kind', (archive) => zipOf({ ...archive, manifest: { ...archive.manifest, format: 'something' } }), 'archive-manifest-invalid'],
  ['a list with more in it', (archive) => zipOf({ ...archive, manifest: { ...archive.manifest, run: 'this' } }), 'archive-manifest-invalid'],
  ['a newer archive', (archive) => zipOf({ ...archive, manifest: { ...archive.manifest, schema: 2 } }), 'archive-newer'],
  ['a path that climbs', (archive) => withFile(archive, '../../escape.json', data('x')), 'archive-name-unsafe'],
  ['a path that climbs inside a story', (archive) => withFile(archive, `stories/${archive.id}/../../../escape.json`, data('x')), 'archive-name-unsafe'],
  ['an absolute path', (archive) => withFile(archive, '/etc/escape', data('x')), 'archive-name-unsafe'],
  ['a drive letter', (archive) => withFile(archive, `stories/${archive.id}/C:\\escape`, data('x')), 'archive-name-unsafe'],
  ['backslashes', (archive) => withFile(archive, `stories\\${archive.id}\\x.json`, data('x')), 'archive-name-unsafe'],
  ['a hidden file', (archive) => withFile(archive, `stories/${archive.id}/.profile`, data('x')), 'archive-name-unsafe'],
  ['a reserved name', (archive) => withFile(archive, `stories/${archive.id}/con.json`, data('x')), 'archive-name-unsafe'],
  ['a name that ends in a dot', (archive) => withFile(archive, `stories/${archive.id}/x.`, data('x')), 'archive-name-unsafe'],
  ['a name that reverses text', (archive) => withFile(archive, `stories/${archive.id}/\u202egpj.json`, data('x')), 'archive-name-unsafe'],
  ['a name with a zero in it', (archive) => withFile(archive, `stories/${archive.id}/a\u0000b.json`, data('x')), 'archive-name-unsafe'],
  ['a name that is no UTF-8', (archive) => zipOf(archive, (raw) => [{ name: `stories/${archive.id}/\xff\xfe.json`, data: data('x') }, ...raw]), 'archive-name-unsafe'],
  ['a name too deep', (archive) => withFile(archive, `stories/${archive.id}/a/b/c/d/e.json`, data('x')), 'archive-name-unsafe'],
  ['a story that is no id', (archive) => withFile(archive, 'stories/mine/story.json', data('x')), 'archive-name-unsafe'],
  ['a file beside the stories', (archive) => withFile(archive, 'index.json', data('[]')), 'archive-name-unsafe'],
  ['a photo in a story’s folder', (archive) => withFile(archive, `stories/${archive.id}/photos/${'a'.repeat(64)}.jpg`, data('x')), 'archive-name-unsafe'],
  ['a temporary file', (archive) => withFile(archive, `stories/${archive.id}/story.json.x.tmp`, data('x')), 'archive-name-unsafe'],
  ['an entry for a folder', (archive) => zipOf(archive, (raw) => [{ name: `stories/${archive.id}/`, data: Buffer.alloc(0), mode: 0o040755 }, ...raw]), 'archive-name-unsafe'],
  ['a link', (archive) => withFile(archive, `stories/${archive.id}/link.json`, data('/etc/passwd'), { mode: 0o120777 }), 'archive-not-file'],
  ['an encrypted entry', (archive) => withFile(archive, `stories/${archive.id}/x.json`, data('x'), { flags: 0x0801 }), 'archive-encrypted'],
  ['one name twice', (archive) => zipOf(archive, (raw) => [...raw.slice(0, 1), ...raw]), 'archive-duplicate'],
  ['two names that differ in case only', (archive) => {
    archive.manifest.files.push(listed(`stories/${archive.id}/X.json`, data('x')))
    return withFile(archive, `stories/${archive.id}/x.json`, data('x')).length > 0 ? zipOf(archive, (raw) => [{ name: `stories/${archive.id}/x.json`, data: data('x') }, { name: `stories/${archive.id}/X.json`, data: data('x') }, ...raw]) : Buffer.alloc(0)
  }, 'archive-duplicate'],
  ['a file that is not listed', (archive) => zipOf(archive, (raw) => [{ name: `stories/${archive.id}/x.json`, data: data('x') }, ...raw]), 'archive-file-unlisted'],
  ['a listed file that is not there', (archive) => zipOf(archive, (raw) => raw.slice(1)), 'archive-file-missing'],
  ['a listed file of another size', (archive) => {
    archive.manifest.files[0]!.bytes += 1
    return zipOf(archive)
  }, 'archive-file-differs'],
  ['a photo not named by its digest', (archive) => withFile(archive, `photos/${'a'.repeat(64)}.jpg`, data('x')), 'archive-manifest-invalid'],
  ['a story with a photo that is not there', (archive) => {
    archive.manifest.stories[0]!.photos.push(`${'b'.repeat(64)}.jpg`)
    return zipOf(archive)
  }, 'archive-file-missing'],
  ['a story named twice', (archive) => {
    archive.manifest.stories.push(archive.manifest.stories[0]!)
    return zipOf(archive)
  }, 'archive-manifest-invalid'],
  ['files of a story that is not named', (archive) => {
    archive.manifest.stories = []
    return zipOf(archive)
  }, 'archive-manifest-invalid'],
  ['a draft as large as no draft is', (archive) => zipOf(archive, (raw) => raw.map((entry) => (entry.name === archive.story ? { ...entry, data: Buffer.alloc(33_000_000, 0x20), deflate: true } : entry))), 'archive-too-large'],
  ['a file that unpacks a thousandfold', (archive) => withFile(archive, `stories/${archive.id}/x.json`, Buffer.alloc(5_000_000, 0x20), { deflate: true }), 'archive-ratio'],
  ['a size that lies about what is inflated', (archive) => {
    archive.manifest.files.push({ path: `stories/${archive.id}/x.json`, bytes: 10, sha256: sha(Buffer.alloc(10, 0x20)) })
    return zipOf(archive, (raw) => [{ name: `stories/${archive.id}/x.json`, data: Buffer.alloc(900_000, 0x20), deflate: true, size: 10 }, ...raw])
  }, 'archive-damaged'],
  ['a draft changed in one byte', (archive) => zipOf(archive, (raw) => raw.map((entry) => (entry.name === archive.story ? { ...entry, data: Buffer.from(Buffer.from(entry.data).toString().replace('技能大赛', '技能太赛')) } : entry))), 'archive-damaged'],
  ['a photo changed in one byte', (archive) => zipOf(archive, (raw) => raw.map((entry) => (entry.name === archive.photo ? { ...entry, data: data('a pictura') } : entry))), 'archive-damaged'],
]

describe('an import rejects', () => {
  test.each(refusals)('%s, before anything is written', async (_, make, code) => {
    const archive = await parts()
    const outside = await temporaryFolder()
    const file = join(outside, 'a.zip')
    await writeFile(file, make(archive))
    const into = join(outside, 'library')
    await mkdir(into)
    const library = await opened(into)
    const before = await filesUnder(outside)
    expect(codeOf(await imported(file, library))).toBe(code)
    expect(library.list()).toEqual([])
    expect(await filesUnder(outside)).toEqual(before)
  })

  test('a file that is not there', async () => {
    expect(codeOf(await imported(join(await temporaryFolder(), 'none.zip'), await opened(await temporaryFolder())))).toBe('archive-unreadable')
  })

  test('nothing of the archive these were made from', async () => {
    const file = join(await temporaryFolder(), 'a.zip')
    await writeFile(file, zipOf(await parts()))
    expect(value(await imported(file, await opened(await temporaryFolder())))).toMatchObject({ stories: 1, photos: 1, left: [] })
  })
})

describe('a damaged archive', () => {
  test('names what is damaged, and gives the rest to who wants it', async () => {
    const folder = await temporaryFolder()
    const library = await opened(folder)
    const { photo, bytes } = photoOf('a picture')
    const [whole, broken, shown] = [aStory({ headline: '完好' }), aStory({ headline: '损坏' }), aStory({ headline: '缺图', photos: { [photo.sha256]: photo } })]
    value(await library.addPhoto(shown.id, photo, bytes))
    for (const story of [whole, broken, shown]) value(await library.create(story))
    const good = join(folder, 'a.zip')
    value(await exported(folder, good))
    const entries = await entriesOf(good)
    const draft = entries.get(`stories/${broken.id}/story.json`)!
    draft[40] = draft[40]! ^ 1
    entries.get(`photos/${photo.sha256}.jpg`)![0] = 0
    const file = join(folder, 'b.zip')
    await writeFile(file, rawZip([...entries].map(([name, data]) => ({ name, data }))))

    const into = await opened(await temporaryFolder())
    const refused = await imported(file, into)
    expect(refused).toMatchObject({ ok: false, code: 'archive-damaged', details: { count: 2 } })
    if (!refused.ok) expect(String(refused.details['names']).split('\n').sort()).toEqual([`photos/${photo.sha256}.jpg`, `stories/${broken.id}/story.json`])
    expect(into.list()).toEqual([])

    const rest = value(await imported(file, into, { leaveDamaged: true }))
    expect(rest).toMatchObject({ stories: 2, photos: 0, left: [{ place: `photos/${photo.sha256}.jpg`, code: 'photo-damaged' }, { place: `stories/${broken.id}/story.json`, code: 'draft-missing' }] })
    expect(into.list().map(({ headline }) => headline).sort()).toEqual(['完好', '缺图'].sort())
    expect(codeOf(await into.readPhoto(shown.id, photo.sha256))).toBe('photo-missing')
  })

  test('with a draft of a newer Stet leaves that one out, by name', async () => {
    const archive = await parts()
    const newer = data(JSON.stringify({ ...(JSON.parse(archive.entries.get(archive.story)!.toString()) as object), format: 9 }))
    archive.entries.set(archive.story, newer)
    archive.manifest.files = archive.manifest.files.map((each) => (each.path === archive.story ? listed(archive.story, newer) : each))
    const file = join(await temporaryFolder(), 'a.zip')
    await writeFile(file, zipOf(archive))
    const library = await opened(await temporaryFolder())
    expect(value(await imported(file, library))).toMatchObject({ stories: 0, left: [{ place: archive.story, code: 'story-newer' }] })
    expect((await readFile(file)).length).toBeGreaterThan(0)
  })
})
