import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'

import { photoRendition } from '../../../src-main/photos/photos'
import { articleBody } from '../../../src-shared/publication/article-html'
import { PACKAGE } from '../../../src-shared/publication/manifest'
import { PROFILES } from '../../../src-shared/publication/profiles'
import type { Story } from '../../../src-shared/story/story'
import { block, chineseStory } from '../../support/sample-story'
import { buildSignedPiece, type BuiltPiece } from '../../support/signed-piece'
import { drawPhoto } from '../../support/sample-photos'
import { more } from '../../support/every-block'
import { faults, filesIn, packBytes, packOptions, resealed, verify, zipOf, type Files } from './package-tools'

const CROP = '0.25,0.1,0.5,0.5'

let built: BuiltPiece
let files: Files
let bytes: Uint8Array
let digest: string
let asked: unknown[]
beforeAll(async () => {
  const drawn = await drawPhoto({ width: 400, height: 300, name: 'quay.jpg' })
  digest = drawn.photo.sha256
  const located = { ...drawn.photo, words: { caption: '', creator: '', credit: '', copyright: '', alt: '', headline: '', place: '临江市老码头', takenAt: '', located: true } }
  const base = (): Story => ({
    ...chineseStory([]),
    body: {
      type: 'doc',
      content: [
        block.paragraph('a', '正文。'),
        more.photoGroup('g', more.photo('全貌', '', { photo: digest, alt: '码头' }), more.photo('近处', '', { photo: digest, alt: '码头一角', crop: CROP })),
        more.factBox('f', '链接', more.photo('盒里也有', '', { photo: digest, alt: '码头', crop: CROP })),
      ],
    },
    photos: { [digest]: located },
  })
  built = await buildSignedPiece({ base, photos: [drawn] })
  asked = []
  const made = await packBytes(built.piece, {
    ...packOptions(built),
    rendition: (original, words, profile) => {
      asked.push(words)
      return photoRendition(original, words, profile)
    },
  })
  if (!made.ok) throw new Error(made.message)
  bytes = made.value
  files = await filesIn(Buffer.from(bytes))
})

const web = (name: string): string => PACKAGE.rendition('web', name)
const cropped = (): string => web(`${digest}-2500-1000-5000-5000`)

describe('a photo shown whole and cropped', () => {
  test('is packed once as it was taken, and as one rendition for each part shown', async () => {
    expect([...files.keys()].filter((path) => path.startsWith('photos/')).sort()).toEqual([`photos/original/${digest}.jpg`, cropped(), cropped().replace('web', 'print'), ...PROFILES.map((profile) => PACKAGE.rendition(profile, digest))].sort())
    expect(await sharp(files.get(web(digest))).metadata()).toMatchObject({ width: 400, height: 300 })
    expect(await sharp(files.get(cropped())).metadata()).toMatchObject({ width: 200, height: 150 })
    // Never enlarged: the card of a small photo is as large as the photo lets it be.
    expect(await sharp(files.get(PACKAGE.rendition('social', digest))).metadata()).toMatchObject({ width: 400, height: 210 })
    expect(await sharp(files.get(PACKAGE.rendition('cover', digest))).metadata()).toMatchObject({ width: 400, height: 170 })
    expect(faults(await verify(bytes))).toEqual([])
  })

  test('is drawn on the page in the size of the part shown', () => {
    const page = files.get(PACKAGE.html)!.toString()
    expect(page).toContain(`<img src="${web(digest)}" width="400" height="300" alt="码头">`)
    expect(page.split(`<img src="${cropped()}" width="200" height="150"`)).toHaveLength(3)
  })

  test('has its place written into no file while one of its uses keeps it', () => {
    expect(asked).toHaveLength(6)
    expect(asked.some((words) => Object.hasOwn(words as object, 'place'))).toBe(false)
    for (const path of [web(digest), cropped()]) expect(files.get(path)!.includes(Buffer.from('临江市老码头'))).toBe(false)
  })

  test('rejects a package without the cropped rendition, or with one nobody shows', async () => {
    const without = new Map(files)
    without.delete(cropped())
    expect(faults(await verify(await zipOf(resealed(without, built.deskSigner))))).toContain(`file-missing ${cropped()}`)
    const other = web(`${digest}-0-0-5000-5000`)
    const added = new Map(files).set(other, files.get(cropped())!)
    expect(faults(await verify(await zipOf(resealed(added, built.deskSigner))))).toContain(`file-unexpected ${other}`)
  })
})

test('a place the writer shows travels with the rendition', async () => {
  const drawn = await drawPhoto({ width: 120, height: 80, name: 'quay.jpg' })
  const { sha256 } = drawn.photo
  const words = { caption: '', creator: '', credit: '', copyright: '', alt: '', headline: '', place: '临江市老码头', takenAt: '', located: true }
  const shown = await buildSignedPiece({ photos: [drawn], base: () => ({ ...chineseStory([]), body: { type: 'doc', content: [block.paragraph('a', '字'), more.photo('图', '', { photo: sha256, place: 'shown' })] }, photos: { [sha256]: { ...drawn.photo, words } } }) })
  const made = await packBytes(shown.piece, { ...packOptions(shown), rendition: photoRendition })
  if (!made.ok) throw new Error(made.message)
  expect((await filesIn(Buffer.from(made.value))).get(web(sha256))!.includes(Buffer.from('临江市老码头'))).toBe(true)
})

test('a crop that is none is all of the picture', () => {
  for (const crop of ['', '0,0,1,1', 'nonsense', '0.9,0.9,0.5,0.5']) {
    const html = articleBody({ story: { ...chineseStory([]), dateline: '', byline: '', body: { type: 'doc', content: [more.photo('图', '', { crop })] } }, time: '', editor: '' }, (sha256, { name }) => ({ src: name, width: 1, height: Number(name === sha256) }))
    expect(html).toContain(`<img src="${'a'.repeat(64)}" width="1" height="1"`)
  }
})
