import sharp from 'sharp'

import { wordpress } from '../../../../src-main/connectors/wordpress/wordpress'
import { guardedFetch } from '../../../../src-main/desk/guarded-fetch'
import type { Connector } from '../../../../src-shared/publication/connector'
import { PLAIN_TITLE, type DestinationSettings } from '../../../../src-shared/publication/destination'
import { ok, valueOf, type Outcome } from '../../../../src-shared/outcome'
import type { WordPress } from '../../../servers/wordpress/start'
import type { Room } from '../conformance'
import { textOfPage } from '../page-text'

type Person = { account: string; secret: string }

/** Settings of a newsroom that maps nothing. */
export const settingsFor = (address: string, account: string, settings: Partial<DestinationSettings> = {}): DestinationSettings => ({
  id: 'web', kind: 'wordpress', name: '试刊网', address, account, title: PLAIN_TITLE, channels: [], makeChannels: false, authors: [], author: null, schedule: 'desk', ...settings,
})

/** A connector to an address, with renditions made small, or the one given. */
export const connectorTo = (settings: DestinationSettings, secret: string, asked: typeof fetch = guardedFetch('house'), rendition?: Outcome<Uint8Array>): Connector =>
  valueOf(wordpress.open(settings, secret, { fetch: asked, now: () => new Date().toISOString(), webRendition: async (bytes) => rendition ?? ok(new Uint8Array(await sharp(bytes).resize({ width: 140 }).jpeg().toBuffer())) }))

/** Asks WordPress's API past the connector; answers the JSON and how many there are in all. */
export const askSite = async (site: WordPress, who: Person, path: string, init: { method?: string; json?: unknown } = {}): Promise<{ status: number; json: unknown; total: number }> => {
  const response = await fetch(`${site.url}/wp-json/${path}`, {
    method: init.method ?? 'GET',
    headers: { authorization: `Basic ${Buffer.from(`${who.account}:${who.secret}`).toString('base64')}`, ...(init.json === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(init.json === undefined ? {} : { body: JSON.stringify(init.json) }),
  })
  return { status: response.status, json: await response.json(), total: Number(response.headers.get('x-wp-total') ?? 0) }
}

/** Takes every picture out of the media library. */
export const emptyMedia = async (site: WordPress): Promise<void> => {
  const { json } = await askSite(site, site.people.keeper, 'wp/v2/media?per_page=100&_fields=id')
  for (const { id } of json as { id: number }[]) await askSite(site, site.people.keeper, `wp/v2/media/${String(id)}?force=true`, { method: 'DELETE' })
}

type Raw = { content: { raw: string } }

/** A real WordPress as a CMS under test, used by one of its people. `keeper` looks past the connector. */
export const roomOf = (site: WordPress, person: Person, settings: Partial<DestinationSettings> = {}): Room => ({
  connector: (asked) => connectorTo(settingsFor(site.url, person.account, settings), person.secret, asked),
  page: async (url) => {
    const response = await fetch(url, { redirect: 'manual' })
    return response.status === 200 ? textOfPage(await response.text()) : null
  },
  posts: async (story) => (await askSite(site, site.people.keeper, `wp/v2/posts?search=stet-id-${story}&status=any,trash&_fields=id`)).total,
  pictures: async () => (await askSite(site, site.people.keeper, 'wp/v2/media?_fields=id')).total,
  edit: async ({ remoteId }, words) => {
    const { json } = await askSite(site, site.people.keeper, `wp/v2/posts/${remoteId}?context=edit`)
    await askSite(site, site.people.keeper, `wp/v2/posts/${remoteId}`, { method: 'POST', json: { content: `<!-- wp:paragraph -->\n<p>${words}</p>\n<!-- /wp:paragraph -->\n\n${(json as Raw).content.raw}` } })
  },
  close: () => Promise.resolve(),
})
