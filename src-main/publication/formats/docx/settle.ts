import { strFromU8, strToU8, unzipSync } from 'fflate'

import { byPath } from '../../../../src-shared/publication/package/layout'
import { writeZip } from '../../write-zip'

/** Where the parts a reader looks for first stand. */
const FIRST = ['[Content_Types].xml', '_rels/.rels', 'word/document.xml']

const rank = (path: string): number => (FIRST.includes(path) ? FIRST.indexOf(path) : FIRST.length)

/** Relationship ids of a part's .rels file, each with the number its place there gives it. */
const renamed = (rels: string): Map<string, string> => new Map([...rels.matchAll(/ Id="([^"]+)"/g)].map(([, id = ''], index) => [id, `rId${String(index + 1)}`]))

const withIds = (xml: string, ids: ReadonlyMap<string, string>, attribute: RegExp): string => xml.replace(attribute, (whole, name: string, id: string) => (ids.has(id) ? ` ${name}="${ids.get(id) ?? id}"` : whole))

/**
 * A document's parts as they come out the same every time: ids of links and pictures by their place instead of by chance, entries in one order, without the clock,
 * stored. `replace` gives whole parts anew.
 */
export const settled = async (zip: Uint8Array, replace: Readonly<Record<string, string>>): Promise<Uint8Array> => {
  const parts = new Map(Object.entries(unzipSync(zip)))
  for (const path of [...parts.keys()].filter((each) => each.endsWith('.rels'))) {
    const rels = strFromU8(parts.get(path) ?? new Uint8Array())
    const ids = renamed(rels)
    const part = path.replace(/_rels\/([^/]+)\.rels$/, '$1')
    const xml = parts.get(part)
    parts.set(path, strToU8(withIds(rels, ids, / (Id)="([^"]+)"/g)))
    if (xml) parts.set(part, strToU8(withIds(strFromU8(xml), ids, / (r:(?:id|embed|link))="([^"]+)"/g)))
  }
  for (const [path, xml] of Object.entries(replace)) parts.set(path, strToU8(xml))
  return writeZip([...parts].sort(([a], [b]) => rank(a) - rank(b) || byPath(a, b)))
}
