import { failed, type Outcome } from '../outcome'
import { maySetLists } from '../review/access'
import type { Crypto } from './check'
import type { Envelope } from './envelope'
import { checkSigned, type EnrolledKey, type Evidence } from './evidence'
import { LISTS_TYPE, listsStatementSchema, type ListsStatement } from './statement'

/** A signed version of the house's lists whose signature, signer and right were checked; `id` is the SHA-256 of the statement's bytes. */
export type CheckedLists = { id: string; statement: ListsStatement; envelope: Envelope; key: EnrolledKey }

/** Checks who answers for a version of the house's lists: signature and signer, the desk, and that the signer's role sets them. */
export const checkLists = (envelope: Envelope, evidence: Pick<Evidence, 'keys' | 'credentials'> & { desk: string }, crypto: Crypto): Outcome<CheckedLists> => {
  const checked = checkSigned(envelope, LISTS_TYPE, listsStatementSchema, evidence, crypto)
  if (!checked.ok) return checked
  const { statement, key } = checked.value
  if (statement.desk !== evidence.desk) return failed('wrong-desk', 'The statement was made for another desk.')
  if (!maySetLists(key)) return failed('not-allowed', `A ${key.role} may not do this.`, { role: key.role, action: 'setLists' })
  return checked
}
