import { describe, expect, test } from 'vitest'

import { nothingOpen, openFrom, type CheckLog } from '../../../src-shared/proofing/log'
import type { Severity } from '../../../src-shared/proofing/severity'
import { policySchema, threeStagePolicy, type Rules } from '../../../src-shared/review/policy'
import { reviewOnlyPolicy } from '../../support/signed-piece'
import { act, actor, after } from './acting'

const [author, ann, bo, cy] = [actor('u-author', 'reporter'), actor('u-ann'), actor('u-bo'), actor('u-cy', 'chief')] as const
const gated = (least: Severity): Rules => ({ ...reviewOnlyPolicy, stages: reviewOnlyPolicy.stages.map((stage) => (stage.id === 'final' ? { ...stage, checks: least } : stage)) })
const open = (error: number, warning = 0, advice = 0): CheckLog => ({ ...nothingOpen, open: { error, warning, advice } })

describe('a gate of the machine\'s checks', () => {
  test('lets nothing past its stage while something as grave, or graver, is open', () => {
    const policy = gated('warning')
    const standing = after(policy, [author, 'submit'], [ann, 'pass'], [bo, 'pass'])
    expect(act(standing, cy, 'signOff', policy)).toBe('checks-missing')
    expect(act(standing, cy, 'signOff', policy, { checks: open(1) })).toBe('checks-open')
    expect(act(standing, cy, 'signOff', policy, { checks: open(0, 1) })).toBe('checks-open')
    expect(act(standing, cy, 'signOff', policy, { checks: open(0, 0, 9) })).toMatchObject({ state: 'signedOff' })
  })

  test('stands at its own stage alone, and in the way of no return', () => {
    const policy = gated('error')
    const standing = after(policy, [author, 'submit'], [ann, 'pass', { checks: open(5) }], [bo, 'pass'])
    expect(act(standing, cy, 'return', policy)).toMatchObject({ state: 'returned' })
  })

  test('counts what is open at a gravity and above', () => {
    const log = open(1, 2, 4)
    expect((['error', 'warning', 'advice'] as const).map((least) => openFrom(log, least))).toEqual([1, 3, 7])
  })

  test('is part of the policy, and one that does not say it is read as before, to the letter', () => {
    expect(policySchema.parse(gated('error'))).toEqual(gated('error'))
    expect(JSON.stringify(policySchema.parse(threeStagePolicy))).not.toContain('checks')
    expect(policySchema.safeParse({ ...threeStagePolicy, stages: threeStagePolicy.stages.map((stage) => ({ ...stage, checks: 'grave' })) }).success).toBe(false)
  })
})
