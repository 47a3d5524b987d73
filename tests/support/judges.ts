import { spawnSync } from 'node:child_process'

import { serverThere } from '../servers/required'

type Runner = Parameters<typeof serverThere>[0]

/** True where an outside judge can be run. Where it cannot, its tests are skipped by its name, or fail where servers are required (CI). */
export const judgeThere = (test: Runner, name: string, command: string): boolean =>
  serverThere(test, name, spawnSync('sh', ['-c', `command -v ${command}`]).status === 0 ? [] : [command])
