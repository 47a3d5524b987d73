import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { signedPiece } from '../../../src-shared/publication/piece'
import { manifestSchema, verdictSchema, PACKAGE } from '../../../src-shared/publication/manifest'
import type { Trust } from '../../../src-shared/publication/package/trust'
import { oneStagePolicy } from '../../../src-shared/review/policy'
import { REVIEW_TYPE, type ReviewStatement } from '../../../src-shared/signoff/statement'
import { fromBase64, type Envelope } from '../../../src-shared/signoff/envelope'
import { canonicalBytes } from '../../../src-shared/story/canonical'
import { enrol, enrolledKey, makeSigner, nodeCrypto, seal, type BuiltPiece } from '../../support/signed-piece'
import { englishStory } from '../../support/sample-story'
import { changed, faults, filesIn, flipped, packed, packBytes, packOptions, placesIn, resealed, verify, zipOf, type Files } from './package-tools'

let built: BuiltPiece
let bytes: Buffer
let files: Files
beforeAll(async () => {
  ;({ built, bytes } = await packed())
  files = await filesIn(bytes)
})

const EVENTS = ['sign-off/01-submit.dsse.json', 'sign-off/02-pass.dsse.json', 'sign-off/03-pass.dsse.json', 'sign-off/04-sign-off.dsse.json'] as const
const envelopeAt = (path: string): Envelope => JSON.parse(files.get(path)!.toString()) as Envelope
const statementAt = (path: string): ReviewStatement => JSON.parse(Buffer.from(envelopeAt(path).payload, 'base64').toString()) as ReviewStatement
const trusting = (ids: readonly string[] = []): Trust => new Map(ids.map((id) => [id, { from: 'given', name: '' }]))
const withJson = (path: string, json: unknown): Files => new Map(files).set(path, Buffer.from(canonicalBytes(json)))
/** Verifies what somebody made who has the desk's own key: manifest and seal are right for it. */
const verifyResealed = async (made: Files) => verify(await zipOf(resealed(made, built.deskSigner)))

describe('a package as it was packed', () => {
  test('holds, and says in plain words what that means, in order', async () => {
    const verdict = await verify(bytes)
    expect(verdictSchema.parse(verdict)).toEqual(verdict)
    expect(verdict).toMatchObject({ holds: true, headline: built.story.headline })
    expect(verdict.findings.map(({ code }) => code)).toEqual([
      'zip-whole', 'files-hold', 'sealed', 'key-enrolled', 'key-enrolled', 'key-enrolled', 'key-enrolled',
      'submitted', 'passed', 'passed', 'signed-off', 'story-holds', 'photos-hold', 'renditions-sealed', 'rendering-holds', 'rendering-holds', 'rendering-holds', 'formats-sealed', 'verifier-sealed', 'keys-own',
    ])
    const signOff = verdict.findings.find(({ code }) => code === 'signed-off')!
    expect(signOff).toMatchObject({ place: EVENTS[3], details: { name: '许知行', at: built.piece.signOff.statement.at, key: built.piece.signOff.key.id.slice(0, 12), stage: 'final' } })
    expect(signOff.message).toBe(`Signed off by 许知行 at ${built.piece.signOff.statement.at}, stage final, key ${built.piece.signOff.key.id.slice(0, 12)}.`)
    expect(verdict.findings.find(({ code }) => code === 'keys-own')!.message).toContain(built.desk.key)
  })

  test('is read from a file as from memory', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stet-verify-'))
    const path = join(folder, '定稿.zip')
    await writeFile(path, bytes)
    expect(await verify(path)).toEqual(await verify(bytes))
    await writeFile(path, flipped(bytes, placesIn(files).get('article.txt')!.data + 9))
    expect(faults(await verify(path))).toContain('file-altered article.txt')
    expect(faults(await verify(join(folder, 'nowhere.zip')))).toEqual(['package-unreadable'])
    expect(faults(await verify(folder))).toEqual(['package-unreadable'])
    await rm(folder, { recursive: true })
  })

  test('with one stage, one photo, or none, holds too', async () => {
    const english = await packed({ base: englishStory, policy: oneStagePolicy })
    expect(faults(await verify(english.bytes))).toEqual([])
    const bare = await packed({ base: englishStory, policy: oneStagePolicy, story: { photos: {}, body: { type: 'doc', content: [{ type: 'paragraph', attrs: { blockId: 'p' }, content: [{ type: 'text', text: 'Words only.' }] }] } } })
    expect(faults(await verify(bare.bytes))).toEqual([])
  })

  test('trusts no key but those given: the desk\'s vouches for the people it enrolled', async () => {
    expect(faults(await verify(bytes, { trust: trusting([built.desk.key]) }))).toEqual([])
    expect((await verify(bytes, { trust: trusting([built.desk.key]) })).findings.at(-1)).toMatchObject({ ok: true, code: 'desk-trusted' })
    const people = built.piece.keys.map(({ id }) => id)
    expect(faults(await verify(bytes, { trust: trusting(['0'.repeat(64)]) }))).toEqual([built.desk.key, ...people].map((id) => `key-not-trusted keys/${id}.pem`))
    expect(faults(await verify(bytes, { trust: trusting(people) }))).toEqual([`key-not-trusted keys/${built.desk.key}.pem`])
    expect(faults(await verify(bytes, { trust: trusting() }))).toHaveLength(1 + people.length)
  })
})

