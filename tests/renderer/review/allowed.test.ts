import { describe, expect, it } from 'vitest'

import { allowedActs } from '../../../src-renderer/review/allowed'
import type { Person } from '../../../src-shared/review/people'
import { oneStagePolicy, threeStagePolicy } from '../../../src-shared/review/policy'
import { standingOf } from '../../support/standing'

const digest = 'a'.repeat(64)
const standing = standingOf
const editor: Person = { id: 'zhao', name: '赵敏', login: 'zhao', role: 'editor' }

describe('what a person can do with a piece', () => {
  it('is to return or pass before the last stage, with the report the stage asks for', () => {
    expect(allowedActs(standing(), editor, threeStagePolicy)).toEqual({ decisions: ['return', 'pass'], reportRequired: true, refusal: null })
  })
  it('is to return or sign off at the last', () => {
    expect(allowedActs(standing(), editor, oneStagePolicy)).toEqual({ decisions: ['return', 'signOff'], reportRequired: false, refusal: null })
    expect(allowedActs(standing({ stage: 2 }), editor, threeStagePolicy).decisions).toEqual(['return', 'signOff'])
  })
  it.each([
    ['their own piece', standing({ author: 'zhao' }), editor, 'own-piece'],
    ['a piece they acted on at another stage', standing({ stage: 1, acted: [{ stage: 'first', person: 'zhao', key: digest, revision: digest }] }), editor, 'already-acted'],
    ['a piece that is no longer in review', standing({ state: 'returned' }), editor, 'not-in-review'],
    ['a piece, as a reporter', standing(), { ...editor, role: 'reporter' } as const, 'not-allowed'],
  ])('is nothing with %s, and says why', (_what, piece, person, code) => {
    expect(allowedActs(piece, person, threeStagePolicy)).toMatchObject({ decisions: [], refusal: { code } })
  })
  it('is nothing while the policy is not known', () => {
    expect(allowedActs(standing(), editor, undefined)).toMatchObject({ decisions: [], refusal: { code: 'desk-unreachable' } })
  })
})
