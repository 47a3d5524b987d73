import { sql, type RawBuilder, type SqlBool } from 'kysely'

import type { Grant, Rights } from '../../src-shared/review/people'

/** How the text of a channel begins that lies under a path: `["a","b"` and then the end or a comma. */
const under = ({ channel }: Grant, column: RawBuilder<unknown>): RawBuilder<SqlBool> => {
  const exactly = JSON.stringify(channel)
  const begins = `${exactly.slice(0, -1)},`
  // Databases count characters, not UTF-16 units; and a number of ours must not pass for text.
  const length = sql.lit(Array.from(begins).length)
  return sql<SqlBool>`(${column} = ${exactly} or substr(${column}, 1, ${length}) = ${begins})`
}

/** Which pieces somebody may see, as a condition where `stories` is at hand: everybody their own, and editors those of their channels by the channel of the column named. */
export const visibleTo = (person: string, { role, grants = [] }: Rights, channel: 'stories.channel' | 'tallies.channel'): RawBuilder<SqlBool> => {
  if (role !== 'reporter') return sql<SqlBool>`1 = 1`
  const column = sql.ref(channel)
  const own = sql<SqlBool>`${sql.ref('stories.author')} = ${person}`
  return sql<SqlBool>`(${sql.join([own, ...grants.filter((grant) => grant.role !== 'reporter').map((grant) => under(grant, column))], sql` or `)})`
}
