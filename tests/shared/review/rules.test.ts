import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { Actor } from '../../../src-shared/review/command'
import { covers, mayLend, type Delegation } from '../../../src-shared/review/delegation'
import { oneStagePolicy, threeStagePolicy, type Rules } from '../../../src-shared/review/policy'
import { standingSchema, type Decision, type Standing } from '../../../src-shared/review/states'
import { reviewOnlyPolicy } from '../../support/signed-piece'
import { act, actor, after, AT, digest } from './acting'

const author = actor('author', 'reporter')
const [ann, bo, cy, dan, eve] = [actor('ann'), actor('bo'), actor('cy', 'chief'), actor('dan'), actor('eve')] as const
const proofreaders = [actor('p1'), actor('p2'), actor('p3'), actor('p4')] as const
const passed: [Actor, Decision][] = [[author, 'submit'], [ann, 'pass'], [bo, 'pass']]

describe('proof passes 三校', () => {
  const final = after(threeStagePolicy, ...passed)
  const read = (count: number): Standing => after(threeStagePolicy, ...passed, ...proofreaders.slice(0, count).map((by): [Actor, Decision] => [by, 'proof']))

  test('are all done, the read-through last, before the sign-off', () => {
    for (const count of [0, 1, 2, 3]) expect(act(read(count), cy, 'signOff', threeStagePolicy)).toBe('proofs-missing')
    expect(act(read(4), cy, 'signOff', threeStagePolicy)).toMatchObject({ state: 'signedOff' })
    expect(read(4).proofs.map(({ pass, person }) => [pass, person])).toEqual([[1, 'p1'], [2, 'p2'], [3, 'p3'], [4, 'p4']])
    const whole = read(4)
    expect(standingSchema.parse(whole)).toEqual(whole)
  })

  test('do not keep an earlier stage from passing, nor a return', () => {
    expect(act(after(threeStagePolicy, [author, 'submit']), ann, 'pass', threeStagePolicy)).toMatchObject({ stage: 1 })
    expect(act(final, cy, 'return', threeStagePolicy)).toMatchObject({ state: 'returned' })
  })

  test('are refused out of order, twice by one person or key, of the author, beyond the last, and of other bytes', () => {
    expect(act(final, proofreaders[0], 'proof', threeStagePolicy, { pass: 2 })).toBe('wrong-pass')
    expect(act(final, proofreaders[0], 'proof', threeStagePolicy, { pass: null })).toBe('wrong-pass')
    expect(act(read(1), proofreaders[0], 'proof', threeStagePolicy)).toBe('already-proofread')
    expect(act(read(1), actor('alias', 'editor', { key: proofreaders[0].key }), 'proof', threeStagePolicy)).toBe('already-proofread')
    expect(act(final, { ...author, role: 'editor' }, 'proof', threeStagePolicy)).toBe('own-piece')
    expect(act(read(4), eve, 'proof', threeStagePolicy)).toBe('proofs-done')
    expect(act(final, actor('rep', 'reporter'), 'proof', threeStagePolicy)).toBe('role-lacking')
    expect(act(final, eve, 'proof', threeStagePolicy, { revision: { number: 1, sha256: digest('other') } })).toBe('revision-changed')
  })

  test('are done by who reviews, or not, as the policy says', () => {
    const apart: Rules = { ...threeStagePolicy, proofreading: { ...threeStagePolicy.proofreading, apartFromReview: true } }
    expect(act(final, ann, 'proof', threeStagePolicy)).toMatchObject({ proofs: [{ person: 'ann' }] })
    expect(act(after(apart, ...passed), ann, 'proof', apart)).toBe('already-acted')
    expect(act(after(apart, [author, 'submit'], [ann, 'proof']), ann, 'pass', apart)).toBe('already-proofread')
  })

  test('fall with a resubmission', () => {
    expect(act(after(threeStagePolicy, [author, 'submit'], [dan, 'proof'], [ann, 'return']), author, 'submit', threeStagePolicy)).toMatchObject({ proofs: [] })
  })
})

