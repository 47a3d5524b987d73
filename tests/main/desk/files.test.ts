import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openFiles, type Files } from '../../../src-main/desk/files'
import { openS3, S3_PACE, type S3Settings } from '../../../src-main/desk/s3-client'
import { s3Files } from '../../../src-main/desk/s3-files'
import { makeStory, nodeCrypto, openNewsroom, smallPhoto } from './newsroom'

const settingsFor = (endpoint: string): S3Settings => ({ endpoint, bucket: 'desk', region: 'us-east-1', keyId: 'S3RVER', secret: 'S3RVER', prefix: 'paper/one/' })
const HASTY = { ...S3_PACE, pause: 5, patience: 300 }
const portOf = (server: Server): number => {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** One suite for every kind of store. `put` writes there as somebody would behind the desk's back. */
const filesSuite = (open: () => Promise<{ files: Files; put: (key: string, bytes: Uint8Array) => Promise<void>; close: () => Promise<void> }>): void => {
  let files: Files
  let put: (key: string, bytes: Uint8Array) => Promise<void>
  let close: () => Promise<void>
  beforeAll(async () => {
    const opened = await open()
    ;({ files, put, close } = opened)
  })
  afterAll(() => close())
  const revision = new TextEncoder().encode('{"headline":"渡口新桥通车"}')
  const name = nodeCrypto.sha256(revision)

  it('are ready', async () => {
    await files.ready()
    await files.ready()
  })
  it('give back what they were given, by its digest, and null for what they were not', async () => {
    expect(await files.revision(name)).toBeNull()
    await files.putRevision(name, revision)
    await files.putRevision(name, revision)
    expect(await files.revision(name)).toEqual(revision)
    const { photo, bytes } = await smallPhoto()
    expect([await files.photo(photo.sha256), await files.photoFacts(photo.sha256)]).toEqual([null, null])
    await files.putPhoto(photo, bytes)
    expect(await files.photoFacts(photo.sha256)).toEqual(photo)
    expect(Buffer.from((await files.photo(photo.sha256)) as Uint8Array).equals(bytes)).toBe(true)
  })
  it('keep a photo of several megabytes', async () => {
    const bytes = Buffer.alloc(6_000_000, 'stet')
    const photo = { ...(await smallPhoto()).photo, sha256: nodeCrypto.sha256(bytes), bytes: bytes.length }
    await files.putPhoto(photo, bytes)
    expect(await files.photoFacts(photo.sha256)).toEqual(photo)
    expect(nodeCrypto.sha256((await files.photo(photo.sha256)) as Uint8Array)).toBe(photo.sha256)
  })
  it('reject bytes that are no longer what their name says, until they are sent again', async () => {
    await put(`revisions/${name.slice(0, 2)}/${name}.json`, new TextEncoder().encode('{"headline":"改过"}'))
    expect(await files.revision(name)).toBe('damaged')
    await files.putRevision(name, revision)
    expect(await files.revision(name)).toEqual(revision)
    const { photo, bytes } = await smallPhoto()
    await put(`photos/${photo.sha256.slice(0, 2)}/${photo.sha256}`, bytes.subarray(0, 100))
    expect([await files.photo(photo.sha256), await files.photoFacts(photo.sha256)]).toEqual(['damaged', null])
    await put(`photos/${photo.sha256.slice(0, 2)}/${photo.sha256}.json`, new TextEncoder().encode('{"half'))
    expect(await files.photoFacts(photo.sha256)).toBeNull()
    await files.putPhoto(photo, bytes)
    expect(await files.photoFacts(photo.sha256)).toEqual(photo)
  })
}

const openStore = async (): Promise<{ endpoint: string; close: () => Promise<void> }> => {
  const directory = await mkdtemp(join(tmpdir(), 'stet-s3-'))
  const store = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets: [{ name: 'desk', configs: [] }] })
  await store.run()
  return {
    endpoint: `http://127.0.0.1:${String(portOf(store.httpServer))}`,
    close: async () => {
      await store.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

describe('files in a folder', () => {
  filesSuite(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stet-files-'))
    return { files: openFiles(folder, nodeCrypto.sha256), put: (key, bytes) => writeFile(join(folder, key), bytes), close: () => rm(folder, { recursive: true, force: true }) }
  })
})

describe('files in an S3-compatible store', () => {
  filesSuite(async () => {
    const store = await openStore()
    const s3 = openS3(settingsFor(store.endpoint))
    return { files: s3Files(s3, nodeCrypto.sha256), put: (key, bytes) => s3.put(key, bytes, 'application/octet-stream'), close: store.close }
  })

  it('serve a whole desk: a piece with a photo is submitted, signed off and published from them', async () => {
    const store = await openStore()
    const room = await openNewsroom(undefined, { files: s3Files(openS3(settingsFor(store.endpoint)), nodeCrypto.sha256) })
    try {
      const drawn = await smallPhoto()
      const author = await room.join('shen', '沈牧', 'reporter')
      const editor = await room.join('gu', '顾岚', 'editor')
      const story = makeStory('c3d1c0de-0000-4000-8000-000000000001', [drawn.photo])
      await room.clear(author, [editor], story, [drawn])
      expect(await editor.client.call('publish', { params: { story: story.id }, body: { destination: 'site' } })).toMatchObject({ ok: true, value: { state: 'published' } })
      expect((await readFile(join(room.folder, '..', 'site', drawn.photo.sha256))).equals(drawn.bytes)).toBe(true)
      await expect(readFile(join(room.folder, 'photos', drawn.photo.sha256.slice(0, 2), drawn.photo.sha256))).rejects.toMatchObject({ code: 'ENOENT' })
      expect(await room.desk().troubles()).toEqual([])
    } finally {
      await room.close()
      await store.close()
    }
  })

  it('reject a bucket that is not there', async () => {
    const store = await openStore()
    try {
      const files = s3Files(openS3({ ...settingsFor(store.endpoint), bucket: 'nowhere' }, HASTY), nodeCrypto.sha256)
      await expect(files.ready()).rejects.toMatchObject({ code: 'store-refused', details: { status: 404 } })
      await expect(files.revision('0'.repeat(64))).rejects.toMatchObject({ code: 'store-refused', details: { reason: '404 NoSuchBucket' } })
    } finally {
      await store.close()
    }
  })
})

describe('a store that fails', () => {
  /** Asks once at a server that behaves so, and says how often it was asked. */
  const asking = async <T>(listener: RequestListener, ask: (files: Files) => Promise<T>): Promise<{ outcome: PromiseSettledResult<T>; asked: number }> => {
    let asked = 0
    const server = createServer((request, response) => {
      asked += 1
      request.resume()
      listener(request, response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const files = s3Files(openS3(settingsFor(`http://127.0.0.1:${String(portOf(server))}`), HASTY), nodeCrypto.sha256)
      const [outcome] = await Promise.allSettled([ask(files)])
      return { outcome: outcome, asked }
    } finally {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }
  const bytes = new TextEncoder().encode('{}')
  const name = nodeCrypto.sha256(bytes)
  const refused = (code: string, details: Record<string, unknown>) => ({ status: 'rejected', reason: { code, details } })

  it('is asked again, and answers at the third try', async () => {
    let count = 0
    const { outcome, asked } = await asking((_, response) => ((count += 1) < 3 ? response.writeHead(count === 1 ? 500 : 503).end() : response.end(bytes)), (files) => files.revision(name))
    expect([outcome, asked]).toMatchObject([{ status: 'fulfilled', value: bytes }, 3])
  })
  it('is unreachable when it goes on with errors', async () => {
    const { outcome, asked } = await asking((_, response) => response.writeHead(500).end('<Error><Code>InternalError</Code></Error>'), (files) => files.revision(name))
    expect([outcome, asked]).toMatchObject([refused('store-unreachable', { reason: '500 InternalError' }), 4])
  })
  it('refuses at once what asking again would not mend, in words without the secret', async () => {
    const { outcome, asked } = await asking((_, response) => response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code><Message>S3RVER</Message></Error>'), (files) => files.putRevision(name, bytes))
    expect([outcome, asked]).toMatchObject([refused('store-refused', { status: 403, reason: '403 SignatureDoesNotMatch' }), 1])
    expect(JSON.stringify(outcome)).not.toContain('S3RVER')
  })
  it('is unreachable when it is too slow', async () => {
    const { outcome } = await asking(() => undefined, (files) => files.revision(name))
    expect(outcome).toMatchObject(refused('store-unreachable', { reason: 'it took too long' }))
  })
  it('is unreachable when it cuts its answers off, rather than holding damaged files', async () => {
    const { outcome, asked } = await asking(
      (_, response) => {
        response.writeHead(200, { 'content-length': '2' })
        response.write('{')
        setTimeout(() => response.destroy(), 10)
      },
      (files) => files.revision(name),
    )
    expect([outcome, asked]).toMatchObject([{ status: 'rejected', reason: { code: 'store-unreachable' } }, 4])
  })
  it('is not followed elsewhere', async () => {
    const { outcome, asked } = await asking((_, response) => response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end(), (files) => files.revision(name))
    expect([outcome, asked]).toMatchObject([refused('store-refused', { status: 307 }), 1])
  })
  it('is unreachable when nobody listens', async () => {
    const files = s3Files(openS3(settingsFor('http://127.0.0.1:9'), HASTY), nodeCrypto.sha256)
    await expect(files.ready()).rejects.toMatchObject({ code: 'store-unreachable' })
  })
})
