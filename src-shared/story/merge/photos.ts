import type { BodyJson, Photo } from '../story'
import type { Conflict } from './conflict'

const digestsIn = (node: BodyJson, found: Set<string>): Set<string> => {
  if (node.type === 'photo' && typeof node.attrs?.['photo'] === 'string') found.add(node.attrs['photo'])
  for (const child of node.content ?? []) digestsIn(child, found)
  return found
}

/** The photo records a merged body or one of its conflicts still shows, out of all there are; the first that knows a photo is believed. */
export const photosOf = (body: BodyJson, conflicts: readonly Conflict[], ...known: readonly Readonly<Record<string, Photo>>[]): Record<string, Photo> => {
  const used = digestsIn(body, new Set())
  for (const conflict of conflicts) if (conflict.kind !== 'field') for (const node of [...conflict.base, ...conflict.mine, ...conflict.theirs]) digestsIn(node, used)
  return Object.fromEntries([...used].flatMap((digest) => { const photo = known.find((photos) => photos[digest] !== undefined)?.[digest]; return photo ? [[digest, photo]] : [] }))
}
