import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { compose, type ComposeOptions } from '../../../src-main/compose'
import { listen } from '../../../src-main/desk/standalone'
import type { Input, Method, Output } from '../../../src-shared/bridge/contract'
import type { HostEvent } from '../../../src-shared/bridge/events'
import { valueOf, type Failure, type Outcome } from '../../../src-shared/outcome'
import type { Role } from '../../../src-shared/review/people'
import type { Policy } from '../../../src-shared/review/policy'
import { keptLog } from '../../support/host'
import { block } from '../../support/sample-story'
import { openNewsroom, PASSWORD, sqliteStore, type Newsroom } from '../desk/newsroom'
import type { Story } from '../../../src-shared/story/story'

/** A keychain that keeps keys at once: what a passphrase costs is tried elsewhere. */
const keychain: ComposeOptions['keychain'] = {
  available: () => true,
  encrypt: (text) => Uint8Array.from(Buffer.from(text), (byte) => byte ^ 0x5a),
  decrypt: (bytes) => Buffer.from(Uint8Array.from(bytes, (byte) => byte ^ 0x5a)).toString(),
}

/** One person's workstation, asked as its window asks it. */
export type Station = {
  ask: <M extends Method>(method: M, input: Input<M>) => Promise<Output<M>>
  /** The refusal's code, or `ok`. */
  code: <M extends Method>(method: M, input: Input<M>) => Promise<string>
  try: <M extends Method>(method: M, input: Input<M>) => Promise<Outcome<Output<M>>>
  events: HostEvent[]
  home: string
  /** As a killed process leaves it and the next one finds it. */
  restart: () => Promise<void>
  open: () => boolean
  close: () => Promise<void>
}

export const POLICY: Policy = {
  schema: 2, name: '二审',
  stages: [
    { id: 'first', title: { 'zh-CN': '初审', en: 'First review' }, roles: ['editor', 'chief', 'admin'], reportRequired: false, closesIssues: false, hours: 0 },
    { id: 'final', title: { 'zh-CN': '终审', en: 'Final review' }, roles: ['chief', 'admin'], reportRequired: false, closesIssues: true, hours: 0 },
  ],
  resubmitAt: 'returningStage', correctAt: 'lastStage',
  proofreading: { passes: 0, readThrough: false, roles: ['editor', 'chief', 'admin'], before: 'final', apartFromReview: false },
  voids: { text: { approvals: false, proofs: false }, headline: { approvals: false, proofs: false }, byline: { approvals: false, proofs: false }, details: { approvals: false, proofs: false }, photos: { approvals: false, proofs: false } },
  powers: { hold: ['editor', 'chief', 'admin'], spike: ['chief', 'admin'], correct: ['editor', 'chief', 'admin'], takeOver: ['editor', 'chief', 'admin'] },
}

/** A desk on a port of its own, that can be taken away and brought back, and workstations joined to it over HTTP. */
export type Room = { newsroom: Newsroom; url: string; station: (id: string, name: string, role: Role, options?: { key: boolean }) => Promise<Station>; /** Answers the next request whose path ends so with this, and does nothing else. */ refuseOnce: (path: string, failure: Failure) => void; /** Paths of requests, as they came. */ requests: string[]; away: () => Promise<void>; back: () => Promise<void>; close: () => Promise<void> }

/** Waits until something asked again and again is so; fails after 10 s with what it last was. */
export const until = async <T>(look: () => Promise<T>, met: (value: T) => boolean): Promise<T> => {
  for (let tries = 0; ; tries += 1) {
    const value = await look()
    if (met(value)) return value
    if (tries > 200) throw new Error(`It never came: ${JSON.stringify(value).slice(0, 500)}`)
    await new Promise((done) => setTimeout(done, 50))
  }
}

