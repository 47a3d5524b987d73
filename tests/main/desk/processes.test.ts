import { spawn, type ChildProcess } from 'node:child_process'
import { sign } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Client } from 'pg'

import { deskClient, type DeskClient } from '../../../src-shared/desk-api/client'
import type { Piece } from '../../../src-shared/desk-api/pieces'
import { ENROL_TYPE, type Health } from '../../../src-shared/desk-api/routes'
import { valueOf, type Outcome } from '../../../src-shared/outcome'
import { SUBMISSION } from '../../../src-shared/review/command'
import { preAuthBytes, toBase64, type Envelope } from '../../../src-shared/signoff/envelope'
import { REVIEW_TYPE, type NewReviewStatement } from '../../../src-shared/signoff/statement'
import { canonicalBytes } from '../../../src-shared/story/canonical'
import { countStory } from '../../../src-shared/story/count'
import { verifyPagePlugin } from '../../../verify-page.vite'
import { codeOf, makeSigner, makeStory, nodeCrypto, seal, type Signer } from './newsroom'
import { onPostgres } from './on-postgres'

const root = join(import.meta.dirname, '../../..')
const idOf = (number: number): string => `c3d1c0de-0000-4000-8000-${String(number).padStart(12, '0')}`

type Running = { child: ChildProcess; url: string; output: () => string; log: () => Record<string, unknown>[]; ended: Promise<number | NodeJS.Signals | null> }