describe('an edit at the desk', () => {
  const second = after(threeStagePolicy, [author, 'submit'], [dan, 'proof'], [ann, 'pass'])

  test('is a revision of its own, and voids what the policy says by what it touches', () => {
    expect(act(second, bo, 'revise', threeStagePolicy)).toMatchObject({ stage: 1, state: 'inReview', revision: { number: 2 }, proofs: [], acted: [{ person: 'ann' }, { person: 'bo', stage: 'second' }] })
    expect(act(second, bo, 'revise', threeStagePolicy, { changes: ['details', 'byline'] })).toMatchObject({ stage: 1, proofs: [{ person: 'dan' }] })
    const strict: Rules = { ...threeStagePolicy, voids: { ...threeStagePolicy.voids, text: { approvals: true, proofs: true } } }
    expect(act(second, bo, 'revise', strict)).toMatchObject({ stage: 0, proofs: [] })
    expect(act(second, bo, 'revise', strict, { changes: ['photos'] })).toMatchObject({ stage: 1 })
  })

  test('leaves who approved earlier bound to their stage', () => {
    const strict: Rules = { ...threeStagePolicy, voids: { ...threeStagePolicy.voids, text: { approvals: true, proofs: true } } }
    const again = act(second, bo, 'revise', strict) as Standing
    expect(act(again, bo, 'pass', strict)).toBe('already-acted')
    expect(act(again, ann, 'pass', strict)).toMatchObject({ stage: 1 })
  })

  test('is refused where nothing changed, where nothing is said to, under an old number, and by who acted at another stage', () => {
    expect(act(second, bo, 'revise', threeStagePolicy, { changes: [] })).toBe('nothing-changed')
    expect(act(second, bo, 'revise', threeStagePolicy, { revision: { number: 2, sha256: second.revision.sha256 } })).toBe('nothing-changed')
    expect(act(second, bo, 'revise', threeStagePolicy, { revision: { number: 1, sha256: digest('x') } })).toBe('revision-number')
    expect(act(second, ann, 'revise', threeStagePolicy)).toBe('already-acted')
  })

  test('of another channel is judged by the roles in the new one from then on', () => {
    const local = actor('local', 'reporter', { grants: [{ role: 'editor', channel: ['社会'] }] })
    const first = after(reviewOnlyPolicy, [author, 'submit'])
    const moved = act(first, local, 'revise', reviewOnlyPolicy, { channel: ['体育'], changes: ['details'] }) as Standing
    expect(moved.channel).toEqual(['体育'])
    expect(act(moved, local, 'pass', reviewOnlyPolicy)).toBe('role-lacking')
  })
})

describe('issues 审读意见', () => {
  const raised = after(threeStagePolicy, [author, 'submit'], [ann, 'pass', { issues: [{ id: 'i1', text: '数字待核' }, { id: 'i2', text: '引语待核' }] }])

  test('raised at the first stage are closed before the second passes', () => {
    expect(raised.issues).toEqual([{ id: 'i1', stage: 'first', person: 'ann', open: true }, { id: 'i2', stage: 'first', person: 'ann', open: true }])
    expect(act(raised, bo, 'pass', threeStagePolicy)).toBe('issues-open')
    expect(act(raised, bo, 'pass', threeStagePolicy, { closes: ['i1'] })).toBe('issues-open')
    expect(act(raised, bo, 'pass', threeStagePolicy, { closes: ['i1', 'i1'] })).toBe('issues-open')
    expect(act(raised, bo, 'pass', threeStagePolicy, { closes: ['i2', 'i1'], issues: [{ id: 'i3', text: '又一处' }] })).toBe('issues-open')
    expect(act(raised, bo, 'pass', threeStagePolicy, { closes: ['i2', 'i1'] })).toMatchObject({ stage: 2, issues: [{ open: false }, { open: false }] })
  })

  test('stay open over a return', () => {
    const again = after(threeStagePolicy, [author, 'submit'], [ann, 'return', { issues: [{ id: 'i1', text: '数字待核' }] }], [author, 'submit'], [ann, 'pass'])
    expect(act(again, bo, 'pass', threeStagePolicy)).toBe('issues-open')
  })

  test('are refused twice under one id, and closed where there is none', () => {
    expect(act(raised, bo, 'return', threeStagePolicy, { issues: [{ id: 'i1', text: '再提' }] })).toBe('issue-repeated')
    expect(act(raised, bo, 'return', threeStagePolicy, { issues: [{ id: 'x', text: '一' }, { id: 'x', text: '二' }] })).toBe('issue-repeated')
    expect(act(raised, bo, 'pass', threeStagePolicy, { closes: ['i9'] })).toBe('issue-unknown')
  })
})

