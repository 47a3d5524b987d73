import { inOrder } from './lists'
import { freshRow, keyOf, rowSchema, sameRow, type Kind, type Row } from './row'

/** The columns of a table of lists. */
export const COLUMNS = ['kind', 'word', 'right', 'instead', 'except', 'title', 'order', 'until', 'note'] as const
type Column = (typeof COLUMNS)[number]

/** What columns and kinds are called in a file; what people may have called them is understood too. */
const COLUMN_NAMES: Readonly<Record<Column, readonly string[]>> = {
  kind: ['类别', 'kind', '类型', 'list'], word: ['词语', 'word', '词', '错词', '姓名', '名称', '术语', 'name', 'term', 'wrong'], right: ['正确写法', 'right', '正词', '改为'],
  instead: ['不用写法', 'instead', '不用', 'instead of'], except: ['例外', 'except', 'exceptions'], title: ['职务', 'title'], order: ['排序', 'order', '顺序', '次序'], until: ['截止日期', 'until', '到期'], note: ['说明', 'note', '备注'],
}
const KIND_NAMES: Readonly<Record<Kind, readonly string[]>> = {
  wrong: ['错词', 'wrong', '错别字', 'wrong word'], preferred: ['规范用词', 'preferred', '首选用词', 'preferred term'], banned: ['禁用词', 'banned', 'banned word'], sensitive: ['敏感词', 'sensitive', 'sensitive word'],
  official: ['领导职务', 'official', '领导', '职务'], withheld: ['不得见报', 'withheld', '不见报'], reprint: ['转载来源', 'reprint', 'source', '可转载来源'], dictionary: ['本报词典', 'dictionary', '词典'],
}

/** The columns of a file that says its kind nowhere and has no head, by the kind it is said to be. */
const BARE: Readonly<Record<Kind, readonly Column[]>> = {
  wrong: ['word', 'right', 'except', 'note'], preferred: ['word', 'instead', 'note'], banned: ['word', 'note'], sensitive: ['word', 'note'], official: ['word', 'title', 'order', 'note'],
  withheld: ['word', 'until', 'note'], reprint: ['word', 'note'], dictionary: ['word', 'note'],
}

const named = <Name extends string>(names: Readonly<Record<Name, readonly string[]>>, said: string): Name | null => {
  const plain = said.trim().normalize('NFC').toLowerCase()
  return (Object.keys(names) as Name[]).find((name) => names[name].includes(plain)) ?? null
}

const cellOf = (row: Row, column: Column, language: 'zh-CN' | 'en'): string => {
  if (column === 'kind') return KIND_NAMES[row.kind][language === 'en' ? 1 : 0] ?? row.kind
  const value: unknown = column in row ? row[column as keyof Row] : ''
  if (Array.isArray(value)) return value.join('|')
  return value === 0 ? '' : String(value)
}

/** Rows as the cells of a table, its head first. */
export const cellsOf = (rows: readonly Row[], language: 'zh-CN' | 'en'): string[][] => [
  COLUMNS.map((column) => COLUMN_NAMES[column][language === 'en' ? 1 : 0] ?? column),
  ...inOrder(rows).map((row) => COLUMNS.map((column) => cellOf(row, column, language))),
]

/** Why a line is no entry. `kind`: it says none we know; `word`, `instead`, `title`, `order`, `until`: that cell; `long`: a cell is too long; `twice`: another line says otherwise of the same word. */
export const LINE_FAULTS = ['kind', 'word', 'right', 'instead', 'except', 'title', 'order', 'until', 'note', 'long', 'twice'] as const
export type LineFault = { line: number; reason: (typeof LINE_FAULTS)[number]; text: string }

/** What a table says: its entries, and every line that is none. */
export type ReadRows = { rows: Row[]; faults: LineFault[] }

const many = (cell: string): string[] => cell.split(/[|｜；;]/).map((each) => each.trim()).filter((each) => each !== '')

const DATE = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/
/** A day as Excel or people write it, as ISO 8601 says it. */
const dayOf = (cell: string): string => cell.replace(DATE, (_, year: string, month: string, day: string) => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)

const rowFrom = (kind: Kind, cell: (column: Column) => string): Record<string, unknown> => {
  const filled: Record<string, unknown> = { ...freshRow(kind), word: cell('word'), note: cell('note') }
  for (const list of ['right', 'instead', 'except'] as const) if (list in filled) filled[list] = many(cell(list))
  if ('title' in filled) filled['title'] = cell('title')
  if ('order' in filled) filled['order'] = cell('order') === '' ? 0 : Number(cell('order'))
  if ('until' in filled) filled['until'] = dayOf(cell('until'))
  return filled
}

const isReason = (name: unknown): name is LineFault['reason'] => LINE_FAULTS.some((each) => each === name)

/**
 * Reads the cells of a table, each line with its number in the file. A table with a head names its columns, in any order and in Chinese or English; one without is read as of `kind`. Lines
 * that say the same twice count once; of two that differ neither is dropped: the second is told as a fault.
 */
export const readRows = (lines: readonly { line: number; cells: readonly string[] }[], kind: Kind | null): ReadRows => {
  const head = lines[0]?.cells.map((cell) => named(COLUMN_NAMES, cell)) ?? []
  const headed = head.includes('word') && head.filter((each) => each !== null).length * 2 > head.length
  const columns = headed ? head : kind ? BARE[kind] : []
  const found = new Map<string, Row>()
  const faults: LineFault[] = []
  for (const { line, cells } of headed ? lines.slice(1) : lines) {
    const text = cells.join(', ').slice(0, 200)
    const cell = (column: Column): string => (columns.includes(column) ? (cells[columns.indexOf(column)] ?? '').trim() : '')
    const said = columns.includes('kind') && cell('kind') !== '' ? named(KIND_NAMES, cell('kind')) : kind
    if (said === null) {
      faults.push({ line, reason: 'kind', text })
      continue
    }
    const parsed = rowSchema.safeParse(rowFrom(said, cell))
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      const place = issue?.path[0]
      faults.push({ line, reason: issue?.code === 'too_big' && place !== 'order' ? 'long' : isReason(place) ? place : 'word', text })
      continue
    }
    const before = found.get(keyOf(parsed.data))
    if (before && !sameRow(before, parsed.data)) faults.push({ line, reason: 'twice', text })
    else found.set(keyOf(parsed.data), parsed.data)
  }
  return { rows: inOrder([...found.values()]), faults }
}

/** What taking rows in would do to a list: those that are new, those it has already, and those it says otherwise of. */
export const compareRows = (list: readonly Row[], incoming: readonly Row[]): { fresh: Row[]; same: Row[]; differing: { mine: Row; theirs: Row }[] } => {
  const known = new Map(list.map((row) => [keyOf(row), row]))
  const told: ReturnType<typeof compareRows> = { fresh: [], same: [], differing: [] }
  for (const row of incoming) {
    const mine = known.get(keyOf(row))
    if (!mine) told.fresh.push(row)
    else if (sameRow(mine, row)) told.same.push(row)
    else told.differing.push({ mine, theirs: row })
  }
  return told
}
