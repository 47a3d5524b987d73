import type { Person } from '../../src-shared/review/people'
import type { CheckedStatement } from '../../src-shared/signoff/check'
import type { Parts } from './parts'

/** Notes who brought acts that others signed. Inside journal.run, after they were committed. */
export const noteCarried = async ({ db, now }: Pick<Parts, 'db' | 'now'>, acts: readonly CheckedStatement[], bringer: Person): Promise<void> => {
  const brought = acts.filter(({ key }) => key.person !== bringer.id).map(({ id, statement: { story } }) => ({ event: id, story, person: bringer.id, name: bringer.name, at: now() }))
  if (brought.length > 0) await db.insertInto('carried').values(brought).onConflict((conflict) => conflict.column('event').doNothing()).execute()
}
