import type { EnrolledKey } from '../../signoff/check'
import type { RecordStatement } from '../../signoff/statement'
import { canonicalBytes } from '../../story/canonical'
import { sameBytes } from './bytes'

const sameGrants = (one: EnrolledKey['grants'], other: EnrolledKey['grants']): boolean => sameBytes(canonicalBytes(one ?? []), canonicalBytes(other ?? []))

/** Whether a record of the desk enrolled exactly this key for this person in these roles. */
export const isEnrolmentOf = (said: RecordStatement, key: EnrolledKey, desk: string): boolean =>
  said.kind === 'keyEnrolled' && said.desk === desk && said.key === key.id && said.publicKey === key.publicKey && said.person === key.person && said.name === key.name && said.role === key.role && (key.credential === undefined || sameGrants(said.grants, key.grants))
