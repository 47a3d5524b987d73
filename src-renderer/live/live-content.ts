import { updateYFragment } from '@tiptap/y-tiptap'
import type { Node as ProseNode } from '@tiptap/pm/model'
import { XmlElement, type Doc, type XmlFragment } from 'yjs'

import { LAST_MERGE, LIVE_BODY, LIVE_MAPS, LIVE_MERGES, type LiveMapName } from '../../src-shared/desk-api/live'
import { readLiveBody, writtenBody } from '../../src-shared/desk-api/live-body'
import { readLiveParts, writeLiveParts, type LiveMap, type LiveMaps } from '../../src-shared/desk-api/live-story'
import { workingSchema, type Working } from '../../src-shared/desk-api/working'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { bodySchema, parseBody } from '../../src-shared/story/body'
import { normalise } from '../../src-shared/story/canonical'
import { stable } from '../../src-shared/story/compare/inline'
import { STORY_SCHEMA, type BodyJson } from '../../src-shared/story/story'

/** What people edit of a working copy together. */
export type Content = Pick<Working, 'story' | 'notes' | 'conflicts'>

const contentSchema = workingSchema.pick({ story: true, notes: true, conflicts: true })

/** The maps of a live document, by their names. */
export const mapsOf = (doc: Doc): LiveMaps => Object.fromEntries(LIVE_MAPS.map((name) => [name, doc.getMap(name)])) as unknown as Record<LiveMapName, LiveMap>

/** The working copy a live document holds; `live-invalid` {place} where it holds none. */
export const contentOf = (doc: Doc, story: string): Outcome<Content> => {
  const { fields, photos, notes, conflicts } = readLiveParts(mapsOf(doc))
  const body = readLiveBody(doc.getXmlFragment(LIVE_BODY), bodySchema()).doc.toJSON() as BodyJson
  const content = contentSchema.safeParse(normalise({ story: { ...fields, schema: STORY_SCHEMA, id: story, body, photos }, notes, conflicts }))
  const place = content.error?.issues[0]?.path.join('.') ?? ''
  return content.success ? ok(content.data) : failed('live-invalid', `What stands there cannot be stored: ${place}.`, { place })
}

const nameOf = (node: ProseNode): string => (typeof node.attrs['blockId'] === 'string' ? `${node.type.name} ${node.attrs['blockId']}` : stable(node.toJSON()))

/** Which blocks of two lists are the same block, in their order: pairs of places, the most there can be. */
const pairsOf = (before: readonly string[], after: readonly string[]): [number, number][] => {
  const longest = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1))
  const at = (row: number, column: number): number => longest[row]?.[column] ?? 0
  for (let row = before.length - 1; row >= 0; row -= 1)
    for (let column = after.length - 1; column >= 0; column -= 1) {
      const found = before[row] === after[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1))
      longest[row]?.fill(found, column, column + 1)
    }
  const pairs: [number, number][] = []
  for (let row = 0, column = 0; row < before.length && column < after.length; ) {
    if (before[row] === after[column]) pairs.push([row++, column++])
    else if (at(row + 1, column) >= at(row, column + 1)) row += 1
    else column += 1
  }
  return pairs
}

const putBlocks = (doc: Doc, fragment: XmlFragment, now: readonly ProseNode[], next: readonly ProseNode[]): void => {
  const meta = { mapping: new Map(), isOMark: new Map() }
  const write = (element: XmlElement, node: ProseNode): void => updateYFragment(doc, element, writtenBody(node), meta)
  const pairs = new Map(pairsOf(now.map(nameOf), next.map(nameOf)).map(([from, to]) => [to, from]))
  const kept = new Set(pairs.values())
  for (let from = now.length - 1; from >= 0; from -= 1) if (!kept.has(from)) fragment.delete(from, 1)
  next.forEach((node, to) => {
    const from = pairs.get(to)
    if (from === undefined) fragment.insert(to, [new XmlElement(node.type.name)])
    const element = fragment.get(to)
    if (element instanceof XmlElement && (from === undefined || stable(now[from]?.toJSON()) !== stable(node.toJSON()))) write(element, node)
  })
}

/**
 * Makes a live document hold what a merge made, in one change that touches only the blocks, fields and notes that differ. `brought` says of which session's document
 * how much was merged in (a Yjs snapshot, base64).
 */
export const putMerged = (doc: Doc, { story, notes, conflicts }: Content, brought: { session: string; known: string }, origin: unknown): Outcome<null> => {
  const parsed = parseBody(story.body)
  if (!parsed.ok) return parsed
  const { schema: _schema, id: _id, body: _body, photos, ...fields } = story
  const fragment = doc.getXmlFragment(LIVE_BODY)
  doc.transact(() => {
    const { doc: now, mended } = readLiveBody(fragment, bodySchema())
    if (mended || now.childCount !== fragment.length) updateYFragment(doc, fragment, writtenBody(parsed.value), { mapping: new Map(), isOMark: new Map() })
    else putBlocks(doc, fragment, now.children, parsed.value.children)
    // A picture somebody's undo may bring back stays known.
    writeLiveParts(mapsOf(doc), { fields, photos: { ...(readLiveParts(mapsOf(doc)).photos as Content['story']['photos']), ...photos }, notes, conflicts })
    doc.getMap(LIVE_MERGES).set(brought.session, brought.known)
    doc.getMap(LIVE_MERGES).set(LAST_MERGE, crypto.randomUUID())
  }, origin)
  return ok(null)
}
