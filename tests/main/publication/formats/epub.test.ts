import { execFile } from 'node:child_process'
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { XMLParser } from 'fast-xml-parser'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'

import { epub } from '../../../../src-main/publication/formats/epub/epub'
import type { Story } from '../../../../src-shared/story/story'
import { everyBlockStory } from '../../../support/every-block'
import { judgeThere } from '../../../support/judges'
import { drawPhotos, type DrawnPhoto } from '../../../support/sample-photos'
import { chineseStory, englishStory } from '../../../support/sample-story'
import { filesIn } from '../package-tools'
import { formatSuite, storyOf, subject, type ReadBack } from './suite'

const book = async (story: Story, photos: readonly DrawnPhoto[]): Promise<Buffer> => {
  const [file] = await epub.files(subject(story, photos))
  return Buffer.from(file?.bytes ?? new Uint8Array())
}

type Ordered = { '#text'?: string | number; [tag: string]: unknown }

const textOf = (nodes: readonly Ordered[]): string =>
  nodes.map((node) => ('#text' in node ? String(node['#text']) : Object.entries(node).map(([tag, inside]) => (tag === ':@' || tag === 'head' || !Array.isArray(inside) ? '' : textOf(inside as Ordered[]))).join(''))).join('')

const parsed = (xml: string): Ordered[] => new XMLParser({ preserveOrder: true, trimValues: false, parseTagValue: false, htmlEntities: true, ignoreDeclaration: true }).parse(xml) as Ordered[]

const readBack: ReadBack = async ([file]) => textOf(parsed((await filesIn(Buffer.from(file?.bytes ?? new Uint8Array()))).get('book/article.xhtml')?.toString() ?? ''))

formatSuite(epub, readBack)

describe('the book', () => {
  test('says first what it is, in bytes any tool can look at', async () => {
    const bytes = await book(storyOf([]), [])
    expect(bytes.subarray(30, 58).toString('latin1')).toBe('mimetypeapplication/epub+zip')
  })

  test('names the story, the signed revision and when it was signed', async () => {
    const photos = await drawPhotos()
    const story = chineseStory(photos.map(({ photo }) => photo))
    const files = await filesIn(await book(story, photos))
    const opf = files.get('book/package.opf')?.toString() ?? ''
    expect(opf).toContain(`>urn:uuid:${story.id}<`)
    expect(opf).toContain(`>sha256:${'c'.repeat(64)}<`)
    expect(opf).toContain('<meta property="dcterms:modified">2026-03-12T01:00:00Z</meta>')
    expect(opf).toContain('<dc:language>zh-CN</dc:language>')
    expect([...files.keys()].filter((path) => path.endsWith('.jpg')).length).toBe(photos.length)
  })

  test('lists its section headers in its contents', async () => {
    const photos = await drawPhotos()
    const files = await filesIn(await book(chineseStory(photos.map(({ photo }) => photo)), photos))
    expect(textOf(parsed(files.get('book/nav.xhtml')?.toString() ?? '')).replace(/\s+/gu, '')).toMatch(/^目录江畔夜校亮灯一百天./)
  })
})

/** The drawn photos with what a package has for renditions: every one a JPEG. */
const renditions = async (): Promise<DrawnPhoto[]> => Promise.all((await drawPhotos()).map(async ({ bytes, photo }) => ({ photo, bytes: new Uint8Array(await sharp(bytes).jpeg().toBuffer()) })))

const judge = async (bytes: Uint8Array): Promise<string[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'stet-book-'))
  try {
    await writeFile(join(folder, 'article.epub'), bytes)
    const { stdout } = await promisify(execFile)('sh', ['-c', 'command -v epubcheck'])
    // Debian's command is the jar itself, which not every kernel knows how to start.
    const jar = await realpath(stdout.trim())
    const ran = await promisify(execFile)('java', ['-jar', jar, join(folder, 'article.epub')]).catch((error: unknown) => error as { stdout: string; stderr: string })
    return `${ran.stdout}\n${ran.stderr}`.split('\n').filter((line) => /^(FATAL|ERROR|WARNING|USAGE)/.test(line))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

describe('epubcheck', () => {
  if (!judgeThere(test, 'epubcheck', 'epubcheck')) return

  const every = async (language: Story['language']): Promise<[Story, DrawnPhoto[]]> => {
    const photos = await renditions()
    return [{ ...everyBlockStory(photos.map(({ photo }) => photo)), language, columnTag: '深读', originalHeadline: '夜校百日', correction: { story: null, headline: '旧稿 & <新稿>', printedOn: '3月1日', text: '人数应为四十。' } }, photos]
  }
  const books: Record<string, () => Promise<[Story, DrawnPhoto[]]>> = {
    'every block and mark, in Chinese': () => every('zh-CN'),
    'every block and mark, in English': () => every('en'),
    'a story with its photos': async () => {
      const photos = await renditions()
      return [englishStory(photos.map(({ photo }) => photo)), photos]
    },
    'nothing but a headline': () => Promise.resolve([storyOf([]), []]),
  }
  test.each(Object.keys(books))('finds nothing wrong with a book of %s', { timeout: 240_000 }, async (name) => {
    const [story, photos] = (await books[name]?.()) ?? [storyOf([]), []]
    expect(await judge(await book(story, photos))).toEqual([])
  })
})
