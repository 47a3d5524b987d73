import { parseArgs } from 'node:util'

import { storyIdSchema } from '../../src-shared/story/story'
import { atDesk } from './export-desk'
import { exportMany, sinceOf } from './export-many'
import { exportOne } from './export-one'
import type { Words } from './words'

const OPTIONS = { home: { type: 'string' }, desk: { type: 'string' }, login: { type: 'string' }, out: { type: 'string' }, standalone: { type: 'boolean', default: false }, pdf: { type: 'boolean', default: false }, all: { type: 'boolean', default: false }, since: { type: 'string' } } as const

/**
 * `stet export STORY`: fetches a signed piece's publication package from a desk (or this machine's) and writes it; with --standalone its page as one file instead. With --pdf, its
 * article and review sheet are printed beside it. Several ids, --all or --since DATE export their packages into a new folder. The password comes from STET_PASSWORD.
 */
export const exportCommand = async (args: string[], words: Words, version: string): Promise<number> => {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: OPTIONS })
  const ids = positionals.map((id) => storyIdSchema.safeParse(id))
  const since = values.since === undefined ? null : sinceOf(values.since)
  const listed = values.all || values.since !== undefined
  const many = listed || ids.length > 1
  const password = process.env['STET_PASSWORD']
  const wrong = ids.some(({ success }) => !success) || listed === ids.length > 0 || (since !== null && Number.isNaN(since)) || (many && (values.standalone || values.pdf))
  if (wrong || values.login === undefined || password === undefined) {
    console.error(words.say('export.usage'))
    return 2
  }
  const named = ids.flatMap(({ data }) => data ?? [])
  const { login, home, desk, out, standalone, pdf } = values
  return atDesk({ login, password, home, address: desk, words, version }, async (client) => {
    const [only] = named
    if (many || only === undefined) return exportMany(client, listed ? { since } : { ids: named }, { out, words })
    return exportOne(client, only, { out, standalone, pdf, words })
  })
}