describe('hold and spike', () => {
  const second = after(reviewOnlyPolicy, [author, 'submit'], [ann, 'pass'])
  const signedOff = after(reviewOnlyPolicy, ...passed, [cy, 'signOff'])

  test('stop a piece where it is and give it back as it was', () => {
    for (const before of [second, signedOff]) {
      const held = act(before, dan, 'hold', reviewOnlyPolicy) as Standing
      expect(held).toMatchObject({ state: 'held', from: before.state, stage: before.stage, revision: before.revision })
      expect(act(held, dan, 'release', reviewOnlyPolicy)).toMatchObject({ state: before.state, stage: before.stage, from: null, acted: before.acted })
      const spiked = act(held, cy, 'spike', reviewOnlyPolicy) as Standing
      expect(spiked).toMatchObject({ state: 'spiked', from: before.state })
      expect(act(spiked, cy, 'revive', reviewOnlyPolicy)).toMatchObject({ state: before.state, from: null })
    }
  })

  test('need a reason, and no review goes on meanwhile', () => {
    expect(act(second, dan, 'hold', reviewOnlyPolicy, { reason: ' ' })).toBe('reason-required')
    expect(act(second, cy, 'spike', reviewOnlyPolicy, { reason: '' })).toBe('reason-required')
    const held = act(second, dan, 'hold', reviewOnlyPolicy) as Standing
    expect(act(held, bo, 'pass', reviewOnlyPolicy)).toBe('piece-held')
    expect(act(held, dan, 'release', reviewOnlyPolicy, { reason: '' })).toMatchObject({ state: 'inReview' })
  })
})

describe('a correction 更正', () => {
  const published = after(reviewOnlyPolicy, ...passed, [cy, 'signOff'], 'published')

  test('is a round of its own: the live revision stays known, everybody may act again, who corrects does not review', () => {
    const correcting = act(published, author, 'correct', reviewOnlyPolicy) as Standing
    expect(correcting).toMatchObject({ state: 'inReview', stage: 0, revision: { number: 2 }, live: { number: 1 }, acted: [], coauthors: [] })
    expect(act(correcting, cy, 'pass', reviewOnlyPolicy)).toMatchObject({ stage: 1 })
    const byEditor = act(published, dan, 'correct', reviewOnlyPolicy) as Standing
    expect(byEditor.coauthors).toEqual([{ person: 'dan', key: dan.key }])
    expect(act(byEditor, dan, 'pass', reviewOnlyPolicy)).toBe('own-piece')
    expect(act(byEditor, actor('alias', 'editor', { key: dan.key }), 'pass', reviewOnlyPolicy)).toBe('own-piece')
    expect(act(published, author, 'correct', { ...reviewOnlyPolicy, correctAt: 'lastStage' })).toMatchObject({ stage: 2 })
  })

  test('says what it sets right, and sets something right', () => {
    expect(act(published, author, 'correct', reviewOnlyPolicy, { reason: '' })).toBe('reason-required')
    expect(act(published, author, 'correct', reviewOnlyPolicy, { revision: { number: 2, sha256: published.revision.sha256 } })).toBe('nothing-changed')
    expect(act(published, author, 'correct', reviewOnlyPolicy, { revision: { number: 3, sha256: digest('x') } })).toBe('revision-number')
  })
})

describe('a delegation', () => {
  const lent = (change: Partial<Delegation> = {}): Delegation => ({ id: digest('d'), from: 'cy', to: 'eve', role: 'chief', channel: ['社会'], stages: [], notBefore: '2026-05-01T00:00:00.000Z', notAfter: '2026-05-31T00:00:00.000Z', ...change })
  const final = after(reviewOnlyPolicy, ...passed)
  const signs = (delegation: Delegation | null, by: Actor = eve, standing = final): string => {
    const answer = act(standing, { ...by, delegation }, 'signOff', reviewOnlyPolicy)
    return typeof answer === 'string' ? answer : answer.state
  }

  test('lends a role to one person, in its channels, stages and time', () => {
    expect(signs(null)).toBe('role-lacking')
    expect(signs(lent())).toBe('signedOff')
    expect(signs(lent({ channel: [], stages: ['final'] }))).toBe('signedOff')
  })

  test.each([
    ['to somebody else', { to: 'dan' }, 'delegation-others'],
    ['for another stage', { stages: ['first'] }, 'delegation-elsewhere'],
    ['for another channel', { channel: ['体育'] }, 'delegation-elsewhere'],
    ['not begun', { notBefore: '2026-05-05T00:00:00.000Z' }, 'delegation-elsewhere'],
    ['run out', { notAfter: '2026-05-03T00:00:00.000Z' }, 'delegation-elsewhere'],
    ['of a role the stage does not ask for', { role: 'editor' as const }, 'role-lacking'],
    ['by who wrote the piece', { from: 'author' }, 'delegated-by-author'],
  ])('is refused when it is %s', (_, change, code) => {
    expect(signs(lent(change))).toBe(code)
  })

  test('merges nobody: who acted at an earlier stage does not sign off with it, nor does the author', () => {
    expect(signs(lent({ to: 'bo' }), bo)).toBe('already-acted')
    expect(signs(lent({ to: 'author' }), author)).toBe('own-piece')
  })

  test('lends what its giver has, or less, where they have it', () => {
    const local = { role: 'reporter' as const, grants: [{ role: 'chief' as const, channel: ['社会'] }] }
    expect(mayLend(local, { role: 'chief', channel: ['社会', '交通'] })).toBe(true)
    expect(mayLend(local, { role: 'editor', channel: ['社会'] })).toBe(true)
    expect(mayLend(local, { role: 'chief', channel: [] })).toBe(false)
    expect(mayLend({ role: 'editor' }, { role: 'chief', channel: ['社会'] })).toBe(false)
    expect(mayLend({ role: 'admin' }, { role: 'chief', channel: [] })).toBe(true)
    expect(covers(lent(), { stage: 'final', channel: ['社会'], at: AT })).toBe(true)
  })
})

