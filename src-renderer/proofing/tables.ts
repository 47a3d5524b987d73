import Papa from 'papaparse'

import redundant from '../../resources/proofing/zh/redundant.csv?raw'
import units from '../../resources/proofing/zh/units.csv?raw'
import variants from '../../resources/proofing/zh/variants.csv?raw'
import wrong from '../../resources/proofing/zh/wrong-words.csv?raw'
import { valueOf } from '../../src-shared/outcome'
import { noHouse } from '../../src-shared/proofing/house/tables'
import { readTable, type Tables, type WordTable } from '../../src-shared/proofing/tables'

const tableOf = (csv: string): WordTable => valueOf(readTable(Papa.parse<string[]>(csv, { skipEmptyLines: true }).data))

/** The tables the house came with. Throws where one is broken, which a test of theirs would have said. */
export const houseTables = (): Tables => ({ wrong: tableOf(wrong), variants: tableOf(variants), redundant: tableOf(redundant), units: tableOf(units), house: noHouse })
