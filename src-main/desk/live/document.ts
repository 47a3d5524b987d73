import { updateYFragment } from '@tiptap/y-tiptap'
import type { Node as ProseNode } from '@tiptap/pm/model'
import { createDeleteSet, createSnapshot, decodeSnapshot, encodeSnapshot, snapshot, type Doc } from 'yjs'
import { z } from 'zod'

import { LAST_MERGE, LIVE_BODY, LIVE_LINEAGE, LIVE_MAPS, LIVE_MERGES, lineageSchema, type Lineage, type LiveMapName } from '../../../src-shared/desk-api/live'
import { eitherOf } from '../../../src-shared/desk-api/live-known'
import { readLiveBody, writtenBody } from '../../../src-shared/desk-api/live-body'
import { standingWords } from '../../../src-shared/desk-api/live-standing'
import { readLiveParts, writeLiveParts, type LiveMap, type LiveMaps } from '../../../src-shared/desk-api/live-story'
import { workingSchema, type Working } from '../../../src-shared/desk-api/working'
import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import { bodySchema, parseBody } from '../../../src-shared/story/body'
import { normalise } from '../../../src-shared/story/canonical'
import { stable } from '../../../src-shared/story/compare/inline'
import { conflictSchema } from '../../../src-shared/story/merge'
import { LIMITS, type BodyJson } from '../../../src-shared/story/story'

/** What people edit of a working copy: all that is not the desk's own to say. */
export type Content = Pick<Working, 'story' | 'notes' | 'conflicts'>

/** The desk's own changes: they are not somebody's edit. */
export const BY_DESK = { source: 'local', skipStoreHooks: true } as const

const mapsOf = (doc: Doc): LiveMaps => Object.fromEntries(LIVE_MAPS.map((name) => [name, doc.getMap(name)])) as unknown as Record<LiveMapName, LiveMap>

const putBody = (doc: Doc, body: ProseNode): void => updateYFragment(doc, doc.getXmlFragment(LIVE_BODY), writtenBody(body), { mapping: new Map(), isOMark: new Map() })

/** The first node with an attribute the schema does not have: its block's id, or what it is. Editors would drop it in silence. */
const unknownAttribute = (json: BodyJson, read: BodyJson): string | null => {
  const missing = [json, ...(json.marks ?? [])].some(({ attrs }, at) => Object.keys(attrs ?? {}).some((name) => !Object.hasOwn((at === 0 ? read.attrs : read.marks?.find(({ type }) => type === json.marks?.[at - 1]?.type)?.attrs) ?? {}, name)))
  if (missing) return typeof json.attrs?.['blockId'] === 'string' ? json.attrs['blockId'] : json.type
  for (const [at, child] of (json.content ?? []).entries()) {
    const inside = read.content?.[at] ? unknownAttribute(child, read.content[at]) : child.type
    if (inside !== null) return inside
  }
  return null
}

const unsafe = (place: string) => failed('live-unsafe', `The piece cannot be edited together: ${place} would not come back as it is.`, { place })

/**
 * Writes a working copy and what of earlier sessions stands in it into an empty live document, and reads it back before anybody sees it: what would not come back as it is, byte for
 * byte, is refused `live-unsafe` {place}; a body that is none is `body-invalid`.
 */
export const seed = (doc: Doc, working: Working, lineage: Lineage): Outcome<null> => {
  const parsed = parseBody(working.story.body)
  if (!parsed.ok) return parsed
  const { schema: _schema, id: _id, body, photos, ...fields } = working.story
  const parts = { fields, photos, notes: working.notes, conflicts: working.conflicts }
  doc.transact(() => {
    putBody(doc, parsed.value)
    writeLiveParts(mapsOf(doc), parts)
    const merges = doc.getMap(LIVE_MERGES)
    for (const [session, known] of Object.entries(lineage)) merges.set(session, known)
    merges.set(LAST_MERGE, 'opened')
  }, BY_DESK)
  const read = readLiveBody(doc.getXmlFragment(LIVE_BODY), bodySchema())
  const wanted = parsed.value.toJSON() as BodyJson
  if (read.mended || stable(read.doc.toJSON()) !== stable(wanted)) return unsafe('body')
  const lost = unknownAttribute(body, wanted)
  if (lost !== null) return unsafe(lost)
  const { fields: suggested, ...said } = working.notes
  const back = readLiveParts(mapsOf(doc))
  return stable(back) === stable({ ...parts, notes: suggested?.length ? working.notes : said }) ? ok(null) : unsafe('notes')
}

const toText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** What is known of a document, as text. */
export const knownText = (doc: Doc): string => toText(encodeSnapshot(snapshot(doc)))

/** What is known of a document, `known` as text, with what a text tells of it besides; what is no such text tells nothing. */
const withTold = (doc: Doc, known: string, told: string | undefined): string => {
  if (told === undefined) return known
  try {
    const { sv, ds } = eitherOf(snapshot(doc), decodeSnapshot(Buffer.from(told, 'base64')))
    return toText(encodeSnapshot(createSnapshot(Object.assign(createDeleteSet(), ds), sv)))
  } catch {
    return known
  }
}

