import type { ArticleView } from './view'

const worded = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '' && value !== undefined && !(Array.isArray(value) && value.length === 0)))

/** A view as schema.org NewsArticle. `url`, `modified` (ISO 8601) and `publisher` where they are known; image addresses in reading order. */
export const newsArticle = (view: ArticleView, more: { images?: readonly string[]; url?: string; modified?: string; publisher?: string } = {}): Record<string, unknown> => {
  const { story } = view
  return worded({
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    identifier: `urn:uuid:${story.id}`,
    headline: story.headline,
    alternativeHeadline: [story.kicker, story.deck].filter(Boolean).join(' '),
    description: story.summary,
    inLanguage: story.language,
    datePublished: view.time,
    dateModified: more.modified,
    url: more.url,
    mainEntityOfPage: more.url,
    articleSection: [...story.channel],
    keywords: [...story.keywords],
    image: [...(more.images ?? [])],
    author: story.byline === '' ? undefined : { '@type': 'Person', name: story.byline },
    editor: view.editor === '' ? undefined : { '@type': 'Person', name: view.editor },
    sourceOrganization: story.source === '' ? undefined : { '@type': 'NewsMediaOrganization', name: story.source },
    publisher: more.publisher === undefined ? undefined : { '@type': 'NewsMediaOrganization', name: more.publisher },
  })
}
