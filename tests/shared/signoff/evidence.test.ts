import { describe, expect, test } from 'vitest'

import { signedPiece, type PieceSource } from '../../../src-shared/publication/piece'
import { PROOF, SUBMISSION } from '../../../src-shared/review/command'
import { threeStagePolicy, type Policy } from '../../../src-shared/review/policy'
import type { Decision } from '../../../src-shared/review/states'
import { checkChain, type EnrolledKey } from '../../../src-shared/signoff/check'
import { checkDelegation, evidenceOf } from '../../../src-shared/signoff/evidence'
import type { Envelope } from '../../../src-shared/signoff/envelope'
import { DELEGATION_TYPE, RECORD_TYPE, REVIEW_TYPE, type DelegationStatement, type NewReviewStatement } from '../../../src-shared/signoff/statement'
import { canonicalBytes } from '../../../src-shared/story/canonical'
import { countStory } from '../../../src-shared/story/count'
import type { Story } from '../../../src-shared/story/story'
import { chineseStory } from '../../support/sample-story'
import { drawPhotos } from '../../support/sample-photos'
import { enrol, enrolledKey, idOf, makeSigner, nodeCrypto, reviewOnlyPolicy, seal, type Signer } from '../../support/signed-piece'

const desk = makeSigner('desk', 'The desk', 'admin')
const author = makeSigner('u-author', '沈牧', 'reporter')
const [ann, bo, cy, eve] = [makeSigner('u-ann', '顾岚', 'editor'), makeSigner('u-bo', '秦越', 'editor'), makeSigner('u-cy', '许知行', 'chief'), makeSigner('u-eve', '叶青', 'editor')] as const
const people: readonly Signer[] = [author, ann, bo, cy, eve]
const enrolments = new Map(people.map((signer) => [signer.key, enrol(signer, desk, '2026-01-05T00:00:00.000Z')]))
const keyOf = (signer: Signer): EnrolledKey => enrolledKey(signer, enrolments.get(signer.key)!)
const credentialOf = (signer: Signer): string => idOf(enrolments.get(signer.key)!)

const photos = (await drawPhotos()).map(({ photo }) => photo)
const story = chineseStory(photos)
const edited: Story = { ...story, headline: `${story.headline}（改）` }
const digestOf = (value: unknown): string => nodeCrypto.sha256(canonicalBytes(value))

/** A chain being written: each act names the one before. */
const writing = (policy: Policy) => {
  const envelopes: Envelope[] = []
  let revision = { number: 1, sha256: digestOf(story) }
  let text = story
  const say = (signer: Signer, stage: string, decision: Decision, change: Partial<NewReviewStatement> = {}): void => {
    const statement: NewReviewStatement = {
      type: 'stet.review/2', desk: desk.key, policy: digestOf(policy), story: text.id, revision, headline: text.headline, characters: countStory(text).characters, photos: Object.keys(text.photos).sort(), channel: text.channel,
      stage, decision, reason: '读过', changes: [], issues: [], closes: [], pass: null, delegation: null, signer: { person: signer.person, name: signer.name, key: signer.key, credential: credentialOf(signer) },
      at: `2026-05-04T08:${String(envelopes.length).padStart(2, '0')}:00.000Z`, previous: envelopes.length === 0 ? null : idOf(envelopes.at(-1)!), ...change,
    }
    envelopes.push(seal(REVIEW_TYPE, statement, signer))
  }
  return {
    say,
    edit: (signer: Signer, stage: string): void => {
      revision = { number: revision.number + 1, sha256: digestOf(edited) }
      text = edited
      say(signer, stage, 'revise', { changes: ['headline'] })
    },
    source: (change: Partial<PieceSource> = {}): PieceSource => ({
      storyBytes: canonicalBytes(text), envelopes, keys: people.map(keyOf), enrolments: [...enrolments.values()], policies: [policy], delegations: [], desk: { key: desk.key, publicKey: desk.publicKey }, ...change,
    }),
  }
}
const codeOf = (answer: { ok: true } | { ok: false; code: string }): string => (answer.ok ? 'holds' : answer.code)

