import { sql } from 'kysely'

import { milestoneSchema, type Counted, type Statistics, type StatisticsQuery, type StatisticsRow } from '../../../src-shared/desk-api/statistics'
import { channelPathSchema, type Person } from '../../../src-shared/review/people'
import { rightsNow } from '../delegation-table'
import type { Parts } from '../parts'
import { visibleTo } from '../visible'
import { monthSpans, yearAt } from './months'

type Sum = string | number | bigint | null

/** Databases answer counts and sums in forms of their own. */
const countedOf = ({ pieces, characters, photos }: { pieces: Sum; characters: Sum; photos: Sum }): Counted => ({ pieces: Number(pieces), characters: Number(characters), photos: Number(photos) })

const inOrder = (one: StatisticsRow, other: StatisticsRow): number => {
  const [a, b] = [one, other].map(({ month, name, person, channel, milestone }) => [month, name, person, JSON.stringify(channel), String(milestoneSchema.options.indexOf(milestone))].join('\n'))
  return (a ?? '') < (b ?? '') ? -1 : 1
}

/** What was written, signed off and published in a range of months, of the pieces somebody may see: editors those of their channels, and everybody their own. */
export const readStatistics = async (parts: Pick<Parts, 'db' | 'desk' | 'crypto' | 'now'>, query: StatisticsQuery, person: Person): Promise<Statistics> => {
  const { db } = parts
  const { zone, by } = query
  const year = yearAt(parts.now(), zone)
  const { from = `${year}-01`, to = `${year}-12` } = query
  const spans = monthSpans(from, to, zone)
  const [first, last] = [spans.at(0)?.begins ?? '', spans.at(-1)?.ends ?? '']
  // Zones and their summer time are no matter for SQL: each month is a pair of moments. The month itself comes from our own calendar, never from the asker.
  const month = sql<string>`case ${sql.join(spans.map((span) => sql`when ${sql.ref('tallies.at')} < ${span.ends} then ${sql.lit(span.month)}`), sql` `)} end`
  const counted = db
    .selectFrom('tallies')
    .innerJoin('stories', 'stories.id', 'tallies.story')
    .leftJoin('people', 'people.id', 'stories.author')
    .where('tallies.at', '>=', first)
    .where('tallies.at', '<', last)
    .where(visibleTo(person.id, await rightsNow(parts, person), 'tallies.channel'))
    .select(({ fn }) => ['tallies.story', 'tallies.milestone', 'tallies.channel', 'tallies.characters', 'tallies.photos', month.as('month'), 'stories.author', fn.coalesce('people.name', 'stories.author_name').as('author_name')])
  const rows =
    by === 'author'
      ? await db
          .selectFrom(counted.as('c'))
          .select(({ fn }) => ['c.month', 'c.author as person', fn.max('c.author_name').as('name'), 'c.channel', 'c.milestone', fn.countAll().as('pieces'), fn.sum('c.characters').as('characters'), fn.sum('c.photos').as('photos')])
          .groupBy(['c.month', 'c.author', 'c.channel', 'c.milestone'])
          .execute()
      : await db
          .selectFrom(counted.as('c'))
          .leftJoin('tally_names as n', (join) => join.onRef('n.story', '=', 'c.story').onRef('n.milestone', '=', 'c.milestone'))
          .select(({ fn }) => ['c.month', sql<string>`''`.as('person'), fn.max('n.name').as('name'), 'c.channel', 'c.milestone', fn.countAll().as('pieces'), fn.sum('c.characters').as('characters'), fn.sum('c.photos').as('photos')])
          .groupBy(['c.month', 'n.name', 'c.channel', 'c.milestone'])
          .execute()
  const totals = await db
    .selectFrom(counted.as('c'))
    .select(({ fn }) => ['c.milestone', fn.countAll().as('pieces'), fn.sum('c.characters').as('characters'), fn.sum('c.photos').as('photos')])
    .groupBy('c.milestone')
    .execute()
  const totalOf = (milestone: (typeof totals)[number]['milestone']): Counted => countedOf(totals.find((each) => each.milestone === milestone) ?? { pieces: 0, characters: 0, photos: 0 })
  return {
    from, to, zone, by,
    rows: rows.map(({ month: of, person: who, name, channel, milestone, ...sums }): StatisticsRow => ({ month: of, person: who, name: name ?? '', channel: channelPathSchema.parse(JSON.parse(channel)), milestone, ...countedOf(sums) })).sort(inOrder),
    totals: { submitted: totalOf('submitted'), signedOff: totalOf('signedOff'), published: totalOf('published') },
  }
}
