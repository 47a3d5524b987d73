import { Fault } from '../outcome'
import { unresolvedIn } from '../story/unresolved'
import type { BodyJson } from '../story/story'

/** Throws Fault `story-unresolved` {count} on a body that still holds suggestions or comments: print has no way to say them, and must not leave them out. */
export const refuseUnresolved = (body: BodyJson): void => {
  const count = unresolvedIn(body).length
  if (count > 0) throw new Fault('story-unresolved', `The text still holds ${String(count)} suggestions or comments.`, { count })
}
