import Papa from 'papaparse'

import alike from '../../resources/proofing/zh/alike.csv?raw'
import idioms from '../../resources/proofing/zh/idioms.csv?raw'
import offices from '../../resources/proofing/zh/offices.csv?raw'
import redundant from '../../resources/proofing/zh/redundant.csv?raw'
import sounds from '../../resources/proofing/zh/sounds.csv?raw'
import surnames from '../../resources/proofing/zh/surnames.csv?raw'
import units from '../../resources/proofing/zh/units.csv?raw'
import variants from '../../resources/proofing/zh/variants.csv?raw'
import wrong from '../../resources/proofing/zh/wrong-words.csv?raw'
import { valueOf } from '../outcome'
import { readPeople } from './across/people-tables'
import { readIdioms } from './zh/idiom-table'
import { noTables, readTable, type Tables, type WordTable } from './tables'

const rowsOf = (csv: string): string[][] => Papa.parse<string[]>(csv, { skipEmptyLines: true }).data
const tableOf = (csv: string): WordTable => valueOf(readTable(rowsOf(csv)))

/** The tables every house begins with. Throws where one is broken, which a test of theirs would have said. */
export const standardTables = (): Tables => ({
  ...noTables,
  wrong: tableOf(wrong),
  variants: tableOf(variants),
  redundant: tableOf(redundant),
  units: tableOf(units),
  idioms: valueOf(readIdioms({ idioms: rowsOf(idioms), sounds: rowsOf(sounds), shapes: rowsOf(alike) })),
  people: valueOf(readPeople(rowsOf(surnames), rowsOf(offices))),
})