const given = (by: Signer, to: Signer, change: Partial<Extract<DelegationStatement, { kind: 'given' }>> = {}): Envelope =>
  seal(DELEGATION_TYPE, { type: 'stet.delegation/1', kind: 'given', desk: desk.key, to: { person: to.person, name: to.name }, role: 'chief', channel: [], stages: ['final'], notBefore: '2026-05-01T00:00:00.000Z', notAfter: '2026-05-31T00:00:00.000Z', reason: '出差', signer: { person: by.person, name: by.name, key: by.key, credential: credentialOf(by) }, at: '2026-05-01T00:00:00.000Z', ...change }, by)

describe('a piece that took the whole way', () => {
  test('edits, issues, proof passes and a sign-off under a delegation hold together, and carry just what proves them', () => {
    const chain = writing(threeStagePolicy)
    const delegation = given(cy, eve)
    chain.say(author, SUBMISSION, 'submit')
    chain.say(ann, 'first', 'pass', { issues: [{ id: 'i1', text: '数字待核' }] })
    chain.edit(bo, 'second')
    chain.say(bo, 'second', 'pass', { closes: ['i1'] })
    ;[ann, bo, cy].forEach((by, index) => chain.say(by, PROOF, 'proof', { pass: index + 1 }))
    chain.say(eve, PROOF, 'proof', { pass: 4 })
    chain.say(eve, 'final', 'signOff', { delegation: idOf(delegation) })
    const stray = given(cy, ann)
    const piece = signedPiece(chain.source({ delegations: [stray, delegation], policies: [reviewOnlyPolicy, threeStagePolicy] }), nodeCrypto)
    if (!piece.ok) throw new Error(`${piece.code} ${JSON.stringify(piece.details)}`)
    expect(piece.value.story.headline).toBe(edited.headline)
    expect(piece.value.delegations).toEqual([delegation])
    expect(piece.value.policies).toEqual([threeStagePolicy])
    expect(piece.value.keys.map(({ person }) => person).sort()).toEqual(people.map(({ person }) => person).sort())
    expect(codeOf(signedPiece(chain.source({ delegations: [] }), nodeCrypto))).toBe('delegation-unknown')
    expect(codeOf(signedPiece(chain.source({ delegations: [delegation], policies: [reviewOnlyPolicy] }), nodeCrypto))).toBe('policy-changed')
    expect(codeOf(signedPiece(chain.source({ delegations: [delegation], storyBytes: canonicalBytes(story) }), nodeCrypto))).toBe('story-altered')
  })
})

describe('a policy', () => {
  test('that changed is taken by the next submission, not in the middle of a round', () => {
    const chain = writing(reviewOnlyPolicy)
    chain.say(author, SUBMISSION, 'submit')
    chain.say(ann, 'first', 'return')
    chain.say(author, SUBMISSION, 'submit', { revision: { number: 2, sha256: digestOf(story) }, policy: digestOf(threeStagePolicy) })
    const held = checkChain(chain.source().envelopes, evidenceOf({ ...chain.source({ policies: [reviewOnlyPolicy, threeStagePolicy] }), desk: desk.key }, nodeCrypto), nodeCrypto)
    expect(held).toMatchObject({ ok: true, value: { standing: { stage: 0, policy: digestOf(threeStagePolicy) } } })
    const middle = writing(reviewOnlyPolicy)
    middle.say(author, SUBMISSION, 'submit')
    middle.say(ann, 'first', 'pass', { policy: digestOf(threeStagePolicy) })
    expect(checkChain(middle.source().envelopes, evidenceOf({ ...middle.source({ policies: [reviewOnlyPolicy, threeStagePolicy] }), desk: desk.key }, nodeCrypto), nodeCrypto)).toMatchObject({ ok: false, code: 'policy-changed', details: { event: 2 } })
  })
})

