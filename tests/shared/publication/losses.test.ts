import { describe, expect, it } from 'vitest'

import { EVERYTHING, type Carries, type DestinationInfo } from '../../../src-shared/publication/destination'
import { lossesOf } from '../../../src-shared/publication/losses'
import { destinationLosses } from '../../../src-shared/publication/preflight-losses'
import type { Story } from '../../../src-shared/story/story'
import { more } from '../../support/every-block'
import { bit, block, chineseStory } from '../../support/sample-story'

const [A, B, C] = ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64)] as const
const heavy = (sha256: string, bytes: number) => ({ sha256, mediaType: 'image/jpeg' as const, width: 9000, height: 6000, bytes, name: 'a.jpg' })
const story = (change: Partial<Story> = {}): Story => ({ ...chineseStory([]), photos: {}, summary: '', channel: ['工会'], contributors: [], body: { type: 'doc', content: [block.paragraph('p1', '桥通了。')] }, ...change })
const body = (...content: Story['body'][]): Partial<Story> => ({ body: { type: 'doc', content } })
const losing = (carries: Partial<Carries>, change: Partial<Story> = {}, title = '江畔夜校') => lossesOf(story(change), { ...EVERYTHING, ...carries }, title)

describe('what a destination would lose', () => {
  it('is nothing where it carries everything', () => {
    expect(lossesOf(chineseStory([]), EVERYTHING, '江'.repeat(400))).toEqual([])
  })

  it('is each kind of block and mark once, with how many there are and where the first stands', () => {
    const factBox = more.factBox('f1', '夜校', block.paragraph('f2', '地址', bit.bold('江畔路')))
    const found = losing({ blocks: { factBox: 'plain', bold: 'lost', table: 'lost' } }, body(block.paragraph('p1', bit.bold('桥'), '通了', bit.bold('。')), factBox))
    expect(found).toEqual([
      { what: 'bold', how: 'lost', place: 'p1', count: 3, limit: 0 },
      { what: 'factBox', how: 'plain', place: 'f1', count: 1, limit: 0 },
    ])
  })

  it('places what has no id of its own at the block around it', () => {
    expect(losing({ blocks: { footnote: 'plain' } }, body(block.paragraph('p1', '桥通了', { type: 'footnote', attrs: { text: '三月一日。' } })))).toMatchObject([{ what: 'footnote', place: 'p1' }])
  })

  it.each<[string, Partial<Carries>, Partial<Story>, string, unknown[]]>([
    ['captions', { captions: false }, body(block.photo('f1', A, '', ''), block.photo('f2', A, '老码头。')), '题', [{ what: 'captions', how: 'lost', place: '', count: 1, limit: 0 }]],
    ['no captions where there are none', { captions: false }, body(block.photo('f1', A, '')), '题', []],
    ['the levels of a channel', { channels: 'flat' }, { channel: ['工会', '地市工会'] }, '题', [{ what: 'channels', how: 'plain', place: '', count: 2, limit: 0 }]],
    ['nothing of a channel of one level', { channels: 'flat' }, { channel: ['工会'] }, '题', []],
    ['a channel', { channels: 'none' }, { channel: ['工会'] }, '题', [{ what: 'channels', how: 'lost', place: '', count: 1, limit: 0 }]],
    ['all authors but one', { authors: 'one' }, { contributors: [{ name: '沈牧', role: 'reporter', from: '' }, { name: '何雨晴', role: 'correspondent', from: '' }] }, '题', [{ what: 'authors', how: 'plain', place: '', count: 2, limit: 0 }]],
    ['the end of a headline, counted by characters as readers do', { headline: 5 }, {}, '𠮷野家开门了', [{ what: 'headline', how: 'shortened', place: '', count: 6, limit: 5 }]],
    ['nothing of a headline that just fits', { headline: 6 }, {}, '𠮷野家开门了', []],
    ['photos that are too large, each once, where the text shows them', { photoBytes: 20_000_000 }, { ...body(block.photo('f1', A, ''), block.photo('f2', A, ''), block.photo('f3', B, '')), photos: { [A]: heavy(A, 20_000_001), [B]: heavy(B, 20_000_000), [C]: heavy(C, 90_000_000) } }, '题', [{ what: 'photoBytes', how: 'shortened', place: '', count: 1, limit: 20_000_000 }]],
    ['the end of a summary', { summary: 3 }, { summary: '江畔夜校' }, '题', [{ what: 'summary', how: 'shortened', place: '', count: 4, limit: 3 }]],
  ])('is %s', (_, carries, change, title, expected) => expect(losing(carries, change, title)).toEqual(expected))
})

