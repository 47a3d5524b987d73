import { writeSync } from 'node:fs'

import { openDatabase } from '../../../src-main/desk/database'
import { valueOf } from '../../../src-shared/outcome'

/** The process that is killed: brings the tables of a desk to this build's form, and says when they are. */
const [folder = ''] = process.argv.slice(2)
writeSync(1, 'begun\n')
valueOf(await openDatabase(folder, null, () => undefined))
writeSync(1, 'open\n')
setInterval(() => undefined, 1000)
