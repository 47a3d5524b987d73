import { generateKeyPairSync, sign } from 'node:crypto'

import { beforeAll, describe, expect, test } from 'vitest'

import { signedPiece, printedEditor, printedTime } from '../../../src-shared/publication/piece'
import { oneStagePolicy } from '../../../src-shared/review/policy'
import { checkChain, checkContent, checkEnvelope, type EnrolledKey } from '../../../src-shared/signoff/check'
import { evidenceOf, type Evidence } from '../../../src-shared/signoff/evidence'
import { fromBase64, preAuthBytes, toBase64, type Envelope } from '../../../src-shared/signoff/envelope'
import { REVIEW_TYPE, type ReviewStatement } from '../../../src-shared/signoff/statement'
import { canonicalBytes } from '../../../src-shared/story/canonical'
import { buildSignedPiece, makeSigner, nodeCrypto, reviewOnlyPolicy, seal, type BuiltPiece, type Signer } from '../../support/signed-piece'

let built: BuiltPiece
let keys: Map<string, EnrolledKey>
let evidence: Evidence
let submitted: Envelope
let signOff: ReviewStatement
beforeAll(async () => {
  built = await buildSignedPiece()
  keys = new Map(built.source.keys.map((key) => [key.id, key]))
  evidence = evidenceOf({ ...built.source, desk: built.desk.key }, nodeCrypto)
  submitted = built.source.envelopes[0]!
  signOff = built.piece.signOff.statement
})

const statementOf = (envelope: Envelope): ReviewStatement => JSON.parse(Buffer.from(envelope.payload, 'base64').toString()) as ReviewStatement
const codeOf = (answer: { ok: true } | { ok: false; code: string }): string => (answer.ok ? 'holds' : answer.code)
const flip = (base64: string, at: number): string => toBase64(fromBase64(base64).map((byte, index) => (index === at ? byte ^ 1 : byte)))

describe('an envelope', () => {
  const check = (envelope: Envelope, known: ReadonlyMap<string, EnrolledKey> = keys): string => codeOf(checkEnvelope(envelope, evidenceOf({ ...built.source, keys: [...known.values()], desk: built.desk.key }, nodeCrypto), nodeCrypto))

  test('that was signed by an enrolled key holds, and is named by the digest of its statement', () => {
    const checked = checkEnvelope(submitted, evidence, nodeCrypto)
    expect(checked).toMatchObject({ ok: true, value: { id: nodeCrypto.sha256(fromBase64(submitted.payload)), statement: { decision: 'submit' }, key: { person: 'u-author' } } })
  })

  test('is refused when any byte of its statement or signature is another', () => {
    const length = fromBase64(submitted.payload).length
    for (let at = 0; at < length; at += 7) expect(check({ ...submitted, payload: flip(submitted.payload, at) }), `byte ${at}`).not.toBe('holds')
    const [signature] = submitted.signatures
    for (let at = 0; at < 64; at += 1) expect(check({ ...submitted, signatures: [{ ...signature!, sig: flip(signature!.sig, at) }] }), `byte ${at}`).toBe('signature-invalid')
  })

  test('is refused for each of these', () => {
    const [signature] = submitted.signatures
    const statement = statementOf(submitted)
    const other = built.editors[0]!
    const re = (change: Partial<ReviewStatement>, by: Signer = built.author): Envelope => seal(REVIEW_TYPE, { ...statement, ...change }, by)
    expect(check(re({}))).toBe('holds')
    expect(check({ ...submitted, payloadType: 'application/vnd.stet.record+json' })).toBe('envelope-invalid')
    expect(check({ ...submitted, signatures: [] as never })).toBe('key-unknown')
    expect(check({ ...submitted, signatures: [{ ...signature!, keyid: 'f'.repeat(64) }] })).toBe('key-unknown')
    expect(check({ ...submitted, signatures: [{ ...signature!, keyid: other.key }] })).toBe('signature-invalid')
    expect(check(submitted, new Map())).toBe('key-unknown')
    // Somebody enrolled signs a statement in somebody else's name.
    expect(check(re({}, other))).toBe('signer-mismatch')
    expect(check(re({ signer: { ...statement.signer, key: other.key } }, other))).toBe('signer-mismatch')
    expect(check(re({ signer: { ...statement.signer, person: 'u-somebody' } }))).toBe('signer-mismatch')
    // The same words signed as another type of payload are not a review.
    const payload = fromBase64(submitted.payload)
    const replayed = toBase64(sign(null, preAuthBytes('application/json', payload), built.author.privateKey))
    expect(check({ ...submitted, signatures: [{ ...signature!, sig: replayed }] })).toBe('signature-invalid')
    for (const [field, value] of [['type', 'stet.review/3'], ['decision', 'approve'], ['at', 'yesterday'], ['story', 'x'], ['photos', ['x']], ['extra', 1]] as const) expect(check(re({ [field]: value })), field).toBe('envelope-invalid')
  })

  test('is refused when the key on record is another person\'s of the same id, or another key', () => {
    const author = keys.get(built.author.key)!
    expect(check(submitted, new Map(keys).set(author.id, { ...author, person: 'u-other' }))).toBe('signer-mismatch')
    const publicKey = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString()
    expect(check(submitted, new Map(keys).set(author.id, { ...author, publicKey }))).toBe('signature-invalid')
  })
})

