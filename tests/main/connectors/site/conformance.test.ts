import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'

import { siteConnector, type SiteSettings } from '../../../../src-main/connectors/site/site'
import { ok } from '../../../../src-shared/outcome'
import { conformance } from '../conformance'
import { textOfPage } from '../page-text'

const settings: SiteSettings = { id: 'site', name: '临江日报', tagline: '', language: 'zh-CN', baseUrl: 'https://news.example.org/', organiser: '', address: '', telephone: '', email: '', licences: [], copyright: '' }

conformance('the site', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stet-site-'))
  const names = (path: string): Promise<string[]> => readdir(join(folder, path)).catch(() => [])
  return {
    connector: () => siteConnector({ folder, settings, now: () => new Date().toISOString(), webRendition: async (bytes) => ok(new Uint8Array(await sharp(bytes).resize({ width: 400 }).jpeg().toBuffer())) }),
    page: async (url) => {
      const html = await readFile(join(folder, new URL(url).pathname), 'utf8').catch(() => null)
      return html === null ? null : textOfPage(html)
    },
    posts: async (story) => (await names('.stet/articles')).filter((name) => name === `${story}.json`).length,
    pictures: async () => (await names('photos')).length,
    edit: null,
    close: () => rm(folder, { recursive: true, force: true }),
  }
}, { online: false })
