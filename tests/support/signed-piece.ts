import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'

import { Fault } from '../../src-shared/outcome'
import { signedPiece, type DeskIdentity, type PieceSource, type SignedPiece } from '../../src-shared/publication/piece'
import { SUBMISSION } from '../../src-shared/review/command'
import type { Role } from '../../src-shared/review/people'
import { threeStagePolicy, type Policy, type Rules } from '../../src-shared/review/policy'
import type { Crypto, EnrolledKey } from '../../src-shared/signoff/check'
import { fromBase64, preAuthBytes, toBase64, type Envelope } from '../../src-shared/signoff/envelope'
import { RECORD_TYPE, REVIEW_TYPE, type NewReviewStatement, type RecordStatement, type ReviewStatement } from '../../src-shared/signoff/statement'
import { canonicalBytes, normalise } from '../../src-shared/story/canonical'
import { countStory } from '../../src-shared/story/count'
import type { Story } from '../../src-shared/story/story'
import { drawPhotos, type DrawnPhoto } from './sample-photos'
import { chineseStory } from './sample-story'

/** node:crypto behind the port the checks take. */
export const nodeCrypto: Crypto = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  verify: (publicKey, message, signature) => verify(null, message, createPublicKey(publicKey), signature),
}

/** A person, or the desk, with an Ed25519 key. */
export type Signer = { person: string; name: string; role: Role; key: string; publicKey: string; privateKey: KeyObject }

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** A signer whose key follows from `person`, so that the same options build the same bytes in every process. */
export const makeSigner = (person: string, name: string, role: Role): Signer => {
  const seed = createHash('sha256').update(`test key of ${person}`).digest()
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey)
  const key = createHash('sha256').update(publicKey.export({ format: 'der', type: 'spki' })).digest('hex')
  return { person, name, role, key, publicKey: publicKey.export({ format: 'pem', type: 'spki' }).toString(), privateKey }
}

/** Signs a statement into an envelope, over its canonical bytes. */
export const seal = (payloadType: string, statement: unknown, signer: Signer): Envelope => {
  const payload = canonicalBytes(statement)
  return { payloadType, payload: toBase64(payload), signatures: [{ keyid: signer.key, sig: toBase64(sign(null, preAuthBytes(payloadType, payload), signer.privateKey)) }] }
}

export const enrol = (signer: Signer, desk: Signer, at: string): Envelope =>
  seal(RECORD_TYPE, { type: 'stet.record/1', kind: 'keyEnrolled', desk: desk.key, person: signer.person, name: signer.name, role: signer.role, key: signer.key, publicKey: signer.publicKey, at } satisfies RecordStatement, desk)

/** The id an envelope's statement goes by: a credential, a delegation, an event. */
export const idOf = (envelope: Envelope): string => nodeCrypto.sha256(fromBase64(envelope.payload))

/** A signer's key as the desk's record of it says. */
export const enrolledKey = ({ key, person, name, role, publicKey }: Signer, enrolment: Envelope): EnrolledKey => ({ id: key, person, name, role, publicKey, credential: idOf(enrolment) })

/** Three stages by three people as in 三审三校, without its proof passes: for tests of what goes through stages. */
export const reviewOnlyPolicy: Rules = { ...threeStagePolicy, proofreading: { ...threeStagePolicy.proofreading, passes: 0, readThrough: false } }

const everyEditor: Role[] = ['editor', 'admin']
/** The three stages as the first Stet wrote them. */
const firstPolicy: Policy = {
  schema: 1,
  name: '三审',
  stages: [
    { id: 'first', title: { 'zh-CN': '初审', en: 'First review' }, roles: everyEditor, reportRequired: true },
    { id: 'second', title: { 'zh-CN': '复审', en: 'Second review' }, roles: everyEditor, reportRequired: false },
    { id: 'final', title: { 'zh-CN': '终审', en: 'Final review' }, roles: everyEditor, reportRequired: false },
  ],
  resubmitAt: 'returningStage',
}

export type BuildOptions = {
  /** Fields laid over the sample story (or over `base`). */
  story?: Partial<Story>
  /** The story to start from; takes the drawn photos. Default chineseStory. */
  base?: (photos: DrawnPhoto['photo'][]) => Story
  /** Default threeStagePolicy. */
  policy?: Policy
  /** Drawn photos; default drawPhotos(). Those the story's table does not name are left out of `photos`. */
  photos?: DrawnPhoto[]
  /** Signs statements of the first form, as the first Stet did. */
  first?: boolean
  /** Time of the sign-off; earlier events stand minutes before it. ISO 8601. */
  signedAt?: string
  /** Name of who signs off. */
  signedBy?: string
  revision?: number
  /** The story as it was signed off before, which this one corrects as the next revision. */
  before?: Story
}

