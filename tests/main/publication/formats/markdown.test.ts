import type { Nodes } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { expect, test } from 'vitest'

import { markdown } from '../../../../src-main/publication/formats/markdown/markdown'
import { drawPhotos } from '../../../support/sample-photos'
import { chineseStory } from '../../../support/sample-story'
import { formatSuite, subject, type ReadBack } from './suite'

const parsed = (bytes: Uint8Array): Nodes => unified().use(remarkParse).use(remarkGfm).parse(new TextDecoder().decode(bytes))

const textOf = (node: Nodes): string => {
  if (node.type === 'text') return node.value
  if (node.type === 'html' || node.type === 'code' || node.type === 'inlineCode') throw new Error(`${node.type} in an article: ${node.value}`)
  if (node.type === 'break') return '\n'
  return 'children' in node ? node.children.map(textOf).join(node.type === 'root' ? '\n' : '') : ''
}

const readBack: ReadBack = ([file]) => Promise.resolve(file ? textOf(parsed(file.bytes)) : '')

formatSuite(markdown, readBack)

test('reads as headings, lists and pictures to a Markdown parser', async () => {
  const photos = await drawPhotos()
  const [file] = await markdown.files(subject(chineseStory(photos.map(({ photo }) => photo)), photos))
  const tree = parsed(file?.bytes ?? new Uint8Array())
  if (tree.type !== 'root') throw new Error('no document')
  expect(tree.children.filter(({ type }) => type === 'heading').length).toBeGreaterThan(2)
  const images = (node: Nodes): string[] => (node.type === 'image' ? [node.url] : 'children' in node ? node.children.flatMap(images) : [])
  expect(images(tree).every((url) => /^photos\/web\/[0-9a-f]{64}.*\.jpg$/.test(url))).toBe(true)
  expect(images(tree).length).toBe(photos.length)
})
