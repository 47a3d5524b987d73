import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { readLists } from '../../src-shared/proofing/house/lists'
import type { Row } from '../../src-shared/proofing/house/row'
import { SEVERITIES } from '../../src-shared/proofing/severity'
import type { Stage } from '../../src-shared/review/policy'
import type { ReviewStatement } from '../../src-shared/signoff/statement'
import type { Aside } from '../../src-shared/story/notes'
import type { Story } from '../../src-shared/story/story'
import { readListsVersions } from './lists-table'
import type { Parts } from './parts'

/** What the log says was let stand, as the proof-reader is told of it. */
const asidesOf = ({ stand }: NonNullable<ReviewStatement['checks']>): Aside[] => stand.map(({ rule, words }) => ({ rule, words }))

/** The house's lists as they are now. */
const rowsNow = async (parts: Parts): Promise<Outcome<readonly Row[]>> => {
  const [known] = await readListsVersions(parts, 1)
  if (!known) return ok([])
  const bytes = await parts.files.revision(known.checked.statement.sha256)
  const lists = bytes === null || bytes === 'damaged' ? null : readLists(bytes)
  return lists?.ok ? ok(lists.value.rows) : failed('lists-altered', 'The stored lists are not the ones that were signed.')
}

/**
 * Whether a machine's pass that came with an act is what the desk's own pass over those bytes says, where the stage lets nothing through without one:
 * `checks-outdated` where it was made with other rules or lists, `checks-differ` where it says less is open than there is.
 */
export const checkMachine = async (parts: Parts, { checks, at }: Pick<ReviewStatement, 'checks' | 'at'>, stage: Pick<Stage, 'checks'> | undefined, story: Story): Promise<Outcome<null>> => {
  if (stage?.checks === undefined || !checks) return ok(null)
  const rows = await rowsNow(parts)
  if (!rows.ok) return rows
  // The signer's own day: it decides which names are still withheld.
  const own = parts.machine(story, asidesOf(checks), { rows: rows.value, own: parts.name, today: at.slice(0, 10) })
  if (own.rules !== checks.rules) return failed('checks-outdated', 'The checks were made with other rules than the desk\'s.', { rules: checks.rules })
  return SEVERITIES.some((severity) => checks.open[severity] < own.open[severity]) ? failed('checks-differ', 'The checks say less is open than the desk finds.') : ok(null)
}
