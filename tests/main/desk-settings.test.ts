import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openWords } from '../../src-main/cli/words'
import { readDeskSettings } from '../../src-main/desk-settings'

const SECRET = 'hush, this is a secret of forty letters.'
const OIDC = { STET_OIDC_ISSUER: 'https://id.example.org/realms/press', STET_OIDC_CLIENT_ID: 'stet', STET_URL: 'https://desk.example.org' }
const S3 = { STET_S3_ENDPOINT: 'https://s3.example.org', STET_S3_BUCKET: 'desk', STET_S3_KEY_ID: 'id', STET_S3_SECRET: 'hush' }

describe('the environment of a desk', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'stet-settings-'))
    writeFileSync(join(folder, 'secret'), 'from a file\n')
    writeFileSync(join(folder, 'long'), `${SECRET}\n`)
    writeFileSync(join(folder, 'empty'), '\n')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('needs nothing', () => {
    expect(readDeskSettings({ STET_LOG_LEVEL: '', PATH: '/bin' })).toEqual({
      ok: true,
      value: { databaseUrl: null, keyFile: null, store: null, logLevel: 'info', tls: null, publicUrl: null, proxies: 0, metrics: { here: false, port: null }, live: true, reach: 'house', stopSeconds: 20, drainSeconds: 0, secret: null, oidc: null },
    })
  })

  it('is read whole, secrets from files too', () => {
    const read = readDeskSettings({
      DATABASE_URL: 'postgres://desk@db/desk', STET_DESK_KEY_FILE: '/run/key', STET_LOG_LEVEL: 'warn', STET_TLS_CERT: 'a', STET_TLS_KEY: 'b', STET_PUBLIC_URL: 'https://desk.example.org/1', STET_TRUST_PROXY: '1', STET_LIVE: '0', STET_REACH: 'public', STET_METRICS: '1', STET_METRICS_PORT: '9100', STET_STOP_SECONDS: '5', STET_DRAIN_SECONDS: '3',
      ...OIDC, STET_OIDC_CLIENT_SECRET_FILE: join(folder, 'secret'), STET_OIDC_NAME: '报社', STET_OIDC_CLAIM: 'login', STET_OIDC_ADMIT: 'reporter', STET_SECRET_FILE: join(folder, 'long'),
      ...S3, STET_S3_SECRET: undefined, STET_S3_SECRET_FILE: join(folder, 'secret'), STET_S3_PREFIX: 'paper', STET_S3_REGION: 'cn-north-1',
    })
    expect(read).toEqual({
      ok: true,
      value: {
        databaseUrl: 'postgres://desk@db/desk', keyFile: '/run/key', logLevel: 'warn', tls: { cert: 'a', key: 'b' }, publicUrl: 'https://desk.example.org/1', proxies: 1, metrics: { here: true, port: 9100 }, live: false, reach: 'public', stopSeconds: 5, drainSeconds: 3, secret: SECRET,
        oidc: { issuer: 'https://id.example.org/realms/press', clientId: 'stet', clientSecret: 'from a file', name: '报社', claim: 'login', admit: 'reporter', url: 'https://desk.example.org' },
        store: { endpoint: 'https://s3.example.org', bucket: 'desk', region: 'cn-north-1', keyId: 'id', secret: 'from a file', prefix: 'paper/' },
      },
    })
  })

  it('takes what is usual of a single sign-on that says only where it is', () => {
    expect(readDeskSettings(OIDC)).toMatchObject({ value: { oidc: { clientSecret: null, name: 'id.example.org', claim: 'preferred_username', admit: null } } })
    expect(readDeskSettings({ STET_URL: 'https://desk.example.org', STET_SECRET: SECRET })).toMatchObject({ value: { oidc: null, secret: SECRET } })
  })

  it.each<[string, string, Record<string, string>]>([
    ['setting-invalid', 'DATABASE_URL', { DATABASE_URL: 'mysql://x' }],
    ['setting-unreadable', 'DATABASE_URL_FILE', { DATABASE_URL_FILE: '/no/such/file' }],
    ['setting-twice', 'STET_S3_SECRET', { ...S3, STET_S3_SECRET_FILE: '/also' }],
    ['setting-missing', 'STET_S3_SECRET', { ...S3, STET_S3_SECRET: '' }],
    ['setting-missing', 'STET_S3_ENDPOINT', { ...S3, STET_S3_ENDPOINT: '' }],
    ['setting-invalid', 'STET_S3_ENDPOINT', { ...S3, STET_S3_ENDPOINT: 'file:///etc' }],
    ['setting-invalid', 'STET_S3_PREFIX', { ...S3, STET_S3_PREFIX: '../x' }],
    ['setting-missing', 'STET_TLS_KEY', { STET_TLS_CERT: 'a' }],
    ['setting-invalid', 'STET_REACH', { STET_REACH: 'everywhere' }],
    ['setting-invalid', 'STET_LOG_LEVEL', { STET_LOG_LEVEL: 'loud' }],
    ['setting-invalid', 'STET_PUBLIC_URL', { STET_PUBLIC_URL: 'ftp://desk.example.org' }],
    ['setting-invalid', 'STET_PUBLIC_URL', { STET_PUBLIC_URL: 'https://desk.example.org/?hush' }],
    ['setting-invalid', 'STET_TRUST_PROXY', { STET_TRUST_PROXY: 'yes' }],
    ['setting-invalid', 'STET_METRICS_PORT', { STET_METRICS_PORT: '70000' }],
    ['setting-invalid', 'STET_STOP_SECONDS', { STET_STOP_SECONDS: '-1' }],
    ['secret-too-short', 'STET_SECRET', { STET_SECRET: 'hush' }],
    ['setting-twice', 'STET_SECRET', { STET_SECRET: 'hush', STET_SECRET_FILE: '/also' }],
    ['setting-unreadable', 'STET_SECRET_FILE', { STET_SECRET_FILE: '/no/such/file' }],
    ['setting-missing', 'STET_OIDC_CLIENT_ID', { ...OIDC, STET_OIDC_CLIENT_ID: '' }],
    ['setting-missing', 'STET_URL', { ...OIDC, STET_URL: '' }],
    ['setting-missing', 'STET_OIDC_ISSUER', { ...OIDC, STET_OIDC_ISSUER: '' }],
    ['setting-invalid', 'STET_URL', { ...OIDC, STET_URL: 'desk.example.org' }],
    ['setting-invalid', 'STET_OIDC_ISSUER', { ...OIDC, STET_OIDC_ISSUER: 'id.example.org' }],
    ['setting-invalid', 'STET_OIDC_ADMIT', { ...OIDC, STET_OIDC_ADMIT: 'admin' }],
    ['setting-unreadable', 'STET_OIDC_CLIENT_SECRET_FILE', { ...OIDC, STET_OIDC_CLIENT_SECRET_FILE: '/no/such/file' }],
  ])('rejects %s: a wrong %s by its name, without its value', (code, name, env) => {
    const read = readDeskSettings(env)
    expect(read).toMatchObject({ ok: false, failures: [{ code, details: { name } }] })
    expect(JSON.stringify(read)).not.toContain('hush')
  })

  it('names everything that is wrong at once, each once, and a file by the variable that names it', () => {
    const read = readDeskSettings({ DATABASE_URL: 'mysql://x', STET_SECRET_FILE: join(folder, 'secret'), STET_S3_BUCKET: 'desk', STET_S3_SECRET_FILE: join(folder, 'empty'), STET_TLS_KEY: 'b', STET_OIDC_ISSUER: 'id', STET_TRUST_PROXY: '11' })
    const told = read.ok ? [] : read.failures.map(({ code, details }) => `${code} ${String(details['name'])}`)
    expect(told.toSorted()).toEqual([
      'secret-too-short STET_SECRET_FILE', 'setting-invalid DATABASE_URL', 'setting-invalid STET_OIDC_ISSUER', 'setting-invalid STET_TRUST_PROXY', 'setting-missing STET_OIDC_CLIENT_ID',
      'setting-missing STET_S3_ENDPOINT', 'setting-missing STET_S3_KEY_ID', 'setting-missing STET_TLS_CERT', 'setting-missing STET_URL', 'setting-unreadable STET_S3_SECRET_FILE',
    ])
  })

  it.each(['zh-CN', 'en'] as const)('says in %s which variable holds a secret that is too short, and how to make one', async (language) => {
    const words = await openWords(language)
    const read = readDeskSettings({ STET_SECRET: 'hush' })
    const said = read.ok ? '' : read.failures.map(words.failure).join()
    for (const part of ['STET_SECRET', '32', 'openssl rand -hex 32']) expect(said).toContain(part)
  })
})
