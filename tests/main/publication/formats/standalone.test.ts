import sharp from 'sharp'
import { expect, test } from 'vitest'

import { standalone } from '../../../../src-main/publication/formats/standalone/standalone'
import { attributeOf, nodesOf, pageOf, shownIn, type HtmlNode } from '../../../support/html-nodes'
import { drawPhotos } from '../../../support/sample-photos'
import { chineseStory } from '../../../support/sample-story'
import { formatSuite, subject } from './suite'

const page = (bytes: Uint8Array | undefined): HtmlNode => pageOf(new TextDecoder().decode(bytes))

formatSuite(standalone, ([file]) => Promise.resolve(shownIn(page(file?.bytes))))

test('carries its photos in itself and asks for nothing else', async () => {
  const photos = await drawPhotos()
  const [file] = await standalone.files(subject(chineseStory(photos.map(({ photo }) => photo)), photos))
  const nodes = nodesOf(page(file?.bytes))
  const images = nodes.filter(({ nodeName }) => nodeName === 'img').map((node) => attributeOf(node, 'src') ?? '')
  expect(images.length).toBe(photos.length)
  for (const [index, src] of images.entries()) {
    const [, base64 = ''] = /^data:image\/jpeg;base64,(.+)$/.exec(src) ?? []
    expect((await sharp(Buffer.from(base64, 'base64')).metadata()).width).toBe(photos[index]?.photo.width)
  }
  expect(nodes.flatMap((node) => ['src', 'srcset'].map((name) => attributeOf(node, name) ?? '').filter(Boolean)).every((src) => src.startsWith('data:'))).toBe(true)
  expect(nodes.filter(({ nodeName }) => nodeName === 'link' || nodeName === 'iframe')).toEqual([])
  expect(nodes.map((node) => attributeOf(node, 'content')).find((content) => content?.startsWith('default-src'))).toContain('img-src data:;')
})
