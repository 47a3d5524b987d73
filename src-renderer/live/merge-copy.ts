import { Doc, encodeStateAsUpdate, encodeStateVector, snapshot } from 'yjs'

import { LIVE_MERGES } from '../../src-shared/desk-api/live'
import { eitherOf, type LiveKnown } from '../../src-shared/desk-api/live-known'
import { ok, type Outcome } from '../../src-shared/outcome'
import { stable } from '../../src-shared/story/compare/inline'
import { baseFor, knownFrom, toKnownText } from './known'
import { contentOf, putMerged } from './live-content'
import { copyInto, type LiveCopy, type Shown } from './live-copy'
import { mergeContents, type Merging } from './merge-contents'

const MERGED = 'merged'

/** How much of what stands here stands in the desk's document, of this session or another: as the desk tells, else as it was last heard. */
const inTheirs = (session: string, theirs: Doc, mine: Shown, stored: LiveKnown | undefined): LiveKnown => {
  const told = knownFrom(theirs.getMap(LIVE_MERGES).get(mine.session))
  const own = mine.session === session ? snapshot(theirs) : null
  if (own) return told ? eitherOf(own, told) : own
  return told ?? stored ?? snapshot(mine.confirmed)
}

/** What puts everything done in a window's copy into the desk's document `theirs` of a session, block by block; null where it has all of it. */
export const mergeCopy = (copy: LiveCopy, mine: Shown, { session, theirs, story, merge }: { session: string; theirs: Doc; story: string; merge: Merging }): Outcome<Uint8Array | null> => {
  const known = inTheirs(session, theirs, mine, copy.storedOf(mine.session))
  const [before, now, desk] = [contentOf(baseFor(mine.confirmed, copy.pending(), known), story), contentOf(mine.doc, story), contentOf(theirs, story)]
  if (!now.ok) return now
  if (!before.ok) return before
  if (stable(now.value) === stable(before.value)) return ok(null)
  if (!desk.ok) return desk
  const result = mergeContents(before.value, now.value, desk.value, merge)
  if (stable(result) === stable(desk.value)) return ok(null)
  const doc = new Doc({ gc: false })
  copyInto(doc, theirs)
  const brought = { session: mine.session, known: toKnownText(eitherOf(known, snapshot(mine.doc))) }
  const put = putMerged(doc, result, brought, MERGED)
  return put.ok ? ok(encodeStateAsUpdate(doc, encodeStateVector(theirs))) : put
}
