import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import type { Found, RemoteCopy } from '../../../src-shared/publication/connector'
import { viewOfStory } from '../../../src-shared/publication/view'
import { receiptSchema } from '../../../src-shared/signoff/statement'
import { answered, whileAsked } from '../destinations/handlers'
import type { Parts } from '../parts'
import { storedStory } from '../stored-story'

/** What a destination shows of a piece now, and what the desk sent of the revision that stands there. Refuses `not-published`, and what the destination refuses. */
export const lookAt = async (parts: Parts, story: string, destination: string): Promise<Outcome<{ found: Found; sent: RemoteCopy | null }>> => {
  const { db } = parts
  const opened = await parts.book.connectorOf(destination)
  if (!opened.ok) return opened
  const row = await db.selectFrom('publications').selectAll().where('story', '=', story).where('destination', '=', destination).executeTakeFirst()
  if (!row) return failed('not-published', 'Nothing of this piece stands there.', { destination })
  const { connector, hide } = opened.value
  const signal = whileAsked(parts)
  return answered(parts, destination, async () => {
    const found = await connector.look(story, receiptSchema.parse(JSON.parse(row.receipt)), signal)
    if (!found.ok) return hide(found)
    const kept = await storedStory(parts.files, row.revision)
    const signOff = await db.selectFrom('events').select(['at', 'name']).where('story', '=', story).where('revision', '=', row.revision).where('decision', '=', 'signOff').orderBy('seq', 'desc').limit(1).executeTakeFirst()
    const sent = kept ? await connector.preview(viewOfStory(kept, { at: signOff?.at ?? row.at, editor: signOff?.name ?? '' }), signal) : null
    return ok(hide({ found: found.value, sent: sent?.ok ? sent.value.copy : null }))
  })
}
