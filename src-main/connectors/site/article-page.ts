import { html, raw } from 'hono/html'

import { articleBody, photoUses, type PhotoSource, type StorySource } from '../../../src-shared/publication/article-html'
import { newsArticle } from '../../../src-shared/publication/json-ld'
import { printTime } from '../../../src-shared/publication/view'
import { PRINT_WORDS } from '../../../src-shared/publication/words'
import { fileOf, hrefFrom, SITE } from './paths'
import type { Card, SiteRecord } from './record'
import { addressOf } from './settings'
import { shell, type Markup, type Site } from './shell'
import { SITE_WORDS } from './words'

/** The pieces that stand before (newer) and after (older) one on the site. */
export type Neighbours = { newer: Card | null; older: Card | null }

/** Each step of a channel path: ["工会", "地市工会"] is 工会, then 工会 > 地市工会. */
export const stepsOf = (channel: readonly string[]): string[][] => channel.map((_, index) => channel.slice(0, index + 1))

/** The breadcrumb as schema.org BreadcrumbList; `here` names the page itself where it is not a channel's. */
export const breadcrumbData = (site: Site, channel: readonly string[], here?: { name: string; path: string }): Record<string, unknown> => {
  const stops = [
    { name: SITE_WORDS[site.settings.language].home, path: SITE.home },
    ...stepsOf(channel).map((step) => ({ name: step.at(-1) ?? '', path: SITE.channel(step) })),
    ...(here ? [here] : []),
  ]
  return {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: stops.map(({ name, path }, index) => ({ '@type': 'ListItem', position: index + 1, name, item: addressOf(site.settings, path) })),
  }
}

/** The breadcrumb a reader sees; `current` marks the last channel as this very page. */
export const breadcrumb = (site: Site, page: string, channel: readonly string[], current: boolean): Markup => {
  const words = SITE_WORDS[site.settings.language]
  const steps = stepsOf(channel)
  return html`<nav class="crumbs" aria-label="${words.crumbs}"><ol><li><a href="${hrefFrom(fileOf(page), SITE.home)}">${words.home}</a></li>${steps.map(
    (step, index) => html`<li><a href="${hrefFrom(fileOf(page), SITE.channel(step))}"${current && index === steps.length - 1 ? raw(' aria-current="page"') : ''}>${step.at(-1)}</a></li>`,
  )}</ol></nav>`
}

const neighbour = (page: string, card: Card | null, word: string, rel: string): Markup | '' =>
  card === null ? '' : html`<a class="${rel}" rel="${rel}" href="${hrefFrom(page, card.path)}"><span>${word}</span> <span lang="${card.language}">${card.headline}</span></a>`

/** The page of one published piece. `pathOf` says where another story stands on this site, by its id, or null. */
export const articlePageOf = (site: Site, record: SiteRecord, { newer, older }: Neighbours, pathOf: StorySource): Promise<string> => {
  const { view, path } = record
  const { story } = view
  const print = PRINT_WORDS[story.language]
  const words = SITE_WORDS[site.settings.language]
  const photo: PhotoSource = (_, { name }) => {
    const file = record.photos[name]
    return file ? { src: hrefFrom(path, SITE.photo(name)), width: file.width, height: file.height } : null
  }
  const images = photoUses(story).filter(({ name }) => record.photos[name]).map(({ name }) => addressOf(site.settings, SITE.photo(name)))
  const earlier: StorySource = (story) => {
    const there = pathOf(story)
    return there === null ? null : hrefFrom(path, there)
  }
  const line = (name: string, text: string): Markup | '' => (text === '' ? '' : html`<p class="${name}">${text}</p>\n`)
  const body = html`${story.channel.length === 0 ? '' : breadcrumb(site, path, story.channel, false)}
<article>
<header>
${line('column-tag', story.columnTag)}${line('kicker', story.kicker)}<h1>${story.headline}</h1>
${line('deck', story.deck)}<p class="facts"><time datetime="${view.time}">${printTime(view.time, story.language)}</time>${story.source === '' ? '' : html`<span class="source">${print.source(story.source)}</span>`}</p>
</header>
<div class="body">
${raw(articleBody(view, photo, earlier))}
</div>
${line('editor', view.editor === '' ? '' : print.editor(view.editor))}</article>
${newer || older ? html`<nav class="neighbours" aria-label="${words.neighbours}" lang="${site.settings.language}">${neighbour(path, newer, words.newer, 'prev')}${neighbour(path, older, words.older, 'next')}</nav>` : ''}`
  return shell(site, {
    path,
    title: story.headline,
    description: story.summary,
    author: story.byline,
    keywords: story.keywords.join(','),
    language: story.language,
    type: 'article',
    ...(images[0] === undefined ? {} : { picture: images[0] }),
    ...(story.channel[0] === undefined ? {} : { channel: story.channel[0] }),
    data: [
      newsArticle(view, { images, url: addressOf(site.settings, path), modified: record.signedAt, publisher: site.settings.name }),
      breadcrumbData(site, story.channel, { name: story.headline, path }),
    ],
    body,
  })
}
