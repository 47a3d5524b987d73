import type { Contributor, ContributorRole, Story } from '../story/story'
import type { ArticleView } from './view'
import { correctionParts, PRINT_WORDS } from './words'

const worded = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '' && value !== undefined && !(Array.isArray(value) && value.length === 0)))

/** Which property of an article names a person, by role. */
const PROPERTY: Record<ContributorRole, 'author' | 'contributor' | 'translator'> = {
  reporter: 'author', correspondent: 'author', intern: 'author', photographer: 'contributor', videographer: 'contributor', translator: 'translator', editor: 'contributor',
}

const personOf = (person: Contributor, { language }: Story): Record<string, unknown> =>
  worded({
    '@type': 'Person',
    name: person.name.trim(),
    jobTitle: PRINT_WORDS[language].roles[person.role],
    affiliation: person.from.trim() === '' ? undefined : { '@type': 'Organization', name: person.from.trim() },
  })

/** The people of a story by what they are to it; the byline as one where they are not known, or where none of them wrote. */
const peopleOf = (story: Story): Record<string, unknown> => {
  const named = story.contributors.filter(({ name }) => name.trim() !== '')
  const by = (property: string): Record<string, unknown>[] => named.filter(({ role }) => PROPERTY[role] === property).map((person) => personOf(person, story))
  const authors = by('author')
  const line = story.byline === '' ? undefined : { '@type': 'Person', name: story.byline }
  return { author: authors.length > 0 ? authors : line, contributor: by('contributor'), translator: by('translator') }
}

const correctionOf = (story: Story): Record<string, unknown> | undefined => {
  const { correction } = story
  if (!correction) return undefined
  const about = correction.headline === '' && correction.story === null ? undefined : worded({ '@type': 'NewsArticle', identifier: correction.story === null ? undefined : `urn:uuid:${correction.story}`, headline: correction.headline })
  return worded({ '@type': 'CorrectionComment', text: correctionParts(correction, story.language).join(''), about })
}

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
    articleSection: [...story.channel, ...(story.columnTag === '' ? [] : [story.columnTag])],
    keywords: [...story.keywords],
    image: [...(more.images ?? [])],
    ...peopleOf(story),
    correction: correctionOf(story),
    editor: view.editor === '' ? undefined : { '@type': 'Person', name: view.editor },
    sourceOrganization: story.source === '' ? undefined : { '@type': 'NewsMediaOrganization', name: story.source },
    publisher: more.publisher === undefined ? undefined : { '@type': 'NewsMediaOrganization', name: more.publisher },
  })
}
