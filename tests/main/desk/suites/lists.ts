import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

import { openDatabase } from '../../../../src-main/desk/database'
import { readLists } from '../../../../src-shared/proofing/house/lists'
import type { Row } from '../../../../src-shared/proofing/house/row'
import { valueOf } from '../../../../src-shared/outcome'
import { codeOf, makeSigner, openNewsroom, type Member, type Newsroom, type Store } from '../newsroom'

const banned = (word: string): Row => ({ kind: 'banned', word, note: '' })

/** The house's lists at the desk, on one kind of store. */
export const listsSuite = (store: Store): void => {
  let room: Newsroom
  let reporter: Member
  let editor: Member
  let chief: Member
  let admin: Member
  beforeEach(async () => {
    room = await openNewsroom(store)
    reporter = await room.join('shen', '沈牧', 'reporter')
    editor = await room.join('gu', '顾岚', 'editor')
    chief = await room.join('he', '何平', 'chief')
    admin = await room.join('xu', '许知行', 'admin')
  })
  afterEach(() => room.close())

  const rowsOf = async (member: Member, sha256: string): Promise<string[]> => valueOf(readLists(valueOf(await member.client.call('listsFile', { params: { sha256 } })))).rows.map(({ word }) => word)

  it('are none at first, then what a chief or an administrator signed, for everybody to read', async () => {
    expect(valueOf(await reporter.client.call('lists'))).toBeNull()
    const first = valueOf(await room.saveLists(chief, [banned('乙'), banned('甲')], null))
    expect(first).toMatchObject({ number: 1, rows: 2, person: 'he', name: '何平', reason: '编委会议定。' })
    const second = valueOf(await room.saveLists(admin, [banned('丙')], first))
    expect(valueOf(await reporter.client.call('lists'))).toMatchObject({ version: { id: second.id, number: 2, name: '许知行' }, keys: [{ id: admin.key }] })
    expect(await rowsOf(reporter, first.sha256)).toEqual(['乙', '甲'])
    expect(valueOf(await reporter.client.call('listsVersions')).map(({ number }) => number)).toEqual([2, 1])
  })

  it('reject whoever may not: by the route, and by the key', async () => {
    for (const member of [reporter, editor]) expect(codeOf(await room.saveLists(member, [banned('甲')], null))).toBe('not-allowed')
    expect(codeOf(await admin.client.call('saveLists', { body: room.listsFrom(chief, [banned('甲')], null) }))).toBe('signer-mismatch')
    expect(codeOf(await admin.client.call('saveLists', { body: room.listsFrom({ ...admin, ...makeSigner('stranger', '陌生人', 'admin') }, [banned('甲')], null) }))).toBe('key-unknown')
    // A right that was lent lets one ask; the key still says who one is.
    valueOf(await room.lend(chief, editor, { role: 'chief' }))
    expect(codeOf(await room.saveLists(editor, [banned('甲')], null))).toBe('not-allowed')
    expect(valueOf(await reporter.client.call('lists'))).toBeNull()
  })

  it('reject a version that does not follow the newest, names another file, another desk, the future, or an old credential', async () => {
    const first = valueOf(await room.saveLists(chief, [banned('甲')], null))
    expect(await room.saveLists(admin, [banned('乙')], null)).toMatchObject({ code: 'lists-stale', details: { number: 1 } })
    expect(codeOf(await room.saveLists(admin, [banned('乙')], { ...first, number: 5 }))).toBe('lists-stale')
    expect(codeOf(await room.saveLists(admin, [banned('乙')], first, { sha256: '0'.repeat(64) }))).toBe('lists-mismatch')
    expect(codeOf(await room.saveLists(admin, [banned('乙')], first, { rows: 2 }))).toBe('lists-mismatch')
    expect(codeOf(await room.saveLists(admin, [banned('乙')], first, { desk: '0'.repeat(64) }))).toBe('wrong-desk')
    expect(codeOf(await room.saveLists(admin, [banned('乙')], first, { at: new Date(room.clock.time + 3_600_000).toISOString() }))).toBe('clock-ahead')
    valueOf(await admin.client.call('changePerson', { params: { person: 'he' }, body: { name: '何平安', role: 'chief', grants: [] } }))
    expect(codeOf(await room.saveLists(chief, [banned('乙')], first))).toBe('credential-stale')
    valueOf(await admin.client.call('revokeKey', { params: { key: admin.key }, body: { reason: '丢失' } }))
    expect(codeOf(await room.saveLists(admin, [banned('乙')], first))).toBe('key-revoked')
    expect(valueOf(await reporter.client.call('lists'))?.version.id).toBe(first.id)
  })

  it('saved by two at once are one version; the same sent twice is one line', async () => {
    const first = valueOf(await room.saveLists(chief, [banned('甲')], null))
    const raced = await Promise.all([room.saveLists(chief, [banned('甲'), banned('乙')], first), room.saveLists(admin, [banned('甲'), banned('丙')], first)])
    expect(raced.map(codeOf).sort()).toEqual(['lists-stale', 'ok'])
    const newest = valueOf(await reporter.client.call('lists'))?.version ?? null
    const sent = room.listsFrom(chief, [banned('丁')], newest)
    const lines = (await room.ledgerLines()).length
    const twice = [await chief.client.call('saveLists', { body: sent }), await chief.client.call('saveLists', { body: sent })].map(valueOf)
    expect(twice[0]).toEqual(twice[1])
    expect((await room.ledgerLines()).length).toBe(lines + 1)
  })

  it('are made again from the ledger, still hold after their key was ended, and tell of a change', async () => {
    const heard: string[] = []
    const stop = room.desk().onChange(({ kind }) => heard.push(kind))
    const first = valueOf(await room.saveLists(chief, [banned('甲')], null, { at: new Date(room.clock.time + 300_000).toISOString() }))
    expect(heard).toEqual(['lists'])
    stop()
    valueOf(await chief.client.call('revokeKey', { params: { key: chief.key }, body: { reason: '换电脑' } }))
    const before = valueOf(await reporter.client.call('lists'))
    valueOf(await room.reopen())
    await room.desk().rebuild()
    expect(valueOf(await reporter.client.call('lists'))).toEqual(before)
    expect(before?.version.id).toBe(first.id)
  })

  it('reject what was written into the tables or over the file', async () => {
    const first = valueOf(await room.saveLists(chief, [banned('甲')], null))
    const forged = room.listsFrom({ ...admin, ...makeSigner('forger', '许知行', 'admin') }, [banned('乙')], first)
    await room.desk().close()
    const db = valueOf(await openDatabase(room.folder, room.databaseUrl, () => undefined))
    await db.insertInto('house_lists').values({ id: 'f'.repeat(64), seq: 99, number: 2, sha256: first.sha256, key: admin.key, at: first.at, envelope: JSON.stringify(forged.envelope) }).execute()
    await db.destroy()
    valueOf(await room.reopen())
    expect((await room.request('GET', '/api/lists', { token: reporter.token })).failure?.code).toBe('lists-record-damaged')
    await room.desk().rebuild()
    expect(valueOf(await reporter.client.call('lists'))?.version.id).toBe(first.id)
    const folder = join(room.folder, 'revisions', first.sha256.slice(0, 2))
    await writeFile(join(folder, (await readdir(folder))[0] ?? ''), '{"schema":1,"rows":[]}')
    expect(codeOf(await reporter.client.call('listsFile', { params: { sha256: first.sha256 } }))).toBe('lists-altered')
    await rm(folder, { recursive: true })
    expect(codeOf(await reporter.client.call('listsFile', { params: { sha256: first.sha256 } }))).toBe('lists-altered')
    expect(codeOf(await reporter.client.call('listsFile', { params: { sha256: '0'.repeat(64) } }))).toBe('lists-unknown')
  })
}
