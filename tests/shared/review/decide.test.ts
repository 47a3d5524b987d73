import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { advancePublished, advanceTakenDown } from '../../../src-shared/review/advance'
import type { Actor, Command } from '../../../src-shared/review/command'
import { oneStagePolicy, type Policy } from '../../../src-shared/review/policy'
import { standingSchema, type Decision, type Standing } from '../../../src-shared/review/states'
import { reviewOnlyPolicy } from '../../support/signed-piece'
import { act, actor, after, digest } from './acting'

const author = actor('u-author', 'reporter')
const [ann, bo, cy] = [actor('u-ann'), actor('u-bo'), actor('u-cy', 'chief')] as const
// What every stage asks, apart from proof passes; those have a test file of their own.
const threeStagePolicy = reviewOnlyPolicy

describe('a piece goes its way', () => {
  test('through three stages by three people to the sign-off', () => {
    const standing = after(threeStagePolicy, [author, 'submit'], [ann, 'pass'], [bo, 'pass'], [cy, 'signOff'])
    expect(standing).toMatchObject({ author: 'u-author', authorKey: author.key, state: 'signedOff', stage: 2, revision: { number: 1 } })
    expect(standing.acted.map(({ stage, person }) => [stage, person])).toEqual([['first', 'u-ann'], ['second', 'u-bo'], ['final', 'u-cy']])
    expect(standingSchema.parse(standing)).toEqual(standing)
    expect(advancePublished(standing, standing.revision)).toMatchObject({ state: 'published', lastEvent: standing.lastEvent, revision: standing.revision, live: standing.revision })
  })

  test('through one stage by one editor who is not the author', () => {
    expect(after(oneStagePolicy, [author, 'submit'], [ann, 'signOff'])).toMatchObject({ state: 'signedOff' })
  })

  test('back to the author and again to the stage that returned it, or to the first if the house says so', () => {
    const acts: [Actor, Decision][] = [[author, 'submit'], [ann, 'pass'], [bo, 'return'], [author, 'submit']]
    expect(after(threeStagePolicy, ...acts)).toMatchObject({ state: 'inReview', stage: 1, revision: { number: 2 } })
    expect(after({ ...threeStagePolicy, resubmitAt: 'firstStage' }, ...acts)).toMatchObject({ state: 'inReview', stage: 0, revision: { number: 2 } })
  })

  test('with who acted remembered over rounds: the same person may take the same stage again, never another', () => {
    const again = after(threeStagePolicy, [author, 'submit'], [ann, 'pass'], [bo, 'return'], [author, 'submit'])
    expect(act(again, bo, 'pass', threeStagePolicy)).toMatchObject({ stage: 2 })
    expect(act(again, ann, 'pass', threeStagePolicy)).toBe('already-acted')
  })
})

describe('what became of it at a destination', () => {
  const signedOff = after(threeStagePolicy, [author, 'submit'], [ann, 'pass'], [bo, 'pass'], [cy, 'signOff'])

  test('taken down at the last one, it is signed and live nowhere, so that it may be spiked', () => {
    const standing = advancePublished(signedOff, signedOff.revision)
    expect(advanceTakenDown(standing, true)).toEqual(standing)
    expect(advanceTakenDown(standing, false)).toEqual({ ...signedOff, live: null })
    expect(advanceTakenDown({ ...standing, state: 'held', from: 'published' }, false)).toMatchObject({ state: 'held', from: 'signedOff', live: null })
  })

  test('published while it was corrected or held, it stays where that left it, and is live', () => {
    const held: Standing = { ...signedOff, state: 'held', from: 'signedOff' }
    expect(advancePublished(held, held.revision)).toEqual({ ...held, live: held.revision })
    const next: Standing = { ...signedOff, state: 'inReview', revision: { number: 9, sha256: digest('nine') } }
    expect(advancePublished(next, signedOff.revision)).toEqual({ ...next, live: signedOff.revision })
  })
})

