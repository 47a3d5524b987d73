import type { Language, Story } from '../../../src-shared/story/story'
import { block } from '../../support/sample-story'

/** A story that says one thing everywhere it can. */
export const blankStory = (language: Language, text: string): Story => ({
  schema: 3, contributors: [], columnTag: '', originalHeadline: '', correction: null, id: '0f8fad5b-d9cb-469f-a165-70867728950e', slugline: '', language, kicker: '', headline: text.slice(0, 500), deck: text.slice(0, 500), byline: text.slice(0, 300), dateline: '', source: '',
  channel: [], responsibleEditor: '', keywords: [], summary: '', publishTime: null, embargo: null, destinations: [], targetLength: 0, photos: {},
  body: { type: 'doc', content: [block.paragraph('p1', text), block.photo('f1', null, text.slice(0, 1000), text.slice(0, 100), '')] },
})
