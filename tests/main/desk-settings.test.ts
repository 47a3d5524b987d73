import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { readDeskSettings } from '../../src-main/desk-settings'

const S3 = { STET_S3_ENDPOINT: 'https://s3.example.org', STET_S3_BUCKET: 'desk', STET_S3_KEY_ID: 'id', STET_S3_SECRET: 'hush' }

describe('the environment of a desk', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'stet-settings-'))
    writeFileSync(join(folder, 'secret'), 'from a file\n')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('needs nothing', () => {
    expect(readDeskSettings({ STET_LOG_LEVEL: '', PATH: '/bin' })).toEqual({
      ok: true,
      value: { databaseUrl: null, keyFile: null, store: null, logLevel: 'info', tls: null, publicUrl: null, proxies: 0, metrics: { here: false, port: null }, live: false, stopSeconds: 20, drainSeconds: 0 },
    })
  })

  it('is read whole, secrets from files too', () => {
    const read = readDeskSettings({
      DATABASE_URL: 'postgres://desk@db/desk', STET_DESK_KEY_FILE: '/run/key', STET_LOG_LEVEL: 'warn', STET_TLS_CERT: 'a', STET_TLS_KEY: 'b', STET_PUBLIC_URL: 'https://desk.example.org/1', STET_TRUST_PROXY: '1', STET_LIVE: '1', STET_METRICS: '1', STET_METRICS_PORT: '9100', STET_STOP_SECONDS: '5', STET_DRAIN_SECONDS: '3',
      ...S3, STET_S3_SECRET: undefined, STET_S3_SECRET_FILE: join(folder, 'secret'), STET_S3_PREFIX: 'paper', STET_S3_REGION: 'cn-north-1',
    })
    expect(read).toEqual({
      ok: true,
      value: {
        databaseUrl: 'postgres://desk@db/desk', keyFile: '/run/key', logLevel: 'warn', tls: { cert: 'a', key: 'b' }, publicUrl: 'https://desk.example.org/1', proxies: 1, metrics: { here: true, port: 9100 }, live: true, stopSeconds: 5, drainSeconds: 3,
        store: { endpoint: 'https://s3.example.org', bucket: 'desk', region: 'cn-north-1', keyId: 'id', secret: 'from a file', prefix: 'paper/' },
      },
    })
  })

  it.each<[string, Record<string, string>]>([
    ['DATABASE_URL', { DATABASE_URL: 'mysql://x' }],
    ['DATABASE_URL_FILE', { DATABASE_URL_FILE: '/no/such/file' }],
    ['STET_S3_SECRET', { ...S3, STET_S3_SECRET_FILE: '/also' }],
    ['STET_S3_SECRET', { ...S3, STET_S3_SECRET: '' }],
    ['STET_S3_ENDPOINT', { ...S3, STET_S3_ENDPOINT: '' }],
    ['STET_S3_ENDPOINT', { ...S3, STET_S3_ENDPOINT: 'file:///etc' }],
    ['STET_S3_PREFIX', { ...S3, STET_S3_PREFIX: '../x' }],
    ['STET_TLS_KEY', { STET_TLS_CERT: 'a' }],
    ['STET_LOG_LEVEL', { STET_LOG_LEVEL: 'loud' }],
    ['STET_PUBLIC_URL', { STET_PUBLIC_URL: 'ftp://desk.example.org' }],
    ['STET_PUBLIC_URL', { STET_PUBLIC_URL: 'https://desk.example.org/?hush' }],
    ['STET_TRUST_PROXY', { STET_TRUST_PROXY: 'yes' }],
    ['STET_METRICS_PORT', { STET_METRICS_PORT: '70000' }],
    ['STET_STOP_SECONDS', { STET_STOP_SECONDS: '-1' }],
  ])('rejects a wrong %s by name, without its value', (name, env) => {
    const read = readDeskSettings(env)
    expect(read).toMatchObject({ ok: false, code: 'setting-invalid', details: { name } })
    expect(JSON.stringify(read)).not.toContain('hush')
  })
})
