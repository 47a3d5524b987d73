import type { Photo } from '../../story/story'
import { originalPath } from '../package/layout'

/** Where things stand in a hand-off file 交接包; in the same strict zip as a package (package/read-zip.ts). */
export const HANDOFF = {
  statement: 'handoff.json',
  signature: 'handoff.dsse.json',
  /** Story, notes and conflicts of a draft. */
  draft: 'draft.json',
  acts: 'acts/',
  act: (index: number) => `acts/${String(index).padStart(4, '0')}.dsse.json`,
  revisions: 'revisions/',
  revision: (sha256: string) => `revisions/${sha256}.json`,
  delegations: 'delegations/',
  delegation: (index: number) => `delegations/${String(index).padStart(4, '0')}.dsse.json`,
  /** The desk's own records of keys and policies that everything is checked against. */
  records: 'records/',
  record: (index: number) => `records/${String(index).padStart(4, '0')}.dsse.json`,
  photos: 'photos/original/',
  photo: (sha256: string, mediaType: Photo['mediaType']) => originalPath(sha256, mediaType),
} as const

/** Whether a file is held to be read: everything but photos, of which the digest says enough. */
export const isText = (path: string): boolean => !path.startsWith(HANDOFF.photos)

const NAMES = [/^acts\/\d{4}\.dsse\.json$/, /^revisions\/[0-9a-f]{64}\.json$/, /^delegations\/\d{4}\.dsse\.json$/, /^records\/\d{4}\.dsse\.json$/, /^photos\/original\/[0-9a-f]{64}\.[a-z]{3,4}$/]

/** True for a path a hand-off file can hold besides its statement and signature. */
export const isHandoffPath = (path: string): boolean => path === HANDOFF.draft || NAMES.some((name) => name.test(path))
