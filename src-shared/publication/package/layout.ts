import { PACKAGE } from '../manifest'
import type { Decision } from '../../review/states'
import type { Photo } from '../../story/story'

/** What a package may be at most. Sizes in bytes; `text` is everything that is kept to be judged (isKept) together, `whole` keeps it an ordinary zip that any tool opens. */
export const PACKAGE_LIMITS = { files: 5000, text: 64_000_000, whole: 0xfffffffe } as const

const EXTENSIONS: Record<Photo['mediaType'], string> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'image/gif': 'gif', 'image/tiff': 'tiff', 'image/avif': 'avif' }

const DECISIONS: Record<Decision, string> = {
  submit: 'submit', pass: 'pass', return: 'return', signOff: 'sign-off', revise: 'revise', proof: 'proof', hold: 'hold', release: 'release', spike: 'spike', revive: 'revive', correct: 'correct',
}

/** Where an event stands; `index` counts from 1. Paths are lower case throughout, so that no two can clash on any file system. */
export const eventPath = (index: number, decision: Decision): string => PACKAGE.event(index, DECISIONS[decision])

/** Where the desk's record of a key stands: the first of a key plainly, further ones by their credential. */
export const enrolmentPath = <K extends { id: string; credential?: string | undefined }>(keys: readonly K[], key: K): string => PACKAGE.enrolment(key.id, keys.find(({ id }) => id === key.id) === key ? '' : key.credential)

/** Where a photo's original stands, with the extension of its media type. */
export const originalPath = (sha256: string, mediaType: Photo['mediaType']): string => PACKAGE.original(sha256, EXTENSIONS[mediaType])

const MEDIA_TYPES: Record<string, string> = {
  'dsse.json': 'application/vnd.dsse.envelope.v1+json',
  json: 'application/json',
  pem: 'application/x-pem-file',
  html: 'text/html; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  ...Object.fromEntries(Object.entries(EXTENSIONS).map(([type, extension]) => [extension, type])),
}

/** A file's media type by its path; empty for a kind no package holds. */
export const mediaTypeOf = (path: string): string => MEDIA_TYPES[/\.(dsse\.json|[a-z0-9]+)$/.exec(path)?.[1] ?? ''] ?? ''

/** Order of paths by code unit: the same in every locale. */
export const byPath = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const KEPT: readonly string[] = [PACKAGE.manifest, PACKAGE.seal, PACKAGE.story, PACKAGE.policy, PACKAGE.html, PACKAGE.text, PACKAGE.reviewSheet]
const KEPT_FOLDERS = ['sign-off/', 'keys/', PACKAGE.policies, PACKAGE.delegations]

/** Whether a file is read whole: what is signed, and what is drawn again from it. Of everything else the digest says enough. */
export const isKept = (path: string): boolean => KEPT.includes(path) || KEPT_FOLDERS.some((folder) => path.startsWith(folder))
