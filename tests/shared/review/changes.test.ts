import { describe, expect, it } from 'vitest'

import { changeClassesOf } from '../../../src-shared/review/changes'
import type { BodyJson, Story } from '../../../src-shared/story/story'
import { block, chineseStory } from '../../support/sample-story'

const A = 'aa'.repeat(32)
const B = 'bb'.repeat(32)
const body = (...content: BodyJson[]): Story['body'] => ({ type: 'doc', content })
const one = block.paragraph('p1', '桥通了。')
const two = block.paragraph('p2', '两岸的人都来看。')
const photo = block.photo('f1', A, '新桥。', '沈牧 摄', '一座桥')
const base: Story = { ...chineseStory([]), body: body(one, photo, two) }
const changed = (changes: Partial<Story>): string[] => changeClassesOf(base, { ...base, ...changes })

describe('what an edit touches', () => {
  it('is nothing where nothing differs, nor where only ids, comments or missing attributes do', () => {
    expect(changed({})).toEqual([])
    const commented = { type: 'paragraph', attrs: { blockId: 'p1' }, content: [{ type: 'text', text: '桥' }, { type: 'text', text: '通了。', marks: [{ type: 'comment', attrs: { id: 't1' } }] }] }
    expect(changed({ body: body(commented, photo, two) })).toEqual([])
    expect(changed({ body: body({ ...one, attrs: { blockId: 'p9' } }, photo, two) })).toEqual([])
    expect(changed({ body: body(one, { ...photo, attrs: { ...photo.attrs, crop: '' } }, two) })).toEqual([])
  })

  it.each<[string, Partial<Story>, string[]]>([
    ['a word', { body: body(block.paragraph('p1', '桥开了。'), photo, two) }, ['text']],
    ['a paragraph gone', { body: body(one, photo) }, ['text']],
    ['a paragraph more before a photo', { body: body(block.paragraph('p0', '昨日，'), one, photo, two) }, ['text']],
    ['two paragraphs told in the other order', { body: body(two, photo, one) }, ['text']],
    ['a suggestion', { body: body(block.paragraph('p1', '桥通了。', { type: 'text', text: '了', marks: [{ type: 'insertion', attrs: { id: 's1' } }] }), photo, two) }, ['text']],
    ['a caption', { body: body(one, block.photo('f1', A, '老桥。', '沈牧 摄', '一座桥'), two) }, ['photos']],
    ['a credit', { body: body(one, block.photo('f1', A, '新桥。', '闻青 摄', '一座桥'), two) }, ['photos']],
    ['another picture', { body: body(one, block.photo('f1', B, '新桥。', '沈牧 摄', '一座桥'), two) }, ['photos']],
    ['a picture moved behind a paragraph', { body: body(one, two, photo) }, ['photos']],
    ['a picture gone', { body: body(one, two) }, ['photos']],
    ['pictures made a group', { body: body(one, { type: 'photoGroup', attrs: { blockId: 'g1' }, content: [photo] }, two) }, ['photos']],
    ['what is known of a photo', { photos: { [A]: { sha256: A, mediaType: 'image/jpeg', width: 2, height: 1, bytes: 3, name: 'x.jpg' } } }, ['photos']],
    ['a kicker', { kicker: '记者观察' }, ['headline']],
    ['a column tag', { columnTag: '深读' }, ['headline']],
    ['a byline', { byline: '本报记者 闻青' }, ['byline']],
    ['a contributor', { contributors: [{ name: '闻青', role: 'reporter', from: '' }] }, ['byline']],
    ['the responsible editor', { responsibleEditor: '顾岚' }, ['byline']],
    ['a channel', { channel: ['体育'] }, ['details']],
    ['a publish time', { publishTime: '2026-05-04T08:00:00Z' }, ['details']],
    ['an embargo', { embargo: '2026-05-04T08:00:00Z' }, ['details']],
    ['a destination', { destinations: ['site'] }, ['details']],
    ['a slug', { slugline: 'another' }, ['details']],
    ['a bit of everything', { headline: '另一题', byline: '另一人', summary: '另一句', body: body(two) }, ['text', 'headline', 'byline', 'details', 'photos']],
  ])('%s', (_, changes, expected) => expect(changed(changes)).toEqual(expected))

  it('is told for every field of a story, so that no edit goes unseen', () => {
    const untold = ['schema', 'id', 'body', 'photos']
    for (const field of Object.keys(base).filter((name) => !untold.includes(name))) expect(changed({ [field]: 'other' }), field).toHaveLength(1)
  })
})