describe('the stored bytes', () => {
  const check = (change: Partial<ReviewStatement>, bytes: Uint8Array = built.source.storyBytes): string => codeOf(checkContent({ ...signOff, ...change }, bytes, nodeCrypto))
  /** A statement that signs exactly these bytes. */
  const over = (bytes: Uint8Array, change: Partial<ReviewStatement> = {}): string => check({ revision: { number: 1, sha256: nodeCrypto.sha256(bytes) }, ...change }, bytes)
  const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

  test('as signed hold', () => {
    expect(check({})).toBe('holds')
  })

  test('are refused when one byte is another, anywhere', () => {
    for (let at = 0; at < built.source.storyBytes.length; at += 41) expect(check({}, built.source.storyBytes.map((byte, index) => (index === at ? byte ^ 1 : byte)))).toBe('story-altered')
    expect(check({}, built.source.storyBytes.subarray(1))).toBe('story-altered')
  })

  test('are refused when the statement signed them but they are no story in canonical form', () => {
    const text = new TextDecoder().decode(built.source.storyBytes)
    expect(over(utf8('{'))).toBe('story-invalid')
    expect(over(Uint8Array.of(0xff, 0xfe))).toBe('story-invalid')
    expect(over(utf8('{}'))).toBe('story-invalid')
    expect(over(utf8(JSON.stringify(built.story, null, 1)))).toBe('story-not-canonical')
    expect(over(utf8(`${text}\n`))).toBe('story-not-canonical')
    expect(over(utf8(text.replace('{', '{"headline":"第一个",')))).toBe('story-not-canonical')
    expect(over(canonicalBytes({ ...built.story, schema: 99 }))).toBe('story-newer')
    expect(over(canonicalBytes({ ...built.story, body: { type: 'doc', content: [{ type: 'script' }] } }))).toBe('body-invalid')
  })

  test('are refused when the statement describes something else', () => {
    const [, ...fewer] = signOff.photos
    expect(check({ story: '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d' })).toBe('wrong-story')
    expect(check({ photos: fewer })).toBe('photos-mismatch')
    expect(check({ photos: [...signOff.photos, 'f'.repeat(64)] })).toBe('photos-mismatch')
    expect(check({ photos: [...fewer, 'f'.repeat(64)] })).toBe('photos-mismatch')
    expect(check({ photos: [...signOff.photos].reverse() })).toBe('holds')
    expect(check({ characters: signOff.characters + 1 })).toBe('summary-mismatch')
    expect(check({ headline: `${signOff.headline} ` })).toBe('summary-mismatch')
  })
})