export const openRoom = async (): Promise<Room> => {
  const root = await mkdtemp(join(tmpdir(), 'stet-room-'))
  const newsroom = await openNewsroom(sqliteStore, { policy: POLICY, now: () => new Date().toISOString() })
  const requests: string[] = []
  let refusal: { path: string; failure: Failure } | null = null
  const answer = (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url)
    requests.push(`${request.method} ${pathname}`)
    if (!refusal || !pathname.endsWith(refusal.path)) return newsroom.desk().fetch(request)
    const { failure } = refusal
    refusal = null
    return Promise.resolve(new Response(JSON.stringify(failure), { status: 409, headers: { 'content-type': 'application/json' } }))
  }
  const serve = (port: number) => listen(answer, { host: '127.0.0.1', port })
  let listening = valueOf(await serve(0))
  const { url } = listening
  const port = Number(new URL(url).port)
  const stations: Station[] = []
  let up = true
  const station = async (id: string, name: string, role: Role, { key } = { key: true }): Promise<Station> => {
    valueOf(await newsroom.desk().addPerson({ id, name, login: id, role, password: PASSWORD }))
    const home = join(root, id)
    const events: HostEvent[] = []
    const start = async () => {
      const host = valueOf(await compose({ home, resources: resolve('resources'), version: '0.0.0', shell: 'browser', language: 'zh-CN', keychain, reveal: () => Promise.resolve(), sample: false, log: keptLog() }))
      host.events((event) => void events.push(event))
      return host
    }
    let open = true
    let host = await start()
    const attempt = <M extends Method>(method: M, input: Input<M>): Promise<Outcome<Output<M>>> => (host.handlers[method] as unknown as (input: Input<M>) => Promise<Outcome<Output<M>>>)(input)
    const made: Station = {
      try: attempt,
      ask: async (method, input) => valueOf(await attempt(method, input)),
      code: async (method, input) => {
        const outcome = await attempt(method, input)
        return outcome.ok ? 'ok' : outcome.code
      },
      events,
      home,
      restart: async () => {
        await host.close()
        host = await start()
        open = true
        // The keychain keeps the session; the key is opened as the window does when it is first needed.
        await made.ask('key.unlock', { passphrase: null })
      },
      open: () => open,
      close: () => {
        open = false
        return host.close()
      },
    }
    await made.ask('app.settings', { deskAddress: url })
    await made.ask('app.signIn', { login: id, password: PASSWORD })
    if (key) await made.ask('key.create', { passphrase: null })
    stations.push(made)
    return made
  }
  return {
    newsroom,
    url,
    station,
    requests,
    refuseOnce: (path, failure) => {
      refusal = { path, failure }
    },
    away: async () => {
      if (!up) return
      up = false
      await listening.close(0)
    },
    back: async () => {
      if (up) return
      listening = valueOf(await serve(port))
      up = true
      for (const one of stations) if (one.open()) await one.try('app.signIn', { login: one.home.slice(root.length + 1), password: PASSWORD })
    },
    close: async () => {
      for (const one of stations) await one.close()
      if (up) await listening.close(0)
      await newsroom.close()
      await rm(root, { recursive: true, force: true })
    },
  }
}

/** Nothing raised, closed, lent or edited. */
export const plain = { reason: '', issues: [], closes: [], pass: null, delegation: null, working: null, passphrase: null }

/** A piece that can be submitted, of so many paragraphs with a block id each. */
export const bodyOf = (...paragraphs: [id: string, text: string][]): Story['body'] => ({ type: 'doc', content: paragraphs.map(([id, text]) => block.paragraph(id, text)) })

/** Writes a piece at a workstation and submits it; answers its id once the desk has it. */
export const submitted = async (author: Station, body = bodyOf(['p1', '桥通了。'], ['p2', '两岸的人都来看。'], ['p3', '江上很热闹。'])): Promise<string> => {
  const { story, generation } = await author.ask('library.create', { template: 'news', language: 'zh-CN' })
  await author.ask('library.save', { story: { ...story, headline: '渡口新桥通车', slugline: '新桥', byline: '本报记者 沈牧', channel: ['社会'], source: '江畔日报', body }, generation })
  await author.ask('submit.send', { id: story.id })
  await until(() => author.ask('outbox.list', null), (entries) => {
    if (entries[0]?.state === 'parked') throw new Error(`${entries[0].code}: ${entries[0].message}`)
    return entries.length === 0
  })
  return story.id
}

