import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'

import { recipientOf } from '../../../../src-main/signoff/agreement'
import { nodeCrypto } from '../../../../src-main/signoff/crypto'
import { valueOf } from '../../../../src-shared/outcome'
import { HANDOFF } from '../../../../src-shared/publication/handoff/layout'
import { canonicalBytes } from '../../../../src-shared/story/canonical'
import { makeSigner } from '../../../support/signed-piece'
import { encrypted, filesIn, handoffBytes, opened, openHouse, refusalOf, signedAnew, zipped, type Files, type House } from './made'

let house: House
let review: Buffer
let draft: Buffer
let files: Files
beforeAll(async () => {
  house = await openHouse()
  review = await handoffBytes(house, 'review')
  draft = await handoffBytes(house, 'draft')
  files = await filesIn(review)
})

const changed = (path: string, bytes: Uint8Array | null, from: Files = files): Files => {
  const next = new Map(from)
  if (bytes) next.set(path, bytes)
  else next.delete(path)
  return next
}
const json = (path: string, from: Files = files): Record<string, unknown> => JSON.parse(Buffer.from(from.get(path)!).toString()) as Record<string, unknown>
const refused = (bytes: Uint8Array) => refusalOf(bytes, house.house)
const anew = (from: Files) => signedAnew(from, house.built.author)

describe('a hand-off file', () => {
  test('of a piece holds its whole chain, the text as signed and every photo, whoever opens it with the desk’s key alone', async () => {
    const { handoff, encrypted: was, photos } = valueOf(await opened(review, house.house))
    expect(was).toBe(false)
    expect(handoff.statement).toMatchObject({ kind: 'review', note: '请今晚看。', headline: house.built.story.headline })
    expect(handoff.sender).toMatchObject({ person: 'u-author', name: '沈牧' })
    expect(handoff.piece?.standing.state).toBe('signedOff')
    expect(handoff.piece?.statements.map(({ statement, key }) => [statement.decision, key.name])).toEqual([['submit', '沈牧'], ['pass', '顾岚'], ['pass', '秦越'], ['signOff', '许知行']])
    expect(photos.map((bytes) => bytes && nodeCrypto.sha256(bytes)).sort()).toEqual(Object.keys(house.built.story.photos).sort())
  })

  test('of a draft holds its words and photos', async () => {
    const { handoff, photos } = valueOf(await opened(draft, house.house))
    expect(handoff.draft).toEqual({ story: house.built.story, notes: { threads: [], suggestions: {} }, conflicts: [] })
    expect(photos).toHaveLength(Object.keys(house.built.story.photos).length)
  })

  test('is the same bytes whenever the same is handed over', async () => {
    expect((await handoffBytes(house, 'review')).equals(review)).toBe(true)
  })

  test('may leave out photos of what the desk has, and none of what it does not', async () => {
    const light = new Map([...files].filter(([path]) => !path.startsWith(HANDOFF.photos)))
    expect(await refused(await anew(light))).toBe('handoff-damaged: file-missing')
    const known = await signedAnew(light, house.built.author, (statement) => ({ ...statement, kind: 'acts', atDesk: 4 }))
    expect(valueOf(await opened(known, house.house)).handoff.photos).toEqual([])
  })
})

