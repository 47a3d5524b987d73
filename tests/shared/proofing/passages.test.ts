import { describe, expect, it } from 'vitest'

import { passagesOfBlock, passagesOfBody, passagesOfHead, placeAt } from '../../../src-shared/proofing/passages'
import { bodySchema } from '../../../src-shared/story/body'
import type { BodyJson } from '../../../src-shared/story/story'

const doc = (...content: BodyJson[]) => bodySchema().nodeFromJSON({ type: 'doc', content })
const words = (text: string, ...marks: string[]): BodyJson => ({ type: 'text', text, ...(marks.length > 0 ? { marks: marks.map((type) => ({ type, attrs: { id: '1' } })) } : {}) })
const paragraph = (blockId: string, ...content: BodyJson[]): BodyJson => ({ type: 'paragraph', attrs: { blockId }, content })
const head = { columnTag: '', kicker: '', headline: '秦岭深处通公路', deck: '', originalHeadline: '', byline: '本报记者 刘强', dateline: '', source: '', summary: '' }

describe('passages of a story', () => {
  it('are the fields of the head that say something, in reading order', () => {
    expect(passagesOfHead(head)).toEqual([{ kind: 'headline', place: { field: 'headline' }, text: '秦岭深处通公路' }, { kind: 'byline', place: { field: 'byline' }, text: '本报记者 刘强' }])
  })

  it('are every textblock of the body, each with the block it stands in, and words kept in attributes', () => {
    const body = doc(
      paragraph('a', words('第一段'), { type: 'hardBreak' }, words('第二行'), { type: 'footnote', attrs: { text: '脚注' } }),
      { type: 'photo', attrs: { blockId: 'b', photo: null, credit: '张岚 摄', alt: '大坝' }, content: [words('图为大坝。')] },
      { type: 'bulletList', attrs: { blockId: 'c' }, content: [{ type: 'listItem', content: [{ type: 'paragraph', content: [words('一项')] }] }] },
    )
    expect(passagesOfBody(body).map(({ kind, place, text }) => [kind, place, text])).toEqual([
      ['text', { block: 'a', part: '' }, '第一段\n第二行\ufffc'],
      ['footnote', { block: 'a', part: 'text' }, '脚注'],
      ['caption', { block: 'b', part: '' }, '图为大坝。'],
      ['credit', { block: 'b', part: 'credit' }, '张岚 摄'],
      ['alt', { block: 'b', part: 'alt' }, '大坝'],
      ['text', { block: 'c', part: '' }, '一项'],
    ])
  })

  it('leave out what is suggested for deletion, and know where the rest stands', () => {
    const body = doc(paragraph('a', words('大家'), words('都', 'deletion'), words('来了')))
    const [passage] = passagesOfBody(body)
    expect(passage?.text).toBe('大家来了')
    const [from, to] = [placeAt(passage!, 2), placeAt(passage!, 4, true)]
    expect(body.textBetween(from, to)).toBe('来了')
    expect(body.textBetween(placeAt(passage!, 0), placeAt(passage!, 2, true))).toBe('大家')
  })

  it('count places from the start of the block they stand in', () => {
    const body = doc(paragraph('a', words('甲')), paragraph('b', words('乙丙')))
    const [own] = passagesOfBlock(body.child(1))
    const whole = passagesOfBody(body)[1]
    expect(placeAt(own!, 1) + body.child(0).nodeSize).toBe(placeAt(whole!, 1))
    expect(body.textBetween(placeAt(whole!, 1), placeAt(whole!, 2, true))).toBe('丙')
  })
})
