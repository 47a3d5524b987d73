import { describe, expect, it } from 'vitest'

import { actsFor, judge, lentTo, waitsFor, type Asker } from '../../../src-renderer/review/allowed'
import type { Lent } from '../../../src-shared/desk-api/pieces'
import type { Person } from '../../../src-shared/review/people'
import { oneStagePolicy, threeStagePolicy } from '../../../src-shared/review/policy'
import { piece } from '../window/newsroom'

const digest = 'a'.repeat(64)
const NOW = Date.parse('2026-11-28T08:00:00Z')
const standing = (more: Parameters<typeof piece>[0] = {}) => piece(more).standing
const editor: Person = { id: 'zhao', name: '赵敏', login: 'zhao', role: 'editor' }
const asker = (more: Partial<Asker> = {}): Asker => ({ person: editor, policy: threeStagePolicy, lent: [], now: NOW, ...more })
const lent = (more: Partial<Lent['delegation']> = {}, rest: Partial<Lent> = {}): Lent => ({
  delegation: { id: digest, from: 'chen', to: 'zhao', role: 'chief', channel: [], stages: [], notBefore: '2026-11-28T00:00:00Z', notAfter: '2026-11-29T00:00:00Z', ...more },
  fromName: '陈总', toName: '赵敏', reason: 'on leave', at: '2026-11-27T00:00:00Z', endedAt: null, envelope: { payloadType: 'x', payload: '', signatures: [] }, ...rest,
})

describe('the acts offered', () => {
  it.each([
    ['before the last stage', standing(), threeStagePolicy, ['spike', 'hold', 'return', 'proof', 'pass']],
    ['at the last, with every proof pass done', standing({ stage: 2, proofs: [1, 2, 3, 4].map((pass) => ({ pass, person: `p${String(pass)}`, key: digest, revision: digest })) }), threeStagePolicy, ['spike', 'hold', 'return', 'signOff']],
    ['where the policy asks for no proof', standing(), oneStagePolicy, ['spike', 'hold', 'return', 'signOff']],
    ['on a held piece', standing({ state: 'held', from: 'inReview' }), threeStagePolicy, ['spike', 'release']],
    ['on a spiked piece', standing({ state: 'spiked', from: 'inReview' }), threeStagePolicy, ['revive']],
    ['on a returned piece', standing({ state: 'returned' }), threeStagePolicy, ['spike']],
    ['on a piece signed off once more while an earlier revision is live', standing({ state: 'signedOff', live: { number: 1, sha256: digest } }), threeStagePolicy, ['hold']],
    ['on a published piece', standing({ state: 'published' }), threeStagePolicy, []],
  ])('are, %s, those of its state', (_where, at, policy, acts) => {
    expect(actsFor(at, policy)).toEqual(acts)
  })
})

describe('whether somebody may act', () => {
  it.each([
    ['pass a piece of somebody else', standing(), 'pass'],
    ['return it', standing(), 'return'],
    ['edit it', standing(), 'revise'],
    ['hold it', standing(), 'hold'],
    ['do the first proof pass', standing(), 'proof'],
    ['pass a stage that closes issues, supposing they are closed', standing({ stage: 1, proofs: [], issues: [{ id: 'i', stage: 'first', person: 'li', open: true }] }), 'pass'],
  ] as const)('lets an editor %s', (_what, at, act) => {
    expect(judge(at, act, asker())).toEqual({ own: true, lent: [], refusal: null })
  })

  it.each([
    ['their own piece', standing({ author: 'zhao' }), 'pass', asker(), 'own-piece'],
    ['a piece they acted on at another stage', standing({ stage: 1, acted: [{ stage: 'first', person: 'zhao', key: digest, revision: digest }] }), 'pass', asker(), 'already-acted'],
    ['a piece that is no longer in review', standing({ state: 'returned' }), 'return', asker(), 'not-in-review'],
    ['a held piece', standing({ state: 'held', from: 'inReview' }), 'pass', asker(), 'piece-held'],
    ['a stage above their role', standing({ stage: 2 }), 'return', asker(), 'role-lacking'],
    ['a sign-off before the proof passes', standing({ stage: 2 }), 'signOff', asker({ person: { ...editor, role: 'chief' } }), 'proofs-missing'],
    ['a second proof pass by the same person', standing({ proofs: [{ pass: 1, person: 'zhao', key: digest, revision: digest }] }), 'proof', asker(), 'already-proofread'],
    ['spiking, as an editor', standing(), 'spike', asker(), 'role-lacking'],
    ['a piece, as a reporter', standing(), 'pass', asker({ person: { ...editor, role: 'reporter' } }), 'not-allowed'],
    ['anything while the policy is not known', standing(), 'pass', asker({ policy: undefined }), 'desk-unreachable'],
  ] as const)('refuses %s, and says why', (_what, at, act, who, code) => {
    expect(judge(at, act, who)).toMatchObject({ own: false, lent: [], refusal: { code } })
  })

  it('lets somebody do under a delegation what their own role does not reach', () => {
    const under = lent()
    expect(judge(standing({ stage: 2 }), 'return', asker({ lent: [under] }))).toEqual({ own: false, lent: [under], refusal: null })
  })

  it.each([
    ['of another channel', lent({ channel: ['Sport'] })],
    ['of another stage', lent({ stages: ['first'] })],
    ['lent by the author', lent({ from: 'liu' })],
    ['of too small a role', lent({ role: 'editor' })],
  ])('rejects a delegation %s', (_what, under) => {
    expect(judge(standing({ stage: 2 }), 'return', asker({ lent: [under] })).refusal?.code).toBe('role-lacking')
  })

  it('counts only delegations to this person that run now', () => {
    const good = lent()
    expect(lentTo(editor, [good, lent({ to: 'li' }), lent({ notAfter: '2026-11-28T07:59:59Z' }), lent({ notBefore: '2026-11-28T08:00:01Z' }), lent({}, { endedAt: '2026-11-28T01:00:00Z' })], NOW)).toEqual([good])
  })
})

describe('what waits for somebody', () => {
  it('is a stage they can take, a proof pass where they can take none, or nothing', () => {
    expect(waitsFor(standing(), asker())).toBe('stage')
    expect(waitsFor(standing({ stage: 1, acted: [{ stage: 'first', person: 'zhao', key: digest, revision: digest }] }), asker())).toBe('proof')
    expect(waitsFor(standing({ author: 'zhao' }), asker())).toBeNull()
    expect(waitsFor(standing({ state: 'held', from: 'inReview' }), asker())).toBeNull()
  })
})
