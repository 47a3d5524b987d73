import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { Piece } from '../../../../src-shared/desk-api/pieces'
import { valueOf } from '../../../../src-shared/outcome'
import { oneStagePolicy } from '../../../../src-shared/review/policy'
import { checkRecords, keysIn, policiesIn } from '../../../../src-shared/signoff/records'
import type { Envelope } from '../../../../src-shared/signoff/envelope'
import { REVIEW_TYPE, type NewReviewStatement } from '../../../../src-shared/signoff/statement'
import { canonicalBytes } from '../../../../src-shared/story/canonical'
import { makeStory, nodeCrypto, openNewsroom, seal, type Member, type Newsroom, type Store } from '../newsroom'

const ID = 'f3d1c0de-0000-4000-8000-0000000000c1'

/** Acts signed away from the desk and brought by somebody else: taken by their signature, refused like their signer's own. On one kind of store. */
export const carriedSuite = (store: Store): void => {
  let room: Newsroom
  let author: Member
  let editor: Member
  let bringer: Member
  let admin: Member
  let piece: Piece
  const story = makeStory(ID)

  beforeEach(async () => {
    room = await openNewsroom(store)
    author = await room.join('shen', '沈牧', 'reporter')
    editor = await room.join('gu', '顾岚', 'editor')
    bringer = await room.join('wen', '闻青', 'reporter')
    admin = await room.join('he', '何川', 'admin')
    await room.upload(author, story)
    piece = valueOf(await room.submit(author, story))
  })
  afterEach(() => room.close())

  const signed = (member: Member, act: Partial<NewReviewStatement> = { decision: 'signOff' }): Envelope => seal(REVIEW_TYPE, room.statementOf(member, story, piece.standing, act), member)
  const carry = (envelope: Envelope, member = bringer, id = ID) => member.client.call('carry', { params: { story: id }, body: { envelope } })
  const refuses = async (code: string, envelope: Envelope): Promise<void> => {
    const before = await room.ledgerLines()
    expect(await carry(envelope)).toMatchObject({ ok: false, code })
    expect(await room.ledgerLines()).toEqual(before)
  }
  const stateNow = async () => valueOf(await admin.client.call('piece', { params: { story: ID } }))

  it('a sign-off somebody else brings is its signer’s, and is shown with who brought it', async () => {
    expect(valueOf(await carry(signed(editor)))).toEqual({ known: false })
    const { piece: now, events } = await stateNow()
    expect(now).toMatchObject({ signedBy: '顾岚', standing: { state: 'signedOff' } })
    expect(events.map(({ decision, name, carried }) => [decision, name, carried?.name ?? null])).toEqual([['submit', '沈牧', null], ['signOff', '顾岚', '闻青']])
    expect(valueOf(await admin.client.call('publish', { params: { story: ID }, body: { destination: 'site' } }))).toMatchObject({ destination: 'site' })
  })

  it('what the desk has already is fine, by whatever way and whoever brings it again', async () => {
    const envelope = signed(editor)
    expect(valueOf(await room.send(editor, ID, envelope, 'review')).standing.state).toBe('signedOff')
    const before = await room.ledgerLines()
    expect(valueOf(await carry(envelope))).toEqual({ known: true })
    expect(valueOf(await carry(envelope, author))).toEqual({ known: true })
    expect(await room.ledgerLines()).toEqual(before)
    expect((await stateNow()).events.at(-1)?.carried).toBeNull()
  })

  it('a submission comes with what was signed on it, in order, after a restart too', async () => {
    const other = makeStory('f3d1c0de-0000-4000-8000-0000000000c2', [], { headline: '夜渡' })
    const submission = seal(REVIEW_TYPE, room.statementOf(author, other, null, { decision: 'submit' }), author)
    expect(await carry(submission, bringer, other.id)).toMatchObject({ ok: false, code: 'revision-not-uploaded' })
    await room.upload(bringer, other)
    expect(valueOf(await carry(submission, bringer, other.id))).toEqual({ known: false })
    const standing = valueOf(await author.client.call('piece', { params: { story: other.id } })).piece.standing
    expect(standing).toMatchObject({ author: 'shen', state: 'inReview' })
    const signOff = seal(REVIEW_TYPE, room.statementOf(editor, other, standing, { decision: 'signOff' }), editor)
    valueOf(await carry(signOff, author, other.id))
    await room.desk().rebuild()
    const { events } = valueOf(await author.client.call('piece', { params: { story: other.id } }))
    // The author brings the editor's; somebody else brought the author's. That is kept though it is no evidence.
    expect(events.map(({ decision, carried }) => [decision, carried?.name])).toEqual([['submit', '闻青'], ['signOff', '沈牧']])
  })

  it('gives everybody of the house the records to check acts by, and nobody else', async () => {
    const records = valueOf(checkRecords(valueOf(await bringer.client.call('records')), { key: room.deskSigner.key, publicKey: room.deskSigner.publicKey }, nodeCrypto))
    expect(keysIn(records).map(({ person, revokedAt }) => [person, revokedAt])).toEqual([['shen', null], ['gu', null], ['wen', null], ['he', null]])
    expect(policiesIn(records)).toEqual([room.policy])
    expect(await room.client(null).call('records')).toMatchObject({ ok: false, code: 'not-signed-in' })
    expect(await room.client(null).call('carry', { params: { story: ID }, body: { envelope: signed(editor) } })).toMatchObject({ ok: false, code: 'not-signed-in' })
  })

  describe('refuses', () => {
    it('one’s own piece, whoever brings it', async () => {
      const own = makeStory('f3d1c0de-0000-4000-8000-0000000000c4')
      await room.upload(editor, own)
      const { standing } = valueOf(await room.submit(editor, own))
      const envelope = seal(REVIEW_TYPE, room.statementOf(editor, own, standing, { decision: 'signOff' }), editor)
      expect(await carry(envelope, admin, own.id)).toMatchObject({ ok: false, code: 'own-piece' })
    })

    it('somebody without the right, though who brings it has it', async () => {
      await refuses('signer-not-allowed', signed(bringer))
      expect(await carry(signed(bringer), admin)).toMatchObject({ ok: false, code: 'signer-not-allowed' })
    })

    it('a key that was ended meanwhile, however the act is dated', async () => {
      const envelope = signed(editor)
      valueOf(await editor.client.call('revokeKey', { params: { key: editor.key }, body: { reason: '电脑丢了。' } }))
      await refuses('key-revoked', envelope)
    })

    it('rights that changed meanwhile', async () => {
      const envelope = signed(editor)
      valueOf(await admin.client.call('changePerson', { params: { person: 'gu' }, body: { name: '顾岚', role: 'chief', grants: [] } }))
      await refuses('credential-stale', envelope)
    })

    it('somebody who left meanwhile', async () => {
      const envelope = signed(editor)
      valueOf(await admin.client.call('setActive', { params: { person: 'gu' }, body: { active: false } }))
      await refuses('signer-inactive', envelope)
    })

    it('a submission under a policy that is no longer in force; what was signed on a round begun before it stays good', async () => {
      const other = makeStory('f3d1c0de-0000-4000-8000-0000000000c3')
      const submission = seal(REVIEW_TYPE, room.statementOf(author, other, null, { decision: 'submit' }), author)
      const envelope = signed(editor)
      await room.upload(author, other)
      const replaces = nodeCrypto.sha256(canonicalBytes(room.policy))
      valueOf(await admin.client.call('setPolicy', { body: { policy: { ...oneStagePolicy, name: '新规' }, replaces } }))
      expect(await carry(submission, bringer, other.id)).toMatchObject({ ok: false, code: 'policy-changed' })
      expect(valueOf(await carry(envelope))).toEqual({ known: false })
    })

    it('a piece that moved on meanwhile', async () => {
      const envelope = signed(editor)
      valueOf(await room.review(admin, story, piece.standing, { decision: 'return', reason: '再核。' }))
      await refuses('stale', envelope)
      piece = valueOf(await room.submit(author, story, (await stateNow()).piece.standing))
      await refuses('stale', envelope)
    })

    it('a piece another has in hand', async () => {
      valueOf(await admin.client.call('claim', { params: { story: ID }, body: { takeOver: false } }))
      await refuses('claimed-by-other', signed(editor))
    })

    it('another story, a forged signature, and somebody of another desk', async () => {
      expect(await carry(signed(editor), bringer, 'f3d1c0de-0000-4000-8000-0000000000c9')).toMatchObject({ ok: false, code: 'wrong-story' })
      await refuses('signature-invalid', { ...signed(editor), signatures: [{ keyid: editor.key, sig: signed(author).signatures[0]?.sig ?? '' }] })
      await refuses('wrong-desk', signed(editor, { decision: 'signOff', desk: 'ab'.repeat(32) }))
      await refuses('clock-ahead', signed(editor, { decision: 'signOff', at: '2027-01-01T00:00:00.000Z' }))
    })
  })
}