describe('a chain', () => {
  const check = (envelopes: readonly Envelope[], change: Partial<BuiltPiece['source']> = {}): string => {
    const source = { ...built.source, ...change }
    const answer = checkChain(envelopes, evidenceOf({ ...source, desk: source.desk.key }, nodeCrypto), nodeCrypto)
    return answer.ok ? answer.value.standing.state : `${answer.code} ${typeof answer.details['event'] === 'number' ? answer.details['event'] : ''}`.trim()
  }

  test('holds as far as it goes', () => {
    const { envelopes } = built.source
    expect(check(envelopes)).toBe('signedOff')
    expect(check(envelopes.slice(0, 3))).toBe('inReview')
    expect(check(envelopes.slice(0, 1))).toBe('inReview')
  })

  test('is refused, naming the event, for each of these', () => {
    const envelopes = built.source.envelopes as [Envelope, Envelope, Envelope, Envelope]
    const [submit, first, second, final] = envelopes
    const re = (envelope: Envelope, change: Partial<ReviewStatement>, by: Signer): Envelope => seal(REVIEW_TYPE, { ...statementOf(envelope), signer: { person: by.person, name: by.name, key: by.key, credential: credentialOf(by) }, ...change }, by)
    const credentialOf = (by: Signer): string => built.source.keys.find(({ id }) => id === by.key)!.credential!
    const [ann, bo, cy] = built.editors as [Signer, Signer, Signer]
    expect(check([])).toBe('not-submitted')
    expect(check([first])).toBe('stale 1')
    expect(check([submit, submit])).toBe('stale 2')
    expect(check([submit, second, first, final])).toBe('stale 2')
    expect(check([submit, first, final])).toBe('stale 3')
    expect(check([submit, first, first, final])).toBe('stale 3')
    expect(check([...envelopes, final])).toBe('stale 5')
    expect(check(envelopes, { desk: { key: 'f'.repeat(64), publicKey: '' } })).toBe('wrong-desk 1')
    expect(check(envelopes, { policies: [oneStagePolicy] })).toBe('policy-changed 1')
    expect(check(envelopes, { keys: built.source.keys.filter(({ id }) => id !== bo.key) })).toBe('key-unknown 3')
    expect(check([submit, first, second, re(final, {}, built.author)])).toBe('own-piece 4')
    expect(check([submit, first, second, re(final, {}, ann)])).toBe('role-lacking 4')
    expect(check([submit, first, re(second, {}, ann)])).toBe('already-acted 3')
    expect(check([submit, first, second, re(final, { decision: 'pass' }, cy)])).toBe('final-stage 4')
    expect(check([submit, re(first, { decision: 'signOff' }, ann)])).toBe('not-final-stage 2')
    expect(check([submit, re(first, { reason: '' }, ann)])).toBe('report-required 2')
    expect(check([submit, re(first, { revision: { number: 1, sha256: 'f'.repeat(64) } }, ann)])).toBe('revision-changed 2')
    expect(check([submit, re(first, { story: '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d' }, ann)])).toBe('wrong-story 2')
    expect(check([submit, first, second, { ...final, payload: flip(final.payload, 30) }])).not.toBe('signedOff')
    expect(check(envelopes, { keys: built.source.keys.map((key) => ({ ...key, role: 'reporter' as const })) })).toBe('role-lacking 2')
  })

  test('is refused when one person signs twice with two keys', () => {
    const [submit, first, second] = built.source.envelopes as [Envelope, Envelope, Envelope]
    const annsSecond = { ...makeSigner('second machine', built.editors[0]!.name, 'chief'), person: built.editors[0]!.person }
    const last = statementOf(built.source.envelopes.at(-1)!)
    const final = seal(REVIEW_TYPE, { ...last, signer: { person: annsSecond.person, name: annsSecond.name, key: annsSecond.key, credential: 'c'.repeat(64) } }, annsSecond)
    const { person, name, role, key: id, publicKey } = annsSecond
    expect(check([submit, first, second, final], { keys: [...built.source.keys, { id, person, name, role, publicKey, credential: 'c'.repeat(64) }] })).toBe('already-acted 4')
  })
})

describe('a signed piece', () => {
  test('is made only of a whole chain that ends in a sign-off of exactly these bytes', async () => {
    const { source } = built
    expect(codeOf(signedPiece(source, nodeCrypto))).toBe('holds')
    for (const count of [1, 2, 3]) expect(signedPiece({ ...source, envelopes: source.envelopes.slice(0, count) }, nodeCrypto)).toMatchObject({ ok: false, code: 'not-signed-off', details: { state: 'inReview' } })
    expect(codeOf(signedPiece({ ...source, envelopes: [] }, nodeCrypto))).toBe('not-submitted')
    expect(codeOf(signedPiece({ ...source, policies: [{ ...reviewOnlyPolicy, name: '别的' }] }, nodeCrypto))).toBe('policy-changed')
    expect(codeOf(signedPiece({ ...source, keys: [] }, nodeCrypto))).toBe('key-unknown')
    const other = await buildSignedPiece({ story: { headline: '另一篇' } })
    expect(codeOf(signedPiece({ ...source, storyBytes: other.source.storyBytes }, nodeCrypto))).toBe('story-altered')
    expect(codeOf(signedPiece({ ...source, envelopes: other.source.envelopes }, nodeCrypto))).toBe('story-altered')
  })

  test('names only the keys that signed, each once, in order', () => {
    const stranger = makeSigner('u-stranger', '路人', 'editor')
    const { person, name, role, key: id, publicKey } = stranger
    const piece = signedPiece({ ...built.source, keys: [{ id, person, name, role, publicKey }, ...[...built.source.keys].reverse()] }, nodeCrypto)
    const ids = built.source.keys.map((key) => key.id).sort()
    expect(piece.ok && piece.value.keys.map((key) => key.id)).toEqual(ids)
  })

  test('is printed with the time and editor the story gives, else those of the sign-off', () => {
    expect(printedTime(built.piece)).toBe('2026-03-12T09:10:00+08:00')
    expect(printedTime({ ...built.piece, story: { ...built.story, publishTime: null } })).toBe(signOff.at)
    expect(printedEditor(built.piece)).toBe('许知行')
    expect(printedEditor({ ...built.piece, story: { ...built.story, responsibleEditor: '顾岚' } })).toBe('顾岚')
  })
})
