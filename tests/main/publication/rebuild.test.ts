import { beforeAll, describe, expect, test } from 'vitest'

import { articlePage } from '../../../src-shared/publication/article-html'
import { lossesOf } from '../../../src-shared/publication/losses'
import { PACKAGE, type NewManifest } from '../../../src-shared/publication/manifest'
import { shownSize } from '../../../src-shared/publication/photo-uses'
import { viewOf } from '../../../src-shared/publication/view'
import { FORMATS } from '../../../src-main/publication/formats/formats'
import { everyBlockStory } from '../../support/every-block'
import type { BuiltPiece } from '../../support/signed-piece'
import { faults, filesIn, flipped, packed, rebuild, resealed, verify, zipOf, type Files } from './package-tools'

let built: BuiltPiece
let bytes: Buffer
let files: Files
beforeAll(async () => {
  ;({ built, bytes } = await packed())
  files = await filesIn(bytes)
})

const manifestIn = (of: Files): NewManifest => JSON.parse(of.get(PACKAGE.manifest)!.toString()) as NewManifest
const sealed = (of: Files, change?: (manifest: NewManifest) => object): Promise<Buffer> => zipOf(resealed(of, built.deskSigner, change))

describe('a manifest of the second form', () => {
  test('names the policy, and each format with its files and what it could not carry', async () => {
    const story = await packed({ base: (photos) => everyBlockStory(photos) })
    const manifest = manifestIn(await filesIn(story.bytes))
    expect(manifest).toMatchObject({ type: 'stet.package/2', tool: 'stet test', policy: story.built.piece.signOff.statement.policy, revision: { sha256: story.built.piece.sha256 } })
    expect(manifest.formats.map(({ id }) => id)).toEqual(FORMATS.map(({ id }) => id))
    for (const [index, { files: paths, losses }] of manifest.formats.entries()) {
      for (const path of paths) expect(manifest.files.map((file) => file.path)).toContain(path)
      expect(losses).toEqual(lossesOf(story.built.piece.story, FORMATS[index]!.carries, story.built.piece.story.headline))
    }
    expect(manifest.formats.find(({ id }) => id === 'markdown')!.losses.map(({ what }) => what)).toContain('factBox')
    expect(faults(await verify(story.bytes, { rebuild }))).toEqual([])
  })

  test('is refused that gives a format the place of something else, names one twice, or a file that is not there', async () => {
    const named = (formats: (of: NewManifest['formats']) => object[]) => sealed(files, (manifest) => ({ ...manifest, formats: formats(manifest.formats) }))
    for (const path of [PACKAGE.story, PACKAGE.html, PACKAGE.verifier, PACKAGE.manifest, 'sign-off/01-submit.dsse.json', 'photos/original/x.jpg', 'keys/a.pem'])
      expect(faults(await verify(await named((formats) => [...formats, { id: 'more', files: [path], losses: [] }]))), path).toContain(`format-invalid ${path}`)
    expect(faults(await verify(await named((formats) => [...formats, { ...formats[0]!, files: ['article.md'] }])))).toContain('format-invalid manifest.json')
    expect(faults(await verify(await named((formats) => [...formats, { id: 'more', files: ['article.more'], losses: [] }])))).toContain('file-missing article.more')
    expect(faults(await verify(await named(() => [])))).toContain('file-unexpected article.md')
    expect(faults(await verify(await sealed(files, (manifest) => ({ ...manifest, policy: '0'.repeat(64) }))))).toEqual(['manifest-mismatch manifest.json'])
    expect(faults(await verify(await sealed(files, (manifest) => ({ ...manifest, files: manifest.files.map((file) => (file.path === 'article.md' ? { ...file, mediaType: 'nothing' } : file)) }))))).toEqual(['manifest-mismatch article.md'])
    expect(faults(await verify(await sealed(files, ({ policy: _, formats: __, ...manifest }) => ({ ...manifest, type: 'stet.package/1' }))))).toEqual(
      expect.arrayContaining(['file-unexpected article.md', 'file-unexpected review-sheet.html', 'file-unexpected verify.html']),
    )
    const without = new Map(files)
    without.delete(PACKAGE.verifier)
    expect(faults(await verify(await sealed(without)))).toContain('file-missing verify.html')
  })
})

