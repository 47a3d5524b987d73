import { html } from 'hono/html'

import { printTime } from '../../../src-shared/publication/view'
import { breadcrumb, breadcrumbData } from './article-page'
import { fileOf, hrefFrom, SITE } from './paths'
import type { Card, SiteRecord } from './record'
import { addressOf } from './settings'
import { shell, type Markup, type Site } from './shell'
import { SITE_WORDS } from './words'

/** How many stories the front page and one channel page name, newest first; older ones are found by their neighbours and the sitemap. */
const LISTED = { front: 40, channel: 200 } as const
const SECOND = 4
const DIGEST = 5

const picture = (page: string, card: Card, eager = false): Markup | '' =>
  card.picture === null
    ? ''
    : html`<a class="picture" href="${hrefFrom(page, card.path)}" tabindex="-1" aria-hidden="true"><img src="${hrefFrom(page, SITE.photo(card.picture.name))}" width="${card.picture.width}" height="${card.picture.height}" alt=""${eager ? '' : html` loading="lazy"`}></a>`

const facts = (card: Card): Markup =>
  html`<p class="facts">${card.channel.length === 0 ? '' : html`<span>${card.channel.at(-1)}</span>`}<time datetime="${card.time}">${printTime(card.time, card.language)}</time></p>`

const teased = (page: string, card: Card, level: 'lead' | 'story'): Markup =>
  html`<article class="${level}${card.picture ? ' pictured' : ''}" lang="${card.language}">${picture(page, card, level === 'lead')}
<div><h2><a href="${hrefFrom(page, card.path)}">${card.headline}</a></h2>
${card.teaser === '' ? '' : html`<p class="teaser">${card.teaser}</p>\n`}${facts(card)}</div></article>`

const row = (page: string, card: Card): Markup =>
  html`<li lang="${card.language}"><a href="${hrefFrom(page, card.path)}">${card.headline}</a> <time datetime="${card.time}">${printTime(card.time, card.language)}</time></li>`

const digestOf = (site: Site, page: string, channel: string, cards: readonly Card[]): Markup => {
  const shown = cards.filter((card) => card.channel[0] === channel).slice(0, DIGEST)
  if (shown.length === 0) return html``
  return html`<section class="digest"><h2><a href="${hrefFrom(page, SITE.channel([channel]))}">${channel}<span> ${SITE_WORDS[site.settings.language].more}</span></a></h2><ul>${shown.map((card) => row(page, card))}</ul></section>`
}

/** The front page. `cards` are newest first. */
export const frontPage = (site: Site, cards: readonly Card[]): Promise<string> => {
  const { settings } = site
  const page = fileOf(SITE.home)
  const listed = cards.slice(0, LISTED.front)
  // A front page opens with a picture when one of the newest has one.
  const lead = listed.slice(0, 6).find((card) => card.picture !== null) ?? listed[0]
  const others = listed.filter((card) => card !== lead)
  const second = others.slice(0, SECOND)
  const rest = others.slice(SECOND)
  const digests = cards.length > SECOND + 1 ? site.channels.map((channel) => digestOf(site, page, channel, cards)) : []
  return shell(site, {
    path: SITE.home,
    title: settings.name,
    description: settings.tagline,
    data: { '@context': 'https://schema.org', '@type': 'WebSite', name: settings.name, url: addressOf(settings, SITE.home), inLanguage: settings.language },
    body: html`${lead ? teased(page, lead, 'lead') : ''}
${second.length === 0 ? '' : html`<section class="second">${second.map((card) => teased(page, card, 'story'))}</section>`}
${rest.length === 0 ? '' : html`<section class="latest"><h2>${SITE_WORDS[settings.language].latest}</h2><ul>${rest.map((card) => row(page, card))}</ul></section>`}
${digests.length === 0 ? '' : html`<div class="digests">${digests}</div>`}`,
  })
}

/** The page of one channel, outermost or inner. `cards` are its stories and those of the channels inside it, newest first; `inner` the channels directly inside it. */
export const channelPage = (site: Site, channel: readonly string[], cards: readonly Card[], inner: readonly (readonly string[])[]): Promise<string> => {
  const path = SITE.channel(channel)
  const page = fileOf(path)
  const name = channel.at(-1) ?? ''
  const listed = cards.slice(0, LISTED.channel)
  return shell(site, {
    path,
    title: name,
    description: channel.join(' > '),
    ...(channel[0] === undefined ? {} : { channel: channel[0] }),
    data: breadcrumbData(site, channel),
    body: html`${breadcrumb(site, path, channel, true)}
<header class="channel"><h1>${name}</h1>
${inner.length === 0 ? '' : html`<ul>${inner.map((below) => html`<li><a href="${hrefFrom(page, SITE.channel(below))}">${below.at(-1)}</a></li>`)}</ul>`}</header>
<div class="stories">${listed.length === 0 ? html`<p class="empty">${SITE_WORDS[site.settings.language].empty}</p>` : listed.map((card) => teased(page, card, 'story'))}</div>`,
  })
}

/** What a wrong address answers. It may be read at any depth, so its links start at the site's own root. */
export const notFoundPage = (site: Site): Promise<string> => {
  const words = SITE_WORDS[site.settings.language]
  const root = new URL(addressOf(site.settings, SITE.home)).pathname
  return shell(site, {
    path: SITE.notFound,
    title: words.missing,
    description: '',
    root,
    hidden: true,
    body: html`<div class="missing"><h1>${words.missing}</h1><p>${words.missingText}</p><p><a href="${root}">${words.back}</a></p></div>`,
  })
}

/** What stands at the address of a piece that was taken down: none of its words, and no search engine keeps it. */
export const takenDownPage = (site: Site, { path, down = '', view }: SiteRecord): Promise<string> => {
  const words = SITE_WORDS[site.settings.language]
  return shell(site, {
    path,
    title: words.down,
    description: '',
    language: view.story.language,
    hidden: true,
    body: html`<div class="missing"><h1>${words.down}</h1><p>${words.downText} <time datetime="${down}">${printTime(down, site.settings.language)}</time></p><p><a href="${hrefFrom(path, SITE.home)}">${words.back}</a></p></div>`,
  })
}
