import { describe, expect, it } from 'vitest'

import { destinationInfoSchema, destinationSettingsSchema, EVERYTHING, PLAIN_TITLE, titleBy } from '../../../src-shared/publication/destination'

const bare = { columnTag: '', kicker: '', headline: '江畔夜校亮灯一百天', deck: '' }
const full = { columnTag: '深读', kicker: '下了夜班，再上一堂课', headline: '江畔夜校亮灯一百天', deck: '——临江市职工夜校里的三种人生' }

describe('the title a destination gives a story', () => {
  it.each([
    [PLAIN_TITLE, full, '江畔夜校亮灯一百天'],
    ['{columnTag}｜{headline}', full, '深读｜江畔夜校亮灯一百天'],
    ['{columnTag}｜{headline}', bare, '江畔夜校亮灯一百天'],
    ['【{columnTag}】{headline}', full, '【深读】江畔夜校亮灯一百天'],
    ['【{columnTag}】{headline}', bare, '江畔夜校亮灯一百天'],
    ['{headline}（{deck}）', bare, '江畔夜校亮灯一百天'],
    ['{headline}——{deck}', bare, '江畔夜校亮灯一百天'],
    ['{headline}｜{columnTag}｜临江网', full, '江畔夜校亮灯一百天｜深读｜临江网'],
    ['{headline}｜{columnTag}｜临江网', bare, '江畔夜校亮灯一百天｜临江网'],
    ['临江网：{columnTag}｜{headline}', bare, '临江网：江畔夜校亮灯一百天'],
    ['《{headline}》', bare, '《江畔夜校亮灯一百天》'],
    ['{kicker} {headline}{deck}', full, '下了夜班，再上一堂课 江畔夜校亮灯一百天——临江市职工夜校里的三种人生'],
    ['{kicker} {headline}', bare, '江畔夜校亮灯一百天'],
    ['{headline} {deck}', bare, '江畔夜校亮灯一百天'],
    ['{headline}（{deck}）', full, '江畔夜校亮灯一百天（——临江市职工夜校里的三种人生）'],
    ['{kicker}：{headline}——{deck}', { ...full, kicker: '' }, '江畔夜校亮灯一百天————临江市职工夜校里的三种人生'],
    ['{columnTag}｜{kicker}｜{headline}', { ...full, kicker: '' }, '深读｜江畔夜校亮灯一百天'],
  ])('%s', (template, story, title) => expect(titleBy(template, story)).toBe(title))

  it('is the headline where the template gives nothing', () => {
    expect(titleBy('', full)).toBe('江畔夜校亮灯一百天')
    expect(titleBy('{deck}', bare)).toBe('江畔夜校亮灯一百天')
    expect(titleBy('   ', full)).toBe('江畔夜校亮灯一百天')
  })

  it('has no blanks at its ends, and takes what a part says as words', () => {
    expect(titleBy(' {headline} ', { ...bare, headline: ' 灯 ' })).toBe('灯')
    expect(titleBy('{headline}', { ...bare, headline: '{deck} $1 $&' })).toBe('{deck} $1 $&')
  })
})

describe('what is known of a destination', () => {
  it('is read from a desk that does not say what it carries or how it titles', () => {
    expect(destinationInfoSchema.parse({ id: 'site', name: '临江网', kind: 'site', address: '' })).toEqual({ id: 'site', name: '临江网', kind: 'site', address: '', carries: EVERYTHING })
  })

  it.each([
    ['an id with a slash', { id: 'a/b' }],
    ['an address that is no web address', { address: 'ftp://example.org' }],
    ['a title that is too long', { title: '题'.repeat(201) }],
    ['an unknown clock', { schedule: 'moon' }],
  ])('rejects settings with %s', (_, change) => {
    const settings = { id: 'paper', kind: 'wordpress', name: '临江网', address: 'https://example.org', account: '', title: PLAIN_TITLE, channels: [], makeChannels: false, authors: [], author: null, schedule: 'desk' }
    expect(destinationSettingsSchema.safeParse(settings).success).toBe(true)
    expect(destinationSettingsSchema.safeParse({ ...settings, ...change }).success).toBe(false)
  })
})
