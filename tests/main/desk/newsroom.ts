import { sign } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import sharp from 'sharp'

import { openDesk, type Desk, type DeskOptions } from '../../../src-main/desk/desk'
import { lineOfRow } from '../../../src-main/desk/shared-ledger'
import { deskClient, type DeskClient } from '../../../src-shared/desk-api/client'
import type { Piece } from '../../../src-shared/desk-api/pieces'
import { ENROL_TYPE } from '../../../src-shared/desk-api/routes'
import { failed, failureSchema, ok, valueOf, type Failure, type Outcome } from '../../../src-shared/outcome'
import type { Connector } from '../../../src-shared/publication/connector'
import { EVERYTHING } from '../../../src-shared/publication/destination'
import { listsBytes } from '../../../src-shared/proofing/house/lists'
import type { Row } from '../../../src-shared/proofing/house/row'
import { PROOF, SUBMISSION } from '../../../src-shared/review/command'
import type { Role } from '../../../src-shared/review/people'
import { oneStagePolicy, type Policy } from '../../../src-shared/review/policy'
import { preAuthBytes, toBase64, type Envelope } from '../../../src-shared/signoff/envelope'
import { DELEGATION_TYPE, LISTS_TYPE, REVIEW_TYPE, type DelegationStatement, type ListsStatement, type NewReviewStatement } from '../../../src-shared/signoff/statement'
import { canonicalBytes } from '../../../src-shared/story/canonical'
import { countStory } from '../../../src-shared/story/count'
import type { Photo, Story } from '../../../src-shared/story/story'
import { drawPhoto, type DrawnPhoto } from '../../support/sample-photos'
import { block } from '../../support/sample-story'
import { openMachine } from '../../../src-main/proofing/machine'
import { makeSigner, nodeCrypto, seal, type Signer } from '../../support/signed-piece'

export { nodeCrypto, seal, makeSigner, type Signer }

export const PASSWORD = 'correct horse battery'
const policyDigestOf = (policy: Policy): string => nodeCrypto.sha256(canonicalBytes(policy))

/** Where the tables stand in a test: a connection string, or null for SQLite in the desk's folder. */
export type Store = { name: string; databaseUrl: () => Promise<string | null> }
export const sqliteStore: Store = { name: 'SQLite', databaseUrl: () => Promise.resolve(null) }

let drawn: Promise<DrawnPhoto> | null = null
/** One small photo, drawn once. */
export const smallPhoto = (): Promise<DrawnPhoto> => (drawn ??= drawPhoto({ width: 96, height: 64, name: 'river.jpg' }))

/** A short story with the given photos after its text. */
export const makeStory = (id: string, photos: readonly Photo[] = [], changes: Partial<Story> = {}): Story => ({
  schema: 3, contributors: [], columnTag: '', originalHeadline: '', correction: null, id, slugline: `slug-${id.slice(0, 4)}`, language: 'zh-CN', kicker: '', headline: '渡口新桥通车', deck: '', byline: '本报记者 沈牧', dateline: '', source: '江畔日报',
  channel: ['社会', '交通'], responsibleEditor: '', keywords: [], summary: '', publishTime: null, embargo: null, destinations: [], targetLength: 0,
  body: { type: 'doc', content: [block.paragraph('p1', '桥通了，两岸的人都来看。'), ...photos.map((photo, index) => block.photo(`f${index}`, photo.sha256, '新桥。', '沈牧 摄', '江上一座桥'))] },
  photos: Object.fromEntries(photos.map((photo) => [photo.sha256, photo])),
  ...changes,
})

/** Somebody with an account, a key, and a client signed in as them. */
export type Member = Signer & { login: string; client: DeskClient; token: string }

/** A connector that keeps each piece as a file, so that publishing twice is the same file. */
export const fileConnector = (folder: string, id = 'site'): Connector & { calls: () => number; atOnce: () => number; fail: (failure: Failure | null) => void; hold: (gate: Promise<void> | null) => void } => {
  let calls = 0
  let running = 0
  let atOnce = 0
  let failure: Failure | null = null
  let gate: Promise<void> | null = null
  return {
    describe: () => ({ id, name: `Test ${id}`, kind: 'site', address: 'http://localhost/', carries: EVERYTHING }),
    publish: async (piece, photo) => {
      calls += 1
      atOnce = Math.max(atOnce, (running += 1))
      await gate
      await mkdir(folder, { recursive: true })
      for (const sha256 of Object.keys(piece.story.photos)) await writeFile(join(folder, sha256), await photo(sha256))
      await writeFile(join(folder, `${piece.story.id}.json`), piece.storyBytes)
      running -= 1
      return failure ?? ok({ destination: id, remoteId: piece.story.id, url: `http://localhost/${piece.story.id}`, remoteVersion: piece.sha256, sent: piece.sha256 })
    },
    takeDown: async (story) => {
      await rm(join(folder, `${story}.json`), { force: true })
      return failure ?? ok({ destination: id, remoteId: story, url: `http://localhost/${story}`, remoteVersion: 'down', sent: nodeCrypto.sha256(Buffer.from('down')) })
    },
    look: (_story, last) => Promise.resolve(ok({ state: 'live', version: last.remoteVersion, url: last.url, edited: null, copy: null })),
    preview: ({ story, time }) => Promise.resolve(ok({ copy: { title: story.headline, summary: '', lines: [], channels: [], keywords: [], authors: [], photos: [], time }, source: '' })),
    test: () => Promise.resolve(ok([])),
    choices: () => Promise.resolve(ok({ channels: [], authors: [] })),
    calls: () => calls,
    /** The most publications that ever ran at the same time. */
    atOnce: () => atOnce,
    fail: (next) => {
      failure = next
    },
    hold: (next) => {
      gate = next
    },
  }
}

