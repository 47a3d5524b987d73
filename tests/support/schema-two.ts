import type { Photo, Story } from '../../src-shared/story/story'
import { chineseStory } from './sample-story'

/** A story as the second schema wrote it: without embargo and destinations. Typed as today's so that builders take it. */
export const asSchemaTwo = (story: Story): Story => {
  const { embargo: _embargo, destinations: _destinations, ...second } = story
  return { ...second, schema: 2 } as unknown as Story
}

/** The sample feature with what the second schema brought filled in: the story of tests/fixtures/packages/schema-2.zip. */
export const storyOfSchemaTwo = (photos: readonly Photo[]): Story =>
  asSchemaTwo({
    ...chineseStory(photos),
    columnTag: '深读',
    originalHeadline: '夜校百日',
    contributors: [{ name: '沈牧', role: 'reporter', from: '' }, { name: '何雨晴', role: 'correspondent', from: '' }],
    correction: { story: null, headline: '夜校开门', printedOn: '3月11日', text: '文中“二百人”应为“二十人”。' },
  })