describe('verifying rejects, naming the file,', () => {
  test('a byte flipped in the data of any file', async () => {
    const places = placesIn(files)
    for (const [path, data] of files) {
      const start = places.get(path)!.data
      expect(bytes.subarray(start, start + data.length).equals(data)).toBe(true)
      for (const at of [0, Math.floor(data.length / 2), data.length - 1]) {
        const found = faults(await verify(flipped(bytes, start + at)))
        const expected = path === 'manifest.json' ? /^(file-invalid|zip-checksum) manifest\.json$/ : path === 'manifest.dsse.json' ? /^(file-invalid|seal-\S+|zip-checksum) manifest\.dsse\.json$/ : new RegExp(`^file-altered ${path.replaceAll('.', '\\.')}$`)
        expect(found, `${path} at ${at}`).toEqual(expect.arrayContaining([expect.stringMatching(expected)]))
      }
    }
  })

  test('a flipped byte even where the checksum, manifest and seal were made to fit it', async () => {
    const manifest = manifestSchema.parse(JSON.parse(files.get(PACKAGE.manifest)!.toString()))
    const formats = new Set(manifest.type === 'stet.package/1' ? [] : manifest.formats.flatMap((format) => format.files))
    for (const path of files.keys()) {
      // What is derived and sealed is for `rebuild` to tell (rebuild.test.ts).
      if (path.startsWith('manifest.') || /^photos\/(?!original)/.test(path) || formats.has(path) || path === PACKAGE.verifier) continue
      const data = files.get(path)!
      const found = faults(await verifyResealed(new Map(files).set(path, flipped(data, Math.floor(data.length / 2)))))
      expect(found, path).not.toEqual([])
    }
  })

  test('each file dropped, with the manifest as it was or made to fit', async () => {
    for (const path of files.keys()) {
      const rest = new Map(files)
      rest.delete(path)
      expect(faults(await verify(await zipOf(rest))), path).toContain(`file-missing ${path}`)
      if (!path.startsWith('manifest.')) expect(faults(await verifyResealed(rest)), path).not.toEqual([])
    }
  })

  test('a file added, listed or not', async () => {
    const more = new Map(files).set('readme.html', Buffer.from('<script>'))
    expect(faults(await verify(await zipOf(more)))).toContain('file-unlisted readme.html')
    expect(faults(await verifyResealed(more))).toContain('file-unexpected readme.html')
    const photo = new Map(files).set(`photos/web/${'0'.repeat(64)}.jpg`, Buffer.from('x'))
    expect(faults(await verifyResealed(photo))).toContain(`file-unexpected photos/web/${'0'.repeat(64)}.jpg`)
  })

  test('an altered page, its manifest corrected under the old seal, or sealed anew by the desk itself', async () => {
    const page = Buffer.from(files.get('article.html')!.toString().replace('</h1>', '!</h1>'))
    const altered = new Map(files).set('article.html', page)
    expect(faults(await verify(await zipOf(altered)))).toEqual(['file-altered article.html', 'rendering-differs article.html'])
    const corrected = resealed(altered, built.deskSigner).set(PACKAGE.seal, files.get(PACKAGE.seal)!)
    expect(faults(await verify(await zipOf(corrected)))).toEqual([`seal-other-manifest ${PACKAGE.seal}`, 'rendering-differs article.html'])
    expect(faults(await verifyResealed(altered))).toEqual(['rendering-differs article.html'])
    const text = new Map(files).set('article.txt', Buffer.from('别的话\n'))
    expect(faults(await verifyResealed(text))).toEqual(['rendering-differs article.txt'])
  })

  test('a story altered after the sign-off, sealed anew by the desk itself', async () => {
    const story = changed(files, 'story.json', (json) => ({ ...json, headline: '另一个标题' }))
    expect(faults(await verifyResealed(story))).toEqual(['story-altered story.json'])
    const spaced = new Map(files).set('story.json', Buffer.concat([files.get('story.json')!, Buffer.from(' ')]))
    expect(faults(await verifyResealed(spaced))).toEqual(['story-altered story.json'])
  })

  test('a photo exchanged for another under its name, or a rendition that is none', async () => {
    const original = [...files.keys()].find((path) => path.startsWith('photos/original/'))!
    expect(faults(await verifyResealed(new Map(files).set(original, Buffer.from('x'))))).toEqual([`photo-altered ${original}`])
    const web = [...files.keys()].find((path) => path.startsWith('photos/web/'))!
    expect(faults(await verifyResealed(new Map(files).set(web, Buffer.from('<svg onload="">'))))).toEqual([`rendition-invalid ${web}`])
    expect(faults(await verifyResealed(new Map(files).set(web, files.get(web)!.subarray(0, -1))))).toEqual([`rendition-invalid ${web}`])
  })

  test('a manifest that says another thing than was signed, sealed by the desk', async () => {
    const said: [string, (manifest: Parameters<Parameters<typeof resealed>[2] & object>[0]) => object, string[]][] = [
      ['headline', (manifest) => ({ ...manifest, headline: '别的' }), ['manifest-mismatch manifest.json']],
      ['time', (manifest) => ({ ...manifest, signedAt: '2020-01-01T00:00:00.000Z' }), ['manifest-mismatch manifest.json']],
      ['revision', (manifest) => ({ ...manifest, revision: { ...manifest.revision, number: 2 } }), ['manifest-mismatch manifest.json']],
      ['media type', (manifest) => ({ ...manifest, files: manifest.files.map((file) => (file.path === 'article.txt' ? { ...file, mediaType: 'text/html' } : file)) }), ['manifest-mismatch article.txt']],
      ['order', (manifest) => ({ ...manifest, files: [...manifest.files.slice(1), manifest.files[0]!] }), ['manifest-order article.docx']],
      ['same file twice', (manifest) => ({ ...manifest, files: [manifest.files[0]!, ...manifest.files] }), ['manifest-order article.docx']],
      ['unknown field', (manifest) => ({ ...manifest, note: '' }), ['file-invalid manifest.json']],
    ]
    for (const [name, change, found] of said) expect(faults(await verify(await zipOf(resealed(files, built.deskSigner, change as never)))), name).toEqual(found)
  })
})