const checkPhoto: DeskOptions['checkPhoto'] = async (name, bytes) => {
  try {
    const { width, height, format } = await sharp(bytes).metadata()
    if (format !== 'jpeg' && format !== 'png') return failed('photo-unsupported', 'Not a picture.')
    return ok({ photo: { sha256: nodeCrypto.sha256(bytes), mediaType: `image/${format}`, width, height, bytes: bytes.length, name } })
  } catch {
    return failed('photo-unsupported', 'Not a picture.')
  }
}

const LINE = /^\{?"seq":(\d+),"previous":(null|"\w+"),"receivedAt":"([^"]*)","envelope":(.*)\}$/

const withClient = async <T>(databaseUrl: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
const rowsOfLedger = (databaseUrl: string): Promise<string[]> =>
  withClient(databaseUrl, async (client) => (await client.query<Parameters<typeof lineOfRow>[0]>('select * from ledger order by seq')).rows.map(lineOfRow))
const overwriteRows = (databaseUrl: string, lines: readonly string[]): Promise<void> =>
  withClient(databaseUrl, async (client) => {
    await client.query('delete from ledger')
    for (const [index, line] of lines.entries()) {
      const [, seq, previous, receivedAt, envelope] = LINE.exec(line) ?? [line, String(index + 1), 'null', '', line]
      await client.query('insert into ledger values ($1, $2, $3, $4, $5)', [seq, JSON.parse(previous), nodeCrypto.sha256(Buffer.from(line)), receivedAt, envelope])
    }
  })

export type Newsroom = Awaited<ReturnType<typeof openNewsroom>>

/** A desk in a temporary folder with a clock that is set by hand, and the means to act at it as anybody. */
export const openNewsroom = async (store: Store = sqliteStore, given: Partial<DeskOptions> = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'stet-desk-'))
  const databaseUrl = given.databaseUrl ?? (await store.databaseUrl())
  const policy = given.policy ?? oneStagePolicy
  const deskSigner = makeSigner('desk', 'The desk', 'admin')
  const clock = { time: Date.parse('2026-05-04T08:00:00.000Z') }
  const reports: string[] = []
  const connector = fileConnector(join(folder, 'site'))
  const second = fileConnector(join(folder, 'second'), 'second')
  const options: DeskOptions = {
    folder: join(folder, 'desk'),
    databaseUrl,
    name: '江畔日报',
    version: '0.0.0',
    policy,
    // Every reading moves the clock, so that no two events share a time by luck.
    now: () => new Date((clock.time += 1000)).toISOString(),
    key: { id: deskSigner.key, publicKey: deskSigner.publicKey, sign: (payloadType, payload) => ({ payloadType, payload: toBase64(payload), signatures: [{ keyid: deskSigner.key, sig: toBase64(sign(null, preAuthBytes(payloadType, payload), deskSigner.privateKey)) }] }) },
    crypto: nodeCrypto,
    connectors: [connector, second],
    makePackage: async (piece, photo) => {
      const photos = await Promise.all(Object.keys(piece.story.photos).map(photo))
      const bytes = Buffer.concat([Buffer.from('PK'), piece.storyBytes, ...photos])
      return ok({ size: bytes.length, stream: new Blob([bytes]).stream() })
    },
    machine: openMachine('0.0.0', nodeCrypto.sha256),
    checkPhoto,
    // The real cost is tried in accounts.test.ts; here it would be most of the time.
    passwordCost: { memorySize: 64, iterations: 1 },
    report: (message) => reports.push(message),
    ...given,
  }
  let desk: Desk = valueOf(await openDesk(options))
  const fetchDesk = (request: Request): Promise<Response> => desk.fetch(request)
  const clientFor = (token: string | null): DeskClient => deskClient({ base: 'http://desk.local', fetch: fetchDesk, token: () => token })

  const join_ = async (person: string, name: string, role: Role, enrol = true): Promise<Member> => {
    const signer = makeSigner(person, name, role)
    valueOf(await desk.addPerson({ id: person, name, login: person, role, password: PASSWORD }))
    const { token } = valueOf(await clientFor(null).call('signIn', { body: { login: person, password: PASSWORD } }))
    const member = { ...signer, login: person, token, client: clientFor(token) }
    if (enrol) valueOf(await enrolAs(member))
    return member
  }
  const proofOf = (signer: Signer, person: string, deskKey = deskSigner.key): string =>
    toBase64(sign(null, preAuthBytes(ENROL_TYPE, new TextEncoder().encode(`${deskKey} ${person}`)), signer.privateKey))
  /** The newest credential of every key, as the desk answered it. */
  const credentials = new Map<string, string>()
  const enrolAs = async (member: Member, key: Signer = member) => {
    const enrolled = await member.client.call('enrolKey', { body: { publicKey: key.publicKey, proof: proofOf(key, member.person) } })
    if (enrolled.ok) credentials.set(key.key, enrolled.value.credential ?? '')
    return enrolled
  }

  const statementOf = (signer: Signer, story: Story, standing: Piece['standing'] | null, act: Partial<NewReviewStatement>): NewReviewStatement => {
    const decision = act.decision ?? 'submit'
    const written = decision === 'submit' || decision === 'correct'
    const number = (standing?.revision.number ?? 0) + 1
    const own = { number, sha256: nodeCrypto.sha256(canonicalBytes(story)) }
    return {
      type: 'stet.review/2',
      desk: deskSigner.key,
      policy: policyDigestOf(policy),
      story: story.id,
      revision: written || decision === 'revise' ? own : (standing?.revision ?? own),
      headline: story.headline,
      characters: countStory(story).characters,
      photos: Object.keys(story.photos).sort(),
      channel: story.channel,
      stage: written ? SUBMISSION : decision === 'proof' ? PROOF : (policy.stages[standing?.stage ?? 0]?.id ?? ''),
      decision,
      reason: '',
      changes: [],
      issues: [],
      closes: [],
      pass: decision === 'proof' ? (standing?.proofs.length ?? 0) + 1 : null,
      signer: { person: signer.person, name: signer.name, key: signer.key, credential: credentials.get(signer.key) ?? '0'.repeat(64) },
      delegation: null,
      at: new Date(clock.time).toISOString(),
      previous: standing?.lastEvent ?? null,
      ...act,
    }
  }
  const upload = async (member: Member, story: Story, photos: readonly DrawnPhoto[] = []): Promise<string> => {
    for (const { photo, bytes } of photos) valueOf(await member.client.call('putPhoto', { params: { sha256: photo.sha256 }, body: bytes as Uint8Array<ArrayBuffer> }))
    const bytes = canonicalBytes(story)
    const sha256 = nodeCrypto.sha256(bytes)
    valueOf(await member.client.call('putRevision', { params: { sha256 }, body: bytes }))
    return sha256
  }
  const send = (member: Member, story: string, envelope: Envelope, route: 'submit' | 'review' = 'submit'): Promise<Outcome<Piece>> => member.client.call(route, { params: { story }, body: { envelope } })
  const submit = async (member: Member, story: Story, standing: Piece['standing'] | null = null, act: Partial<NewReviewStatement> = {}): Promise<Outcome<Piece>> =>
    send(member, story.id, seal(REVIEW_TYPE, statementOf(member, story, standing, act), member))
  /** Cuts a revision at the desk and, where `decided` is given, decides on it in the same command. */
  const reviseAnd = async (member: Member, story: Story, standing: Piece['standing'], edit: Partial<NewReviewStatement>, decided: ((edited: Piece['standing']) => NewReviewStatement) | null = null): Promise<Outcome<Piece>> => {
    const statement = statementOf(member, story, standing, { decision: 'revise', ...edit })
    const after = { ...standing, revision: statement.revision, lastEvent: nodeCrypto.sha256(canonicalBytes(statement)) }
    return member.client.call('reviewEdited', { params: { story: story.id }, body: { edit: seal(REVIEW_TYPE, statement, member), envelope: decided ? seal(REVIEW_TYPE, decided(after), member) : null } })
  }
  type Given = Extract<DelegationStatement, { kind: 'given' }>
  const lend = (giver: Member, to: Member, given: Partial<Given> = {}) => {
    const at = new Date(clock.time).toISOString()
    const statement: Given = {
      type: 'stet.delegation/1', kind: 'given', desk: deskSigner.key, to: { person: to.person, name: to.name }, role: 'editor', channel: [], stages: [], notBefore: at,
      notAfter: new Date(clock.time + 7 * 86_400_000).toISOString(), reason: '出差。', signer: { person: giver.person, name: giver.name, key: giver.key, credential: credentials.get(giver.key) ?? '' }, at, ...given,
    }
    return giver.client.call('delegate', { body: { envelope: seal(DELEGATION_TYPE, statement, giver) } })
  }
  const endLoan = (by: Member, delegation: string) =>
    by.client.call('delegate', {
      body: {
        envelope: seal(
          DELEGATION_TYPE,
          { type: 'stet.delegation/1', kind: 'ended', desk: deskSigner.key, delegation, reason: '', signer: { person: by.person, name: by.name, key: by.key, credential: credentials.get(by.key) ?? '' }, at: new Date(clock.time).toISOString() } satisfies DelegationStatement,
          by,
        ),
      },
    })
  /** Signs the next version of the house's lists after `before`, and gives it to the desk. */
  const listsFrom = (by: Member, rows: Row[], before: { id: string; number: number } | null, given: Partial<ListsStatement> = {}) => {
    const statement: ListsStatement = {
      type: 'stet.lists/1', desk: deskSigner.key, number: (before?.number ?? 0) + 1, sha256: nodeCrypto.sha256(listsBytes(rows)), rows: rows.length, previous: before?.id ?? null, reason: '编委会议定。',
      signer: { person: by.person, name: by.name, key: by.key, credential: credentials.get(by.key) ?? '0'.repeat(64) }, at: new Date(clock.time).toISOString(), ...given,
    }
    return { envelope: seal(LISTS_TYPE, statement, by), lists: { schema: 1 as const, rows } }
  }
  const saveLists = (by: Member, rows: Row[], before: { id: string; number: number } | null, given: Partial<ListsStatement> = {}) => by.client.call('saveLists', { body: listsFrom(by, rows, before, given) })
  const review = (member: Member, story: Story, standing: Piece['standing'], act: Partial<NewReviewStatement>): Promise<Outcome<Piece>> =>
    send(member, story.id, seal(REVIEW_TYPE, statementOf(member, story, standing, act), member), 'review')

  return {
    folder: options.folder, policy, deskSigner, clock, reports, connector, second, options, databaseUrl,
    desk: () => desk,
    client: clientFor,
    join: join_,
    proofOf, enrolAs, credentials, statementOf, upload, send, submit, review, reviseAnd, lend, endLoan, listsFrom, saveLists,
    /** Uploads, submits and signs off through every stage, by one editor a stage. */
    clear: async (author: Member, editors: readonly Member[], story: Story, photos: readonly DrawnPhoto[] = []): Promise<Piece> => {
      await upload(author, story, photos)
      let piece = valueOf(await submit(author, story))
      for (const [index, editor] of editors.entries())
        piece = valueOf(await review(editor, story, piece.standing, { decision: index === policy.stages.length - 1 ? 'signOff' : 'pass', reason: '事实已核。' }))
      return piece
    },
    /** A request as any program could make it. Bytes that are no Failure count as good. */
    request: async (method: string, path: string, init: { token?: string; body?: RequestInit['body']; headers?: Record<string, string> } = {}): Promise<{ status: number; failure: Failure | null; response: Response }> => {
      const headers = { ...(init.token === undefined ? {} : { authorization: `Bearer ${init.token}` }), ...init.headers }
      const response = await fetchDesk(new Request(`http://desk.local${path}`, { method, headers, ...(init.body === undefined ? {} : { body: init.body, duplex: 'half' as const }) }))
      if (response.ok) return { status: response.status, failure: null, response }
      return { status: response.status, failure: { ...failureSchema.parse(await response.clone().json()) }, response }
    },
    ledgerFile: join(options.folder, 'ledger.jsonl'),
    ledgerLines: async (): Promise<string[]> => (databaseUrl === null ? (await readFile(join(options.folder, 'ledger.jsonl'), 'utf8')).split('\n').filter(Boolean) : rowsOfLedger(databaseUrl)),
    /** Puts these lines where the ledger stands, as somebody would who may write there. */
    writeLedger: async (lines: readonly string[]): Promise<void> => (databaseUrl === null ? writeFile(join(options.folder, 'ledger.jsonl'), lines.map((line) => `${line}\n`).join('')) : overwriteRows(databaseUrl, lines)),
    reopen: async (changes: Partial<DeskOptions> = {}): Promise<Outcome<Desk>> => {
      await desk.close()
      const opened = await openDesk({ ...options, ...changes })
      if (opened.ok) desk = opened.value
      return opened
    },
    close: async (): Promise<void> => {
      await desk.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** What a refusal was, for a short expectation. */
export const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'ok' : outcome.code)