onPostgres('two desk processes on one PostgreSQL', (store) => {
  let built = ''
  let home = ''
  let databaseUrl = ''
  let health: Health
  const running: Running[] = []

  const start = (args: readonly string[], ready: RegExp | null, env: Record<string, string> = {}, at = home): Promise<Running> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [join(built, 'cli.mjs'), 'desk', ...args, '--home', at], {
        env: { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: '', DATABASE_URL: databaseUrl, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      let output = ''
      let log = ''
      const ended = new Promise<number | NodeJS.Signals | null>((done) => child.once('close', (code, signal) => done(code ?? signal)))
      const one: Running = { child, url: '', output: () => output, log: () => log.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>), ended }
      child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()))
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString()
        const found = ready?.exec(output)
        if (found) resolve({ ...one, url: found[1] ?? '' })
      })
      void ended.then((code) => (ready === null && code === 0 ? resolve(one) : reject(new Error(`stet desk ${args.join(' ')} ended with ${String(code)}:\n${output}${log}`))))
    })
  const serve = async (env: Record<string, string> = {}): Promise<Running> => {
    const desk = await start(['serve', '--port', '0'], /The desk answers at (\S+) /, env)
    running.push(desk)
    return desk
  }

  beforeAll(async () => {
    // Beside the packages, so that what is not bundled is found.
    await mkdir(join(root, 'node_modules/.cache'), { recursive: true })
    built = await mkdtemp(join(root, 'node_modules/.cache/stet-desk-'))
    home = await mkdtemp(join(tmpdir(), 'stet-desk-processes-'))
    await build({ root, configFile: false, logLevel: 'silent', plugins: [verifyPagePlugin()], build: { ssr: join(root, 'src-main/cli.ts'), outDir: built, target: 'node24', rollupOptions: { output: { entryFileNames: 'cli.mjs' } } } })
    databaseUrl = await store.databaseUrl()
  })
  afterAll(async () => {
    for (const { child } of running) child.kill('SIGKILL')
    await Promise.all(running.map(({ ended }) => ended))
    await rm(home, { recursive: true, force: true })
    await rm(built, { recursive: true, force: true })
  })

  type Person = Signer & { token: string; credential: string }
  const clientAt = (url: string, token: string | null): DeskClient => deskClient({ base: url, fetch: (request) => fetch(request), token: () => token, timeout: 15_000 })
  const join_ = async (url: string, login: string, name: string, role: 'reporter' | 'editor'): Promise<Person> => {
    const added = await start(['add-person', '--name', name, '--login', login, '--role', role], null)
    const password = /: ?([\w-]{16})\s*$/.exec(added.output())?.[1] ?? ''
    const { token, person } = valueOf(await clientAt(url, null).call('signIn', { body: { login, password } }))
    const signer = makeSigner(person.id, name, role)
    const proof = toBase64(sign(null, preAuthBytes(ENROL_TYPE, new TextEncoder().encode(`${health.desk.key} ${person.id}`)), signer.privateKey))
    const enrolled = valueOf(await clientAt(url, token).call('enrolKey', { body: { publicKey: signer.publicKey, proof } }))
    return { ...signer, token, credential: enrolled.credential ?? '' }
  }
  const actOf = (signer: Person, number: number, standing: Piece['standing'] | null, act: Partial<NewReviewStatement>): Envelope => {
    const story = makeStory(idOf(number))
    const statement: NewReviewStatement = {
      type: 'stet.review/2', desk: health.desk.key, policy: nodeCrypto.sha256(canonicalBytes(health.policy)), story: story.id,
      revision: { number: 1, sha256: nodeCrypto.sha256(canonicalBytes(story)) },
      headline: story.headline, characters: countStory(story).characters, photos: [], channel: story.channel, changes: [], issues: [], closes: [], pass: null, delegation: null, stage: standing ? (health.policy.stages[0]?.id ?? '') : SUBMISSION, decision: 'submit', reason: '',
      signer: { person: signer.person, name: signer.name, key: signer.key, credential: signer.credential }, at: new Date().toISOString(), previous: standing?.lastEvent ?? null, ...act,
    }
    return seal(REVIEW_TYPE, statement, signer)
  }
  const send = (url: string, signer: Person, route: 'submit' | 'review', number: number, envelope: Envelope): Promise<Outcome<Piece>> =>
    clientAt(url, signer.token).call(route, { params: { story: idOf(number) }, body: { envelope } })
  const upload = async (url: string, signer: Person, number: number): Promise<Outcome<null>> => {
    const body = canonicalBytes(makeStory(idOf(number)))
    return clientAt(url, signer.token).call('putRevision', { params: { sha256: nodeCrypto.sha256(body) }, body })
  }
  /** As an outbox does: the same act again, wherever a desk answers. */
  const until = async <T>(urls: readonly string[], ask: (url: string) => Promise<Outcome<T>>): Promise<T> => {
    let last: Outcome<T> | null = null
    for (let tries = 0; tries < 40; tries += 1) {
      last = await ask(urls[tries % urls.length]!)
      if (last.ok) return last.value
      if (!['desk-unreachable', 'desk-closed', 'desk-busy', 'database-unreachable'].includes(last.code)) break
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(JSON.stringify(last))
  }
  const chain = async (): Promise<Record<string, unknown>[]> => {
    const client = new Client({ connectionString: databaseUrl })
    await client.connect()
    const { rows } = await client.query<{ seq: number; previous: string | null; received_at: string; envelope: string; digest: string }>('select * from ledger order by seq')
    await client.end()
    let previous: string | null = null
    for (const [index, row] of rows.entries()) {
      expect([row.seq, row.previous]).toEqual([index + 1, previous])
      previous = nodeCrypto.sha256(Buffer.from(`{"seq":${String(row.seq)},"previous":${JSON.stringify(row.previous)},"receivedAt":${JSON.stringify(row.received_at)},"envelope":${row.envelope}}`))
      expect(row.digest).toBe(previous)
    }
    return rows.map(({ envelope }) => JSON.parse(Buffer.from((JSON.parse(envelope) as Envelope).payload, 'base64').toString()) as Record<string, unknown>)
  }

  it('take work together, lose nothing when one of them is killed, and stop in order', async () => {
    // All at once, on a home and a database where nothing is yet.
    const [first, second, third] = await Promise.all([serve(), serve(), serve({ STET_METRICS_PORT: '0' })])
    expect((await readdir(join(home, 'desk'))).sort()).toEqual(['desk-key.pem', 'first-password', 'newsroom.json'])
    health = valueOf(await clientAt(first.url, null).call('health', {}))
    for (const { url } of running) {
      expect(valueOf(await clientAt(url, null).call('health', {})).desk).toEqual(health.desk)
      expect((await fetch(`${url}/readyz`)).status).toBe(200)
    }
    const author = await join_(first.url, 'shen', '沈牧', 'reporter')
    const editor = await join_(second.url, 'gu', '顾岚', 'editor')
    const other = await join_(third.url, 'lu', '陆川', 'editor')
    const urls = [first.url, second.url]
    const begun = (await chain()).length

    // Pieces go in at one process and are signed off at the other, while the second is killed on the way.
    let done = 0
    const killed = { at: 0 }
    const numbers = Array.from({ length: 24 }, (_, index) => index + 1)
    await Promise.all(
      numbers.map(async (number) => {
        const here = number % 2 === 0 ? urls : [...urls].reverse()
        await until(here, (url) => upload(url, author, number))
        const submission = actOf(author, number, null, {})
        const piece = await until(here, (url) => send(url, author, 'submit', number, submission))
        const signOff = actOf(editor, number, piece.standing, { decision: 'signOff' })
        const passed = await until([...here].reverse(), (url) => send(url, editor, 'review', number, signOff))
        expect(passed.standing.state).toBe('signedOff')
        if ((done += 1) === 6) {
          killed.at = done
          second.child.kill('SIGKILL')
        }
      }),
    )
    expect(killed.at).toBe(6)
    expect(await second.ended).toBe('SIGKILL')
    const acts = await chain()
    expect(acts).toHaveLength(begun + 48)
    for (const decision of ['submit', 'signOff']) expect(acts.filter((act) => act['decision'] === decision).map((act) => act['story']).sort()).toEqual(numbers.map(idOf).sort())

    // One review, raced by two people at two processes.
    await until([first.url], (url) => upload(url, author, 99))
    const piece = valueOf(await send(third.url, author, 'submit', 99, actOf(author, 99, null, {})))
    const raced = await Promise.all([
      send(first.url, editor, 'review', 99, actOf(editor, 99, piece.standing, { decision: 'signOff' })),
      send(third.url, other, 'review', 99, actOf(other, 99, piece.standing, { decision: 'return', reason: '再改。' })),
    ])
    expect(raced.map(codeOf).sort()).toEqual(['ok', 'stale'])
    expect(await chain()).toHaveLength(begun + 50)

    // A meter on a port of its own.
    const metrics = String(third.log().find(({ msg }) => msg === 'listening')?.['metrics'])
    expect(await (await fetch(`${metrics}/metrics`)).text()).toContain(`stet_ledger_lines ${String(begun + 50)}\n`)
    expect((await fetch(`${third.url}/metrics`)).status).toBe(404)

    // Told to stop, both end well; what they logged is JSON and says nothing of anybody's words.
    for (const { child } of [first, third]) child.kill('SIGTERM')
    expect(await Promise.all([first.ended, third.ended])).toEqual([0, 0])
    const log = [...first.log(), ...third.log()]
    expect(log.filter(({ msg }) => msg === 'stopped')).toHaveLength(2)
    const request = log.find(({ route }) => route === 'review')
    expect(request).toMatchObject({ level: 'info', msg: 'request', method: 'POST', status: 200, address: '127.0.0.1', id: expect.stringMatching(/^[\w-]{36}$/) as string, person: editor.person })
    const said = JSON.stringify(log)
    const password = (await readFile(join(home, 'desk/first-password'), 'utf8')).trim()
    for (const secret of [author.token, editor.token, password, '渡口新桥通车', '再改', databaseUrl]) expect(said).not.toContain(secret)
    expect(first.output()).not.toContain(password)
  }, 90_000)

  it('reject another key, and a setting that is wrong', async () => {
    await expect(start(['serve', '--port', '0'], /answers/, { STET_DESK_KEY_FILE: join(home, 'no-key.pem') })).rejects.toThrow(/ended with 1:[\s\S]*no-key\.pem/)
    await expect(start(['serve', '--port', '0'], /answers/, { STET_LOG_LEVEL: 'loud' })).rejects.toThrow(/ended with 1:[\s\S]*STET_LOG_LEVEL/)
    const elsewhere = await mkdtemp(join(tmpdir(), 'stet-desk-elsewhere-'))
    try {
      await expect(start(['serve', '--port', '0'], /answers/, {}, elsewhere)).rejects.toThrow(/ended with 1:[\s\S]*another desk key/)
    } finally {
      await rm(elsewhere, { recursive: true, force: true })
    }
  })
})
