import { renderJSONContentToString, type JSONNodeType } from '@tiptap/static-renderer/json/html-string'

import { isSafeLink } from '../story/body'
import { textOf } from '../story/count'
import type { BodyJson, Story } from '../story/story'
import { ARTICLE_CSS } from './article-css'
import { newsArticle } from './json-ld'
import { escapeMarkup, jsonForScript } from './markup'
import { readingOrder, type Placed } from './reading-order'
import { printTime, type ArticleView } from './view'
import { PRINT_WORDS } from './words'

/** Where a photo's file stands for this export, with its size in pixels; null where the export has none. */
export type PhotoSource = (sha256: string, use: { alt: string; credit: string }) => { src: string; width: number; height: number } | null

type Context = { node: JSONNodeType; children?: string | string[] }

const inner = ({ children }: { children?: string | string[] }): string => (Array.isArray(children) ? children.join('') : (children ?? ''))
const attribute = (node: { attrs?: Record<string, unknown> }, name: string): string => {
  const value = node.attrs?.[name]
  return typeof value === 'string' ? value : ''
}

const photo = (source: PhotoSource) => (context: Context): string => {
  const [sha256, credit, alt] = ['photo', 'credit', 'alt'].map((name) => attribute(context.node, name)) as [string, string, string]
  const caption = inner(context)
  const words = [caption === '' ? '' : `<span class="caption">${caption}</span>`, credit === '' ? '' : `<span class="credit">${escapeMarkup(credit)}</span>`].filter(Boolean).join(' ')
  const file = sha256 === '' ? null : source(sha256, { alt, credit })
  // A place whose picture is missing still says its words: nothing of a signed text is dropped.
  if (!file) return words === '' ? '' : `<p class="photo-place">${words}</p>`
  const image = `<img src="${escapeMarkup(file.src)}" width="${String(file.width)}" height="${String(file.height)}" alt="${escapeMarkup(alt)}">`
  return `<figure>${image}${words === '' ? '' : `<figcaption>${words}</figcaption>`}</figure>`
}

const nodes = (source: PhotoSource): Record<string, (context: Context) => string> => ({
  doc: inner,
  text: ({ node }) => escapeMarkup(node.text ?? ''),
  hardBreak: () => '<br>',
  paragraph: (context) => `<p>${inner(context)}</p>`,
  crosshead: (context) => {
    const marker = attribute(context.node, 'marker')
    return `<h2>${marker === '' ? '' : `<span class="marker">${escapeMarkup(marker)}</span> `}${inner(context)}</h2>`
  },
  photo: photo(source),
  blockquote: (context) => `<blockquote>${inner(context)}</blockquote>`,
  bulletList: (context) => `<ul>${inner(context)}</ul>`,
  orderedList: (context) => {
    const start: unknown = context.node.attrs?.['start']
    return `<ol${typeof start === 'number' && start !== 1 ? ` start="${String(start)}"` : ''}>${inner(context)}</ol>`
  },
  listItem: (context) => `<li>${inner(context)}</li>`,
  horizontalRule: () => '<hr>',
})

type MarkContext = { mark: { attrs?: Record<string, unknown> }; children?: string | string[] }

const marks: Record<string, (context: MarkContext) => string> = {
  bold: (context) => `<strong>${inner(context)}</strong>`,
  italic: (context) => `<em>${inner(context)}</em>`,
  link: (context) => {
    const href = attribute(context.mark, 'href')
    // The schema refuses other addresses already; a renderer that is handed one prints only the words.
    return isSafeLink(href) ? `<a href="${escapeMarkup(href)}" rel="noopener nofollow">${inner(context)}</a>` : inner(context)
  },
}

/**
 * The body as semantic HTML, one block a line, in reading order: the dateline opens the first paragraph, the byline closes the
 * text. Every text and attribute is escaped. Throws on a node or mark the schema does not have.
 */
export const articleBody = (view: ArticleView, photoSource: PhotoSource): string => {
  const words = PRINT_WORDS[view.story.language]
  const render = renderJSONContentToString({ nodeMapping: nodes(photoSource), markMapping: marks })
  const printed = (placed: Placed): string => {
    if (placed.kind === 'byline') return `<p class="byline">${escapeMarkup(words.byline(placed.text))}</p>`
    const dateline = (text: string): string => `<span class="dateline">${escapeMarkup(words.dateline(text))}</span>`
    if (placed.kind === 'dateline') return `<p>${dateline(placed.text)}</p>`
    const block = render({ content: placed.block })
    return placed.dateline === '' ? block : block.replace(/^<p>/, () => `<p>${dateline(placed.dateline)}`)
  }
  return readingOrder(view.story).map(printed).filter(Boolean).join('\n')
}

const photosOf = (node: BodyJson): BodyJson[] => (node.type === 'photo' ? [node] : (node.content ?? []).flatMap(photosOf))

/** The photo places of a body that name a picture, in reading order; `caption` is plain text. */
export const photoUses = (story: Pick<Story, 'body'>): { sha256: string; alt: string; credit: string; caption: string }[] =>
  photosOf(story.body)
    .map((node) => ({ sha256: attribute(node, 'photo'), alt: attribute(node, 'alt'), credit: attribute(node, 'credit'), caption: textOf(node) }))
    .filter(({ sha256 }) => sha256 !== '')

const line = (tag: string, name: string, text: string): string => (text === '' ? '' : `<${tag} class="${name}">${escapeMarkup(text)}</${tag}>`)
const meta = (name: string, content: string): string => (content === '' ? '' : `<meta name="${name}" content="${escapeMarkup(content)}">`)

/** A complete HTML5 document of its own, for the package: no script runs in it and nothing is fetched but its photos. */
export const articlePage = (view: ArticleView, photoSource: PhotoSource): string => {
  const { story } = view
  const words = PRINT_WORDS[story.language]
  const images = photoUses(story).flatMap((use) => photoSource(use.sha256, use)?.src ?? [])
  const crumbs = story.channel.map((name) => `<li>${escapeMarkup(name)}</li>`).join('')
  return [
    '<!doctype html>',
    `<html lang="${story.language}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeMarkup(story.headline)}</title>`,
    meta('description', story.summary),
    meta('author', story.byline),
    meta('keywords', story.keywords.join(',')),
    `<style>${ARTICLE_CSS}</style>`,
    `<script type="application/ld+json">${jsonForScript(newsArticle(view, { images }))}</script>`,
    '</head>',
    '<body>',
    '<main>',
    '<article>',
    crumbs === '' ? '' : `<nav aria-label="${words.breadcrumb}"><ol>${crumbs}</ol></nav>`,
    '<header>',
    line('p', 'kicker', story.kicker),
    `<h1>${escapeMarkup(story.headline)}</h1>`,
    line('p', 'deck', story.deck),
    `<p class="facts"><time datetime="${escapeMarkup(view.time)}">${escapeMarkup(printTime(view.time, story.language))}</time> ${line('span', 'source', story.source === '' ? '' : words.source(story.source))}</p>`,
    '</header>',
    articleBody(view, photoSource),
    line('p', 'editor', view.editor === '' ? '' : words.editor(view.editor)),
    '</article>',
    '</main>',
    '</body>',
    '</html>',
    '',
  ].filter((part, index, all) => part !== '' || index === all.length - 1).join('\n')
}