describe('verifying rejects, naming the envelope,', () => {
  test('any field of a review event changed, though the desk sealed it', async () => {
    for (const [index, path] of EVENTS.entries()) {
      const envelope = envelopeAt(path)
      const [signature] = envelope.signatures
      const forged: unknown[] = [
        { ...envelope, payloadType: 'application/json' },
        { ...envelope, payload: Buffer.from(canonicalBytes({ ...statementAt(path), at: '2026-01-01T00:00:00.000Z' })).toString('base64') },
        { ...envelope, signatures: [{ ...signature, sig: flipped(fromBase64(signature!.sig), 5).toString('base64') }] },
        { ...envelope, signatures: [{ ...signature, keyid: built.piece.keys.find(({ id }) => id !== signature!.keyid)!.id }] },
        { ...envelope, signatures: [{ ...signature, keyid: '0'.repeat(64) }] },
        { ...envelope, signatures: [] },
        { ...envelope, signatures: [signature, signature] },
        { ...envelope, note: '' },
      ]
      for (const [number, json] of forged.entries()) {
        const found = faults(await verifyResealed(withJson(path, json)))
        expect(found, `${path} ${number}`).toHaveLength(1)
        expect(found[0], `${path} ${number}`).toMatch(new RegExp(`^(envelope-invalid|signature-invalid|signer-mismatch|key-unknown|file-invalid) ${EVENTS[index]!.replaceAll('.', '\\.')}$`))
      }
    }
  })

  test('any field of the seal changed', async () => {
    const envelope = envelopeAt(PACKAGE.seal)
    const [signature] = envelope.signatures
    const forged: [object, string][] = [
      [{ ...envelope, payloadType: REVIEW_TYPE }, 'seal-invalid'],
      [{ ...envelope, payload: flipped(fromBase64(envelope.payload), 40).toString('base64') }, 'seal-other-manifest'],
      [{ ...envelope, signatures: [{ ...signature, sig: flipped(fromBase64(signature!.sig), 5).toString('base64') }] }, 'seal-invalid'],
      [{ ...envelope, signatures: [{ ...signature, keyid: built.author.key }] }, 'seal-not-desk'],
      // "…A==" and "…B==" are the same 64 bytes; only one of them is how they are written.
      [{ ...envelope, signatures: [{ ...signature, sig: signature!.sig.replace(/.==$/, (end) => `${String.fromCharCode(end.charCodeAt(0) + 1)}==`) }] }, 'seal-invalid'],
      [{ ...envelope, signatures: [] }, 'file-invalid'],
      // The desk's own signature, but made over these bytes as something else.
      [seal(REVIEW_TYPE, JSON.parse(files.get(PACKAGE.manifest)!.toString()), built.deskSigner), 'seal-invalid'],
    ]
    for (const [json, code] of forged) expect(faults(await verify(await zipOf(withJson(PACKAGE.seal, json))))).toEqual([`${code} ${PACKAGE.seal}`])
    const pretty = new Map(files).set(PACKAGE.seal, Buffer.from(JSON.stringify(envelope, null, 1)))
    expect(faults(await verify(await zipOf(pretty)))).toEqual([`file-invalid ${PACKAGE.seal}`])
  })

  test('events left out, repeated, reordered or put under another name, though the desk sealed it', async () => {
    const renamed = (from: string, to: string): Files => {
      const made = new Map(files)
      made.set(to, files.get(from)!)
      made.delete(from)
      return made
    }
    const [submit, first, second, final] = EVENTS
    expect(faults(await verifyResealed(withJson(first, envelopeAt(submit))))).toEqual([`stale ${first}`])
    const swapped = withJson(first, envelopeAt(second)).set(second, files.get(first)!)
    expect(faults(await verifyResealed(swapped))).toEqual([`stale ${first}`])
    const without = new Map(files)
    without.delete(second)
    expect(faults(await verifyResealed(without))).toEqual([`stale ${final}`])
    const unsigned = new Map(files)
    unsigned.delete(final)
    expect(faults(await verifyResealed(unsigned))).toEqual(['not-signed-off'])
    expect(faults(await verifyResealed(renamed(final, 'sign-off/04-pass.dsse.json')))).toContain('event-misplaced sign-off/04-pass.dsse.json')
    expect(faults(await verifyResealed(renamed(final, 'sign-off/05-sign-off.dsse.json')))).toContain('event-misplaced sign-off/05-sign-off.dsse.json')
    expect(faults(await verifyResealed(renamed(final, 'sign-off/sign-off.json')))).toContain('event-misplaced sign-off/sign-off.json')
  })

  test('the envelopes of two stories swapped', async () => {
    const other = await packed({ story: { id: '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d', headline: '另一篇' } })
    const theirs = await filesIn(other.bytes)
    const final = new Map(files).set(EVENTS[3], theirs.get(EVENTS[3])!)
    expect(faults(await verifyResealed(final))).toEqual([`wrong-story ${EVENTS[3]}`])
    const all = new Map(files)
    for (const path of EVENTS) all.set(path, theirs.get(path)!)
    expect(faults(await verifyResealed(all))).toEqual(['story-altered story.json'])
  })

  const credentialOf = (by: { key: string }): string => built.source.keys.find(({ id }) => id === by.key)?.credential ?? 'c'.repeat(64)
  /** The package with its last event signed by somebody else, the desk itself enrolling and sealing. */
  const lastBy = (signer: { person: string; name: string; key: string }, change: Partial<ReviewStatement> = {}, by = signer as typeof built.author): Files =>
    withJson(EVENTS[3], seal(REVIEW_TYPE, { ...statementAt(EVENTS[3]), signer: { person: signer.person, name: signer.name, key: signer.key, credential: credentialOf(by) }, ...change }, by))

  /** The package whose second stage was passed by who passed the first. */
  const secondByFirst = (): Files => {
    const by = built.editors[0]!
    return withJson(EVENTS[2], seal(REVIEW_TYPE, { ...statementAt(EVENTS[2]), signer: { person: by.person, name: by.name, key: by.key, credential: credentialOf(by) } }, by))
  }

  test('a sign-off by the author, by who passed it before, or by a reporter', async () => {
    expect(faults(await verifyResealed(lastBy(built.author)))).toEqual([`own-piece ${EVENTS[3]}`])
    expect(faults(await verifyResealed(lastBy(built.editors[0]!)))).toEqual([`role-lacking ${EVENTS[3]}`])
    expect(faults(await verifyResealed(secondByFirst()))).toContain(`already-acted ${EVENTS[2]}`)
    const reporter = changed(lastBy(built.editors[2]!), PACKAGE.keys, (json) => ({ ...json, people: (json['people'] as { id: string }[]).map((key) => (key.id === built.editors[2]!.key ? { ...key, role: 'reporter' } : key)) }))
    expect(faults(await verifyResealed(reporter))).toEqual([`enrolment-mismatch keys/${built.editors[2]!.key}.dsse.json`, `role-lacking ${EVENTS[3]}`])
  })

  test('a sign-off by a key nobody enrolled, or that names somebody else', async () => {
    const stranger = makeSigner('u-stranger', '路人', 'editor')
    expect(faults(await verifyResealed(lastBy(stranger)))).toEqual([`key-unknown ${EVENTS[3]}`])
    expect(faults(await verifyResealed(lastBy({ ...built.editors[2]!, person: 'u-editor-1' }, {}, built.editors[2])))).toEqual([`signer-mismatch ${EVENTS[3]}`])
    expect(faults(await verifyResealed(lastBy({ ...built.editors[2]!, name: '总编辑' }, {}, built.editors[2])))).toContain(`signer-mismatch ${EVENTS[3]}`)
  })

  test('a sign-off that describes another text, other photos, another desk or policy', async () => {
    const by = built.editors[2]!
    const lies: [Partial<ReviewStatement>, string][] = [
      [{ headline: '别的' }, 'summary-mismatch story.json'],
      [{ characters: 1 }, 'summary-mismatch story.json'],
      [{ photos: [] }, 'photos-mismatch story.json'],
      [{ desk: '0'.repeat(64) }, `wrong-desk ${EVENTS[3]}`],
      [{ policy: '0'.repeat(64) }, `policy-changed ${EVENTS[3]}`],
      [{ stage: 'second' }, `wrong-stage ${EVENTS[3]}`],
      [{ previous: null }, `stale ${EVENTS[3]}`],
      [{ revision: { number: 2, sha256: built.piece.sha256 } }, `revision-changed ${EVENTS[3]}`],
    ]
    for (const [lie, found] of lies) expect(faults(await verifyResealed(lastBy(by, lie)))).toEqual([found])
  })

  test('a policy made easier after the fact', async () => {
    const easier = withJson(PACKAGE.policy, { ...built.piece.policy, resubmitAt: 'firstStage' })
    expect(faults(await verifyResealed(easier))).toEqual([`policy-changed ${EVENTS[0]}`])
    expect(faults(await verifyResealed(withJson(PACKAGE.policy, { ...built.piece.policy, stages: [] })))).toContain(`file-invalid ${PACKAGE.policy}`)
  })
})

