import type { AppState, Method } from '../../../src-shared/bridge/contract'
import type { HostEvent } from '../../../src-shared/bridge/events'
import type { BridgePort } from '../../../src-shared/bridge/port'
import type { House } from '../../../src-renderer/review/house'
import type { Piece, PieceEvent } from '../../../src-shared/desk-api/pieces'
import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import { oneStagePolicy, type Policy } from '../../../src-shared/review/policy'
import { emptyBody } from '../../../src-shared/story/body'
import type { Story } from '../../../src-shared/story/story'
import { dossierOf, pieceOf } from '../../support/standing'

export const storyId = '3f0c9a51-6f6f-4c80-9b1c-4a8a0c1d2e3f'
export const revision = '9f3c1b77e0d4'.padEnd(64, '0')

export const people = {
  reporter: { id: 'liu', name: '刘强', login: 'liu', role: 'reporter' },
  editor: { id: 'zhao', name: '赵敏', login: 'zhao', role: 'editor' },
} as const

/** A host's state: English, embedded desk, one-stage policy, nobody in. */
export const appState = (more: Partial<AppState> = {}): AppState => ({
  version: '0.1.0', shell: 'browser', platform: 'linux', language: 'en', theme: 'light', person: null, key: 'open', keychain: false,
  connection: { state: 'embedded', address: '', waiting: 0, code: '' }, library: 'open', sealed: null, lockMinutes: 10,
  newsroom: { name: 'Han River Daily', policy: oneStagePolicy, destinations: [], live: false },
  sample: [], folders: { home: '/home', site: '/site', packages: '/packages' }, ...more,
})

export const piece = (more: Partial<Piece['standing']> = {}): Piece => ({
  ...pieceOf({ story: storyId, revision: { number: 1, sha256: revision }, lastEvent: 'e'.repeat(64), channel: ['City'], ...more }),
  headline: 'Night school by the river', slugline: 'night-school', channel: ['City'], byline: 'By Ann Lee', authorName: '刘强', characters: 120, photos: 0,
  submittedAt: '2026-11-22T10:00:00Z', waitingSince: '2026-11-22T10:00:00Z', reason: '', signedBy: '', signedAt: '', publications: [], dueAt: null, claim: null, edited: false,
})

export const story: Story = {
  schema: 3, contributors: [], columnTag: '', originalHeadline: '', correction: null, id: storyId, slugline: 'night-school', language: 'en', kicker: '', headline: 'Night school by the river', deck: '', byline: 'By Ann Lee', dateline: '', source: 'Han River Daily', channel: ['City'],
  responsibleEditor: '', keywords: [], summary: '', publishTime: null, embargo: null, destinations: [], targetLength: 0, body: emptyBody('a'), photos: {},
}

export const dossier = dossierOf

let acts = 0
/** An act on the piece as people read it, its envelope left empty. */
export const event = (more: Partial<PieceEvent> = {}): PieceEvent => {
  acts += 1
  return { id: String(acts).padStart(64, '0'), decision: 'submit', stage: 'submission', person: 'liu', name: '刘强', at: '2026-11-22T10:00:00Z', reason: '', revision, envelope: { payloadType: 'application/vnd.stet.review+json', payload: '', signatures: [{ keyid: 'a'.repeat(64), sig: '' }] }, issues: [], closes: [], pass: null, behalf: '', carried: null, destination: '', receipt: null, lateBy: null, ...more }
}

/** A house of one policy, as an editor sees it. */
export const house = (policy: Policy): House => ({ policyOf: () => policy, askerFor: () => ({ person: people.editor, policy, lent: [], now: Date.parse('2026-11-28T08:00:00Z') }) })

type Answers = Partial<Record<Method, (input: unknown) => Outcome<unknown> | Promise<Outcome<unknown>>>>
export type Asked = { method: Method; input: unknown }

/** A host at the other end of the bridge, answering from a table; what it lacks it refuses. Keeps what it was asked. */
export const hostPort = (answers: Answers): { port: BridgePort; asked: Asked[]; emit: (event: HostEvent) => void } => {
  const asked: Asked[] = []
  const listeners = new Set<(event: HostEvent) => void>()
  const quiet: Answers = { 'library.list': () => ok([]), 'outbox.list': () => ok([]), 'desk.pieces': () => ok([]), 'desk.policies': () => ok([]), 'desk.delegations': () => ok([]), 'desk.colleagues': () => ok([]), 'desk.keptWorkings': () => ok([]), 'desk.seen': () => ok(null), 'app.settings': () => ok(null) }
  const ask = (method: Method, input: unknown): Promise<Outcome<unknown>> => {
    asked.push({ method, input })
    return Promise.resolve((answers[method] ?? quiet[method] ?? (() => failed('bridge-unknown', method)))(input))
  }
  const listen = (listener: (event: HostEvent) => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return { port: { ask: ask as BridgePort['ask'], listen, live: (_story, heard) => { queueMicrotask(() => heard.closed(4404, 'live-embedded')); return { send: () => undefined, close: () => undefined } } }, asked, emit: (event) => { for (const listener of listeners) listener(event) } }
}
