import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

import { indexWords } from '../../../src-shared/story/search-text'
import type { StoryText } from './story-text'

/** Bump when what is written changes; another format is made again from the stories. */
const FORMAT = 1
/** "Stet" in ASCII: tells our file from any other SQLite file. */
const OURS = 0x53746574

/** What the index knows of a story: the state of the file it was read from, and when it was changed (ms). */
export type Known = { row: number; stamp: string; changedAt: number }

/** The words of every story, in one SQLite file or in memory. Everything may throw what SQLite throws; then the index is to be made again. */
export type IndexDb = {
  /** Every story in it, by id. */
  known: () => Map<string, Known>
  /** Puts several changes in at once. */
  together: (task: () => void) => void
  put: (id: string, row: number, stamp: string, text: StoryText) => void
  drop: (row: number) => void
  /** Merges a few pages of what was written lately, some ms of work; false where nothing is left to do. */
  tidy: () => boolean
  /** Rows that fit an FTS5 query, in no order; `nameOnly` looks at headline and slugline alone. */
  match: (query: string, nameOnly: boolean) => number[]
  /** A story's text, blocks divided by line breaks. */
  text: (row: number) => string
  close: () => void
}

// Left to itself FTS5 merges what was written in one go, in the middle of an insert; here it is done in small portions (tidy).
const TABLES = `
  create virtual table words using fts5(name, rest, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1');
  create table stories (row integer primary key, id text not null unique, stamp text not null, changed_at real not null, text text not null);
  insert into words (words, rank) values ('automerge', 0);
  insert into words (words, rank) values ('crisismerge', 64);
  pragma application_id = ${OURS};
  pragma user_version = ${FORMAT};
`

const firstOf = (database: DatabaseSync, sql: string): unknown => Object.values(database.prepare(sql).get() ?? {})[0]

const prepare = (database: DatabaseSync): boolean => {
  // One process at a time, and no shared memory file: it works on a network folder, and a second one takes its index into memory.
  database.exec('pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = normal; pragma temp_store = memory; pragma cache_size = -32000')
  if (firstOf(database, 'pragma application_id') === 0 && firstOf(database, 'select count(*) from sqlite_schema') === 0) {
    database.exec(`begin immediate; ${TABLES} commit`)
    return true
  }
  return firstOf(database, 'pragma application_id') === OURS && firstOf(database, 'pragma user_version') === FORMAT
}

/** Removes the index file and what SQLite puts beside it. Never throws: what cannot be removed is not used either. */
export const removeIndex = (file: string): void => {
  for (const ending of ['', '-wal', '-shm', '-journal']) {
    try {
      rmSync(`${file}${ending}`, { force: true })
    } catch {
      // Another process has it open (Windows).
    }
  }
}

const over = (database: DatabaseSync): IndexDb => {
  const insertWords = database.prepare('insert into words (rowid, name, rest) values (?, ?, ?)')
  const deleteWords = database.prepare('delete from words where rowid = ?')
  const insertStory = database.prepare('insert into stories (row, id, stamp, changed_at, text) values (?, ?, ?, ?, ?)')
  const deleteStory = database.prepare('delete from stories where row = ?')
  const merge = database.prepare("insert into words (words, rank) values ('merge', 32)")
  const changes = database.prepare('select total_changes() as n')
  const changed = (): number => Number(changes.get()?.['n'])
  const match = database.prepare('select rowid as row from words where words match ?')
  const text = database.prepare('select text from stories where row = ?')
  const drop = (row: number): void => {
    deleteWords.run(row)
    deleteStory.run(row)
  }
  return {
    known: () => new Map(database.prepare('select row, id, stamp, changed_at from stories').all().map((found) => [String(found['id']), { row: Number(found['row']), stamp: String(found['stamp']), changedAt: Number(found['changed_at']) }])),
    together: (task) => {
      database.exec('begin immediate')
      try {
        task()
        database.exec('commit')
      } catch (error) {
        if (database.isTransaction) database.exec('rollback')
        throw error
      }
    },
    put: (id, row, stamp, story) => {
      drop(row)
      insertWords.run(row, indexWords(story.name), indexWords(story.rest))
      insertStory.run(row, id, stamp, story.changedAt, story.rest.join('\n'))
    },
    drop,
    tidy: () => {
      const before = changed()
      merge.run()
      return changed() - before > 1
    },
    match: (query, nameOnly) => match.all(nameOnly ? `{name} : (${query})` : query).map((found) => Number(found['row'])),
    text: (row) => String(text.get(row)?.['text'] ?? ''),
    close: () => database.close(),
  }
}

/** SQLITE_BUSY and SQLITE_LOCKED: another process has it. */
const isTaken = (error: unknown): boolean => error instanceof Error && 'errcode' in error && [5, 6].includes(Number(error.errcode) & 0xff)

const tryOpen = (file: string): IndexDb | 'taken' | 'useless' => {
  let database: DatabaseSync | null = null
  try {
    database = new DatabaseSync(file)
    if (prepare(database)) return over(database)
    database.close()
    return 'useless'
  } catch (error) {
    database?.close()
    return isTaken(error) ? 'taken' : 'useless'
  }
}

const inMemory = (): IndexDb => {
  const database = new DatabaseSync(':memory:')
  database.exec(`pragma temp_store = memory; ${TABLES}`)
  return over(database)
}

/** Opens the index in `file`; what is damaged or of another format is removed and begun anew. In memory where `file` is null, taken by another process, or cannot be used. */
export const openIndex = (file: string | null): IndexDb => {
  if (file === null) return inMemory()
  const there = tryOpen(file)
  if (there === 'taken') return inMemory()
  if (there !== 'useless') return there
  removeIndex(file)
  const fresh = tryOpen(file)
  return typeof fresh === 'string' ? inMemory() : fresh
}
