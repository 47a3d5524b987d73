import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { authorise } from '../../src-shared/review/access'
import { channelPathSchema, type Person } from '../../src-shared/review/people'
import { fromBase64, readPayload, type Envelope } from '../../src-shared/signoff/envelope'
import { REVIEW_TYPE, reviewStatementSchema, type ReviewStatement } from '../../src-shared/signoff/statement'
import { rightsNow } from './delegation-table'
import type { Parts } from './parts'
import { receive } from './reception'

/** What the signer's own session would be asked before it brought this act: who signs away from the desk may do no more than at it. */
const checkSigner = async (parts: Parts, { story, decision, signer: { person, name } }: ReviewStatement): Promise<Outcome<Person>> => {
  const signer = (await parts.accounts.list()).find(({ id }) => id === person)
  if (!signer) return failed('signer-inactive', `${name} has no account at the desk any more.`, { name })
  if (decision === 'submit' || decision === 'correct') return ok(signer)
  const row = await parts.db.selectFrom('stories').select(['author', 'channel']).where('id', '=', story).executeTakeFirst()
  const subject = row ? { author: row.author, channel: channelPathSchema.parse(JSON.parse(row.channel)) } : { author: null, channel: null }
  const allowed = authorise(await rightsNow(parts, signer), 'review', subject)
  return allowed.ok ? ok(signer) : failed('signer-not-allowed', `${name} may not do this.`, { name })
}

/**
 * Takes an act that was signed away from the desk, by whoever's hand it comes: every check is made of its signer, as if they had brought it themselves. One the
 * desk has already is fine (`known`). Refuses `wrong-story`, `signer-inactive` {name}, `signer-not-allowed` {name}, and as receive.
 */
export const receiveCarried = async (parts: Parts, story: string, bringer: Person, envelope: Envelope): Promise<Outcome<{ known: boolean }>> => {
  const read = readPayload(envelope, REVIEW_TYPE, reviewStatementSchema)
  if (!read.ok) return read
  if (read.value.story !== story) return failed('wrong-story', 'The statement is about another story.', { story: read.value.story })
  const id = parts.crypto.sha256(fromBase64(envelope.payload))
  if (await parts.db.selectFrom('events').select('id').where('story', '=', story).where('id', '=', id).executeTakeFirst()) return ok({ known: true })
  const signer = await checkSigner(parts, read.value)
  if (!signer.ok) return signer
  const received = await receive(parts, { route: 'carry', story, person: signer.value, bringer, envelopes: [envelope] })
  return received.ok ? ok({ known: false }) : received
}
