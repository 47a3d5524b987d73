import type { HookPayload } from '../../../src-shared/desk-api/hooks'
import { envelopeSchema, readPayload } from '../../../src-shared/signoff/envelope'
import { RECORD_TYPE, recordStatementSchema, type RecordStatement } from '../../../src-shared/signoff/statement'
import type { Tables } from '../database'
import type { Parts } from '../parts'
import { toldAs } from './table'

type Row = Tables['events']

const recordOf = (row: Pick<Row, 'envelope'>): RecordStatement | null => {
  const read = readPayload(envelopeSchema.parse(JSON.parse(row.envelope)), RECORD_TYPE, recordStatementSchema)
  return read.ok ? read.value : null
}

/** True where another revision of the piece stood at the same destination before. */
const replaces = async (parts: Pick<Parts, 'db'>, row: Row, destination: string): Promise<boolean> => {
  const before = await parts.db.selectFrom('events').select('envelope').where('story', '=', row.story).where('decision', '=', 'published').where('seq', '<', row.seq).where('revision', '<>', row.revision).execute()
  return before.some((each) => {
    const record = recordOf(each)
    return record?.kind === 'published' && record.receipt.destination === destination
  })
}

/** What is told of one line of the ledger; null where it is of no matter to others. */
export const payloadOf = async (parts: Pick<Parts, 'db' | 'desk'>, row: Row): Promise<HookPayload | null> => {
  const told = toldAs(row.decision)
  if (told === null) return null
  const record = recordOf(row)
  const receipt = record && 'receipt' in record ? record.receipt : null
  const story = await parts.db.selectFrom('stories').select(['headline', 'channel']).where('id', '=', row.story).executeTakeFirst()
  const number = (await parts.db.selectFrom('revisions').select('number').where('story', '=', row.story).where('sha256', '=', row.revision).orderBy('number', 'desc').limit(1).executeTakeFirst())?.number
  const name = row.name === '' ? ((await parts.db.selectFrom('people').select('name').where('id', '=', row.person).executeTakeFirst())?.name ?? row.person) : row.name
  return {
    type: told === 'published' && receipt && (await replaces(parts, row, receipt.destination)) ? 'corrected' : told,
    id: row.id,
    seq: row.seq,
    at: row.at,
    desk: parts.desk.key,
    story: row.story,
    revision: number === undefined ? null : { number, sha256: row.revision },
    headline: story?.headline ?? '',
    channel: story ? (JSON.parse(story.channel) as string[]) : [],
    person: { id: row.person, name },
    reason: row.reason,
    destination: receipt?.destination ?? null,
    url: receipt?.url ?? null,
  }
}
