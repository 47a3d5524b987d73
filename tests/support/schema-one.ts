import type { Story } from '../../src-shared/story/story'
import { asSchemaTwo } from './schema-two'

/** A story as the first schema wrote it: without people of the byline, column tag, original headline and correction. Typed as today's so that builders take it. */
export const asSchemaOne = (story: Story): Story => {
  const { contributors: _people, columnTag: _tag, originalHeadline: _head, correction: _correction, ...first } = asSchemaTwo(story)
  return { ...first, schema: 1 } as unknown as Story
}
