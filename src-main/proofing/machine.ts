import { standardTables } from '../../src-shared/proofing/standard-tables'
import type { CheckLog } from '../../src-shared/proofing/log'
import { machinePass, ruleSetOf } from '../../src-shared/proofing/machine-pass'
import type { Aside } from '../../src-shared/story/notes'
import type { Story } from '../../src-shared/story/story'

/** The proof-reader as a host has it: one pass over a story at a time, as it goes on record. */
export type Machine = (story: Story, asides: readonly Aside[]) => CheckLog

/** Makes it; its tables are read when it is first asked. `version` is the program's. */
export const openMachine = (version: string, sha256: (bytes: Uint8Array) => string): Machine => {
  let known: { tables: ReturnType<typeof standardTables>; rules: string } | null = null
  return (story, asides) => {
    if (!known) {
      const tables = standardTables()
      known = { tables, rules: ruleSetOf(tables, sha256) }
    }
    return machinePass(story, asides, { ...known, tool: `stet ${version}` })
  }
}
