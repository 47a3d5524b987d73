import type { NewsArticle, WithContext } from 'schema-dts'
import { expect, expectTypeOf, test } from 'vitest'

import { newsArticle } from '../../../src-shared/publication/json-ld'
import { viewOfStory } from '../../../src-shared/publication/view'
import { chineseStory } from '../../support/sample-story'

type Said = ReturnType<typeof newsArticle>

test('what a page says of its article is a NewsArticle as schema.org has it, property by property', () => {
  // The context is there always: only what may be empty is left out.
  expectTypeOf<Said & { '@context': 'https://schema.org' }>().toExtend<WithContext<NewsArticle>>()
  // Nothing is said that schema.org has no word for.
  expectTypeOf<Exclude<keyof Said, keyof Extract<NewsArticle, object> | '@context'>>().toEqualTypeOf<never>()
})

test('says whose article it is, what it corrects, and who may be asked', () => {
  const story = { ...chineseStory([]), photos: {}, correction: { story: null, headline: '旧稿', printedOn: '3月1日', text: '人数应为四十。' } }
  const said: Said = newsArticle(viewOfStory(story, { at: '2026-03-12T01:00:00Z', editor: '周岚' }), { images: ['photos/web/a.jpg'] })
  expect(said['@context']).toBe('https://schema.org')
  expect(said.author).toEqual({ '@type': 'Person', name: story.byline })
  expect(said.correction).toEqual({ '@type': 'CorrectionComment', text: '更正：3月1日刊发的《旧稿》一稿有误。人数应为四十。', about: { '@type': 'NewsArticle', headline: '旧稿' } })
  expect(said.editor).toEqual({ '@type': 'Person', name: '周岚' })
})
