import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { listen, type Listening } from '../../../src-main/desk/standalone'
import { deskClient } from '../../../src-shared/desk-api/client'
import type { Piece } from '../../../src-shared/desk-api/pieces'
import { failureSchema, valueOf } from '../../../src-shared/outcome'
import type { Grant, Role } from '../../../src-shared/review/people'
import { oneStagePolicy, threeStagePolicy, type Rules } from '../../../src-shared/review/policy'
import { canonicalBytes } from '../../../src-shared/story/canonical'
import type { Story } from '../../../src-shared/story/story'
import { codeOf, makeStory, nodeCrypto, openNewsroom, type Member, type Newsroom } from './newsroom'
import { everyStore } from './on-postgres'

/** An editor passes, a chief signs off. */
const POLICY: Rules = { ...oneStagePolicy, name: '两审', stages: [{ ...threeStagePolicy.stages[0]!, reportRequired: false }, threeStagePolicy.stages[2]!] }
const HERE = ['社会', '交通']
const ELSEWHERE = ['体育', '足球']
/** Begins with the same letters, and is another channel. */
const ALIKE = ['社会新闻']
const CHANNELS = { here: HERE, elsewhere: ELSEWHERE, alike: ALIKE }
type Where = keyof typeof CHANNELS
const CHIEF: Grant[] = [{ role: 'chief', channel: ['社会'] }]

const idOf = (number: number): string => `a9d1c0de-0000-4000-8000-${String(number).padStart(12, '0')}`

