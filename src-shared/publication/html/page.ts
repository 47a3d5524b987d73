import { styleOf } from '../article-css'
import { newsArticle } from '../json-ld'
import { escapeMarkup, jsonForScript } from '../markup'
import { photoUses } from '../photo-uses'
import { printTime, type ArticleView } from '../view'
import { PRINT_WORDS } from '../words'
import { articleBody } from './body'
import { line, type PhotoSource } from './drawing'
import { withoutGaps } from './headings'

const meta = (name: string, content: string): string => (content === '' ? '' : `<meta name="${name}" content="${escapeMarkup(content)}">`)

/** How a page is drawn. Its second drawing leaves no gap between headings; the first is what packages made before hold, and is drawn again to verify them. */
export type PageForm = {
  drawing: 1 | 2
  /** Where photos come from: files beside the page, or data: addresses in it. */
  photos: 'beside' | 'within'
  /** The picture a shared link shows, by its address: said to machines, in front of those the page shows. */
  card?: string | undefined
}

const SOURCES: Record<PageForm['photos'], string> = { beside: "'self' file:", within: 'data:' }

/** A complete HTML5 document of its own: no script runs in it and nothing is fetched but its photos. Throws as articleBody. */
export const articlePage = (view: ArticleView, photoSource: PhotoSource, form: PageForm = { drawing: 1, photos: 'beside' }): string => {
  const { story } = view
  const words = PRINT_WORDS[story.language]
  // A picture that is in the page already is not said again for machines.
  const images = form.photos === 'within' ? [] : [...(form.card === undefined ? [] : [form.card]), ...photoUses(story).flatMap((use) => photoSource(use.sha256, use)?.src ?? [])]
  const crumbs = story.channel.map((name) => `<li>${escapeMarkup(name)}</li>`).join('')
  const drawn = [
    '<main>',
    '<article>',
    crumbs === '' ? '' : `<nav aria-label="${words.breadcrumb}"><ol>${crumbs}</ol></nav>`,
    '<header>',
    line('p', 'column-tag', story.columnTag),
    line('p', 'kicker', story.kicker),
    `<h1>${escapeMarkup(story.headline)}</h1>`,
    line('p', 'deck', story.deck),
    `<p class="facts"><time datetime="${escapeMarkup(view.time)}">${escapeMarkup(printTime(view.time, story.language))}</time> ${line('span', 'source', story.source === '' ? '' : words.source(story.source))}</p>`,
    '</header>',
    articleBody(view, photoSource),
    line('p', 'editor', view.editor === '' ? '' : words.editor(view.editor)),
    '</article>',
    '</main>',
  ].filter(Boolean).join('\n')
  const article = form.drawing === 1 ? drawn : withoutGaps(drawn)
  return [
    '<!doctype html>',
    `<html lang="${story.language}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src ${SOURCES[form.photos]}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeMarkup(story.headline)}</title>`,
    meta('description', story.summary),
    meta('author', story.byline),
    meta('keywords', story.keywords.join(',')),
    `<style>${styleOf(article, form.drawing)}</style>`,
    `<script type="application/ld+json">${jsonForScript(newsArticle(view, { images }))}</script>`,
    '</head>',
    '<body>',
    article,
    '</body>',
    '</html>',
    '',
  ].filter((part, index, all) => part !== '' || index === all.length - 1).join('\n')
}
