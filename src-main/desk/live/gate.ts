import type { Document } from '@hocuspocus/server'
import { applyUpdate, decodeUpdate, Doc, encodeStateAsUpdate } from 'yjs'

import type { LiveRight } from '../../../src-shared/desk-api/live'
import { bringsNothing, clashOf, type LiveChange, type LiveStructs } from '../../../src-shared/desk-api/live-clash'
import { failed, type Failure } from '../../../src-shared/outcome'
import { onlySuggested } from './document'

const onlySuggests = (document: Document, update: Uint8Array): boolean => {
  const copy = new Doc({ gc: false })
  applyUpdate(copy, encodeStateAsUpdate(document))
  applyUpdate(copy, update)
  const only = onlySuggested(document, copy)
  copy.destroy()
  return only
}

/**
 * Whether a client's message may be applied: null, or why the client is to leave. A document is only ever made by the desk, so a client that
 * brings one of its own (`live-session`) is refused; a change that does not go together with what stands there is `live-apart` {kind}; one that
 * does more than suggest, from somebody who may only suggest, is `live-suggest`; one that cannot be read is `live-broken`. `step` is the sync
 * protocol's: 1 a whole state, 2 one change.
 */
export const refusalOf = (document: Document, step: 1 | 2, update: Uint8Array, may: LiveRight): Failure | null => {
  const store = document.store as unknown as LiveStructs
  let change: LiveChange
  try {
    change = decodeUpdate(update)
  } catch {
    return failed('live-broken', 'The change cannot be read.')
  }
  if (bringsNothing(change, store)) return null
  if (step === 1) return failed('live-session', 'The client holds another document than this session\'s.')
  if (may === 'read') return failed('not-allowed', 'This person may only read the piece.')
  const clash = clashOf(change, store)
  if (clash) return failed('live-apart', `Two people changed one place at once (${clash}).`, { kind: clash })
  if (may === 'suggest' && !onlySuggests(document, update)) return failed('live-suggest', 'This person may suggest changes, not make them.')
  return null
}
