import { Kysely, PostgresDialect, sql } from 'kysely'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { Pool } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

import type { Desk } from '../../../../src-main/desk/desk'
import { openDesk } from '../../../../src-main/desk/desk'
import { deskClient, type DeskClient } from '../../../../src-shared/desk-api/client'
import type { Code, Session } from '../../../../src-shared/desk-api/people-routes'
import { valueOf, type Outcome } from '../../../../src-shared/outcome'
import { totp } from '../../../support/totp'
import { codeOf, openNewsroom, PASSWORD, type Member, type Newsroom, type Store } from '../newsroom'

const DAY = 86_400_000
const at = (desk: Desk, token: string | null, address = ''): DeskClient => deskClient({ base: 'http://desk.local', fetch: (request) => desk.fetch(request, { address }), token: () => token })

/** Accounts, invitations, sessions, second factors and their limits, the same on every store. */
export const peopleSuite = (store: Store): void => {
  describe('people', () => {
    let room: Newsroom
    let admin: Member
    let second: Desk | null = null
    const anyone = (address = ''): DeskClient => at(room.desk(), null, address)
    const invite = async (login: string, asked: Partial<{ role: 'reporter' | 'editor'; grants: { role: 'editor'; channel: string[] }[] }> = {}): Promise<Code> =>
      valueOf(await admin.client.call('invite', { body: { name: `${login} 名`, login, role: 'reporter', grants: [], ...asked } }))
    const redeem = (code: string, password = PASSWORD): Promise<Outcome<Session>> => anyone().call('redeemCode', { body: { code, password, device: '采访本' } })
    const signIn = (login: string, password = PASSWORD, address = ''): Promise<Outcome<Session>> => anyone(address).call('signIn', { body: { login, password, device: '台式机' } })
    const self = async (token: string): Promise<string> => codeOf(await at(room.desk(), token).call('self'))

    beforeAll(async () => {
      room = await openNewsroom(store)
      admin = await room.join('xu', '许知行', 'admin', false)
    })
    afterEach(async () => {
      vi.useRealTimers()
      await second?.close()
      second = null
    })
    afterAll(() => room.close())

    describe('an invitation', () => {
      it('lets its person set a password and come in, once', async () => {
        const { code, person, expires } = await invite('zhou', { role: 'reporter', grants: [{ role: 'editor', channel: ['要闻'] }] })
        expect(code).toMatch(/^(?:[A-Z2-9]{5}-){3}[A-Z2-9]{5}$/)
        expect(Date.parse(expires) - Date.now()).toBeGreaterThan(6.9 * DAY)
        expect(codeOf(await signIn('zhou'))).toBe('sign-in-failed')
        const session = valueOf(await redeem(` ${code.toLowerCase().replaceAll('-', ' ')} `))
        expect(session.person).toEqual({ id: person.id, name: 'zhou 名', login: 'zhou', role: 'reporter', grants: [{ role: 'editor', channel: ['要闻'] }] })
        expect(await self(session.token)).toBe('ok')
        expect(codeOf(await redeem(code))).toBe('code-unknown')
        expect(codeOf(await signIn('ZHOU '))).toBe('ok')
        const member = valueOf(await admin.client.call('members')).find((each) => each.person.login === 'zhou')
        expect(member).toMatchObject({ active: true, invitedUntil: null, secondFactor: false })
        expect(Date.parse(member?.seenAt ?? '')).toBeGreaterThan(Date.now() - 60_000)
      })

      it('makes nobody a colleague before it is taken up, nor after their account was closed', async () => {
        const colleagues = async (): Promise<string[]> => valueOf(await admin.client.call('colleagues')).map(({ id }) => id)
        const { code, person } = await invite('soon', { role: 'editor' })
        expect(await colleagues()).not.toContain(person.id)
        valueOf(await redeem(code))
        expect(await colleagues()).toContain(person.id)
        valueOf(await admin.client.call('setActive', { params: { person: person.id }, body: { active: false } }))
        expect(await colleagues()).not.toContain(person.id)
      })

      it('opens one session though it is taken twice at the same moment', async () => {
        const { code } = await invite('twice')
        expect((await Promise.all([redeem(code), redeem(code)])).map(codeOf).sort()).toEqual(['code-unknown', 'ok'])
      })

      it('is refused after seven days, when it was renewed, and when it was withdrawn', async () => {
        const old = await invite('late')
        vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 7 * DAY + 1000 })
        expect(codeOf(await redeem(old.code))).toBe('code-unknown')
        vi.useRealTimers()
        const renewed = valueOf(await admin.client.call('issueCode', { params: { person: old.person.id } }))
        expect(codeOf(await redeem(old.code))).toBe('code-unknown')
        valueOf(await admin.client.call('withdrawInvitation', { params: { person: old.person.id } }))
        expect(codeOf(await redeem(renewed.code))).toBe('code-unknown')
        expect(valueOf(await admin.client.call('members')).map(({ person }) => person.login)).not.toContain('late')
        valueOf(await redeem((await invite('late')).code))
      })

      it('rejects a weak password, a login that is taken, and withdrawing who has come', async () => {
        const { code, person } = await invite('weak')
        expect(codeOf(await redeem(code, 'short'))).toBe('bad-request')
        valueOf(await redeem(code))
        expect(codeOf(await admin.client.call('withdrawInvitation', { params: { person: person.id } }))).toBe('already-joined')
        expect(codeOf(await admin.client.call('invite', { body: { name: '另', login: 'WEAK', role: 'reporter', grants: [] } }))).toBe('login-taken')
      })

      it('cannot be read from the tables, nor can a session', async () => {
        const { code } = await invite('leak')
        const { token } = valueOf(await signIn('xu'))
        const dump = await dumpOf(room)
        const bare = code.replaceAll('-', '')
        expect(dump).toContain('leak')
        for (const secret of [code, bare, token, PASSWORD]) expect(dump).not.toContain(secret)
        // What stands there opens nothing.
        for (const name of dump.match(/[\w-]{32,}/g) ?? []) expect(await self(name), name).toBe('not-signed-in')
      })
    })

    describe('a password', () => {
      it('is changed by its owner, and every other session ends', async () => {
        valueOf(await redeem((await invite('pan')).code))
        const [one, other] = [valueOf(await signIn('pan')), valueOf(await signIn('pan'))]
        const mine = at(room.desk(), one.token)
        expect(codeOf(await mine.call('changePassword', { body: { current: 'not this one', next: 'another long one' } }))).toBe('password-wrong')
        const fresh = valueOf(await mine.call('changePassword', { body: { current: PASSWORD, next: 'another long one' } }))
        expect([await self(one.token), await self(other.token), await self(fresh.token)]).toEqual(['not-signed-in', 'not-signed-in', 'ok'])
        expect([codeOf(await signIn('pan')), codeOf(await signIn('pan', 'another long one'))]).toEqual(['sign-in-failed', 'ok'])
      })

      it('is reset by a code that works once, and every session ends', async () => {
        const { person } = valueOf(await redeem((await invite('reset')).code))
        const before = valueOf(await signIn('reset'))
        const { code } = valueOf(await admin.client.call('issueCode', { params: { person: person.id } }))
        expect(await self(before.token)).toBe('ok')
        const after = valueOf(await redeem(code, 'a password anew'))
        expect([await self(before.token), await self(after.token)]).toEqual(['not-signed-in', 'ok'])
        expect([codeOf(await redeem(code)), codeOf(await signIn('reset'))]).toEqual(['code-unknown', 'sign-in-failed'])
      })

      it('cannot be tried without end by who sits at an open session', async () => {
        const session = valueOf(await redeem((await invite('brute')).code))
        const mine = at(room.desk(), session.token)
        for (let count = 0; count < 10; count += 1) expect(codeOf(await mine.call('changePassword', { body: { current: `wrong ${String(count)}`, next: 'another long one' } }))).toBe('password-wrong')
        expect(codeOf(await mine.call('changePassword', { body: { current: PASSWORD, next: 'another long one' } }))).toBe('too-many-attempts')
      })
    })

    describe('sessions', () => {
      it('are listed with the machine they are on, and ended one by one or all others together', async () => {
        valueOf(await redeem((await invite('many')).code))
        const [one, two, three] = [valueOf(await signIn('many')), valueOf(await signIn('many')), valueOf(await signIn('many'))]
        const mine = at(room.desk(), one.token)
        const account = valueOf(await mine.call('account'))
        expect(account).toMatchObject({ password: true, secondFactor: false, person: { login: 'many' } })
        expect(account.sessions.map(({ current }) => current)).toEqual([true, false, false, false])
        expect(account.sessions.map(({ device }) => device).sort()).toEqual(['台式机', '台式机', '台式机', '采访本'])
        const others = valueOf(await at(room.desk(), two.token).call('account')).sessions
        const twos = others.find(({ current }) => current)
        valueOf(await mine.call('endSession', { params: { session: twos?.id ?? '' } }))
        expect([await self(one.token), await self(two.token), await self(three.token)]).toEqual(['ok', 'not-signed-in', 'ok'])
        valueOf(await mine.call('endOtherSessions'))
        expect([await self(one.token), await self(three.token)]).toEqual(['ok', 'not-signed-in'])
        // Nobody ends another person's.
        const theirs = valueOf(await admin.client.call('account')).sessions[0]
        expect(codeOf(await mine.call('endSession', { params: { session: theirs?.id ?? '' } }))).toBe('session-unknown')
        expect(codeOf(await admin.client.call('self'))).toBe('ok')
      })

      it('last thirty days from when they were last used', async () => {
        valueOf(await redeem((await invite('old')).code))
        const [used, unused] = [valueOf(await signIn('old')), valueOf(await signIn('old'))]
        vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 30 * DAY - 60_000 })
        expect(await self(used.token)).toBe('ok')
        vi.setSystemTime(Date.now() + 120_000)
        expect([await self(used.token), await self(unused.token)]).toEqual(['ok', 'not-signed-in'])
        vi.setSystemTime(Date.now() + 30 * DAY)
        expect(await self(used.token)).toBe('not-signed-in')
      })

      it('outlive the desk being closed and opened again', async () => {
        const { token } = valueOf(await signIn('xu'))
        valueOf(await room.reopen())
        expect(await self(token)).toBe('ok')
      })
    })

    describe('an account', () => {
      it('that is closed ends at once, says why, and can be opened again', async () => {
        const { token, person } = valueOf(await redeem((await invite('gone')).code))
        const code = valueOf(await admin.client.call('issueCode', { params: { person: person.id } }))
        valueOf(await admin.client.call('setActive', { params: { person: person.id }, body: { active: false } }))
        expect(await self(token)).toBe('not-signed-in')
        expect([codeOf(await signIn('gone')), codeOf(await signIn('gone', 'wrong password')), codeOf(await redeem(code.code))]).toEqual(['person-inactive', 'sign-in-failed', 'code-unknown'])
        expect(valueOf(await admin.client.call('people')).map(({ login }) => login)).not.toContain('gone')
        valueOf(await admin.client.call('setActive', { params: { person: person.id }, body: { active: true } }))
        expect([await self(token), codeOf(await signIn('gone'))]).toEqual(['not-signed-in', 'ok'])
      })

      it('is given other rights, in force for sessions already open', async () => {
        const { token, person } = valueOf(await redeem((await invite('rise')).code))
        const mine = at(room.desk(), token)
        expect(codeOf(await mine.call('members'))).toBe('not-allowed')
        const changed = valueOf(await admin.client.call('changePerson', { params: { person: person.id }, body: { name: '新名', role: 'chief', grants: [{ role: 'editor', channel: ['要闻', '时政'] }] } }))
        expect(valueOf(await mine.call('self')).person).toEqual(changed)
        expect(changed).toMatchObject({ name: '新名', role: 'chief', grants: [{ role: 'editor', channel: ['要闻', '时政'] }] })
        expect(codeOf(await admin.client.call('changePerson', { params: { person: 'nobody' }, body: { name: '谁', role: 'editor', grants: [] } }))).toBe('person-unknown')
      })

      it('that is given other rights has its keys put on record with them', async () => {
        const { person } = await invite('signer')
        valueOf(await admin.client.call('withdrawInvitation', { params: { person: person.id } }))
        const signer = await room.join('signer', '签名人', 'editor')
        const credentials = async () => valueOf(await signer.client.call('self')).keys.map(({ role, credential }) => ({ role, credential }))
        const before = await credentials()
        valueOf(await admin.client.call('changePerson', { params: { person: 'signer' }, body: { name: '签名人', role: 'chief', grants: [] } }))
        const after = await credentials()
        expect([before.at(-1)?.role, after.at(-1)?.role]).toEqual(['editor', 'chief'])
        expect(after.at(-1)?.credential).not.toBe(before.at(-1)?.credential)
      })

      it('of the last administrator is neither closed nor lowered', async () => {
        const close = (person: string) => admin.client.call('setActive', { params: { person }, body: { active: false } })
        const lower = (person: string) => admin.client.call('changePerson', { params: { person }, body: { name: '许知行', role: 'editor', grants: [] } })
        // One who is only invited keeps no house.
        const { code, person } = valueOf(await admin.client.call('invite', { body: { name: '二', login: 'deputy', role: 'admin', grants: [] } }))
        expect([codeOf(await close('xu')), codeOf(await lower('xu'))]).toEqual(['last-admin', 'last-admin'])
        valueOf(await redeem(code))
        valueOf(await close(person.id))
        expect(codeOf(await lower('xu'))).toBe('last-admin')
      })
    })

    describe('tries', () => {
      beforeEach(() => {
        room.clock.time += 3_600_000
      })

      it('at one login are counted by every process together', async () => {
        valueOf(await redeem((await invite('tried')).code))
        const elsewhere = room.databaseUrl === null ? room.desk() : (second = valueOf(await openDesk({ ...room.options, folder: `${room.folder}-second` })))
        const there = (password: string) => at(elsewhere, null).call('signIn', { body: { login: 'tried', password } })
        for (let count = 0; count < 5; count += 1) expect([codeOf(await signIn('tried', 'wrong password')), codeOf(await there('wrong password'))]).toEqual(['sign-in-failed', 'sign-in-failed'])
        expect([codeOf(await signIn('tried')), codeOf(await there(PASSWORD))]).toEqual(['too-many-attempts', 'too-many-attempts'])
        const refusal = await signIn('tried')
        expect(refusal.ok || refusal.details['minutes']).toBe(15)
      })

      it('from one address are counted whatever login they name, and do not shut others out', async () => {
        const address = '203.0.113.7'
        for (let count = 0; count < 100; count += 10) await Promise.all(Array.from({ length: 10 }, (_, index) => signIn(`invented-${String(count + index)}`, 'wrong password', address)))
        expect(codeOf(await signIn('xu', PASSWORD, address))).toBe('too-many-attempts')
        expect(codeOf(await signIn('xu', PASSWORD, '203.0.113.8'))).toBe('ok')
      })

      it('at codes are counted too', async () => {
        const { code } = await invite('guess')
        const guess = (typed: string) => anyone('198.51.100.4').call('redeemCode', { body: { code: typed, password: PASSWORD } })
        for (let count = 0; count < 20; count += 1) expect(codeOf(await guess(`AAAAA-BBBBB-CCCCC-${String(count).padStart(5, 'D')}`))).toBe('code-unknown')
        expect(codeOf(await guess(code))).toBe('too-many-attempts')
        valueOf(await redeem(code))
      })
    })

    describe('a second factor', () => {
      const confirmed = async (login: string) => {
        const session = valueOf(await redeem((await invite(login)).code))
        const setup = valueOf(await at(room.desk(), session.token).call('beginSecondFactor', { body: { password: PASSWORD } }))
        const fresh = valueOf(await at(room.desk(), session.token).call('confirmSecondFactor', { body: { code: totp(setup.secret) } }))
        return { before: session, fresh, ...setup }
      }
      const ticketOf = async (login: string): Promise<string> => {
        const asked = await signIn(login)
        if (asked.ok || asked.code !== 'second-factor-needed') throw new Error(`No ticket: ${codeOf(asked)}`)
        return String(asked.details['ticket'])
      }
      const answer = (ticket: string, code: string) => anyone().call('secondFactor', { body: { ticket, code, device: '手机' } })

      it('is not in force until a first good code, then is asked for at every sign-in', async () => {
        const session = valueOf(await redeem((await invite('factor')).code))
        const mine = at(room.desk(), session.token)
        expect(codeOf(await mine.call('beginSecondFactor', { body: { password: 'not this one' } }))).toBe('password-wrong')
        const setup = valueOf(await mine.call('beginSecondFactor', { body: { password: PASSWORD } }))
        expect(setup.uri).toBe(`otpauth://totp/${encodeURIComponent('江畔日报')}:factor?secret=${setup.secret}&issuer=${encodeURIComponent('江畔日报')}&digits=6&period=30`)
        expect(setup.backupCodes).toHaveLength(10)
        expect(codeOf(await signIn('factor'))).toBe('ok')
        expect(codeOf(await mine.call('confirmSecondFactor', { body: { code: wrongCode(setup.secret) } }))).toBe('second-factor-wrong')
        const fresh = valueOf(await mine.call('confirmSecondFactor', { body: { code: totp(setup.secret) } }))
        expect([await self(session.token), await self(fresh.token)]).toEqual(['not-signed-in', 'ok'])
        expect(valueOf(await at(room.desk(), fresh.token).call('account'))).toMatchObject({ secondFactor: true, sessions: [{ device: '采访本', current: true }, { device: '台式机', current: false }] })
        const entered = valueOf(await answer(await ticketOf('factor'), totp(setup.secret)))
        expect(await self(entered.token)).toBe('ok')
        expect(codeOf(await at(room.desk(), fresh.token).call('confirmSecondFactor', { body: { code: totp(setup.secret) } }))).toBe('second-factor-on')
      })

      it('rejects a wrong code, a ticket used or invented, and a fifth wrong code ends the ticket', async () => {
        const { secret } = await confirmed('strict')
        const used = await ticketOf('strict')
        expect(codeOf(await answer(used, wrongCode(secret)))).toBe('second-factor-wrong')
        expect(codeOf(await answer(used, totp(secret)))).toBe('ok')
        expect(codeOf(await answer(used, totp(secret)))).toBe('second-factor-over')
        expect(codeOf(await answer('invented-ticket-of-some-length', totp(secret)))).toBe('second-factor-over')
        const tried = await ticketOf('strict')
        for (let count = 0; count < 5; count += 1) expect(codeOf(await answer(tried, wrongCode(secret)))).toBe('second-factor-wrong')
        expect(codeOf(await answer(tried, totp(secret)))).toBe('second-factor-over')
      })

      it('locks the account after ten wrong codes over several sign-ins', async () => {
        const { secret } = await confirmed('locked')
        for (let round = 0; round < 2; round += 1) {
          const ticket = await ticketOf('locked')
          for (let count = 0; count < 5; count += 1) await answer(ticket, wrongCode(secret))
        }
        expect(codeOf(await answer(await ticketOf('locked'), totp(secret)))).toBe('too-many-attempts')
      })

      it('takes each backup code once', async () => {
        const { backupCodes } = await confirmed('backup')
        expect(codeOf(await answer(await ticketOf('backup'), backupCodes[0] ?? ''))).toBe('ok')
        expect(codeOf(await answer(await ticketOf('backup'), backupCodes[0] ?? ''))).toBe('second-factor-wrong')
        const { token } = valueOf(await answer(await ticketOf('backup'), backupCodes[1] ?? ''))
        const renewed = valueOf(await at(room.desk(), token).call('newBackupCodes', { body: { password: PASSWORD } }))
        expect(codeOf(await answer(await ticketOf('backup'), backupCodes[2] ?? ''))).toBe('second-factor-wrong')
        expect(codeOf(await answer(await ticketOf('backup'), renewed[0] ?? ''))).toBe('ok')
      })

      it('is asked for after a reset code too, is turned off with the password, or by an administrator', async () => {
        const { secret, fresh } = await confirmed('keeper')
        const { code } = valueOf(await admin.client.call('issueCode', { params: { person: fresh.person.id } }))
        const reset = await redeem(code)
        expect(codeOf(reset)).toBe('second-factor-needed')
        const { token } = valueOf(await answer(await ticketOf('keeper'), totp(secret)))
        const mine = at(room.desk(), token)
        expect(codeOf(await mine.call('endSecondFactor', { body: { password: 'not this one' } }))).toBe('password-wrong')
        const off = valueOf(await mine.call('endSecondFactor', { body: { password: PASSWORD } }))
        expect([await self(token), await self(off.token), codeOf(await signIn('keeper'))]).toEqual(['not-signed-in', 'ok', 'ok'])
        const { fresh: lost } = await confirmed('phone')
        valueOf(await admin.client.call('clearSecondFactor', { params: { person: lost.person.id } }))
        expect(codeOf(await signIn('phone'))).toBe('ok')
      })

      it('stands in the tables encrypted', async () => {
        const { secret, backupCodes } = await confirmed('hidden')
        const dump = await dumpOf(room)
        for (const told of [secret, ...backupCodes]) expect(dump).not.toContain(told)
      })
    })

    it('a token is refused in every process as soon as it was ended in one', async () => {
      if (room.databaseUrl === null) return
      second = valueOf(await openDesk({ ...room.options, folder: `${room.folder}-third` }))
      const { token } = valueOf(await signIn('xu'))
      expect(codeOf(await at(second, token).call('self'))).toBe('ok')
      valueOf(await at(room.desk(), token).call('signOut'))
      expect(codeOf(await at(second, token).call('self'))).toBe('not-signed-in')
    })
  })
}

/** Six digits that are not right now, a step ago, or a step ahead. */
const wrongCode = (secret: string): string => {
  const near = new Set([-60, -30, 0, 30, 60].map((seconds) => totp(secret, Date.now() + seconds * 1000)))
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.has(code)) ?? ''
}

const TABLES = ['people', 'sessions', 'credentials', 'verifications', 'second_factors', 'device_codes', 'tries']

/** All rows of the accounts' tables as text, read past the desk. */
const dumpOf = async (room: Newsroom): Promise<string> => {
  if (room.databaseUrl === null) {
    const file = new DatabaseSync(join(room.folder, 'desk.sqlite'), { readOnly: true })
    const rows = TABLES.flatMap((name) => file.prepare(`select * from ${name}`).all())
    file.close()
    return JSON.stringify(rows)
  }
  const db = new Kysely<Record<string, Record<string, unknown>>>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: room.databaseUrl }) }) })
  const rows = await Promise.all(TABLES.map(async (name) => (await sql`select * from ${sql.table(name)}`.execute(db)).rows))
  await db.destroy()
  return JSON.stringify(rows)
}
