import { generateKeyPairSync } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { Piece } from '../../../../src-shared/desk-api/pieces'
import { valueOf } from '../../../../src-shared/outcome'
import type { Role } from '../../../../src-shared/review/people'
import { threeStagePolicy } from '../../../../src-shared/review/policy'
import { fromBase64, toBase64 } from '../../../../src-shared/signoff/envelope'
import { RECORD_TYPE, REVIEW_TYPE, type NewReviewStatement } from '../../../../src-shared/signoff/statement'
import { canonicalBytes } from '../../../../src-shared/story/canonical'
import type { Story } from '../../../../src-shared/story/story'
import { drawPhoto } from '../../../support/sample-photos'
import { block } from '../../../support/sample-story'
import { reviewOnlyPolicy } from '../../../support/signed-piece'
import { codeOf, makeSigner, makeStory, nodeCrypto, openNewsroom, PASSWORD, seal, smallPhoto, type Member, type Newsroom, type Store } from '../newsroom'

const sha = (bytes: Uint8Array) => nodeCrypto.sha256(bytes)

/** Everything a desk must refuse, on one kind of store. Each refusal is followed by a look at the ledger: nothing was added. */
export const refusalSuite = (store: Store): void => {
  let room: Newsroom
  let author: Member
  let editor: Member
  let piece: Piece
  let story: Story
  // Two stories a test, so that all tests can share one desk.
  let [ID, OTHER] = ['', '']
  let made = 0
  const nextId = () => `b3d1c0de-0000-4000-8000-${String((made += 1)).padStart(12, '0')}`
  const someone = (role: Role, enrol = true) => room.join(`person-${(made += 1)}`, '秦越', role, enrol)

  const refuses = async (code: string, act: () => Promise<unknown>): Promise<void> => {
    const before = await room.ledgerLines()
    const outcome = await act()
    expect(outcome).toMatchObject({ ok: false, code })
    expect(await room.ledgerLines()).toEqual(before)
  }

  beforeAll(async () => {
    room = await openNewsroom(store)
    author = await room.join('shen', '沈牧', 'reporter')
    editor = await room.join('gu', '顾岚', 'editor')
  })
  afterAll(() => room.close())
  beforeEach(async () => {
    ;[ID, OTHER] = [nextId(), nextId()]
    story = makeStory(ID)
    await room.upload(author, story)
    piece = valueOf(await room.submit(author, story))
  })

  describe('a review rejects', () => {
    const signOff = (changes: Partial<NewReviewStatement> = {}) => room.statementOf(editor, story, piece.standing, { decision: 'signOff', ...changes })
    const sendReview = (statement: NewReviewStatement, signer: { [K in keyof Member]?: Member[K] } & Parameters<typeof seal>[2] = editor) => room.send(editor, ID, seal(REVIEW_TYPE, statement, signer), 'review')

    it('an author who signs off their own piece', async () => {
      const both = await someone('editor')
      const own = makeStory(OTHER)
      await room.upload(both, own)
      const mine = valueOf(await room.submit(both, own))
      await refuses('own-piece', () => room.review(both, own, mine.standing, { decision: 'signOff' }))
    })

    it('the wrong key', () => refuses('key-unknown', () => sendReview(signOff(), makeSigner('nobody', '无名', 'editor'))))

    it('a signature by another key under the right key id', () => {
      const forged = { ...makeSigner('nobody', '无名', 'editor'), key: editor.key }
      return refuses('signature-invalid', () => sendReview(signOff(), forged))
    })

    it('a statement altered after it was signed', () => {
      const envelope = seal(REVIEW_TYPE, signOff({ decision: 'return', reason: '再改。' }), editor)
      const altered = { ...envelope, payload: toBase64(canonicalBytes(signOff())) }
      return refuses('signature-invalid', () => room.send(editor, ID, altered, 'review'))
    })

    it('an envelope whose signature was altered', () => {
      const envelope = seal(REVIEW_TYPE, signOff(), editor)
      const bytes = fromBase64(envelope.signatures[0]!.sig)
      bytes[5]! ^= 1
      return refuses('signature-invalid', () => room.send(editor, ID, { ...envelope, signatures: [{ keyid: editor.key, sig: toBase64(bytes) }] }, 'review'))
    })

    it('an envelope of another kind', async () => {
      await refuses('envelope-invalid', () => room.send(editor, ID, seal(RECORD_TYPE, signOff(), editor), 'review'))
      await refuses('envelope-invalid', () => room.send(editor, ID, seal(REVIEW_TYPE, { ...signOff(), extra: 1 }, editor), 'review'))
    })

    it('a record as only the desk may make', () =>
      refuses('envelope-invalid', () => room.send(editor, ID, seal(RECORD_TYPE, { type: 'stet.record/1', kind: 'keyEnrolled', desk: room.deskSigner.key, person: 'gu', name: '顾岚', role: 'admin', key: editor.key, publicKey: editor.publicKey, at: '2026-05-04T08:00:00.000Z' }, room.deskSigner), 'review')))

    it('somebody else\'s signed statement sent in this session', async () => {
      const other = await someone('editor')
      await refuses('signer-mismatch', () => room.send(editor, ID, seal(REVIEW_TYPE, room.statementOf(other, story, piece.standing, { decision: 'signOff' }), other), 'review'))
    })

    it('a statement that names somebody else, or calls the signer otherwise', async () => {
      await refuses('signer-mismatch', () => sendReview(signOff({ signer: { ...signOff().signer, person: 'shen' } })))
      await refuses('signer-mismatch', () => sendReview(signOff({ signer: { ...signOff().signer, name: '总编辑' } })))
    })

    it('a replay on another story', async () => {
      const other = makeStory(OTHER)
      await room.upload(author, other)
      valueOf(await room.submit(author, other))
      await refuses('wrong-story', () => room.send(editor, OTHER, seal(REVIEW_TYPE, signOff(), editor), 'review'))
    })

    it('a replay of an earlier round', async () => {
      const first = seal(REVIEW_TYPE, signOff(), editor)
      const returned = valueOf(await room.review(editor, story, piece.standing, { decision: 'return', reason: '再改。' }))
      valueOf(await room.submit(author, story, returned.standing))
      await refuses('stale', () => room.send(editor, ID, first, 'review'))
    })

    it('a stale previous', () => refuses('stale', () => sendReview(signOff({ previous: 'ab'.repeat(32) }))))
    it('the wrong stage', () => refuses('wrong-stage', () => sendReview(signOff({ stage: 'first' }))))
    it('another desk', () => refuses('wrong-desk', () => sendReview(signOff({ desk: 'cd'.repeat(32) }))))
    it('another policy', () => refuses('policy-changed', () => sendReview(signOff({ policy: sha(canonicalBytes(threeStagePolicy)) }))))
    it('a return without a reason', () => refuses('reason-required', () => sendReview(signOff({ decision: 'return', reason: ' ' }))))
    it('a pass where only a sign-off is left', () => refuses('final-stage', () => sendReview(signOff({ decision: 'pass' }))))
    it('another revision', () => refuses('revision-changed', () => sendReview(signOff({ revision: { number: 1, sha256: 'ef'.repeat(32) } }))))
    it('a statement that describes another text', () => refuses('summary-mismatch', () => sendReview(signOff({ headline: '另一篇' }))))
    it('a statement that names other photos', () => refuses('photos-mismatch', () => sendReview(signOff({ photos: ['ab'.repeat(32)] }))))

    it('a clock an hour ahead, saying both times, and takes one nine minutes ahead', async () => {
      const ahead = new Date(room.clock.time + 3_600_000).toISOString()
      await refuses('clock-ahead', () => sendReview(signOff({ at: ahead })))
      expect(await sendReview(signOff({ at: ahead }))).toMatchObject({ details: { at: ahead, now: new Date(room.clock.time).toISOString(), minutes: 10 } })
      expect(codeOf(await sendReview(signOff({ at: new Date(room.clock.time + 9 * 60_000).toISOString() })))).toBe('ok')
    })

    it('nothing from a clock an hour behind: it waited since the desk received it', async () => {
      const signed = valueOf(await sendReview(signOff({ at: new Date(room.clock.time - 3_600_000).toISOString() })))
      expect(Date.parse(signed.waitingSince)).toBeGreaterThan(Date.parse(piece.waitingSince))
    })

    it('a submission at its address, and the reverse', async () => {
      const returned = valueOf(await room.review(editor, story, piece.standing, { decision: 'return', reason: '再改。' }))
      const resubmission = seal(REVIEW_TYPE, room.statementOf(author, story, returned.standing, {}), author)
      await refuses('bad-request', () => room.send(editor, ID, seal(REVIEW_TYPE, signOff(), editor), 'submit'))
      const byAdmin = await someone('admin')
      const adminSubmission = seal(REVIEW_TYPE, room.statementOf(byAdmin, story, returned.standing, {}), byAdmin)
      await refuses('bad-request', () => room.send(byAdmin, ID, adminSubmission, 'review'))
      expect(codeOf(await room.send(author, ID, resubmission))).toBe('ok')
    })

    it('a reporter', async () => {
      const reporter = await someone('reporter')
      await refuses('not-allowed', () => room.review(reporter, story, piece.standing, { decision: 'signOff' }))
    })

    it('nobody at all', () => refuses('not-signed-in', () => room.client(null).call('review', { params: { story: ID }, body: { envelope: seal(REVIEW_TYPE, signOff(), editor) } })))

    it('a session that was signed out', async () => {
      const other = await someone('editor')
      valueOf(await other.client.call('signOut'))
      await refuses('not-signed-in', () => room.review(other, story, piece.standing, { decision: 'signOff' }))
      expect(codeOf(await editor.client.call('self'))).toBe('ok')
    })

    it('text damaged on the desk\'s own disk', async () => {
      const file = join(room.folder, 'revisions', piece.standing.revision.sha256.slice(0, 2), `${piece.standing.revision.sha256}.json`)
      await writeFile(file, (await readFile(file, 'utf8')).replace('两岸', '对岸'))
      await refuses('story-altered', () => sendReview(signOff()))
      await refuses('story-altered', () => editor.client.call('getRevision', { params: { story: ID, sha256: piece.standing.revision.sha256 } }))
    })
  })

  describe('an old session', () => {
    let oldRoom: Newsroom
    afterEach(() => oldRoom.close())
    it('is good for thirty days and not longer', async () => {
      oldRoom = await openNewsroom(store)
      const member = await oldRoom.join('gu', '顾岚', 'editor')
      oldRoom.clock.time += 30 * 86_400_000 - 60_000
      expect(codeOf(await member.client.call('self'))).toBe('ok')
      oldRoom.clock.time += 60_000
      expect(codeOf(await member.client.call('self'))).toBe('not-signed-in')
    })
  })

  describe('a policy of three stages rejects', () => {
    let threeRoom: Newsroom
    afterEach(() => threeRoom.close())
    it('one person acting twice, a missing report, and a sign-off before its stage', async () => {
      threeRoom = await openNewsroom(store, { policy: reviewOnlyPolicy })
      const writer = await threeRoom.join('shen', '沈牧', 'reporter')
      const first = await threeRoom.join('gu', '顾岚', 'editor')
      const second = await threeRoom.join('qin', '秦越', 'admin')
      await threeRoom.upload(writer, story)
      let current = valueOf(await threeRoom.submit(writer, story))
      expect(codeOf(await threeRoom.review(first, story, current.standing, { decision: 'pass' }))).toBe('report-required')
      expect(codeOf(await threeRoom.review(first, story, current.standing, { decision: 'signOff', reason: '可。' }))).toBe('not-final-stage')
      current = valueOf(await threeRoom.review(first, story, current.standing, { decision: 'pass', reason: '可。' }))
      expect(codeOf(await threeRoom.review(first, story, current.standing, { decision: 'pass' }))).toBe('already-acted')
      // A second key does not make a second person.
      const spare = { ...makeSigner('gu-spare', '顾岚', 'editor'), person: 'gu' }
      valueOf(await threeRoom.enrolAs(first, spare))
      expect(codeOf(await threeRoom.review({ ...first, ...spare }, story, current.standing, { decision: 'pass' }))).toBe('already-acted')
      current = valueOf(await threeRoom.review(second, story, current.standing, { decision: 'pass' }))
      expect(codeOf(await threeRoom.review(second, story, current.standing, { decision: 'signOff' }))).toBe('already-acted')
      expect(codeOf(await second.client.call('publish', { params: { story: ID }, body: { destination: 'site' } }))).toBe('not-signed-off')
    })
  })

  describe('a submission rejects', () => {
    it('text that was not uploaded', () => refuses('revision-not-uploaded', () => room.submit(author, makeStory(OTHER))))

    it('a photo that was not uploaded, by its digest', async () => {
      const { photo } = await drawPhoto({ width: 30, height: 20, hue: 10 })
      const withPhoto = makeStory(OTHER, [photo])
      await room.upload(author, withPhoto)
      await refuses('photo-not-uploaded', () => room.submit(author, withPhoto))
      expect(await room.submit(author, withPhoto)).toMatchObject({ details: { digest: photo.sha256, name: 'photo.jpg' } })
    })

    it('a photo described as it is not', async () => {
      const drawn = await smallPhoto()
      const wrong = makeStory(OTHER, [{ ...drawn.photo, width: 4000 }])
      await room.upload(author, wrong, [drawn])
      await refuses('photo-facts-mismatch', () => room.submit(author, wrong))
    })

    it('a photo shown in the text that the story does not carry', async () => {
      const hidden = makeStory(OTHER, [], { body: { type: 'doc', content: [block.paragraph('p1', '字'), block.photo('f1', 'ab'.repeat(32), '图', '', '图')] } })
      await room.upload(author, hidden)
      await refuses('photos-mismatch', () => room.submit(author, hidden))
    })

    it('a text that still holds a suggestion or a comment, however it was signed', async () => {
      for (const type of ['insertion', 'deletion', 'comment']) {
        const open = makeStory(OTHER, [], { body: { type: 'doc', content: [block.paragraph('p1', '字', { type: 'text', text: '句', marks: [{ type, attrs: { id: 's1' } }] })] } })
        await room.upload(author, open)
        await refuses('story-unresolved', () => room.submit(author, open))
      }
    })

    it('a story that is no story, or not in canonical form', async () => {
      for (const [bytes, code] of [[Buffer.from('{}'), 'story-invalid'], [Buffer.from('not json'), 'story-invalid'], [Buffer.from(JSON.stringify(makeStory(OTHER), null, 1)), 'story-not-canonical']] as const) {
        valueOf(await author.client.call('putRevision', { params: { sha256: sha(bytes) }, body: new Uint8Array(bytes) }))
        await refuses(code, () => room.submit(author, makeStory(OTHER), null, { revision: { number: 1, sha256: sha(bytes) } }))
      }
    })

    it('somebody who is not the author, even when the piece was returned', async () => {
      const other = await someone('reporter')
      const returned = valueOf(await room.review(editor, story, piece.standing, { decision: 'return', reason: '再改。' }))
      await refuses('not-author', () => room.submit(other, story, returned.standing))
    })

    it('a piece that is with the desk already', () => refuses('already-submitted', () => room.submit(author, story, piece.standing)))
    it('a skipped revision number', async () => {
      const returned = valueOf(await room.review(editor, story, piece.standing, { decision: 'return', reason: '再改。' }))
      await refuses('revision-number', () => room.submit(author, story, returned.standing, { revision: { number: 3, sha256: piece.standing.revision.sha256 } }))
    })
  })

  describe('an upload rejects', () => {
    it('bytes that are not the named ones', async () => {
      const { bytes } = await smallPhoto()
      await refuses('digest-mismatch', () => author.client.call('putPhoto', { params: { sha256: 'ab'.repeat(32) }, body: new Uint8Array(bytes) }))
      await refuses('digest-mismatch', () => author.client.call('putRevision', { params: { sha256: 'ab'.repeat(32) }, body: new Uint8Array(bytes) }))
      expect(valueOf(await author.client.call('hasPhoto', { params: { sha256: 'ab'.repeat(32) } })).known).toBe(false)
    })

    it('a photo that is no picture', async () => {
      const bytes = new TextEncoder().encode('<svg onload="alert(1)"/>')
      await refuses('photo-unsupported', () => author.client.call('putPhoto', { params: { sha256: sha(bytes) }, body: bytes }))
      expect(valueOf(await author.client.call('hasPhoto', { params: { sha256: sha(bytes) } })).known).toBe(false)
    })

    it('to serve a photo or a revision through a story it does not belong to', async () => {
      const drawn = await smallPhoto()
      const other = makeStory(OTHER, [drawn.photo])
      await room.upload(author, other, [drawn])
      await refuses('photo-unknown', () => editor.client.call('getPhoto', { params: { story: ID, sha256: drawn.photo.sha256 } }))
      await refuses('revision-unknown', () => editor.client.call('getRevision', { params: { story: ID, sha256: sha(canonicalBytes(other)) } }))
    })
  })

  describe('enrolment rejects', () => {
    it('a key somebody else has, with however good a proof', async () => {
      const other = await someone('editor', false)
      await refuses('key-taken', () => room.enrolAs(other, editor))
    })

    it('a proof for another person, another desk, or by another key', async () => {
      const fresh = { ...makeSigner('spare', '顾岚', 'editor'), person: 'gu' }
      const enrol = (proof: string) => editor.client.call('enrolKey', { body: { publicKey: fresh.publicKey, proof } })
      await refuses('proof-invalid', () => enrol(room.proofOf(fresh, 'shen')))
      await refuses('proof-invalid', () => enrol(room.proofOf(fresh, 'gu', 'ab'.repeat(32))))
      await refuses('proof-invalid', () => enrol(room.proofOf(editor, 'gu')))
      expect(codeOf(await enrol(room.proofOf(fresh, 'gu')))).toBe('ok')
    })

    it('keys of another kind, private keys, and things that are no key', async () => {
      const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const ed = generateKeyPairSync('ed25519')
      for (const publicKey of [ec.publicKey.export({ type: 'spki', format: 'pem' }).toString(), ed.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 'key', ''])
        await refuses('key-unsuitable', () => editor.client.call('enrolKey', { body: { publicKey, proof: toBase64(new Uint8Array(64)) } }))
    })

    it('nothing of the same key again, and adds nothing', async () => {
      const other = await someone('editor')
      const before = await room.ledgerLines()
      const first = valueOf(await room.enrolAs(other))
      expect(valueOf(await room.enrolAs(other))).toEqual(first)
      expect(first).toMatchObject({ id: other.key, person: other.person, name: '秦越', role: 'editor' })
      expect(valueOf(await other.client.call('self')).keys).toEqual([first])
      expect(await room.ledgerLines()).toEqual(before)
    })
  })

  describe('publishing and packaging reject', () => {
    let photoFile = ''
    let storyFile = ''
    let calls = 0
    const publish = () => editor.client.call('publish', { params: { story: OTHER }, body: { destination: 'site' } })
    const pack = () => editor.client.call('exportPackage', { params: { story: OTHER } })
    beforeEach(async () => {
      const drawn = await smallPhoto()
      calls = room.connector.calls()
      const cleared = await room.clear(author, [editor], makeStory(OTHER, [drawn.photo]), [drawn])
      photoFile = join(room.folder, 'photos', drawn.photo.sha256.slice(0, 2), drawn.photo.sha256)
      storyFile = join(room.folder, 'revisions', cleared.standing.revision.sha256.slice(0, 2), `${cleared.standing.revision.sha256}.json`)
    })

    it('what was not signed off', async () => {
      await refuses('not-signed-off', () => editor.client.call('publish', { params: { story: ID }, body: { destination: 'site' } }))
      await refuses('not-signed-off', () => editor.client.call('exportPackage', { params: { story: ID } }))
    })

    it('a destination nobody knows', () => refuses('destination-unknown', () => editor.client.call('publish', { params: { story: OTHER }, body: { destination: 'elsewhere' } })))

    it('a photo altered on disk by one byte', async () => {
      const bytes = await readFile(photoFile)
      bytes[bytes.length - 1]! ^= 1
      await writeFile(photoFile, bytes)
      await refuses('photo-damaged', publish)
      await refuses('photo-damaged', pack)
      await refuses('photo-damaged', () => editor.client.call('getPhoto', { params: { story: OTHER, sha256: sha((bytes[bytes.length - 1]! ^= 1, bytes)) } }))
      expect(room.connector.calls()).toBe(calls)
    })

    it('a story altered on disk by one character', async () => {
      await writeFile(storyFile, (await readFile(storyFile, 'utf8')).replace('新桥', '老桥'))
      await refuses('story-altered', publish)
      await refuses('story-altered', pack)
      expect(room.connector.calls()).toBe(calls)
    })

    it('nothing once the damaged bytes were sent again', async () => {
      const drawn = await smallPhoto()
      await writeFile(photoFile, 'damaged')
      await refuses('photo-damaged', publish)
      valueOf(await author.client.call('putPhoto', { params: { sha256: drawn.photo.sha256 }, body: new Uint8Array(drawn.bytes) }))
      expect(codeOf(await publish())).toBe('ok')
    })

    afterEach(async () => {
      const drawn = await smallPhoto()
      await writeFile(photoFile, drawn.bytes)
    })

    it('a reporter', async () => {
      await refuses('not-allowed', () => author.client.call('publish', { params: { story: OTHER }, body: { destination: 'site' } }))
      expect(codeOf(await author.client.call('exportPackage', { params: { story: OTHER } }))).toBe('ok')
    })
  })

  describe('signing in rejects', () => {
    const signIn = (login: string, password: string) => room.client(null).call('signIn', { body: { login, password } })

    it('a wrong password and an unknown login alike', async () => {
      const [wrong, unknown] = [await signIn('gu', 'wrong password'), await signIn('nobody', PASSWORD)]
      expect(codeOf(wrong)).toBe('sign-in-failed')
      expect(unknown).toEqual(wrong)
      expect(codeOf(await signIn('gu', ''))).toBe('sign-in-failed')
      expect(codeOf(await signIn(' GU ', PASSWORD))).toBe('ok')
    })

    it('the right password after ten failures, until a quarter of an hour has passed', async () => {
      const failures = await Promise.all(Array.from({ length: 12 }, () => signIn('gu', 'wrong password')))
      expect(failures.filter((outcome) => codeOf(outcome) === 'sign-in-failed')).toHaveLength(10)
      expect(codeOf(await signIn('gu', PASSWORD))).toBe('too-many-attempts')
      expect(codeOf(await signIn('shen', PASSWORD))).toBe('ok')
      room.clock.time += 15 * 60_000
      expect(codeOf(await signIn('gu', PASSWORD))).toBe('ok')
    })
  })

  describe('adding people rejects', () => {
    it('a login or id that is taken, and a short password', async () => {
      const person = { name: '新人', login: 'new', role: 'reporter', password: PASSWORD } as const
      expect(codeOf(await room.desk().addPerson({ ...person, login: 'GU' }))).toBe('login-taken')
      expect(codeOf(await room.desk().addPerson({ ...person, id: 'gu' }))).toBe('person-taken')
      expect(await room.desk().addPerson({ ...person, password: 'short' })).toMatchObject({ code: 'bad-request', details: { place: 'password' } })
      const both = await Promise.all([room.desk().addPerson(person), room.desk().addPerson(person)])
      expect(both.map(codeOf).sort()).toEqual(['login-taken', 'ok'])
    })
  })
}
