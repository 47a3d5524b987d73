import { createHash } from 'node:crypto'

import type { ArticleView } from '../../../src-shared/publication/view'
import { timeFields } from '../../../src-shared/publication/view'

/** The hex SHA-256 of a text or bytes. */
export const sha256Of = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

/**
 * The folder name of a channel path, e.g. "city-transport-3f0c9a41d2". Names are people's: Chinese ones would be stored in other
 * bytes by other file systems (NFC and NFD, 255 bytes, no ":" or "CON"), and "../x" is a name too. So the ASCII letters and
 * digits are kept to be read, and a digest of the whole path makes it one of a kind; it never changes for the same channel.
 */
export const channelSlug = (channel: readonly string[]): string => {
  const readable = channel.join('-').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40).replace(/-+$/, '')
  const digest = sha256Of(JSON.stringify(channel)).slice(0, 10)
  return readable === '' ? digest : `${readable}-${digest}`
}

/** Where things stand in the site's folder: "/"-separated, relative to it, ASCII only. */
export const SITE = {
  home: '',
  rss: 'rss.xml',
  sitemap: 'sitemap.xml',
  robots: 'robots.txt',
  notFound: '404.html',
  /** Written to see whether the folder can be. */
  probe: '.stet/probe',
  records: '.stet/articles',
  state: '.stet/pages.sha256',
  channel: (channel: readonly string[]) => `channels/${channelSlug(channel)}/`,
  /** `name` is the rendition's (photo-uses.ts). */
  photo: (name: string) => `photos/${name}.jpg`,
  theme: (css: string) => `theme/${sha256Of(css).slice(0, 16)}.css`,
  record: (story: string) => `.stet/articles/${story.toLowerCase()}.json`,
  article: (view: ArticleView) => {
    const { year, month } = timeFields(view.time) ?? { year: '0000', month: '00' }
    return `articles/${year}/${month}/${view.story.id.toLowerCase()}.html`
  },
} as const

/** The file behind a page's path: a folder's page is its index.html. */
export const fileOf = (path: string): string => (path === '' || path.endsWith('/') ? `${path}index.html` : path)

/** A link from one page to another that holds wherever the site stands: at a root, under a path, or in a preview. */
export const hrefFrom = (page: string, target: string): string => '../'.repeat(page.split('/').length - 1) + target || './'
