import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { openDatabase, type Database } from '../../../../src-main/desk/database'
import type { Piece } from '../../../../src-shared/desk-api/pieces'
import { valueOf } from '../../../../src-shared/outcome'
import type { Role } from '../../../../src-shared/review/people'
import { oneStagePolicy, threeStagePolicy, type Rules } from '../../../../src-shared/review/policy'
import { envelopeSchema, fromBase64, type Envelope } from '../../../../src-shared/signoff/envelope'
import { DELEGATION_TYPE, REVIEW_TYPE } from '../../../../src-shared/signoff/statement'
import { codeOf, makeSigner, makeStory, openNewsroom, seal, sqliteStore, type Member, type Newsroom, type Store } from '../newsroom'

const ID = 'f3d1c0de-0000-4000-8000-000000000001'
const DAY = 86_400_000

/** What nobody may do by a key, a credential, a delegation or another account that no longer says what it said. On one kind of store. */
export const rightsSuite = (store: Store): void => {
  let room: Newsroom
  let author: Member
  let editor: Member
  let other: Member
  let admin: Member
  let piece: Piece
  const story = makeStory(ID)

  const open = async (policy: Rules = oneStagePolicy): Promise<void> => {
    room = await openNewsroom(store, { policy })
    author = await room.join('shen', '沈牧', 'reporter')
    editor = await room.join('gu', '顾岚', 'editor')
    other = await room.join('wen', '闻青', 'reporter')
    admin = await room.join('he', '何川', 'admin')
    await room.upload(author, story)
    piece = valueOf(await room.submit(author, story))
  }
  afterEach(() => room.close())

  const withTables = async (work: (db: Database) => Promise<unknown>): Promise<void> => {
    const db = valueOf(await openDatabase(room.folder, room.databaseUrl, () => undefined))
    await work(db)
    await db.destroy()
  }
  const setRole = (person: string, role: Role) => withTables((db) => db.updateTable('people').set({ role }).where('id', '=', person).execute())
  const refuses = async (code: string, act: () => Promise<unknown>): Promise<void> => {
    const before = await room.ledgerLines()
    expect(await act()).toMatchObject({ ok: false, code })
    expect(await room.ledgerLines()).toEqual(before)
  }
  const signOff = (member: Member, act: Parameters<Newsroom['review']>[3] = {}) => room.review(member, story, piece.standing, { decision: 'signOff', ...act })
  const revoke = (by: Member, key: string) => by.client.call('revokeKey', { params: { key }, body: { reason: '电脑丢了。' } })

  describe('a key rejects', () => {
    beforeEach(() => open())

    it('every act once it was revoked, dated before or after, while what it signed before still holds', async () => {
      const early = seal(REVIEW_TYPE, room.statementOf(editor, story, piece.standing, { decision: 'signOff' }), editor)
      valueOf(await signOff(editor, { at: new Date(room.clock.time + 9 * 60_000).toISOString() }))
      valueOf(await revoke(editor, editor.key))
      const later = makeStory('f3d1c0de-0000-4000-8000-000000000002')
      await room.upload(author, later)
      piece = valueOf(await room.submit(author, later))
      await refuses('key-revoked', () => room.review(editor, later, piece.standing, { decision: 'signOff' }))
      room.clock.time += 20 * 60_000
      await refuses('key-revoked', () => room.review(editor, later, piece.standing, { decision: 'signOff' }))
      await refuses('key-revoked', () => room.review(editor, later, piece.standing, { decision: 'signOff', at: '2026-05-04T07:00:00.000Z' }))
      await refuses('key-revoked', () => room.enrolAs(editor))
      await refuses('key-revoked', () => room.lend(editor, other))
      await refuses('key-revoked', () => room.send(editor, ID, early, 'review'))
      expect(codeOf(await admin.client.call('publish', { params: { story: ID }, body: { destination: 'site' } }))).toBe('ok')
      expect(valueOf(await editor.client.call('self')).keys).toMatchObject([{ id: editor.key, revokedAt: expect.any(String) as string }])
    })

    it('to be revoked by anybody but its person and an administrator', async () => {
      await refuses('key-unknown', () => revoke(editor, author.key))
      await refuses('key-unknown', () => revoke(admin, 'ab'.repeat(32)))
      expect(codeOf(await revoke(admin, author.key))).toBe('ok')
      const lines = await room.ledgerLines()
      expect(codeOf(await revoke(author, author.key))).toBe('ok')
      expect(await room.ledgerLines()).toEqual(lines)
      expect(valueOf(await editor.client.call('keys')).map(({ person }) => person)).toEqual(['gu'])
      expect(valueOf(await admin.client.call('keys')).map(({ person }) => person)).toEqual(['shen', 'gu', 'wen', 'he'])
    })

    it('a second account that would sign with it', async () => {
      const alias = await room.join('shen-2', '沈牧', 'editor', false)
      await refuses('key-taken', () => room.enrolAs(alias, author))
      const borrowed = { ...author, client: alias.client, token: alias.token }
      await refuses('signer-mismatch', () => signOff(borrowed))
    })
  })

  describe('a credential rejects', () => {
    beforeEach(() => open())

    it('a demoted editor who signs under an old one, and takes a new one that says what the account says', async () => {
      await setRole('gu', 'reporter')
      await refuses('not-allowed', () => signOff(editor))
      await setRole('gu', 'chief')
      await refuses('credential-stale', () => signOff(editor))
      const old = room.credentials.get(editor.key)!
      const fresh = valueOf(await room.enrolAs(editor))
      expect(fresh).toMatchObject({ id: editor.key, role: 'chief' })
      await refuses('credential-stale', () => signOff(editor, { signer: { person: 'gu', name: '顾岚', key: editor.key, credential: old } }))
      expect(valueOf(await editor.client.call('self')).keys.map(({ role }) => role)).toEqual(['editor', 'chief'])
      expect(codeOf(await signOff(editor))).toBe('ok')
    })

    it('somebody else\'s, one nobody has, and a statement that names none', async () => {
      const signer = { person: 'gu', name: '顾岚', key: editor.key }
      await refuses('signer-mismatch', () => signOff(editor, { signer: { ...signer, credential: room.credentials.get(author.key)! } }))
      await refuses('credential-unknown', () => signOff(editor, { signer: { ...signer, credential: 'ab'.repeat(32) } }))
      const { channel, changes, issues, closes, pass, delegation, signer: _, ...rest } = room.statementOf(editor, story, piece.standing, { decision: 'signOff' })
      expect([channel.length, changes, issues, closes, pass, delegation]).toEqual([2, [], [], [], null, null])
      await refuses('statement-old', () => room.send(editor, ID, seal(REVIEW_TYPE, { ...rest, type: 'stet.review/1', signer }, editor), 'review'))
    })

    it('nothing of a submission an older Stet signed', async () => {
      const later = makeStory('f3d1c0de-0000-4000-8000-000000000003')
      await room.upload(author, later)
      const { channel: _1, changes: _2, issues: _3, closes: _4, pass: _5, delegation: _6, ...rest } = room.statementOf(author, later, null, {})
      const statement = { ...rest, type: 'stet.review/1', signer: { person: 'shen', name: '沈牧', key: author.key } }
      expect(codeOf(await room.send(author, later.id, seal(REVIEW_TYPE, statement, author)))).toBe('ok')
    })
  })

  describe('a replay', () => {
    beforeEach(() => open())

    it('adds nothing at this desk, and is refused at another', async () => {
      const envelope = seal(REVIEW_TYPE, room.statementOf(editor, story, piece.standing, { decision: 'signOff' }), editor)
      const signed = valueOf(await room.send(editor, ID, envelope, 'review'))
      const lines = await room.ledgerLines()
      expect(valueOf(await room.send(editor, ID, envelope, 'review'))).toEqual(signed)
      expect(await room.ledgerLines()).toEqual(lines)
      await refuses('signer-mismatch', () => room.send(admin, ID, envelope, 'review'))

      const desk = makeSigner('desk-elsewhere', 'Another desk', 'admin')
      const elsewhere = await openNewsroom(sqliteStore, { key: { id: desk.key, publicKey: desk.publicKey, sign: (type, payload) => seal(type, JSON.parse(new TextDecoder().decode(payload)), desk) } })
      try {
        const [writer, reader] = [await elsewhere.join('shen', '沈牧', 'reporter', false), await elsewhere.join('gu', '顾岚', 'editor', false)]
        for (const member of [writer, reader]) valueOf(await member.client.call('enrolKey', { body: { publicKey: member.publicKey, proof: room.proofOf(member, member.person, desk.key) } }))
        await elsewhere.upload(writer, story)
        const submission = seal(REVIEW_TYPE, room.statementOf(author, story, null, {}), author)
        expect(codeOf(await elsewhere.send(writer, ID, submission))).toBe('credential-unknown')
        expect(codeOf(await elsewhere.send(reader, ID, envelope, 'review'))).toBe('credential-unknown')
        const { channel: _1, changes: _2, issues: _3, closes: _4, pass: _5, delegation: _6, ...rest } = room.statementOf(author, story, null, {})
        const older = seal(REVIEW_TYPE, { ...rest, type: 'stet.review/1', signer: { person: 'shen', name: '沈牧', key: author.key } }, author)
        expect(codeOf(await elsewhere.send(writer, ID, older))).toBe('wrong-desk')
      } finally {
        await elsewhere.close()
      }
    })
  })

  describe('a chain altered in the tables rejects', () => {
    beforeEach(() => open())
    const publish = () => editor.client.call('publish', { params: { story: ID }, body: { destination: 'site' } })
    const alter = (change: (envelope: Envelope) => unknown) =>
      withTables(async (db) => {
        for (const row of await db.selectFrom('events').select(['id', 'envelope']).where('story', '=', ID).where('decision', '=', 'return').execute())
          await db.updateTable('events').set({ envelope: JSON.stringify(change(envelopeSchema.parse(JSON.parse(row.envelope)))) }).where('id', '=', row.id).execute()
      })

    it('every act that would stand on it, and every publication of it', async () => {
      piece = valueOf(await room.review(editor, story, piece.standing, { decision: 'return', reason: '再改。' }))
      piece = valueOf(await room.submit(author, story, piece.standing))
      await alter((envelope) => ({ ...envelope, payload: Buffer.from(Buffer.from(fromBase64(envelope.payload)).toString().replace('再改', '不改')).toString('base64') }))
      const refused = await signOff(editor)
      expect(refused).toMatchObject({ code: 'signature-invalid', details: { event: 2 } })
      await room.desk().rebuild()
      valueOf(await signOff(editor))
      await withTables((db) => db.deleteFrom('events').where('story', '=', ID).where('decision', '=', 'return').execute())
      expect(await publish()).toMatchObject({ code: 'stale', details: { event: 2 } })
      expect(codeOf(await editor.client.call('exportPackage', { params: { story: ID } }))).toBe('stale')
      expect(room.connector.calls()).toBe(0)
      await room.desk().rebuild()
      expect(codeOf(await publish())).toBe('ok')
    })

    it('a policy nobody set', async () => {
      const lax = { ...oneStagePolicy, name: '免审' }
      const record = { type: 'stet.record/1', kind: 'policySet', desk: room.deskSigner.key, policy: lax, digest: 'ab'.repeat(32), by: 'desk', at: '2026-05-04T08:00:00.000Z' }
      await withTables((db) => db.insertInto('policies').values({ seq: 99, digest: record.digest, envelope: JSON.stringify(seal('application/vnd.stet.record+json', record, editor)) }).execute())
      expect((await room.request('GET', '/api/policies', { token: editor.token })).failure?.code).toBe('policy-record-damaged')
      expect(codeOf(await room.reopen())).toBe('ok')
      expect(room.reports).toContain('The policies on record cannot be read')
      await room.desk().rebuild()
      expect(valueOf(await editor.client.call('policies'))).toMatchObject([{ policy: oneStagePolicy }])
    })
  })

  describe('a delegation rejects', () => {
    beforeEach(() => open(threeStagePolicy))
    const pass = (member: Member, delegation: string, act: Parameters<Newsroom['review']>[3] = {}) => room.review(member, story, piece.standing, { decision: 'pass', reason: '代看。', delegation, ...act })

    it('acts under it once it ended, ran out, or its giver has no such right any more', async () => {
      const ended = valueOf(await room.lend(editor, other)).delegation.id
      const running = valueOf(await room.lend(editor, other, { reason: '再借。' })).delegation.id
      valueOf(await room.endLoan(editor, ended))
      await refuses('delegation-over', () => pass(other, ended))
      await refuses('delegation-over', () => pass(other, ended, { at: new Date(room.clock.time - 3_600_000).toISOString() }))
      await setRole('gu', 'reporter')
      await refuses('delegation-beyond', () => pass(other, running))
      await setRole('gu', 'editor')
      room.clock.time += 8 * DAY
      await refuses('not-allowed', () => pass(other, running))
      await setRole('wen', 'editor')
      valueOf(await room.enrolAs(other))
      await refuses('delegation-over', () => pass(other, running))
      await refuses('delegation-unknown', () => pass(other, 'ab'.repeat(32)))
    })

    it('another stage, another channel, and another person than it was given for', async () => {
      const elsewhere = valueOf(await room.lend(editor, other, { channel: ['体育'] })).delegation.id
      await refuses('not-allowed', () => pass(other, elsewhere))
      const later = valueOf(await room.lend(editor, other, { stages: ['second'] })).delegation.id
      await refuses('delegation-elsewhere', () => pass(other, later))
      await refuses('delegation-elsewhere', () => pass(other, elsewhere))
      const third = await room.join('lu', '陆川', 'reporter')
      valueOf(await room.lend(editor, third, { reason: '另借。' }))
      await refuses('delegation-others', () => pass(third, later))
    })

    it('a second account of who wrote the piece, lent by the first', async () => {
      const [writer, alias] = [await room.join('lin', '林溪', 'editor'), await room.join('lin-2', '林溪', 'reporter')]
      const own = makeStory('f3d1c0de-0000-4000-8000-000000000004')
      await room.upload(writer, own)
      const mine = valueOf(await room.submit(writer, own))
      const lent = valueOf(await room.lend(writer, alias)).delegation.id
      await refuses('delegated-by-author', () => room.review(alias, own, mine.standing, { decision: 'pass', reason: '可。', delegation: lent }))
    })

    it('to be given beyond what the giver has, to oneself, to nobody, for too long, for no time, or with another\'s key', async () => {
      await refuses('delegation-beyond', () => room.lend(editor, other, { role: 'chief' }))
      await refuses('delegation-self', () => room.lend(editor, editor))
      await refuses('person-unknown', () => room.lend(editor, { ...other, person: 'nobody' }))
      await refuses('person-unknown', () => room.lend(editor, { ...other, name: '总编辑' }))
      await refuses('delegation-too-long', () => room.lend(editor, other, { notAfter: new Date(room.clock.time + 100 * DAY).toISOString() }))
      await refuses('delegation-over', () => room.lend(editor, other, { notAfter: new Date(room.clock.time - DAY).toISOString() }))
      await refuses('clock-ahead', () => room.lend(editor, other, { at: new Date(room.clock.time + 3_600_000).toISOString() }))
      await refuses('signer-mismatch', () => room.lend({ ...editor, client: admin.client }, other))
      await refuses('not-allowed', () => room.lend(author, other, { role: 'reporter' }))
      await refuses('wrong-desk', () => room.lend(editor, other, { desk: 'ab'.repeat(32) }))
      await refuses('envelope-invalid', () => editor.client.call('delegate', { body: { envelope: seal(DELEGATION_TYPE, { type: 'stet.delegation/1' }, editor) } }))
    })

    it('to be ended by who neither gave nor received it', async () => {
      const lent = valueOf(await room.lend(editor, other)).delegation.id
      const third = await room.join('lu', '陆川', 'editor')
      await refuses('delegation-unknown', () => room.endLoan(third, lent))
      expect(codeOf(await room.endLoan(admin, lent))).toBe('ok')
      const lines = await room.ledgerLines()
      expect(valueOf(await room.endLoan(editor, lent)).endedAt).toEqual(expect.any(String))
      expect(await room.ledgerLines()).toEqual(lines)
    })
  })

  describe('proofreading rejects', () => {
    beforeEach(() => open(threeStagePolicy))

    it('a second pass by the same person, by another key too, and a pass out of turn', async () => {
      piece = valueOf(await room.review(editor, story, piece.standing, { decision: 'proof' }))
      const proof = (member: Member, pass = 2) => room.review(member, story, piece.standing, { decision: 'proof', pass })
      await refuses('already-proofread', () => proof(editor))
      const spare = { ...makeSigner('gu-spare', '顾岚', 'editor'), person: 'gu' }
      valueOf(await room.enrolAs(editor, spare))
      await refuses('already-proofread', () => proof({ ...editor, ...spare }))
      await refuses('wrong-pass', () => proof(admin, 3))
      await refuses('not-allowed', () => proof(other))
    })
  })
}