describe.each(everyStore())('by HTTP, at a desk on $name', (store) => {
  let room: Newsroom
  let listening: Listening
  let author: Member
  let admin: Member
  let passer: Member
  let stories = 0

  /** The same person, whose every request goes over the wire. */
  const wired = (member: Member): Member => ({ ...member, client: deskClient({ base: listening.url, fetch: globalThis.fetch, token: () => member.token }) })
  const joined = async (login: string, role: Role, grants: Grant[] = []): Promise<Member> => {
    const member = wired(await room.join(login, `${login} 名`, role))
    if (grants.length === 0) return member
    valueOf(await admin.client.call('changePerson', { params: { person: login }, body: { name: `${login} 名`, role, grants } }))
    valueOf(await room.enrolAs(member))
    return member
  }
  /** A piece submitted in a channel; passed by an editor of everything where `stage` is the last. */
  const submitted = async (where: Where, stage: 'first' | 'final' = 'first'): Promise<{ story: Story; piece: Piece }> => {
    const story = makeStory(idOf((stories += 1)), [], { channel: CHANNELS[where] })
    await room.upload(author, story)
    const piece = valueOf(await room.submit(author, story))
    return { story, piece: stage === 'first' ? piece : valueOf(await room.review(passer, story, piece.standing, { decision: 'pass' })) }
  }
  const pass = (member: Member, { story, piece }: { story: Story; piece: Piece }, delegation: string | null = null) => room.review(member, story, piece.standing, { decision: 'pass', delegation })
  const signOff = (member: Member, { story, piece }: { story: Story; piece: Piece }, delegation: string | null = null) => room.review(member, story, piece.standing, { decision: 'signOff', delegation })
  const refused = async (act: () => Promise<unknown>, said: object): Promise<void> => {
    const before = await room.ledgerLines()
    expect(await act()).toMatchObject({ ok: false, ...said })
    expect(await room.ledgerLines()).toEqual(before)
  }
  /** What each way of reading a piece answers. */
  const reads = async ({ client, token }: Member, story: Story): Promise<Record<string, string>> => {
    const params = { story: story.id }
    const dossier = await fetch(`${listening.url}/api/stories/${story.id}`, { headers: { authorization: `Bearer ${token}` } })
    if (dossier.status === 403) expect(failureSchema.parse(await dossier.json())).toMatchObject({ code: 'not-allowed', details: { role: 'reporter', action: 'readPiece' } })
    return {
      dossier: String(dossier.status),
      piece: codeOf(await client.call('piece', { params })),
      revision: codeOf(await client.call('getRevision', { params: { ...params, sha256: nodeCrypto.sha256(canonicalBytes(story)) } })),
      working: codeOf(await client.call('working', { params })),
      kept: codeOf(await client.call('keptWorkings', { params })),
      listed: valueOf(await client.call('pieces', { query: { scope: 'queue' } })).some(({ standing }) => standing.story === story.id) ? 'yes' : 'no',
    }
  }
  const READS = { dossier: '200', piece: 'ok', revision: 'ok', working: 'ok', kept: 'ok', listed: 'yes' }
  const SEES_NOTHING = { dossier: '403', piece: 'not-allowed', revision: 'not-allowed', working: 'not-allowed', kept: 'not-allowed', listed: 'no' }

  beforeAll(async () => {
    room = await openNewsroom(store, { policy: POLICY })
    listening = valueOf(await listen((request, client) => room.desk().fetch(request, client), { host: '127.0.0.1', port: 0 }))
    admin = await joined('xu', 'admin')
    author = await joined('shen', 'reporter')
    passer = await joined('gu', 'editor')
  })
  afterAll(async () => {
    await listening.close()
    await room.close()
  })

  describe('a role granted in one channel', () => {
    let editor: Member
    let chief: Member
    let raised: Member
    beforeAll(async () => {
      editor = await joined('qi', 'reporter', [{ role: 'editor', channel: ['社会'] }])
      chief = await joined('lin', 'reporter', CHIEF)
      raised = await joined('ke', 'editor', CHIEF)
    })

    it('reads what is there and under it, and nothing of another', async () => {
      const [here, elsewhere, alike] = [await submitted('here'), await submitted('elsewhere'), await submitted('alike')]
      for (const member of [editor, chief]) {
        expect(await reads(member, here.story)).toEqual(READS)
        for (const { story } of [elsewhere, alike]) expect(await reads(member, story)).toEqual(SEES_NOTHING)
      }
      // An editor everywhere reads everywhere, whatever is granted besides.
      for (const { story } of [here, elsewhere, alike]) expect(await reads(raised, story)).toEqual(READS)
      expect(await reads(author, elsewhere.story)).toMatchObject({ dossier: '200', piece: 'ok' })
    })

    it('passes there, and is refused in another with the role and what was asked', async () => {
      const here = await submitted('here')
      expect(valueOf(await pass(editor, here))).toMatchObject({ standing: { stage: 1, acted: [{ person: 'qi', stage: 'first' }] } })
      for (const where of ['elsewhere', 'alike'] as const) {
        const there = await submitted(where)
        await refused(() => pass(editor, there), { code: 'not-allowed', details: { role: 'reporter', action: 'review' } })
        await refused(() => editor.client.call('claim', { params: { story: there.story.id } }), { code: 'not-allowed', details: { action: 'claim' } })
        await refused(() => room.review(editor, there.story, there.piece.standing, { decision: 'return', reason: '再改。' }), { code: 'not-allowed' })
        await refused(() => room.review(editor, there.story, there.piece.standing, { decision: 'hold', reason: '等。' }), { code: 'not-allowed' })
      }
    })

    it('signs off and publishes there by a chief of it, not by an editor of it', async () => {
      const here = await submitted('here', 'final')
      await refused(() => signOff(editor, here), { code: 'role-lacking', details: { stage: 'final' } })
      expect(valueOf(await signOff(chief, here))).toMatchObject({ standing: { state: 'signedOff' } })
      const params = { story: here.story.id }
      expect(codeOf(await chief.client.call('exportPackage', { params }))).toBe('ok')
      expect(codeOf(await chief.client.call('publish', { params, body: { destination: 'site' } }))).toBe('ok')
    })

    it('signs nothing off in another: out of sight for who has no role there, for want of the role for an editor', async () => {
      for (const where of ['elsewhere', 'alike'] as const) {
        const there = await submitted(where, 'final')
        await refused(() => signOff(chief, there), { code: 'not-allowed', details: { role: 'reporter', action: 'review' } })
        await refused(() => signOff(raised, there), { code: 'role-lacking', details: { stage: 'final' } })
        const params = { story: there.story.id }
        await refused(() => chief.client.call('publish', { params, body: { destination: 'site' } }), { code: 'not-allowed', details: { action: 'publish' } })
        await refused(() => chief.client.call('exportPackage', { params }), { code: 'not-allowed', details: { action: 'export' } })
      }
      expect(codeOf(await signOff(raised, await submitted('here', 'final')))).toBe('ok')
    })

    it('ends at once when it is taken away', async () => {
      const gone = await joined('gone', 'reporter', [{ role: 'editor', channel: ['社会'] }])
      const here = await submitted('here')
      expect(await reads(gone, here.story)).toEqual(READS)
      valueOf(await admin.client.call('changePerson', { params: { person: 'gone' }, body: { name: 'gone 名', role: 'reporter', grants: [] } }))
      expect(await reads(gone, here.story)).toEqual(SEES_NOTHING)
      await refused(() => pass(gone, here), { code: 'not-allowed' })
    })
  })

  describe('a delegation limited to a channel', () => {
    let giver: Member
    let deputy: Member
    let editor: Member
    const lent = async (to: Member): Promise<string> => valueOf(await room.lend(giver, to, { role: 'chief', channel: ['社会'] })).delegation.id
    beforeAll(async () => {
      giver = await joined('zong', 'chief')
      deputy = await joined('dai', 'reporter')
      editor = await joined('bian', 'editor')
    })

    it('reads and signs off there, under its own number, and nothing elsewhere', async () => {
      const [here, elsewhere, alike] = [await submitted('here', 'final'), await submitted('elsewhere', 'final'), await submitted('alike', 'final')]
      expect(await reads(deputy, here.story)).toEqual(SEES_NOTHING)
      const delegation = await lent(deputy)
      expect(await reads(deputy, here.story)).toEqual(READS)
      for (const there of [elsewhere, alike]) {
        expect(await reads(deputy, there.story)).toEqual(SEES_NOTHING)
        await refused(() => signOff(deputy, there, delegation), { code: 'not-allowed', details: { role: 'reporter', action: 'review' } })
      }
      // The act names what it stands on; without that it is the deputy's own, and they have no such role.
      await refused(() => signOff(deputy, here), { code: 'role-lacking', details: { stage: 'final' } })
      expect(valueOf(await signOff(deputy, here, delegation))).toMatchObject({ standing: { state: 'signedOff' } })
    })

    it('is told to be meant for elsewhere to who may work there without it', async () => {
      const [here, elsewhere] = [await submitted('here', 'final'), await submitted('elsewhere', 'final')]
      const delegation = await lent(editor)
      await refused(() => signOff(editor, elsewhere, delegation), { code: 'delegation-elsewhere', details: { stage: 'final' } })
      expect(codeOf(await signOff(editor, here, delegation))).toBe('ok')
    })

    it('is given by who has the right in that channel alone, for that channel alone', async () => {
      const own = await joined('duan', 'reporter', CHIEF)
      const to = await joined('er', 'reporter')
      await refused(() => room.lend(own, to, { role: 'chief', channel: ['体育'] }), { code: 'delegation-beyond' })
      await refused(() => room.lend(own, to, { role: 'chief', channel: [] }), { code: 'delegation-beyond' })
      const { id } = valueOf(await room.lend(own, to, { role: 'chief', channel: HERE })).delegation
      const here = await submitted('here', 'final')
      expect(codeOf(await signOff(to, here, id))).toBe('ok')
      valueOf(await room.endLoan(own, id))
      expect(await reads(to, here.story)).toMatchObject({ dossier: '403', piece: 'not-allowed' })
    })
  })
})