describe('rebuilding', () => {
  test('makes every picture and format again, and says so', async () => {
    const verdict = await verify(bytes, { rebuild })
    expect(verdict.holds).toBe(true)
    expect(verdict.findings.slice(-2 - FORMATS.length).map(({ code }) => code)).toEqual(['renditions-rebuilt', ...FORMATS.map(() => 'format-rebuilt'), 'verifier-rebuilt'])
  })

  test('refuses, naming it, whatever of any file the desk itself changed and sealed', async () => {
    for (const [path, data] of files) {
      if (path.startsWith('manifest.')) continue
      expect(faults(await verify(await sealed(new Map(files).set(path, flipped(data, Math.floor(data.length / 2)))), { rebuild })), path).not.toEqual([])
    }
    const web = [...files.keys()].find((path) => path.startsWith('photos/web/'))!
    const other = new Map(files).set(web, flipped(files.get(web)!, Math.floor(files.get(web)!.length / 2)))
    expect(faults(await verify(await sealed(other)))).toEqual([])
    // What has the picture inside it is another one, too.
    expect(faults(await verify(await sealed(other), { rebuild }))).toEqual([`rebuild-differs ${web}`, 'rebuild-differs article.docx', 'rebuild-differs article.epub'])
    const text = new Map(files).set('article.md', Buffer.from('别的话\n'))
    expect(faults(await verify(await sealed(text)))).toEqual([])
    expect(faults(await verify(await sealed(text), { rebuild }))).toEqual(['rebuild-differs article.md'])
  })

  test('refuses losses that are not so, a format it does not know, and one that should be there', async () => {
    const lost = await sealed(files, (manifest) => ({ ...manifest, formats: manifest.formats.map((format) => ({ ...format, losses: [{ what: 'table', how: 'lost', place: '', count: 1, limit: 0 }] })) }))
    expect(faults(await verify(lost, { rebuild }))).toEqual(FORMATS.map(() => 'losses-differ manifest.json'))
    const foreign = await sealed(new Map(files).set('article.xyz', Buffer.from('x')), (manifest) => ({
      ...manifest,
      formats: [...manifest.formats, { id: 'xyz', files: ['article.xyz'], losses: [] }],
      files: manifest.files.map((file) => (file.path === 'article.xyz' ? { ...file, mediaType: 'text/x-xyz' } : file)),
    }))
    expect(faults(await verify(foreign))).toEqual([])
    expect(faults(await verify(foreign, { rebuild }))).toEqual(['format-unknown manifest.json'])
    const fewer = new Map(files)
    fewer.delete('article.md')
    const without = await sealed(fewer, (manifest) => ({ ...manifest, formats: manifest.formats.filter(({ id }) => id !== 'markdown') }))
    expect(faults(await verify(without))).toEqual([])
    expect(faults(await verify(without, { rebuild }))).toEqual(['format-missing manifest.json'])
    expect(faults(await verify(without, { rebuild: { ...rebuild, tool: 'stet later' } }))).toEqual([])
  })

  test('says it of a package of the first form too, as far as it has anything to make again', async () => {
    const later = new Set([...[...files.keys()].filter((path) => /^photos\/(?:print|social|cover)\//.test(path)), ...manifestIn(files).formats.flatMap((format) => format.files), PACKAGE.reviewSheet, PACKAGE.verifier])
    const { story } = built.piece
    const page = articlePage(viewOf(built.piece), (sha256, { name, crop }) => ({ src: PACKAGE.rendition('web', name), ...shownSize(crop, story.photos[sha256]!) }))
    const first = new Map([...files].filter(([path]) => !later.has(path))).set(PACKAGE.html, Buffer.from(page))
    const old = await sealed(first, ({ policy: _, formats: __, ...manifest }) => ({ ...manifest, type: 'stet.package/1' }))
    const verdict = await verify(old, { rebuild })
    expect(faults(verdict)).toEqual([])
    expect(verdict.findings.at(-1)).toMatchObject({ code: 'renditions-rebuilt' })
  })
})
