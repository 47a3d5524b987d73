import { sql, type TableMetadata } from 'kysely'
import { z } from 'zod'

import { Fault } from '../../../src-shared/outcome'
import type { Database } from '../database'
import { isRebuilt } from '../projection'
import type { Row } from './form'

/** Which database it is: values and catalogues differ. */
export type Kind = 'sqlite' | 'postgresql'

const linkSchema = z.object({ child: z.string(), parent: z.string() })

const links = async (db: Database, kind: Kind, names: readonly string[]): Promise<z.infer<typeof linkSchema>[]> => {
  const query =
    kind === 'postgresql'
      ? sql`select child.relname::text as child, parent.relname::text as parent from pg_constraint join pg_class child on child.oid = conrelid join pg_class parent on parent.oid = confrelid where contype = 'f'`
      : sql`select tables.name as child, keys."table" as parent from pragma_table_list as tables, pragma_foreign_key_list(tables.name) as keys where tables.type = 'table'`
  return z.array(linkSchema).parse((await query.execute(db)).rows).filter(({ child, parent }) => child !== parent && names.includes(child) && names.includes(parent))
}

/** The tables a backup keeps, those that others refer to first. */
export const keptTables = async (db: Database, kind: Kind): Promise<TableMetadata[]> => {
  const schema = kind === 'postgresql' ? z.object({ schema: z.string() }).parse((await sql`select current_schema()::text as schema`.execute(db)).rows[0]).schema : undefined
  const found = (await db.introspection.getTables()).filter((table) => !table.isView && !isRebuilt(table.name) && (schema === undefined || table.schema === schema))
  const waiting = new Map(found.map((table) => [table.name, table]))
  const all = await links(db, kind, [...waiting.keys()])
  const ordered: TableMetadata[] = []
  while (waiting.size > 0) {
    const free = [...waiting.values()].filter(({ name }) => !all.some(({ child, parent }) => child === name && waiting.has(parent)))
    // Tables that refer to each other in a circle are taken as they come.
    for (const table of free.length > 0 ? free : [...waiting.values()]) {
      ordered.push(table)
      waiting.delete(table.name)
    }
  }
  return ordered
}

/** Rows read at a time. */
const BATCH = 200

/** Every row of a table, some at a time: working copies may be larger than the memory. The transaction it is given must see one moment. */
export const readTable = async function* (db: Database, name: string, kind: Kind): AsyncGenerator<Row> {
  const place = sql.raw(kind === 'postgresql' ? 'ctid' : 'rowid')
  const text = kind === 'postgresql' ? sql`${place}::text` : place
  let last: unknown = null
  for (;;) {
    const after = last === null ? sql`` : kind === 'postgresql' ? sql`where ctid > ${last}::tid` : sql`where rowid > ${last}`
    const { rows } = await sql<Row>`select ${text} as stet_place, t.* from ${sql.table(name)} as t ${after} order by ${place} limit ${sql.lit(BATCH)}`.execute(db)
    for (const { stet_place: at, ...row } of rows) {
      last = at
      yield Object.fromEntries(Object.entries(row).map(([column, value]) => [column, value instanceof Uint8Array ? { $base64: Buffer.from(value).toString('base64') } : value]))
    }
    if (rows.length < BATCH) return
  }
}

const bytesSchema = z.strictObject({ $base64: z.string() })

/** A value as the column of this database takes it: the two know booleans, times and structures differently. */
const valueFor = (value: unknown, type: string, kind: Kind): unknown => {
  const bytes = bytesSchema.safeParse(value)
  if (bytes.success) return Buffer.from(bytes.data.$base64, 'base64')
  if (kind === 'sqlite') {
    if (typeof value === 'boolean') return value ? 1 : 0
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : value
  }
  if (/^bool/.test(type) && typeof value === 'number') return value !== 0
  if (/^json/.test(type) && value !== null && typeof value !== 'string') return JSON.stringify(value)
  if (/^(timestamp|date)/.test(type) && typeof value === 'number') return new Date(value)
  return value
}

/** Puts rows into a table. Throws Fault `backup-newer` {table} where it lacks one of their columns. */
export const writeTable = async (db: Database, table: TableMetadata, rows: AsyncIterable<Row>, kind: Kind): Promise<void> => {
  const types = new Map(table.columns.map(({ name, dataType }) => [name, dataType.toLowerCase()]))
  for await (const row of rows) {
    const columns = Object.keys(row)
    if (columns.some((column) => !types.has(column))) throw new Fault('backup-newer', `The table ${table.name} of the backup is of a newer Stet.`, { table: table.name })
    const values = columns.map((column) => sql`${valueFor(row[column], types.get(column) ?? '', kind)}`)
    await sql`insert into ${sql.table(table.name)} (${sql.join(columns.map((column) => sql.ref(column)))}) values (${sql.join(values)})`.execute(db)
  }
  if (kind !== 'postgresql') return
  for (const { name, isAutoIncrementing } of table.columns)
    if (isAutoIncrementing)
      // The next row must not take a number that came with the backup.
      await sql`select setval(pg_get_serial_sequence(${`"${table.name}"`}, ${name}), (select coalesce(max(${sql.ref(name)}), 0) + 1 from ${sql.table(table.name)}), false)`.execute(db)
}

/** True where no kept table has a row. */
export const tablesEmpty = async (db: Database, tables: readonly TableMetadata[]): Promise<boolean> => {
  for (const { name } of tables) if ((await sql`select 1 from ${sql.table(name)} limit 1`.execute(db)).rows.length > 0) return false
  return true
}

/** Empties tables, those that refer to others first. */
export const emptyTables = async (db: Database, tables: readonly TableMetadata[]): Promise<void> => {
  for (const { name } of [...tables].reverse()) await sql`delete from ${sql.table(name)}`.execute(db)
}