describe('whatever people try, with everything they may try', () => {
  const people = [author, { ...author, role: 'admin' as const }, actor('alias', 'admin', { key: author.key }), ann, bo, cy, actor('ann', 'chief', { key: digest('second key of ann') }), eve, actor('fay', 'chief')]
  const decisions = ['submit', 'pass', 'signOff', 'return', 'revise', 'proof', 'hold', 'release', 'spike', 'revive', 'correct'] as const
  const attempt = fc.record({
    by: fc.constantFrom(...people),
    // What moves a piece on is tried more often, or few would arrive.
    decision: fc.oneof({ weight: 4, arbitrary: fc.constantFrom<Decision>('pass', 'signOff', 'proof') }, { weight: 1, arbitrary: fc.constantFrom<Decision>(...decisions) }),
  })
  const policies = fc.record({ passes: fc.integer({ min: 0, max: 2 }), readThrough: fc.boolean(), approvals: fc.boolean(), proofs: fc.boolean(), one: fc.boolean() }).map(({ passes, readThrough, approvals, proofs, one }): Rules => {
    const base = one ? oneStagePolicy : threeStagePolicy
    const roles: Rules['stages'][number]['roles'] = ['editor', 'chief', 'admin']
    return { ...base, stages: base.stages.map((stage) => ({ ...stage, roles })), proofreading: { ...base.proofreading, passes, readThrough }, voids: { ...base.voids, text: { approvals, proofs } } }
  })

  test('a signed-off piece was passed at every stage by different people, none of whom wrote it, proofread by different people, with nothing open', () => {
    let signed = 0
    fc.assert(
      fc.property(policies, fc.array(attempt, { maxLength: 60 }), (policy, attempts) => {
        let standing: Standing | null = after(policy, [author, 'submit'])
        for (const { by, decision } of attempts) {
          const next = act(standing, by, decision, policy)
          if (typeof next !== 'string') standing = next
          if (standing.state !== 'signedOff') continue
          signed += 1
          const { acted, proofs, issues, coauthors } = standing
          const writers = [{ person: standing.author, key: standing.authorKey }, ...coauthors]
          for (const one of [...acted, ...proofs]) for (const writer of writers) expect(one.person === writer.person || one.key === writer.key).toBe(false)
          for (const one of acted) for (const other of acted) if (one.stage !== other.stage) expect(one.person === other.person || one.key === other.key).toBe(false)
          if (policy.correctAt === 'firstStage') for (const { id } of policy.stages) expect(acted.some(({ stage }) => stage === id)).toBe(true)
          expect(acted.findLast(({ stage }) => stage === policy.stages.at(-1)?.id)?.revision).toBe(standing.revision.sha256)
          expect(proofs.length).toBe(policy.proofreading.passes + (policy.proofreading.readThrough ? 1 : 0))
          expect(new Set(proofs.map(({ person }) => person)).size).toBe(proofs.length)
          if (policy.voids.text.proofs) for (const proof of proofs) expect(proof.revision).toBe(standing.revision.sha256)
          expect(issues.some(({ open }) => open)).toBe(false)
        }
      }),
      { numRuns: 400, seed: 20261128 },
    )
    expect(signed).toBeGreaterThan(100)
  })
})