export type BuiltPiece = {
  piece: SignedPiece
  /** What `piece` was checked from, to tamper with. */
  source: PieceSource
  story: Story
  /** Bytes of the originals by SHA-256. */
  photos: Map<string, Uint8Array>
  crypto: Crypto
  desk: DeskIdentity
  deskSigner: Signer
  author: Signer
  /** One editor a stage, in the policy's order. */
  editors: Signer[]
  /** Answers a photo's original, as connectors ask for it. */
  photo: (sha256: string) => Promise<Uint8Array>
}

/** A story submitted, passed and signed off through every stage of the policy; throws a Fault when signedPiece refuses it. */
export const buildSignedPiece = async (options: BuildOptions = {}): Promise<BuiltPiece> => {
  const drawn = options.photos ?? (await drawPhotos())
  const policy = options.policy ?? (options.first ? firstPolicy : reviewOnlyPolicy)
  const story = normalise({ ...(options.base ?? chineseStory)(drawn.map(({ photo }) => photo)), ...options.story })
  const storyBytes = canonicalBytes(story)
  const signedAt = Date.parse(options.signedAt ?? '2026-03-12T00:40:00.000Z')
  const author = makeSigner('u-author', '沈牧', 'reporter')
  const names = ['顾岚', '秦越', '许知行', '叶青', '罗川', '孟和', '白朗', '江离', '宋词', '唐序']
  const editors = policy.stages.map((_, index) => makeSigner(`u-editor-${index + 1}`, index === policy.stages.length - 1 ? (options.signedBy ?? '许知行') : names[index]!, index === policy.stages.length - 1 && !options.first ? 'chief' : 'editor'))
  const deskSigner = makeSigner('desk', 'The desk', 'admin')
  const desk = { key: deskSigner.key, publicKey: deskSigner.publicKey }
  const people = [author, ...editors]
  const enrolments = new Map(people.map((signer) => [signer.key, enrol(signer, deskSigner, '2026-01-05T00:00:00.000Z')]))
  const enrolmentOf = (signer: Signer): Envelope => enrolments.get(signer.key)!
  const credentialOf = (signer: Signer): string => idOf(enrolmentOf(signer))

  const envelopes: Envelope[] = []
  let previous: string | null = null
  const rounds = options.before ? [options.before, story] : [story]
  const acts = rounds.length * (policy.stages.length + 1) - 1
  const say = (signer: Signer, stage: string, decision: ReviewStatement['decision'], reason: string, story: Story, number: number): void => {
    const left = acts - envelopes.length
    const digest = nodeCrypto.sha256(canonicalBytes(story))
    const act = {
      desk: desk.key,
      policy: nodeCrypto.sha256(canonicalBytes(policy)),
      story: story.id,
      revision: { number, sha256: digest },
      headline: story.headline,
      characters: countStory(story).characters,
      photos: Object.keys(story.photos).sort(),
      stage,
      decision,
      reason,
      at: new Date(signedAt - left * 600_000).toISOString(),
      previous,
    }
    const by = { person: signer.person, name: signer.name, key: signer.key }
    const statement = options.first
      ? { ...act, type: 'stet.review/1', signer: by }
      : ({ ...act, type: 'stet.review/2', channel: story.channel, changes: [], issues: [], closes: [], pass: null, delegation: null, signer: { ...by, credential: credentialOf(signer) } } satisfies NewReviewStatement)
    previous = nodeCrypto.sha256(canonicalBytes(statement))
    envelopes.push(seal(REVIEW_TYPE, statement, signer))
  }
  rounds.forEach((text, round) => {
    const number = (options.revision ?? 1) + round
    say(author, SUBMISSION, round === 0 ? 'submit' : 'correct', round === 0 ? '' : '更正事实。', text, number)
    policy.stages.forEach((stage, index) => say(editors[index]!, stage.id, index === policy.stages.length - 1 ? 'signOff' : 'pass', stage.reportRequired ? '事实清楚，引语已核。' : '', text, number))
  })

  const source: PieceSource = { storyBytes, envelopes, keys: people.map((signer) => enrolledKey(signer, enrolmentOf(signer))), enrolments: people.map(enrolmentOf), policies: [policy], delegations: [], desk }
  const checked = signedPiece(source, nodeCrypto)
  if (!checked.ok) throw new Fault(checked.code, checked.message, checked.details)
  const photos = new Map(drawn.filter(({ photo }) => story.photos[photo.sha256]).map(({ photo, bytes }) => [photo.sha256, bytes]))
  const photo = (sha256: string): Promise<Uint8Array> => {
    const bytes = photos.get(sha256)
    return bytes ? Promise.resolve(bytes) : Promise.reject(new Fault('photo-missing', `No photo ${sha256}.`, { photo: sha256 }))
  }
  return { piece: checked.value, source, story, photos, crypto: nodeCrypto, desk, deskSigner, author, editors, photo }
}
