import { createHash } from 'node:crypto'

import en from '../../../resources/locales/en/place.json'
import zh from '../../../resources/locales/zh-CN/place.json'
import { LIMITS, type Story } from '../../../src-shared/story/story'
import type { StoredDraft } from '../stored'

type CopyOf = NonNullable<StoredDraft['copyOf']>

/** The digest by which two versions of a story's words (comments are words too) are told apart, whatever their ids. Both must have been read by readStored, which puts their fields in one order. */
export const textDigest = ({ story, notes }: Pick<StoredDraft, 'story' | 'notes'>): string => createHash('sha256').update(JSON.stringify([{ ...story, id: '' }, notes])).digest('hex')

/** The id of a copy: the same two versions make the same copy, on whatever machine and however often they meet. */
export const copyId = (draft: Pick<StoredDraft, 'story' | 'notes'>): string => {
  const hash = createHash('sha256').update(`${draft.story.id}\n${textDigest(draft)}`).digest('hex')
  const variant = '89ab'[Number.parseInt(hash.charAt(16), 16) & 3] ?? '8'
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

/** "Conflict copy of <slug>", in the story's language. */
export const copyName = ({ language, slugline, headline }: Pick<Story, 'language' | 'slugline' | 'headline'>, kind: CopyOf['kind']): string =>
  (language === 'zh-CN' ? zh : en).copyName[kind].replace('{{name}}', slugline || headline).slice(0, LIMITS.line)

/** A draft as a story of its own: new id and name, first generation, not in the bin, nothing the desk knows of. */
export const asCopy = (draft: Pick<StoredDraft, 'story' | 'notes'> & Partial<Pick<StoredDraft, 'conflicts'>>, from: { id: string; kind: CopyOf['kind']; from: string; at: string }): StoredDraft & { copyOf: CopyOf } => ({
  format: 1,
  generation: 1,
  changedAt: from.at,
  createdAt: from.at,
  binnedAt: null,
  piece: null,
  notes: draft.notes,
  conflicts: draft.conflicts ?? [],
  copyOf: { story: draft.story.id, kind: from.kind, from: from.from.slice(0, 300), at: from.at },
  story: { ...draft.story, id: from.id, slugline: copyName(draft.story, from.kind) },
})
