import { failed, type Outcome } from '../../../src-shared/outcome'
import type { Person } from '../../../src-shared/review/people'
import { receiptSchema } from '../../../src-shared/signoff/statement'
import type { Parts } from '../parts'
import { lastEventOf } from '../projection'
import { handedOver } from './book'

/** Puts on record of every piece that readers see there that the house gave it up: it may be spiked, and is owed no correction. */
const leaveAll = async (parts: Parts, destination: string, person: Person): Promise<void> => {
  const { db, desk, journal } = parts
  const rows = await db
    .selectFrom('publications')
    .innerJoin('revisions', (join) => join.onRef('revisions.story', '=', 'publications.story').onRef('revisions.sha256', '=', 'publications.revision'))
    .select(['publications.story', 'publications.receipt', 'publications.revision', 'revisions.number'])
    .where('publications.destination', '=', destination)
    .where('publications.state', '=', 'published')
    .orderBy('publications.seq')
    .execute()
  for (const { story, receipt, revision, number } of rows) {
    const previous = await lastEventOf(db, story)
    if (previous === null) continue
    await journal.commit(parts.signRecord({ type: 'stet.record/1', kind: 'left', desk: desk.key, at: parts.now(), story, revision: { number, sha256: revision }, receipt: receiptSchema.parse(JSON.parse(receipt)), person: person.id, previous }))
  }
}

/**
 * Removes a destination. Inside journal.run. Refuses as book.remove does, and `destination-in-use` {count, live} while anything is queued for it or readers see pieces there. With
 * `anyway` what waits is dropped and the pieces are left there, on record; `publication-running` while one is being sent.
 */
export const removeDestination = async (parts: Parts, destination: string, person: Person, anyway: boolean): Promise<Outcome<null>> => {
  const { db, book } = parts
  const kept = (await book.list()).find(({ settings }) => settings.id === destination)
  // What it shows by its own clock would come out unwatched: nothing is dropped before that is back.
  if (kept && kept.handed > 0) return handedOver(destination, kept.handed)
  if (kept && kept.waiting + kept.live > 0) {
    const { waiting: count, live } = kept
    if (!anyway) return failed('destination-in-use', `${String(live)} pieces are live at ${destination}, and ${String(count)} publications are queued for it.`, { destination, count, live })
    const running = await db.selectFrom('jobs').select('story').where('destination', '=', destination).where('state', '=', 'running').limit(1).executeTakeFirst()
    if (running) return failed('publication-running', `Something is being sent to ${destination} at this moment.`, { destination })
    await db.deleteFrom('jobs').where('destination', '=', destination).execute()
    await leaveAll(parts, destination, person)
  }
  return book.remove(destination)
}
