import { html, raw } from 'hono/html'

import { jsonForScript } from '../../../src-shared/publication/markup'
import type { Language } from '../../../src-shared/story/story'
import { fileOf, hrefFrom, SITE } from './paths'
import { addressOf, type SiteSettings } from './settings'
import { SITE_WORDS } from './words'

/** Escaped markup, as hono's html tag makes it. */
export type Markup = ReturnType<typeof html>

/** What every page shares. `theme` is the stylesheet's path; `channels` the outermost channels, in order. */
export type Site = { settings: SiteSettings; theme: string; channels: readonly string[] }

/** What one page says of itself. `path` is its own, relative to the site; `data` its structured data; `root` where links start when the page may be read at any depth. */
export type Page = {
  path: string
  title: string
  description: string
  body: Markup
  language?: Language
  type?: 'website' | 'article'
  picture?: string
  author?: string
  keywords?: string
  channel?: string
  data?: unknown
  root?: string
  hidden?: boolean
}

// No script runs on the site, so the policy gives none a way in; structured data is not executed and passes.
const POLICY = "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'"

const metaOf = (name: string, content: string | undefined): Markup | '' => (content ? html`<meta name="${name}" content="${content}">\n` : '')

const head = (site: Site, page: Page, href: (target: string) => string): Markup => {
  const { settings } = site
  const url = addressOf(settings, page.path)
  const title = page.title === settings.name ? settings.name : `${page.title} - ${settings.name}`
  return html`<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
${metaOf('description', page.description)}${metaOf('author', page.author)}${metaOf('keywords', page.keywords)}${page.hidden ? html`<meta name="robots" content="noindex">\n` : html`<link rel="canonical" href="${url}">
<meta property="og:type" content="${page.type ?? 'website'}">
<meta property="og:site_name" content="${settings.name}">
<meta property="og:title" content="${page.title}">
<meta property="og:url" content="${url}">
`}${page.picture ? html`<meta property="og:image" content="${page.picture}">\n` : ''}<link rel="alternate" type="application/rss+xml" title="${settings.name}" href="${href(SITE.rss)}">
<link rel="stylesheet" href="${href(site.theme)}">
${page.data === undefined ? '' : html`<script type="application/ld+json">${raw(jsonForScript(page.data))}</script>\n`}</head>`
}

const masthead = (site: Site, page: Page, href: (target: string) => string): Markup => {
  const words = SITE_WORDS[site.settings.language]
  const home = page.path === SITE.home
  const name = html`<a href="${href(SITE.home)}">${site.settings.name}</a>`
  return html`<header class="masthead${home ? ' front' : ''}">
<div class="plate">${home ? html`<h1>${name}</h1>` : html`<p class="name">${name}</p>`}${site.settings.tagline === '' ? '' : html`<p class="tagline">${site.settings.tagline}</p>`}</div>
${site.channels.length === 0 ? '' : html`<nav aria-label="${words.channels}"><ul>${site.channels.map((channel) => html`<li><a href="${href(SITE.channel([channel]))}"${channel === page.channel ? raw(' aria-current="true"') : ''}>${channel}</a></li>`)}</ul></nav>`}
</header>`
}

const footer = (site: Site, href: (target: string) => string): Markup => {
  const { settings } = site
  const words = SITE_WORDS[settings.language]
  const facts = ([['organiser', settings.organiser], ['address', settings.address], ['telephone', settings.telephone], ['email', settings.email]] as const).filter(([, value]) => value !== '')
  return html`<footer>
<p class="name">${settings.name}</p>
<ul>${facts.map(([word, value]) => html`<li>${words[word]}${words.colon}${value}</li>`)}</ul>
<ul class="licences">${[settings.copyright, ...settings.licences].filter(Boolean).map((text) => html`<li>${text}</li>`)}<li><a href="${href(SITE.rss)}">${words.feed}</a></li></ul>
</footer>`
}

/** A whole page around its body, as the bytes' text. */
export const shell = async (site: Site, page: Page): Promise<string> => {
  const { settings } = site
  const href = (target: string): string => (page.root === undefined ? hrefFrom(fileOf(page.path), target) : page.root + target)
  const markup = html`<!doctype html>
<html lang="${settings.language}">
${head(site, page, href)}
<body>
<a class="skip" href="#content">${SITE_WORDS[settings.language].skip}</a>
${masthead(site, page, href)}
<main id="content"${page.language && page.language !== settings.language ? html` lang="${page.language}"` : ''}>
${page.body}
</main>
${footer(site, href)}
</body>
</html>
`
  return (await markup).toString()
}
