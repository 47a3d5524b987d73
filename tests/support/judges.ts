import { spawnSync } from 'node:child_process'

import { serverThere } from '../servers/required'

/** True where a program that judges what we make is installed. Where it is not, its tests are skipped by this name, or fail where it must be there. */
export const judgeThere = (test: Parameters<typeof serverThere>[0], name: string, command: string): boolean =>
  serverThere(test, name, spawnSync('sh', ['-c', `command -v ${command}`]).status === 0 ? [] : [command])