describe('deciding rejects', () => {
  const fresh = after(threeStagePolicy, [author, 'submit'])
  const second = after(threeStagePolicy, [author, 'submit'], [ann, 'pass'])
  const last = after(threeStagePolicy, [author, 'submit'], [ann, 'pass'], [bo, 'pass'])
  const returned = after(threeStagePolicy, [author, 'submit'], [ann, 'return'])
  const signedOff = after(threeStagePolicy, [author, 'submit'], [ann, 'pass'], [bo, 'pass'], [cy, 'signOff'])
  const cases: [string, Standing | null, Actor, Decision, Partial<Command>, string][] = [
    ['an act about another piece', fresh, ann, 'pass', { story: '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d' }, 'wrong-story'],
    ['an act by somebody who has not seen the last event', second, bo, 'pass', { previous: fresh.lastEvent }, 'stale'],
    ['an act that claims to be the first', second, bo, 'pass', { previous: null }, 'stale'],
    ['a first submission that claims a history', null, author, 'submit', { previous: digest('x') }, 'stale'],
    ['a review before any submission', null, ann, 'pass', {}, 'not-submitted'],
    ['a submission by somebody else', returned, ann, 'submit', {}, 'not-author'],
    ['a second submission while it is in review', fresh, author, 'submit', {}, 'already-submitted'],
    ['a submission after the sign-off', signedOff, author, 'submit', {}, 'already-submitted'],
    ['a first revision that is not number 1', null, author, 'submit', { revision: { number: 2, sha256: digest('x') } }, 'revision-number'],
    ['a resubmission with the old number', returned, author, 'submit', { revision: { number: 1, sha256: digest('x') } }, 'revision-number'],
    ['a review of a returned piece', returned, bo, 'pass', {}, 'not-in-review'],
    ['a review after the sign-off', signedOff, actor('u-dan'), 'return', {}, 'not-in-review'],
    ['a review after publication', advancePublished(signedOff, signedOff.revision), actor('u-dan'), 'signOff', {}, 'not-in-review'],
    ['an editor where the chief signs off', last, actor('u-dan'), 'signOff', {}, 'role-lacking'],
    ['the author passing their own piece', fresh, { ...author, role: 'editor' }, 'pass', {}, 'own-piece'],
    ['the author returning their own piece', fresh, { ...author, role: 'admin' }, 'return', {}, 'own-piece'],
    ['the author under another name, by their key', fresh, actor('u-alias', 'editor', { key: author.key }), 'pass', {}, 'own-piece'],
    ['the author with another key, by their name', fresh, actor('u-author', 'editor', { key: digest('second key') }), 'pass', {}, 'own-piece'],
    ['another stage than the piece is at', fresh, ann, 'pass', { stage: 'final' }, 'wrong-stage'],
    ['a stage the policy does not have', fresh, ann, 'pass', { stage: 'zeroth' }, 'wrong-stage'],
    ['a reporter at an editor\'s stage', fresh, actor('u-rep', 'reporter'), 'pass', {}, 'role-lacking'],
    ['the first reviewer at the second stage', second, ann, 'pass', {}, 'already-acted'],
    ['the first reviewer at the second stage under another name, by their key', second, actor('u-alias', 'editor', { key: ann.key }), 'pass', {}, 'already-acted'],
    ['the first reviewer at the second stage with another key', second, actor('u-ann', 'editor', { key: digest('another') }), 'pass', {}, 'already-acted'],
    ['the second reviewer at the sign-off', last, { ...bo, role: 'chief' }, 'signOff', {}, 'already-acted'],
    ['a review of other bytes', fresh, ann, 'pass', { revision: { number: 1, sha256: digest('other') } }, 'revision-changed'],
    ['a review of another revision number', fresh, ann, 'pass', { revision: { number: 2, sha256: fresh.revision.sha256 } }, 'revision-changed'],
    ['a sign-off at the first stage', fresh, ann, 'signOff', {}, 'not-final-stage'],
    ['a pass at the last stage', last, cy, 'pass', {}, 'final-stage'],
    ['a return without a reason', fresh, ann, 'return', { reason: ' \n ' }, 'reason-required'],
    ['a first review without a report', fresh, ann, 'pass', { reason: '' }, 'report-required'],
  ]
  test.each(cases)('%s', (_, standing, by, decision, change, code) => {
    expect(act(standing, by, decision, threeStagePolicy, change)).toBe(code)
  })

  test('none of them when the one wrong thing is put right', () => {
    expect(act(fresh, ann, 'pass', threeStagePolicy)).toMatchObject({ stage: 1 })
    expect(act(last, cy, 'signOff', threeStagePolicy)).toMatchObject({ state: 'signedOff' })
    expect(act(second, bo, 'pass', threeStagePolicy, { reason: '' })).toMatchObject({ stage: 2 })
    expect(act(last, cy, 'return', threeStagePolicy)).toMatchObject({ state: 'returned', stage: 2 })
    expect(act(returned, author, 'submit', threeStagePolicy)).toMatchObject({ state: 'inReview', stage: 0 })
  })
})

describe('whatever people try', () => {
  const people = [author, { ...author, role: 'admin' as const }, actor('u-alias', 'admin', { key: author.key }), ann, bo, cy, actor('u-ann', 'admin', { key: digest('second key of ann') }), actor('u-rep', 'reporter')]
  const attempt = fc.record({ by: fc.constantFrom(...people), decision: fc.constantFrom<Decision>('submit', 'pass', 'signOff', 'return') })
  const stages = fc.integer({ min: 1, max: 4 }).map((count) => Array.from({ length: count }, (_, at) => ({ ...threeStagePolicy.stages[0]!, id: `s${at}` })))
  const policies = fc.record({ stages, resubmitAt: fc.constantFrom<Policy['resubmitAt']>('returningStage', 'firstStage') }).map((part): Policy => ({ schema: 1, name: 'p', ...part }))

  test('a signed-off piece passed every stage on this revision or before it was returned, by different people, none the author', () => {
    let signed = 0
    fc.assert(
      fc.property(policies, fc.array(attempt, { maxLength: 40 }), (policy, attempts) => {
        let standing: Standing | null = null
        for (const { by, decision } of attempts) {
          const next = act(standing, by, decision, policy)
          if (typeof next !== 'string') standing = next
        }
        if (standing?.state !== 'signedOff') return
        signed += 1
        const { acted, author: writer, authorKey } = standing
        expect(acted.at(-1)).toMatchObject({ stage: policy.stages.at(-1)!.id, revision: standing.revision.sha256 })
        for (const { id } of policy.stages) expect(acted.some(({ stage }) => stage === id)).toBe(true)
        for (const one of acted) {
          expect(one.person).not.toBe(writer)
          expect(one.key).not.toBe(authorKey)
          for (const other of acted) if (other.stage !== one.stage) expect(other.person === one.person || other.key === one.key).toBe(false)
        }
        if (policy.resubmitAt === 'firstStage') for (const { id } of policy.stages) expect(acted.some(({ stage, revision }) => stage === id && revision === standing.revision.sha256)).toBe(true)
      }),
      { numRuns: 600, seed: 20261122 },
    )
    expect(signed).toBeGreaterThan(30)
  })
})
