import { describe, expect, test } from 'vitest'

import { personSchema } from '../../../src-shared/review/people'
import { oneStagePolicy, policySchema, rulesOf, threeStagePolicy } from '../../../src-shared/review/policy'

test('the policies that come with the product are policies', () => {
  expect(policySchema.parse(threeStagePolicy)).toEqual(threeStagePolicy)
  expect(policySchema.parse(oneStagePolicy)).toEqual(oneStagePolicy)
  expect(threeStagePolicy.stages.map(({ title, reportRequired }) => [title['zh-CN'], reportRequired])).toEqual([['初审', true], ['复审', false], ['终审', false]])
  expect(threeStagePolicy.stages.some(({ roles }) => roles.includes('reporter'))).toBe(false)
  expect(threeStagePolicy.proofreading).toMatchObject({ passes: 3, readThrough: true, before: 'final' })
})

describe('a policy rejects', () => {
  const [stage] = threeStagePolicy.stages
  test.each([
    ['no stage at all', { stages: [] }],
    ['more than ten stages', { stages: Array.from({ length: 11 }, () => stage) }],
    ['a stage nobody may act at', { stages: [{ ...stage, roles: [] }] }],
    ['a stage of an unknown role', { stages: [{ ...stage, roles: ['owner'] }] }],
    ['a stage id that could be a path', { stages: [{ ...stage, id: '../x' }] }],
    ['a stage without its Chinese name', { stages: [{ ...stage, title: { en: 'x', 'zh-CN': '' } }] }],
    ['a field it does not know', { merged: true }],
    ['another schema', { schema: 3 }],
    ['two stages of one id', { stages: [stage, stage] }],
    ['a stage that calls itself a submission', { stages: [{ ...stage, id: 'submission' }] }],
    ['proof passes before a stage there is not', { proofreading: { ...threeStagePolicy.proofreading, before: 'fourth' } }],
    ['six proof passes', { proofreading: { ...threeStagePolicy.proofreading, passes: 6 } }],
    ['a power nobody has', { powers: { ...threeStagePolicy.powers, spike: [] } }],
    ['another way to resubmit', { resubmitAt: 'anywhere' }],
    ['a correction that need never be made', { correctionHours: 0 }],
  ])('%s', (_, change) => {
    expect(policySchema.safeParse({ ...threeStagePolicy, ...change }).success).toBe(false)
  })
})

test('a policy may say how soon a correction stands everywhere; one that does not keeps the bytes it was signed under', () => {
  expect(policySchema.parse({ ...oneStagePolicy, correctionHours: 6 })).toMatchObject({ correctionHours: 6 })
  expect(Object.keys(policySchema.parse(oneStagePolicy))).not.toContain('correctionHours')
})

test('a person has an id, a name and a login', () => {
  const person = { id: 'u1', name: '沈牧', login: 'shenmu', role: 'reporter' }
  expect(personSchema.safeParse(person).success).toBe(true)
  for (const field of ['id', 'name', 'login', 'role']) expect(personSchema.safeParse({ ...person, [field]: '' }).success).toBe(false)
})

test('a policy of the first form is kept as it was written, and read in full', () => {
  const { id, title, reportRequired } = threeStagePolicy.stages[0]!
  const first = { schema: 1, name: '三审', stages: [{ id, title, roles: ['editor', 'admin'], reportRequired }], resubmitAt: 'firstStage' }
  const policy = policySchema.parse(first)
  expect(policy).toEqual(first)
  const rules = rulesOf(policy)
  expect(policySchema.parse(rules)).toEqual(rules)
  expect(rules).toMatchObject({ schema: 2, resubmitAt: 'firstStage', proofreading: { passes: 0, readThrough: false }, stages: [{ id: 'first', closesIssues: false, hours: 0 }] })
  expect(policySchema.safeParse({ ...first, voids: {} }).success).toBe(false)
})