describe('verifying rejects, naming the key,', () => {
  test('a package sealed again by a stranger\'s desk', async () => {
    const stranger = makeSigner('other-desk', 'Another desk', 'admin')
    expect(faults(await verify(await zipOf(resealed(files, stranger))))).toEqual([`seal-not-desk ${PACKAGE.seal}`])
    const claimed = changed(files, PACKAGE.keys, (json) => ({ ...json, desk: { key: stranger.key, publicKey: stranger.publicKey } })).set(PACKAGE.pem(stranger.key), Buffer.from(stranger.publicKey))
    claimed.delete(PACKAGE.pem(built.desk.key))
    const found = faults(await verify(await zipOf(resealed(claimed, stranger))))
    for (const { id } of built.piece.keys) expect(found).toContain(`seal-not-desk keys/${id}.dsse.json`)
    expect(found).toContain(`wrong-desk ${EVENTS[0]}`)
  })

  test('a whole package a stranger\'s newsroom made in everybody\'s names: it holds together, and only trust tells it apart', async () => {
    const stranger = makeSigner('other-desk', 'Another desk', 'admin')
    const forgers = new Map([built.author, ...built.editors].map((signer) => [signer.key, { ...makeSigner(`forged ${signer.person}`, signer.name, signer.role), person: signer.person }]))
    const people = [...forgers.values()]
    const enrolments = people.map((forger) => enrol(forger, stranger, '2026-01-05T00:00:00.000Z'))
    const keys = people.map((forger, index) => enrolledKey(forger, enrolments[index]!))
    let previous: string | null = null
    const envelopes = EVENTS.map((path) => {
      const statement = statementAt(path)
      const by = forgers.get(statement.signer.key)!
      const forged = { ...statement, desk: stranger.key, signer: { ...statement.signer, key: by.key, credential: keys.find(({ id }) => id === by.key)!.credential! }, previous }
      previous = nodeCrypto.sha256(canonicalBytes(forged))
      return seal(REVIEW_TYPE, forged, by)
    })
    const piece = signedPiece({ ...built.source, envelopes, enrolments, keys, desk: { key: stranger.key, publicKey: stranger.publicKey } }, nodeCrypto)
    if (!piece.ok) throw new Error(piece.code)
    const forged = await packBytes(piece.value, packOptions({ ...built, deskSigner: stranger }))
    if (!forged.ok) throw new Error(forged.code)
    expect(faults(await verify(forged.value))).toEqual([])
    expect(faults(await verify(forged.value, { trust: trusting([built.desk.key]) }))).toEqual([stranger.key, ...piece.value.keys.map(({ id }) => id)].map((id) => `key-not-trusted keys/${id}.pem`))
  })

  test('a key file exchanged, a key under another id, a key twice, a key of another kind', async () => {
    const [ann, bo] = built.piece.keys
    const pem = PACKAGE.pem(ann!.id)
    expect(faults(await verifyResealed(new Map(files).set(pem, Buffer.from(bo!.publicKey))))).toContain(`key-mismatch ${pem}`)
    const people = (change: (people: { id: string; publicKey: string }[]) => unknown[]) => verifyResealed(changed(files, PACKAGE.keys, (json) => ({ ...json, people: change(json['people'] as { id: string; publicKey: string }[]) })))
    expect(faults(await people((all) => all.map((key) => (key.id === ann!.id ? { ...key, publicKey: bo!.publicKey } : key))))).toContain(`key-mismatch ${pem}`)
    expect(faults(await people((all) => [...all, all[0]!]))).toContain(`key-mismatch ${PACKAGE.keys}`)
    expect(faults(await people((all) => all.map((key) => (key.id === ann!.id ? { ...key, publicKey: 'ssh-ed25519 AAAA' } : key))))).toContain(`key-unsuitable ${pem}`)
    expect(faults(await people((all) => all.slice(1)))).toContain(`key-unknown ${EVENTS.find((path) => envelopeAt(path).signatures[0]!.keyid === ann!.id)!}`)
    expect(faults(await verifyResealed(changed(files, PACKAGE.keys, (json) => ({ ...json, desk: { key: built.desk.key, publicKey: ann!.publicKey } }))))).toEqual([`key-mismatch ${PACKAGE.pem(built.desk.key)}`])
    const posing = changed(files, PACKAGE.keys, (json) => ({ ...json, desk: { key: built.desk.key, publicKey: ann!.publicKey } })).set(PACKAGE.pem(built.desk.key), Buffer.from(ann!.publicKey))
    expect(faults(await verifyResealed(posing))).toEqual([`key-mismatch ${PACKAGE.pem(built.desk.key)}`])
  })

  test('an enrolment of another person, by another than the desk, or a record of another kind', async () => {
    const [key] = built.piece.keys
    const path = PACKAGE.enrolment(key!.id)
    const record = JSON.parse(Buffer.from(envelopeAt(path).payload, 'base64').toString()) as Record<string, unknown>
    const { payloadType } = envelopeAt(path)
    const cases: [unknown, string][] = [
      [seal(payloadType, record, built.author), 'seal-not-desk'],
      [{ ...seal(payloadType, record, built.author), signatures: [{ keyid: built.desk.key, sig: seal(payloadType, record, built.author).signatures[0]!.sig }] }, 'seal-invalid'],
      ...(['person', 'name', 'role', 'key', 'publicKey', 'desk'] as const).map((field): [unknown, string] => [seal(payloadType, { ...record, [field]: field === 'role' ? 'admin' : field === 'key' || field === 'desk' ? '0'.repeat(64) : 'x' }, built.deskSigner), 'enrolment-mismatch']),
      [seal(REVIEW_TYPE, record, built.deskSigner), 'envelope-invalid'],
      [envelopeAt(EVENTS[0]), 'seal-not-desk'],
    ]
    for (const [json, code] of cases) expect(faults(await verifyResealed(withJson(path, json)))).toContain(`${code} ${path}`)
  })
})

afterAll(() => {
  // The tampering above must never have touched the package itself.
  expect(nodeCrypto.sha256(built.piece.storyBytes)).toBe(built.piece.sha256)
})
