import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'

import { openBackup } from '../../../src-main/desk/backup/read'
import { restore } from '../../../src-main/desk/backup/restore'
import { backUp } from '../../../src-main/desk/backup/write'
import { openDesk, type Desk } from '../../../src-main/desk/desk'
import { openFiles } from '../../../src-main/desk/files'
import { deskClient, type DeskClient } from '../../../src-shared/desk-api/client'
import { valueOf, type Outcome } from '../../../src-shared/outcome'
import { totp } from '../../support/totp'
import { codeOf, nodeCrypto, openNewsroom, PASSWORD, type Newsroom, type Store } from './newsroom'
import { everyStore } from './on-postgres'

const DAY = 86_400_000
const SECRET = 'the house keeps this one by itself'
const at = (desk: Desk, token: string | null): DeskClient => deskClient({ base: 'http://desk.local', fetch: (request) => desk.fetch(request), token: () => token })

const signIn = (desk: Desk, login: string) => at(desk, null).call('signIn', { body: { login, password: PASSWORD, device: '台式机' } })
const answer = async (desk: Desk, login: string, code: string): Promise<Outcome<{ token: string }>> => {
  const asked = await signIn(desk, login)
  if (asked.ok || asked.code !== 'second-factor-needed') throw new Error(`No second step was asked for: ${codeOf(asked)}`)
  return at(desk, null).call('secondFactor', { body: { ticket: String(asked.details['ticket']), code, device: '台式机' } })
}
const self = async (desk: Desk, token: string): Promise<string> => codeOf(await at(desk, token).call('self'))

describe('the accounts of a desk restored from a backup', () => {
  let root = ''
  let running: Desk | null = null
  const stores = everyStore()
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'stet-restored-'))
  })
  afterEach(async () => {
    vi.useRealTimers()
    await running?.close()
    running = null
  })
  afterAll(async () => {
    await rm(root, { recursive: true, force: true })
  })

  /** A desk where 顾岚 has a second step on, and one session that holds and one that was ended. */
  const withSecondStep = async (store: Store, secret: string | null) => {
    const room = await openNewsroom(store, { secret })
    const { token } = await room.join('gu', '顾岚', 'editor', false)
    const setup = valueOf(await at(room.desk(), token).call('beginSecondFactor', { body: { password: PASSWORD } }))
    const held = valueOf(await at(room.desk(), token).call('confirmSecondFactor', { body: { code: totp(setup.secret) } }))
    const ended = valueOf(await answer(room.desk(), 'gu', setup.backupCodes[0] ?? ''))
    valueOf(await at(room.desk(), ended.token).call('signOut'))
    return { room, setup, held: held.token, ended: ended.token }
  }
  const backedUp = async (room: Newsroom): Promise<string> => {
    const to = join(root, `${nodeCrypto.sha256(Buffer.from(room.folder)).slice(0, 8)}.zip`)
    valueOf(await backUp({ folder: room.folder, databaseUrl: room.databaseUrl, files: openFiles(room.folder, nodeCrypto.sha256), sha256: nodeCrypto.sha256, to, key: null, tool: 'stet test', madeAt: '2026-05-04T08:00:00.000Z' }))
    return to
  }
  let targets = 0
  /** Restores into a place of its own; what it answers opens a desk there under a secret, after closing one that runs. */
  const restoreInto = async (room: Newsroom, from: string, to: Store): Promise<(secret: string | null) => Promise<Desk>> => {
    const folder = join(root, `target-${String((targets += 1))}`, 'desk')
    const databaseUrl = await to.databaseUrl()
    valueOf(await restore({ from, folder, databaseUrl, files: openFiles(folder, nodeCrypto.sha256), sha256: nodeCrypto.sha256, keyHere: room.deskSigner.key, keyIdOf: () => null, force: false, now: () => '2026-05-05T08:00:00.000Z' }))
    return async (secret) => {
      await running?.close()
      return (running = valueOf(await openDesk({ ...room.options, folder, databaseUrl, secret })))
    }
  }
  const namesIn = async (file: string): Promise<string> => {
    const backup = valueOf(await openBackup(file, nodeCrypto.sha256))
    const kept: string[] = []
    for await (const row of backup.rows('tables/secrets.jsonl')) kept.push(String(row['name']))
    backup.close()
    return kept.join()
  }

  describe.each(stores.flatMap((from) => stores.map((to) => ({ from, to }))))('from $from.name to $to.name', ({ from, to }) => {
    it.each([['that the desk made, which came with the backup', null, 'accounts'], ['that the house gave, which is in no backup', SECRET, '']])('let the same person in with the same second step under a secret %s', async (_, secret, inside) => {
      const { room, setup, held, ended } = await withSecondStep(from, secret)
      try {
        const file = await backedUp(room)
        expect(await namesIn(file)).toBe(inside)
        const desk = await (await restoreInto(room, file, to))(secret)
        expect(await desk.trySecret()).toEqual({ kept: 1, unreadable: 0 })
        expect([await self(desk, held), await self(desk, ended)]).toEqual(['ok', 'not-signed-in'])
        expect(codeOf(await answer(desk, 'gu', '000000'))).toBe('second-factor-wrong')
        const fresh = valueOf(await answer(desk, 'gu', totp(setup.secret)))
        expect(valueOf(await at(desk, fresh.token).call('account'))).toMatchObject({ secondFactor: true, sessions: [{ current: true }, { current: false }] })
        // A backup code is still good once, and one used before the backup is not.
        expect(codeOf(await answer(desk, 'gu', setup.backupCodes[0] ?? ''))).toBe('second-factor-wrong')
        expect(codeOf(await answer(desk, 'gu', setup.backupCodes[1] ?? ''))).toBe('ok')
        // Sessions last as long as they did: thirty days from their last use.
        vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 30 * DAY - 60_000 })
        expect(await self(desk, held)).toBe('ok')
        vi.setSystemTime(Date.now() + 120_000)
        expect([await self(desk, held), await self(desk, fresh.token)]).toEqual(['ok', 'not-signed-in'])
        valueOf(await at(desk, held).call('endOtherSessions'))
        valueOf(await at(desk, held).call('signOut'))
        expect(await self(desk, held)).toBe('not-signed-in')
      } finally {
        await room.close()
      }
    })
  })

  it.each([['is missing', SECRET, null], ['is another', SECRET, 'a secret of some other house, or older'], ['is given where the desk had made its own', null, SECRET]])('are told not to fit at once where the secret %s, and nobody passes the second step', async (_, was, is) => {
    for (const store of stores) {
      const { room, setup, held } = await withSecondStep(store, was)
      try {
        const file = await backedUp(room)
        const open = await restoreInto(room, file, store)
        const desk = await open(is)
        expect(await desk.trySecret()).toEqual({ kept: 1, unreadable: 1 })
        // What needs no secret goes on; the second step is refused in words, with what to do.
        expect(await self(desk, held)).toBe('ok')
        for (const code of [totp(setup.secret), setup.backupCodes[1] ?? '']) expect(codeOf(await answer(desk, 'gu', code))).toBe('second-factor-unreadable')
        const again = await open(was)
        expect(await again.trySecret()).toEqual({ kept: 1, unreadable: 0 })
        expect(codeOf(await answer(again, 'gu', totp(setup.secret)))).toBe('ok')
      } finally {
        await room.close()
      }
    }
  })
})
