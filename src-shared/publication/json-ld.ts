import type { Contributor, ContributorRole, Story } from '../story/story'
import type { ArticleView } from './view'
import { correctionParts, PRINT_WORDS } from './words'

/** What is left of something's fields once the empty ones are gone. */
type Worded<T extends { '@type': string }> = Pick<T, '@type'> & { [Name in Exclude<keyof T, '@type'>]?: Exclude<T[Name], undefined> }

const worded = <T extends { '@type': string }>(fields: T): Worded<T> =>
  Object.fromEntries(Object.entries<unknown>(fields).filter(([, value]) => value !== '' && value !== undefined && !(Array.isArray(value) && value.length === 0))) as Worded<T>

/** Which property of an article names a person, by role. */
const PROPERTY: Record<ContributorRole, 'author' | 'contributor' | 'translator'> = {
  reporter: 'author', correspondent: 'author', intern: 'author', photographer: 'contributor', videographer: 'contributor', translator: 'translator', editor: 'contributor',
}

const personOf = (person: Contributor, { language }: Story) =>
  worded({
    '@type': 'Person' as const,
    name: person.name.trim(),
    jobTitle: PRINT_WORDS[language].roles[person.role],
    affiliation: person.from.trim() === '' ? undefined : { '@type': 'Organization' as const, name: person.from.trim() },
  })

/** The people of a story by what they are to it; the byline as one where they are not known, or where none of them wrote. */
const peopleOf = (story: Story) => {
  const named = story.contributors.filter(({ name }) => name.trim() !== '')
  const by = (property: string) => named.filter(({ role }) => PROPERTY[role] === property).map((person) => personOf(person, story))
  const authors = by('author')
  const line = story.byline === '' ? undefined : { '@type': 'Person' as const, name: story.byline }
  return { author: authors.length > 0 ? authors : line, contributor: by('contributor'), translator: by('translator') }
}

const correctionOf = (story: Story) => {
  const { correction } = story
  if (!correction) return undefined
  const about = correction.headline === '' && correction.story === null ? undefined : worded({ '@type': 'NewsArticle' as const, identifier: correction.story === null ? undefined : `urn:uuid:${correction.story}`, headline: correction.headline })
  return worded({ '@type': 'CorrectionComment' as const, text: correctionParts(correction, story.language).join(''), about })
}

/** A view as schema.org NewsArticle. `url`, `modified` (ISO 8601) and `publisher` where they are known; image addresses in reading order. */
export const newsArticle = (view: ArticleView, more: { images?: readonly string[]; url?: string; modified?: string; publisher?: string } = {}) => {
  const { story } = view
  return worded({
    '@context': 'https://schema.org' as const,
    '@type': 'NewsArticle' as const,
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
    editor: view.editor === '' ? undefined : { '@type': 'Person' as const, name: view.editor },
    sourceOrganization: story.source === '' ? undefined : { '@type': 'NewsMediaOrganization' as const, name: story.source },
    publisher: more.publisher === undefined ? undefined : { '@type': 'NewsMediaOrganization' as const, name: more.publisher },
  })
}
