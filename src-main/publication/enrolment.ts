import type { EnrolledKey } from '../../src-shared/signoff/check'
import type { RecordStatement } from '../../src-shared/signoff/statement'
import { canonicalBytes } from '../../src-shared/story/canonical'

const sameGrants = (one: EnrolledKey['grants'], other: EnrolledKey['grants']): boolean => Buffer.from(canonicalBytes(one ?? [])).equals(canonicalBytes(other ?? []))

/** Whether a record of the desk enrolled exactly this key for this person in these roles. */
export const isEnrolmentOf = (said: RecordStatement, key: EnrolledKey, desk: string): boolean =>
  said.kind === 'keyEnrolled' && said.desk === desk && said.key === key.id && said.publicKey === key.publicKey && said.person === key.person && said.name === key.name && said.role === key.role && (key.credential === undefined || sameGrants(said.grants, key.grants))