/** How much of earlier sessions, and of its own, `session`, stands in a live document of which `taken` is known (knownText): the latest sessions, no more than can be kept. */
export const lineageOf = (doc: Doc, session: string, taken: string): Lineage => {
  const { [LAST_MERGE]: _last, ...told } = doc.getMap(LIVE_MERGES).toJSON() as Record<string, unknown>
  const read = lineageSchema.safeParse(told)
  const { [session]: own, ...earlier } = read.success ? read.data : {}
  const known = withTold(doc, taken, own)
  const kept: [string, string][] = [[session, known]]
  let room = LIVE_LINEAGE.characters - known.length
  for (const [id, each] of Object.entries(earlier).reverse()) {
    room -= each.length
    if (room < 0 || kept.length >= LIVE_LINEAGE.sessions) break
    kept.unshift([id, each])
  }
  return Object.fromEntries(kept)
}

const photosOf = (node: ProseNode, photos: Record<string, unknown>): Record<string, unknown> => {
  const used: Record<string, unknown> = {}
  node.descendants((each) => {
    const digest: unknown = each.type.name === 'photo' ? each.attrs['photo'] : null
    if (typeof digest === 'string' && photos[digest] !== undefined) used[digest] = photos[digest]
  })
  return used
}

const contentSchema = workingSchema.pick({ story: true, notes: true, conflicts: true })

/**
 * What stands in a live document, as it would be stored: read whole, in NFC, through the schemas of story, notes and body. Where two changes
 * made something of the body that is none, what stands is mended in the document too, by the desk alone. `live-invalid` {place} for the rest.
 */
export const readContent = (doc: Doc, working: Working): Outcome<Content> => {
  const read = readLiveBody(doc.getXmlFragment(LIVE_BODY), bodySchema())
  if (read.mended) doc.transact(() => putBody(doc, read.doc), BY_DESK)
  const { fields, photos, notes, conflicts } = readLiveParts(mapsOf(doc))
  const { schema, id } = working.story
  const body = read.doc.toJSON() as BodyJson
  const content = contentSchema.safeParse(normalise({ story: { ...fields, schema, id, body, photos: photosOf(read.doc, photos) }, notes, conflicts }))
  const invalid = (place: string) => failed('live-invalid', `What stands there cannot be stored: ${place}.`, { place })
  if (!content.success) return invalid(content.error.issues[0]?.path.join('.') ?? '')
  if (!parseBody(content.data.story.body).ok || JSON.stringify(body).length > LIMITS.bodyBytes) return invalid('story.body')
  return ok(content.data)
}

/** The same working copy as a live document gives it back: blocks with all their attributes, only the photos in use. */
export const settled = ({ story, notes, conflicts }: Content): string => {
  const parsed = parseBody(story.body)
  const body = parsed.ok ? (parsed.value.toJSON() as BodyJson) : story.body
  const { fields, ...said } = notes
  return stable({ story: normalise({ ...story, body, photos: parsed.ok ? photosOf(parsed.value, story.photos) : story.photos }), notes: normalise(fields?.length ? notes : said), conflicts })
}

/** What of a live document is not who may only suggest's to change: its body's words, its fields and pictures, its conflicts. */
const standingIn = (doc: Doc) => {
  const { fields, photos, conflicts } = readLiveParts(mapsOf(doc))
  return { body: readLiveBody(doc.getXmlFragment(LIVE_BODY), bodySchema()).doc, rest: stable([fields, photos]), conflicts: new Map(conflicts.map((each) => [stable(each), each])) }
}
const blockIdsIn = (body: ProseNode): Set<unknown> => {
  const found = new Set<unknown>()
  body.descendants((node) => void found.add(node.attrs['blockId']))
  return found
}
const deletedSchema = conflictSchema.options[0].extend({ kind: z.literal('deleted'), theirs: z.tuple([]) })

/**
 * Whether one live document only suggests something in another. What stands, stands on. A conflict may come, since that is how a merge keeps what was
 * suggested where somebody else wrote at once: with it, the blocks somebody else had taken out.
 */
export const onlySuggested = (from: Doc, to: Doc): boolean => {
  const [before, after] = [standingIn(from), standingIn(to)]
  if (before.rest !== after.rest || [...before.conflicts.keys()].some((each) => !after.conflicts.has(each))) return false
  const known = blockIdsIn(before.body)
  const back = [...after.conflicts].flatMap(([text, each]) => (before.conflicts.has(text) ? [] : (deletedSchema.safeParse(each).data?.mine ?? []))).map(({ attrs }) => attrs?.['blockId'])
  return standingWords(before.body) === standingWords(after.body, new Set(back.filter((id) => typeof id === 'string' && id !== '' && !known.has(id))))
}
