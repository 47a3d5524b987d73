import { Feed } from 'feed'

import { escapeMarkup } from '../../../src-shared/publication/markup'
import { SITE } from './paths'
import type { Card } from './record'
import { addressOf, type SiteSettings } from './settings'

/** How many stories the feed carries, and the most a sitemap may name. */
const FED = { rss: 50, sitemap: 49_000 } as const

// In a CDATA section only this sequence could end it, and the library replaces just the first.
const inCdata = (text: string): string => text.replace(/\]\]>/g, ']] >')

const latest = (cards: readonly Card[]): Date => new Date(Math.max(0, ...cards.map(({ at, signedAt }) => Math.max(at, Date.parse(signedAt)))))

/** RSS 2.0 of the newest stories; every date in it comes from them, never from a clock. `cards` are newest first. */
export const rssOf = (settings: SiteSettings, cards: readonly Card[]): string => {
  const shown = cards.slice(0, FED.rss)
  const feed = new Feed({
    title: settings.name,
    description: settings.tagline || settings.name,
    link: addressOf(settings, SITE.home),
    feedLinks: { rss: addressOf(settings, SITE.rss) },
    language: settings.language,
    copyright: settings.copyright,
    generator: 'Stet',
    updated: latest(shown),
  })
  for (const card of shown)
    feed.addItem({
      title: inCdata(card.headline),
      guid: `urn:uuid:${card.id}`,
      link: addressOf(settings, card.path),
      date: new Date(card.at),
      // A description is HTML to those who read feeds; a teaser is words.
      description: escapeMarkup(card.teaser),
      ...(card.channel.length === 0 ? {} : { category: [{ name: card.channel.join(' / ') }] }),
      ...(card.picture === null ? {} : { enclosure: { url: addressOf(settings, SITE.photo(card.picture.name)), type: 'image/jpeg', length: card.picture.bytes } }),
    })
  return `${feed.rss2()}\n`
}

/** The sitemap: front page, channels, and every story with the time its revision was signed. */
export const sitemapOf = (settings: SiteSettings, cards: readonly Card[], channels: readonly (readonly string[])[]): string => {
  const entry = (path: string, modified?: string): string => `<url><loc>${escapeMarkup(addressOf(settings, path))}</loc>${modified === undefined ? '' : `<lastmod>${escapeMarkup(modified)}</lastmod>`}</url>`
  const entries = [entry(SITE.home), ...channels.map((channel) => entry(SITE.channel(channel))), ...cards.map((card) => entry(card.path, card.signedAt))]
  return `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.slice(0, FED.sitemap).join('\n')}\n</urlset>\n`
}

/** robots.txt: everything may be read; the site's own records are not for readers. */
export const robotsOf = (settings: SiteSettings): string => `User-agent: *\nDisallow: ${new URL(addressOf(settings, '.stet/')).pathname}\n\nSitemap: ${addressOf(settings, SITE.sitemap)}\n`
