import { spawnSync } from 'node:child_process'

import { serverThere } from '../servers/required'

type Runner = Parameters<typeof serverThere>[0]

/** True where a program that judges what we make is on this machine. Where it is not, its tests are skipped by its name, or fail where servers are required. */
export const judgeThere = (test: Runner, name: string, command: string): boolean => serverThere(test, name, spawnSync('sh', ['-c', `command -v ${command}`]).status === 0 ? [] : [command])