describe('the losses said before a submission', () => {
  const destination = (id: string, carries: Partial<Carries> = {}, title?: string): DestinationInfo => ({ id, name: `${id}网`, kind: 'site', address: 'https://example.org', carries: { ...EVERYTHING, ...carries }, ...(title !== undefined && { title }) })
  const flat = destination('flat', { channels: 'flat', headline: 4 })
  const own = destination('own')
  const deep = { channel: ['工会', '地市工会'], headline: '江畔夜校', columnTag: '深读' }
  const told = (change: Partial<Story>, ...destinations: DestinationInfo[]) => destinationLosses(story(change), destinations).map(({ destination: { id }, losses }) => [id, losses.map(({ code }) => code)])

  it('are those of every destination where none is chosen, else of the chosen ones; one that loses nothing is not named', () => {
    expect(told(deep, own, flat)).toEqual([['flat', ['loss.channels-plain']]])
    expect(told({ ...deep, destinations: ['own'] }, own, flat)).toEqual([])
    expect(told({ ...deep, destinations: ['flat', 'gone'] }, own, flat)).toEqual([['flat', ['loss.channels-plain']]])
  })

  it('lead to the first photo that is too large, and say the limit in megabytes', () => {
    const photos = { [A]: heavy(A, 100), [B]: heavy(B, 30_000_000) }
    const [found] = destinationLosses(story({ ...body(block.photo('f1', A, ''), block.photo('f2', B, '')), photos }), [destination('small', { photoBytes: 20_000_000 })])
    expect(found?.losses).toEqual([{ code: 'loss.photoBytes-shortened', severity: 'warn', place: { block: 'f2' }, details: { what: 'photoBytes', count: 1, limit: 20 } }])
  })

  it('count a headline as the destination titles it', () => {
    expect(told(deep, destination('flat', { headline: 4 }, '{columnTag}｜{headline}'))).toEqual([['flat', ['loss.headline-shortened']]])
  })

  it('stop nobody, and each goes to its place', () => {
    const [one] = destinationLosses(
      story({ ...deep, ...body(block.photo('f1', A, ''), more.photoGroup('g1', block.photo('f2', A, '老码头。')), block.crosshead('h1', '一、', '灯')), summary: '江畔夜校', contributors: [{ name: '沈牧', role: 'reporter', from: '' }, { name: '何雨晴', role: 'correspondent', from: '' }] }),
      [destination('poor', { blocks: { crosshead: 'plain' }, captions: false, channels: 'flat', authors: 'one', headline: 2, summary: 2 })],
    )
    expect(one?.losses.every(({ severity }) => severity === 'warn')).toBe(true)
    expect(one?.losses.map(({ code, place, details }) => [code, place, details])).toEqual([
      ['loss.plain', { block: 'h1' }, { what: 'crosshead', count: 1, limit: 0 }],
      ['loss.captions-lost', { block: 'f2' }, { what: 'captions', count: 1, limit: 0 }],
      ['loss.channels-plain', { field: 'channel' }, { what: 'channels', count: 2, limit: 0 }],
      ['loss.authors-plain', { field: 'byline' }, { what: 'authors', count: 2, limit: 0 }],
      ['loss.headline-shortened', { field: 'headline' }, { what: 'headline', count: 4, limit: 2 }],
      ['loss.summary-shortened', { field: 'summary' }, { what: 'summary', count: 4, limit: 2 }],
    ])
  })
})
