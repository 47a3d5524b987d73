import { houseTablesOf, type HouseLists } from '../../src-shared/proofing/house/tables'
import type { CheckLog } from '../../src-shared/proofing/log'
import { machinePass, ruleSetOf } from '../../src-shared/proofing/machine-pass'
import { standardTables } from '../../src-shared/proofing/standard-tables'
import type { Tables } from '../../src-shared/proofing/tables'
import { canonicalBytes } from '../../src-shared/story/canonical'
import type { Aside } from '../../src-shared/story/notes'
import type { Story } from '../../src-shared/story/story'

/** The proof-reader as a host has it: one pass over a story at a time, by the house's lists, as it goes on record. */
export type Machine = (story: Story, asides: readonly Aside[], house: HouseLists) => CheckLog

/** Makes it; its tables are read when it is first asked. `version` is the program's. */
export const openMachine = (version: string, sha256: (bytes: Uint8Array) => string): Machine => {
  let known: { tables: Tables; rules: string } | null = null
  return (story, asides, house) => {
    if (!known) {
      const tables = standardTables()
      known = { tables, rules: ruleSetOf(tables, sha256) }
    }
    const rules = house.rows.length === 0 ? known.rules : `${known.rules}+${sha256(canonicalBytes(house.rows)).slice(0, 32)}`
    return machinePass(story, asides, { tables: { ...known.tables, house: houseTablesOf(house) }, rules, tool: `stet ${version}` })
  }
}
