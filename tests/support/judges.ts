import { spawnSync } from 'node:child_process'

import { serverThere } from '../servers/required'

type Runner = Parameters<typeof serverThere>[0]

/** True where a program that judges what we make is on this machine. Where it is not, its tests are skipped by its name, or fail where servers are required. */
export const judgeThere = (test: Runner, name: string, command: string): boolean => serverThere(test, name, spawnSync('sh', ['-c', `command -v ${command}`]).status === 0 ? [] : [command])

/** The same for LibreOffice's spreadsheets, a part of its own that stands beside the program. */
export const calcThere = (test: Runner): boolean =>
  serverThere(test, 'LibreOffice Calc', spawnSync('sh', ['-c', 'test -e "$(dirname "$(readlink -f "$(command -v soffice)")")/libsclo.so"']).status === 0 ? [] : ['libreoffice-calc'])
