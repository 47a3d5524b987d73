import { describe, expect, it } from 'vitest'

import { machinePass, machinePassSchema } from '../../../src-shared/proofing/log'
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

describe('the record of a machine pass', () => {
  it('counts by severity and is what its schema says', () => {
    const pass = machinePass('stet', '2026.11', [{ severity: 'error' }, { severity: 'error' }, { severity: 'advice' }], 1)
    expect(pass).toEqual({ tool: 'stet', ruleSet: '2026.11', counts: { error: 2, warning: 0, advice: 1 }, setAside: 1 })
    expect(machinePassSchema.parse(pass)).toEqual(pass)
  })

  it('rejects more set aside than found, fractions and words of the text', () => {
    const pass = machinePass('stet', '1', [], 0)
    for (const changed of [{ ...pass, setAside: 1 }, { ...pass, counts: { ...pass.counts, error: 0.5 } }, { ...pass, text: '正文' }, { ...pass, tool: '' }]) expect(machinePassSchema.safeParse(changed).success).toBe(false)
  })
})
