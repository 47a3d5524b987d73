import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

import type { Outcome } from '../../../src-shared/outcome'
import type { Story } from '../../../src-shared/story/story'
import { plainVault, type Vault } from '../../../src-main/durable/vault'
import { openLibrary, type Library } from '../../../src-main/library/library'

export const value = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message} ${JSON.stringify(outcome.details)}`)
  return outcome.value
}

export const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'ok' : outcome.code)

/** A clock that never stands still: one second a look. */
export const ticking = (from = Date.UTC(2026, 10, 22, 8)): (() => string) => {
  let at = from
  return () => new Date((at += 1000)).toISOString()
}

/** One clock for all the libraries of a test file, as there is one for all the sessions of a person. */
const shared = ticking()

export const temporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'stet-library-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

export const paragraph = (text: string) => ({ type: 'paragraph', attrs: { blockId: randomUUID() }, content: text ? [{ type: 'text', text }] : [] })

export const aStory = (changes: Partial<Story> = {}, text = '本报讯 昨日，三百名职工同场竞技。'): Story => ({
  schema: 3,
  contributors: [],
  columnTag: '',
  originalHeadline: '',
  correction: null,
  id: randomUUID(),
  slugline: '技能大赛',
  language: 'zh-CN',
  kicker: '',
  headline: '职工技能大赛开赛',
  deck: '',
  byline: '本报记者 刘强',
  dateline: '',
  source: '',
  channel: ['工会', '地市工会'],
  responsibleEditor: '',
  keywords: [],
  summary: '',
  publishTime: null,
  embargo: null,
  destinations: [],
  targetLength: 0,
  body: { type: 'doc', content: [paragraph(text)] },
  photos: {},
  ...changes,
})

/** Opens a library that is closed when the test ends. */
export const opened = async (folder: string, options: { vault?: Vault; now?: () => string; onDamage?: (notice: { id: string; keptAt: string }) => void } = {}): Promise<Library> => {
  const library = value(await openLibrary({ folder, vault: plainVault, now: shared, ...options }))
  onTestFinished(() => library.close())
  return library
}

/** Every file under a folder, as sorted relative paths with "/". */
export const filesUnder = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).replaceAll('\\', '/'))
    .sort()

/** A file system of its own in a fresh folder, or the reason there can be none (printed, for a skip). */
export const ownDisk = async (options: string): Promise<string | null> => {
  const folder = await temporaryFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'stet-test', folder], { stdio: 'pipe' })
  } catch (error) {
    console.log(`skipped: this machine lets no test mount a file system (${String(error).split('\n')[0] ?? ''})`)
    return null
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder], { stdio: 'pipe' }))
  return folder
}
