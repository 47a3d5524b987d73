import { ok, type Failure, type Outcome } from '../../../src-shared/outcome'
import type { Check } from '../../../src-shared/publication/connector'
import { connectorFault } from '../../../src-shared/publication/connector-faults'
import type { Ghost } from './api'
import { referTo } from './post'

/** The oldest Ghost whose posts are Lexical. */
const OLDEST = 5

const good = (what: string, details: Check['details'] = {}): Check => ({ what, ok: true, code: '', message: '', details })
const lacking = (what: string, { code, message, details }: Failure): Check => ({ what, ok: false, code, message, details: { ...details } })
/** A refusal that comes only after Ghost found that this may be done. */
const allowed = (what: string, answer: Outcome<unknown>, status: number): Check => {
  if (answer.ok || (answer.code === 'destination-refused' && answer.details['status'] === status)) return good(what)
  return lacking(what, answer)
}

/**
 * Tries everything publishing needs and leaves nothing behind: a post that would be scheduled for a time long past, and a picture that is none, are refused (422, 415)
 * only where the key may send such. `author` is who stands as author: an author's own token may write for nobody else.
 */
export const checkGhost = async (ghost: Ghost, author: string | null, signal: AbortSignal): Promise<Outcome<Check[]>> => {
  const about = await ghost.about(signal)
  if (!about.ok) return about.code === 'desk-closed' ? about : ok([lacking('ghostSite', about)])
  const { version, url } = about.value
  if (!(Number(version.split('.')[0]) >= OLDEST)) return ok([lacking('ghostSite', connectorFault('destination-lacks', `This is Ghost ${version}; version ${String(OLDEST)} or newer is needed.`, { version, address: url, status: 0 }))])
  const read = await ghost.find('status:draft', signal)
  if (!read.ok) return ok([good('ghostSite', { version }), lacking('ghostKey', read)])
  const post = await ghost.create({ title: 'Stet', status: 'scheduled', published_at: '2000-01-01T00:00:00.000Z', ...(author === null ? {} : { authors: [referTo(author)] }) }, signal)
  const picture = await ghost.upload('stet.txt', new TextEncoder().encode('Stet'), 'text/plain', signal)
  return ok([good('ghostSite', { version }), good('ghostKey'), allowed('ghostPosts', post, 422), allowed('ghostPictures', picture, 415)])
}
