import { expect, test } from 'vitest'

import { splitTags } from '../../../src-renderer/writing/details/tags'

test('tags that came in one, by an input method or as the field was left, are split at every mark', () => {
  expect(splitTags(['要闻', '工会/基层 ／ 江边'], ['/', '／'])).toEqual(['要闻', '工会', '基层', '江边'])
  expect(splitTags(['渡轮、夜班，渡轮；', ' '], ['，', '；', '、'])).toEqual(['渡轮', '夜班'])
})
