import { createServer } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { Desk } from '../../../../src-main/desk/desk'
import type { OidcSettings } from '../../../../src-main/desk/people/oidc-settings'
import { listen, type Listening } from '../../../../src-main/desk/standalone'
import { deskClient, type DeskClient } from '../../../../src-shared/desk-api/client'
import type { Sso } from '../../../../src-shared/desk-api/people-routes'
import { valueOf } from '../../../../src-shared/outcome'
import { makeBrowser, startOidc, type OidcProvider } from '../../../support/oidc'
import { codeOf, openNewsroom, PASSWORD, type Member, type Newsroom } from '../newsroom'

const SECRET = 'a secret of the client'
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

describe('signing in by OpenID Connect', () => {
  let room: Newsroom
  let admin: Member
  let provider: OidcProvider
  let listening: Listening
  let oidc: OidcSettings

  const anyone = (): DeskClient => deskClient({ base: listening.url, fetch: globalThis.fetch, token: () => null })
  const open = async (): Promise<Sso> => valueOf(await anyone().call('openSso', { body: { device: '采访本 <b>' } }))
  const take = (sso: Pick<Sso, 'ticket'>) => anyone().call('takeSso', { body: { ticket: sso.ticket, device: '采访本' } })
  // The ticket says how seldom it may be asked for.
  const pause = () => new Promise((resolve) => setTimeout(resolve, 2050))
  const reopen = async (changes: Partial<OidcSettings>): Promise<Desk> => {
    await room.desk().close()
    oidc = { ...oidc, ...changes }
    return valueOf(await room.reopen({ oidc }))
  }

  beforeAll(async () => {
    const port = await freePort()
    const url = `http://127.0.0.1:${String(port)}`
    provider = await startOidc({ id: 'stet', secret: SECRET, redirect: `${url}/api/auth/callback/oidc` }, {
      's-1': { preferred_username: 'Zhou', name: '周岚' },
      's-2': { preferred_username: 'stranger', name: '外人' },
      's-3': { preferred_username: 'zhou', name: '冒名' },
      's-4': { preferred_username: 'closed' },
      's-5': { name: '无名' },
      's-6': { preferred_username: 'pan', name: '潘' },
    })
    oidc = { issuer: provider.issuer, clientId: 'stet', clientSecret: SECRET, name: '报社统一登录', claim: 'preferred_username', admit: null, url }
    room = await openNewsroom(undefined, { oidc })
    listening = valueOf(await listen((request, client) => room.desk().fetch(request, client), { host: '127.0.0.1', port }))
    admin = await room.join('xu', '许知行', 'admin', false)
    for (const login of ['zhou', 'closed', 'pan']) valueOf(await admin.client.call('invite', { body: { name: login, login, role: 'reporter', grants: [] } }))
  })
  afterAll(async () => {
    await listening.close()
    await room.close()
    await provider.stop()
  })
  beforeEach(() => {
    room.clock.time += 3_600_000
  })

  it('is offered by name, and by its own address', async () => {
    expect(valueOf(await anyone().call('health')).signIn).toEqual({ oidc: '报社统一登录' })
    const sso = await open()
    expect(sso).toMatchObject({ url: `${listening.url}/sign-in/${sso.code}`, interval: 2, expiresIn: 600 })
  })

  it('lets an invited person in once they said in the browser that the code is the same, on that machine alone', async () => {
    const sso = await open()
    expect(codeOf(await take(sso))).toBe('sso-pending')
    const browser = makeBrowser('s-1')
    const asked = await browser.go(sso.url)
    const authorization = new URL(browser.seen().find((url) => url.includes('/auth?')) ?? '')
    expect(Object.fromEntries(authorization.searchParams)).toMatchObject({ code_challenge_method: 'S256', code_challenge: expect.stringMatching(/.{43}/) as string, state: expect.stringMatching(/.{10}/) as string, nonce: expect.stringMatching(/.{10}/) as string })
    expect(asked.status).toBe(200)
    expect(asked.body).toContain(`${sso.code.slice(0, 4)}-${sso.code.slice(4)}`)
    expect(asked.body).toContain('采访本 &lt;b&gt;')
    await pause()
    expect(codeOf(await take(sso))).toBe('sso-pending')
    const done = await browser.answer(sso.url, 'yes')
    expect([done.status, done.body.includes('go back to Stet')]).toEqual([200, true])
    await pause()
    expect(codeOf(await take({ ticket: `${sso.ticket}x` }))).toBe('sso-over')
    const session = valueOf(await take(sso))
    expect(session.person).toMatchObject({ login: 'zhou', role: 'reporter' })
    const client = deskClient({ base: listening.url, fetch: globalThis.fetch, token: () => session.token })
    // The browser's own session has ended; the invitation is taken; there is no password to it.
    expect(valueOf(await client.call('account'))).toMatchObject({ password: false, sessions: [{ device: '采访本', current: true }] })
    expect(valueOf(await admin.client.call('members')).find(({ person }) => person.login === 'zhou')).toMatchObject({ invitedUntil: null })
    expect(codeOf(await client.call('beginSecondFactor', { body: { password: PASSWORD } }))).toBe('password-absent')
    await pause()
    expect(codeOf(await take(sso))).toBe('sso-over')
  })

  it('lets nobody in where the person says no, where the answer comes from elsewhere, or without the browser that signed in', async () => {
    const sso = await open()
    const browser = makeBrowser('s-1')
    await browser.go(sso.url)
    expect((await browser.answer(sso.url, 'yes', { origin: 'https://evil.example' })).status).toBe(403)
    expect((await makeBrowser('s-1').answer(sso.url, 'yes')).status).toBe(403)
    expect(codeOf(await take(sso))).toBe('sso-pending')
    expect((await browser.answer(sso.url, 'no')).status).toBe(200)
    await pause()
    expect(codeOf(await take(sso))).toBe('sso-denied')
  })

  it.each([
    ['is known to the provider alone', 's-2', 'not to this desk'],
    ['took a colleague\'s name at the provider', 's-3', 'not work'],
    ['has no name there', 's-5', 'not to this desk'],
  ])('refuses who %s', async (_, subject, words) => {
    const sso = await open()
    const page = await makeBrowser(subject).go(sso.url)
    expect(page.status).toBe(403)
    expect(page.body).toContain(words)
    expect(codeOf(await take(sso))).toBe('sso-denied')
  })

  it('refuses whose account was closed, in the browser and with a ticket already approved', async () => {
    const members = valueOf(await admin.client.call('members'))
    const idOf = (login: string) => members.find(({ person }) => person.login === login)?.person.id ?? ''
    valueOf(await admin.client.call('setActive', { params: { person: idOf('closed') }, body: { active: false } }))
    const sso = await open()
    expect((await makeBrowser('s-4').go(sso.url)).body).toContain('has been closed')
    expect(codeOf(await take(sso))).toBe('sso-denied')
    const approved = await open()
    const browser = makeBrowser('s-6')
    await browser.go(approved.url)
    await browser.answer(approved.url, 'yes')
    valueOf(await admin.client.call('setActive', { params: { person: idOf('pan') }, body: { active: false } }))
    expect(codeOf(await take(approved))).toBe('person-inactive')
  })

  it('rejects an invented code, a forged state, and every other page of the library', async () => {
    expect((await fetch(`${listening.url}/sign-in/ABCDEFGH`)).status).toBe(403)
    const forged = await fetch(`${listening.url}/api/auth/callback/oidc?code=x&state=forged`, { redirect: 'manual' })
    expect(forged.status).toBe(403)
    for (const path of ['ok', 'get-session', 'sign-in/username', 'sign-up/email', 'device/code', 'device/token', 'list-sessions', 'two-factor/verify-totp', 'callback/other', 'error'])
      for (const method of ['GET', 'POST'] as const) expect((await fetch(`${listening.url}/api/auth/${path}`, { method })).status, path).toBe(404)
  })

  it('admits strangers in the role the house names, and as nothing more', async () => {
    await reopen({ admit: 'reporter' })
    const sso = await open()
    const browser = makeBrowser('s-2')
    await browser.go(sso.url)
    await browser.answer(sso.url, 'yes')
    expect(valueOf(await take(sso)).person).toMatchObject({ login: 'stranger', name: '外人', role: 'reporter' })
  })

  it('is not there where the house has none', async () => {
    const plain = await openNewsroom()
    expect(codeOf(await plain.client(null).call('openSso', { body: {} }))).toBe('sso-absent')
    expect((await plain.request('GET', '/sign-in/ABCDEFGH')).status).toBe(404)
    await plain.close()
  })
})
