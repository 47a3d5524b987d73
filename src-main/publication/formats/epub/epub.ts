import { EVERYTHING, type Carries } from '../../../../src-shared/publication/destination'
import { writeZip } from '../../write-zip'
import type { Format, Subject } from '../format'
import { articleXhtml } from './article'
import { navXhtml } from './nav'
import { packageDocument, type Listed } from './package-document'
import { STYLE } from './style'

/** A question and its answer are paragraphs, and a video or sound stays where it is: the book links to it. */
const CARRIES: Carries = { ...EVERYTHING, blocks: { question: 'plain', answer: 'plain', mediaCard: 'plain' } }

const EPUB_TYPE = 'application/epub+zip'
const CONTAINER = [
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">',
  '<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>',
  '</container>',
  '',
].join('\n')

const bookOf = async (subject: Subject): Promise<Uint8Array> => {
  // A book must be called something.
  const title = subject.article.headline || subject.view.story.slugline.trim() || `urn:uuid:${subject.view.story.id}`
  const { markup, met } = articleXhtml(subject, title)
  const pictures = [...met.pictures].map(([path, photo], index) => ({ photo, listed: { id: `photo-${String(index + 1)}`, path, mediaType: 'image/jpeg', ...(index === 0 ? { properties: 'cover-image' as const } : {}) } }))
  const listed: Listed[] = [
    { id: 'contents', path: 'nav.xhtml', mediaType: 'application/xhtml+xml', properties: 'nav' },
    { id: 'text', path: 'article.xhtml', mediaType: 'application/xhtml+xml' },
    { id: 'style', path: 'style.css', mediaType: 'text/css' },
    ...pictures.map((picture) => picture.listed),
  ]
  const encoder = new TextEncoder()
  // The first file of a book says what it is, and is stored; ours all are.
  return writeZip([
    ['mimetype', encoder.encode(EPUB_TYPE)],
    ['META-INF/container.xml', encoder.encode(CONTAINER)],
    ['book/package.opf', encoder.encode(packageDocument(subject, title, listed))],
    ['book/nav.xhtml', encoder.encode(navXhtml(subject.article.language, title, met.heads))],
    ['book/article.xhtml', encoder.encode(markup)],
    ['book/style.css', encoder.encode(STYLE)],
    ...(await Promise.all(pictures.map(async ({ photo, listed: { path } }) => [`book/${path}`, await photo.bytes()] as const))),
  ])
}

/** article.epub: EPUB 3, one page, its photos in it. */
export const epub: Format = {
  id: 'epub',
  carries: CARRIES,
  files: async (subject) => [{ path: 'article.epub', mediaType: EPUB_TYPE, bytes: await bookOf(subject) }],
}
