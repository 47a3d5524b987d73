import { describe, expect, it } from 'vitest'

import { errorRate, type Counted } from '../../../src-shared/proofing/meter'

const flag = (rule: string, changes: Partial<Counted> = {}): Counted => ({ rule, severity: 'error', kind: 'text', wrong: rule, ...changes })

describe('the error rate', () => {
  it('counts a wrong word once, marks and numerals a tenth, a slip of fact twice', () => {
    expect(errorRate([flag('zh.word.wrong'), flag('zh.punct.doubled'), flag('zh.num.range'), flag('x.sum')], 10_000)).toEqual({ errors: 3.2, per10000: 3.2, over: true })
  })

  it('counts a headline’s error double', () => {
    expect(errorRate([flag('zh.word.wrong', { kind: 'headline' }), flag('zh.word.wrong', { wrong: '己经' })], 10_000).errors).toBe(3)
  })

  it('counts one slip three times at most, the gravest three', () => {
    const often = [flag('zh.word.wrong'), flag('zh.word.wrong'), flag('zh.word.wrong'), flag('zh.word.wrong', { kind: 'headline' })]
    expect(errorRate(often, 20_000)).toEqual({ errors: 4, per10000: 2, over: false })
  })

  it('leaves out advice and what is no error of the text', () => {
    expect(errorRate([flag('zh.word.variant', { severity: 'advice' }), flag('x.link-https'), flag('x.quoted-stranger')], 1000)).toEqual({ errors: 0, per10000: 0, over: false })
  })

  it('is exactly at the limit and not over it at three in ten thousand', () => {
    expect(errorRate(['a', 'b', 'c'].map((wrong) => flag('zh.word.wrong', { wrong })), 10_000).over).toBe(false)
  })

  it('is none of no text', () => {
    expect(errorRate([flag('zh.word.wrong')], 0)).toEqual({ errors: 1, per10000: 0, over: false })
  })
})