describe('rejects', () => {
  test('any bit flipped anywhere, in the file and in an encrypted one', async () => {
    const shut = await encrypted(review, [recipientOf(house.built.author.publicKey)])
    for (const [bytes, signers] of [[review, []], [shut, [house.built.author]]] as const)
      for (const step of Array.from({ length: 80 }, (_, index) => index)) {
        const copy = Buffer.from(bytes)
        const at = Math.floor((bytes.length * step) / 80)
        copy[at]! ^= 0x04
        expect(await refusalOf(copy, house.house, signers), String(at)).toMatch(/^handoff-/)
      }
  })

  test('what is no hand-off file', async () => {
    expect(await refused(Buffer.from('hello'))).toBe('handoff-not-one')
    expect(await refused(new Uint8Array())).toBe('handoff-not-one')
    expect(await refused(await zipped(new Map([['story.json', Buffer.from('{}')]])))).toBe('handoff-not-one')
    expect(await refused(review.subarray(0, review.length - 30))).toBe('handoff-damaged: package-not-zip')
  })

  test('a file left out, put in, or changed under the sender’s signature', async () => {
    const [photo] = [...files.keys()].filter((path) => path.startsWith(HANDOFF.photos))
    expect(await refused(await zipped(changed(photo!, null)))).toBe('handoff-damaged: file-missing')
    expect(await refused(await zipped(changed(photo!, Buffer.from('other'))))).toBe('handoff-damaged: file-differs')
    expect(await refused(await zipped(changed('extra.txt', Buffer.from('x'))))).toBe('handoff-damaged: file-unlisted')
    expect(await refused(await zipped(changed(HANDOFF.statement, canonicalBytes({ ...json(HANDOFF.statement), note: '可直接签发。' }))))).toBe('handoff-damaged: statement-differs')
    expect(await refused(await zipped(changed(HANDOFF.signature, null)))).toBe('handoff-damaged: signature-missing')
    expect(await refused(await zipped(changed(HANDOFF.signature, Buffer.from(JSON.stringify(json(HANDOFF.signature), null, 1)))))).toBe('handoff-damaged: signature-missing')
  })

  test('what a sender with a key of the house could put together', async () => {
    const text = HANDOFF.revision(house.built.piece.sha256)
    const story = json(text)
    expect(await refused(await anew(changed('extra.txt', Buffer.from('x'))))).toBe('handoff-damaged: path-unknown')
    expect(await refused(await anew(changed(HANDOFF.draft, canonicalBytes({ story, notes: {}, conflicts: [] }))))).toBe('handoff-damaged: path-unknown')
    // Another text under the digest that was signed, and one nobody signed.
    expect(await refused(await anew(changed(text, canonicalBytes({ ...story, headline: '另一篇' }))))).toBe('handoff-damaged: revision-unknown')
    expect(await refused(await anew(changed(text, null)))).toBe('handoff-damaged: file-missing')
    expect(await refused(await anew(changed(HANDOFF.act(2), null)))).toBe('handoff-damaged: envelope-invalid')
    const gone = changed(HANDOFF.act(4), null, changed(HANDOFF.act(3), files.get(HANDOFF.act(4))!))
    expect(await refused(await anew(gone))).toBe('stale')
    const act = json(HANDOFF.act(4)) as { payload: string }
    const payload = Buffer.from(Buffer.from(act.payload, 'base64').toString().replace('signOff', 'return')).toString('base64')
    expect(await refused(await anew(changed(HANDOFF.act(4), canonicalBytes({ ...act, payload }))))).toBe('signature-invalid')
    expect(await refused(await signedAnew(files, house.built.author, (statement) => ({ ...statement, headline: '可直接签发' })))).toBe('handoff-damaged: statement-differs')
    expect(await refused(await signedAnew(files, house.built.author, (statement) => ({ ...statement, story: '3b241101-e2bb-4255-8caf-4136c566a962' })))).toBe('handoff-damaged: statement-differs')
    expect(await refused(await signedAnew(files, house.built.author, (statement) => ({ ...statement, files: [...statement.files, statement.files[0]!] })))).toBe('handoff-damaged: listed-twice')
    expect(await refused(await signedAnew(files, house.built.author, (statement) => ({ ...statement, type: 'stet.handoff/2' }) as never))).toBe('handoff-newer')
  })

  test('a sender nobody of this desk, under another name, or whose key was ended', async () => {
    const stranger = makeSigner('u-stranger', '路人', 'chief')
    expect(await refused(await signedAnew(files, stranger))).toBe('key-unknown')
    expect(await refused(await signedAnew(files, house.built.author, (statement) => ({ ...statement, signer: { ...statement.signer, name: '许知行' } })))).toBe('signer-mismatch')
    expect(await refused(await signedAnew(files, house.built.author, (statement) => ({ ...statement, signer: { ...statement.signer, credential: '0'.repeat(64) } })))).toBe('credential-unknown')
    const revoked = house.record({ kind: 'keyRevoked', key: house.built.author.key, person: 'u-author', reason: '电脑遗失', by: 'u-author', at: '2026-03-13T00:00:00.000Z' })
    // The end is known here, whatever the file says of the time before.
    expect(await refusalOf(review, { ...house.house, records: [revoked] })).toBe('key-revoked')
    const forged = await signedAnew(changed(HANDOFF.record(1), canonicalBytes({ ...json(HANDOFF.record(1)), signatures: (json(HANDOFF.record(2)) as { signatures: unknown }).signatures })), house.built.author)
    expect(await refused(forged)).toBe('signature-invalid')
  })

  test('what is of another newsroom', async () => {
    const other = makeSigner('other-desk', 'Other', 'admin')
    expect(await refusalOf(review, { ...house.house, desk: { key: other.key, publicKey: other.publicKey } })).toBe('handoff-other-desk')
  })
})

describe('an encrypted hand-off', () => {
  test('opens with the key of anybody it is for, and says that it was', async () => {
    const [first, second] = house.built.editors
    const shut = await encrypted(review, [first!, second!].map(({ publicKey }) => recipientOf(publicKey)))
    for (const signer of [first!, second!]) {
      const { handoff, encrypted: was, photos } = valueOf(await opened(shut, house.house, [signer]))
      expect([was, handoff.piece?.standing.state, photos.length]).toEqual([true, 'signedOff', Object.keys(house.built.story.photos).length])
    }
    expect(Buffer.from(shut).includes(Buffer.from('handoff.json'))).toBe(false)
  })

  test('refuses whom it is not for, a header that was altered or cut off, and a file that ends too early', async () => {
    const [first, second] = house.built.editors
    const shut = await encrypted(review, [recipientOf(first!.publicKey)])
    expect(await refusalOf(shut, house.house, [second!])).toBe('handoff-not-for-you')
    expect(await refusalOf(shut, house.house, [])).toBe('handoff-not-for-you')
    const mac = shut.indexOf('\n--- ') + 8
    const altered = Buffer.from(shut)
    altered[mac] = altered[mac] === 0x41 ? 0x42 : 0x41
    expect(await refusalOf(altered, house.house, [first!])).toBe('handoff-damaged: header-altered')
    expect(await refusalOf(shut.subarray(0, 90), house.house, [first!])).toBe('handoff-damaged: header-altered')
    expect(await refusalOf(shut.subarray(0, shut.length - 1), house.house, [first!])).toBe('handoff-damaged: cut-off')
    // Cut where one of its parts ends whole.
    const long = await encrypted(randomBytes(200_000), [recipientOf(first!.publicKey)])
    const header = long.indexOf('\n', long.indexOf('\n--- ') + 1) + 1 + 16
    expect(await refusalOf(long.subarray(0, header + 65_552), house.house, [first!])).toBe('handoff-damaged: cut-off')
    expect(await refusalOf(Buffer.concat([shut, shut.subarray(-10)]), house.house, [first!])).toBe('handoff-damaged: cut-off')
  })
})