describe('a key', () => {
  const chain = writing(reviewOnlyPolicy)
  chain.say(author, SUBMISSION, 'submit')
  chain.say(ann, 'first', 'pass')
  const check = (keys: readonly EnrolledKey[]): string => codeOf(checkChain(chain.source().envelopes, evidenceOf({ ...chain.source({ keys }), desk: desk.key }, nodeCrypto), nodeCrypto))
  const others = people.filter(({ person }) => person !== 'u-ann').map(keyOf)

  test('that was revoked later still proves what it signed before, and nothing from then on', () => {
    expect(check([...others, { ...keyOf(ann), revokedAt: '2026-06-01T00:00:00.000Z' }])).toBe('holds')
    expect(check([...others, { ...keyOf(ann), revokedAt: '2026-05-04T08:01:00.000Z' }])).toBe('key-revoked')
    expect(check([...others, { ...keyOf(ann), revokedAt: '2026-05-01T00:00:00.000Z' }])).toBe('key-revoked')
  })

  test('acts in the roles of the credential it names: a demotion does not reach back, a promotion not either', () => {
    const demoted = enrol({ ...ann, role: 'reporter' }, desk, '2026-05-05T00:00:00.000Z')
    expect(check([...others, keyOf(ann), enrolledKey({ ...ann, role: 'reporter' }, demoted)])).toBe('holds')
    expect(check([...others, { ...keyOf(ann), role: 'reporter' }])).toBe('role-lacking')
    expect(check([...others, enrolledKey({ ...ann, role: 'chief' }, demoted)])).toBe('credential-unknown')
    expect(check([...others, { ...keyOf(ann), credential: credentialOf(bo) }])).toBe('credential-unknown')
  })

  test('does not act by the credential of another key', () => {
    const borrowed = writing(reviewOnlyPolicy)
    borrowed.say(author, SUBMISSION, 'submit')
    borrowed.say(ann, 'first', 'pass', { signer: { person: ann.person, name: ann.name, key: ann.key, credential: credentialOf(bo) } })
    expect(codeOf(checkChain(borrowed.source().envelopes, evidenceOf({ ...borrowed.source(), desk: desk.key }, nodeCrypto), nodeCrypto))).toBe('signer-mismatch')
  })
})

describe('a delegation', () => {
  const known = { ...evidenceOf({ desk: desk.key, keys: people.map(keyOf), policies: [], delegations: [] }, nodeCrypto) }
  const check = (envelope: Envelope): string => codeOf(checkDelegation(envelope, known, nodeCrypto))

  test('signed by who has what it lends holds, and names its giver', () => {
    expect(check(given(cy, eve))).toBe('holds')
    const evidence = evidenceOf({ desk: desk.key, keys: people.map(keyOf), policies: [], delegations: [given(cy, eve)] }, nodeCrypto)
    expect([...evidence.delegations.values()]).toMatchObject([{ from: 'u-cy', to: 'u-eve', role: 'chief', stages: ['final'] }])
  })

  test('is refused for each of these', () => {
    expect(check(given(ann, eve))).toBe('delegation-beyond')
    expect(check(given(cy, eve, { desk: 'f'.repeat(64) }))).toBe('wrong-desk')
    expect(check({ ...given(cy, eve), payloadType: REVIEW_TYPE })).toBe('envelope-invalid')
    expect(check({ ...given(cy, eve), payloadType: RECORD_TYPE })).toBe('envelope-invalid')
    expect(check({ ...given(cy, eve), signatures: [{ keyid: makeSigner('u-x', '路人', 'chief').key, sig: given(cy, eve).signatures[0]!.sig }] })).toBe('key-unknown')
    expect(check(given(cy, eve, { signer: { person: 'u-ann', name: '顾岚', key: cy.key, credential: credentialOf(cy) } }))).toBe('signer-mismatch')
    const forged = given(cy, eve)
    expect(check({ ...forged, payload: given(cy, eve, { role: 'editor' }).payload })).toBe('signature-invalid')
    expect(codeOf(checkDelegation(forged, evidenceOf({ desk: desk.key, keys: [{ ...keyOf(cy), revokedAt: '2026-04-01T00:00:00.000Z' }], policies: [], delegations: [] }, nodeCrypto), nodeCrypto))).toBe('key-revoked')
  })
})
