import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { DatabaseSync } from 'node:sqlite'

import { plainVault } from '../../src-main/durable/vault'
import { storyText } from '../../src-main/library/search/story-text'
import { openSearch, type Search } from '../../src-main/library/search/search'
import { STORED_FORMAT } from '../../src-main/library/stored'
import { noNotes } from '../../src-shared/story/notes'
import type { Story } from '../../src-shared/story/story'
import { longStory } from './copy'
import { median, quantile, report, timed } from './measure'

const STORIES = 10_000
/** Hits a window asks for at a time, with their snippets. */
const SHOWN = 100

// The same newsroom every time.
let seed = 20261122
const chance = (): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return seed / 2 ** 32
}
/** Some things are said often, most seldom. */
const pick = <T>(from: readonly T[], lean = 2.5): T => {
  const chosen = from[Math.floor(from.length * chance() ** lean)]
  if (chosen === undefined) throw new Error('Nothing to pick from.')
  return chosen
}

const characters = Array.from({ length: 3_500 }, () => String.fromCodePoint(0x4e00 + Math.floor(chance() * 20_900)))
const words = Array.from({ length: 30_000 }, () => pick(characters, 2) + pick(characters, 2) + (chance() < 0.15 ? pick(characters, 2) : ''))
const names = Array.from({ length: 2_000 }, () => pick(characters, 1) + pick(characters, 1) + (chance() < 0.6 ? pick(characters, 1) : ''))
const english = Array.from({ length: 20_000 }, () => Array.from({ length: 2 + Math.floor(chance() * 9) }, () => String.fromCharCode(97 + Math.floor(26 * chance() ** 1.3))).join(''))
const people = Array.from({ length: 1_000 }, () => [pick(english, 1), pick(english, 1)].map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' '))

const chineseLine = (length: number): string => {
  let line = ''
  while (line.length < length) line += chance() < 0.03 ? pick(names, 1) : chance() < 0.12 ? '，' : pick(words)
  return `${line}。`
}
const englishLine = (length: number): string => `${Array.from({ length }, () => (chance() < 0.03 ? pick(people, 1) : pick(english, 3))).join(' ')}.`

const story = (at: number): Story => {
  const inEnglish = at % 4 === 0
  const paragraphs = Array.from({ length: 8 }, (_, index) => ({ type: 'paragraph', attrs: { blockId: `b${String(index)}` }, content: [{ type: 'text', text: inEnglish ? englishLine(55) : chineseLine(150) }] }))
  return {
    ...longStory(0),
    id: crypto.randomUUID(),
    language: inEnglish ? 'en' : 'zh-CN',
    headline: inEnglish ? englishLine(8) : chineseLine(16),
    slugline: inEnglish ? pick(english) : pick(words),
    byline: inEnglish ? `By ${pick(people, 1)}` : `本报记者 ${pick(names, 1)}`,
    channel: [pick(words, 6)],
    body: { type: 'doc', content: paragraphs },
  }
}

const folder = await mkdtemp(join(tmpdir(), 'stet-bench-'))
const plain = new DatabaseSync(join(folder, 'plain.db'))
plain.exec('create table stories (id text primary key, text text)')
const insert = plain.prepare('insert into stories values (?, ?)')
const files: { file: string; stored: { story: Story; changedAt: string } & Record<string, unknown> }[] = []
let bytes = 0
plain.exec('begin')
for (let at = 0; at < STORIES; at += 1) {
  const made = story(at)
  const changedAt = new Date(Date.UTC(2026, 0, 1) + at * 60_000).toISOString()
  const stored = { format: STORED_FORMAT, generation: 1, changedAt, createdAt: changedAt, binnedAt: null, piece: null, notes: noNotes, conflicts: [], story: made }
  const place = join(folder, 'library', 'stories', made.id)
  await mkdir(place, { recursive: true })
  const json = JSON.stringify(stored)
  bytes += json.length
  await writeFile(join(place, 'story.json'), json)
  files.push({ file: join(place, 'story.json'), stored })
  const text = storyText(stored)
  insert.run(made.id, [...(text?.name ?? []), ...(text?.rest ?? [])].join('\n'))
}
plain.exec('commit')

const ready = async (search: Search): Promise<void> => {
  await search.find('a')
  while (search.progress() !== null) await new Promise((resolve) => setTimeout(resolve, 5))
}

const open = (): Search => openSearch({ folder: join(folder, 'library'), vault: plainVault, delay: 60_000 })
const stalls = monitorEventLoopDelay({ resolution: 1 })
const first = open()
stalls.enable()
const building = await timed(() => ready(first))
stalls.disable()
await first.close()
const size = (await stat(join(folder, 'library/search.db'))).size
const search = open()
const reopening = await timed(() => search.find('a'))
await ready(search)

/** What people type: names, words and phrases, common and rare, in both languages, letter by letter. */
const typed = (word: string): string[] => Array.from({ length: word.length }, (_, index) => word.slice(0, index + 1))
const queries = [
  ...Array.from({ length: 40 }, () => pick(names, 1)),
  ...Array.from({ length: 40 }, () => pick(words)),
  ...Array.from({ length: 15 }, () => pick(characters, 3)),
  ...Array.from({ length: 20 }, () => `${pick(words)} ${pick(words)}`),
  ...Array.from({ length: 20 }, () => pick(words) + pick(words)),
  ...Array.from({ length: 15 }, () => typed(pick(english, 2))).flat(),
  ...Array.from({ length: 15 }, () => `"${pick(english, 3)} ${pick(english, 3)}"`),
  ...Array.from({ length: 15 }, () => pick(people, 1)),
  '本报记者', '记者', '本', '的', 'by', 'b', 'a', 'e', '。', 'nothing-of-the-kind', '查无此人',
]

const ask = async (query: string): Promise<void> => {
  const found = await search.find(query)
  for (const id of found.ids.slice(0, SHOWN)) found.snippet(id)
}
const raw = (query: string): Promise<unknown> => {
  const asked = query.replaceAll('"', '').split(' ').filter(Boolean)
  const found = plain.prepare(`select id from stories where ${asked.map(() => 'text like ?').join(' and ')}`).all(...asked.map((word) => `%${word}%`))
  return Promise.resolve(found)
}
for (const query of queries) await ask(query)
const taken: { a: number[]; b: number[]; worst: [string, number] } = { a: [], b: [], worst: ['', 0] }
for (let round = 0; round < 3; round += 1)
  for (const query of queries) {
    const mine = await timed(() => ask(query))
    taken.a.push(mine)
    if (mine > taken.worst[1]) taken.worst = [query, mine]
    taken.b.push(await timed(() => raw(query)))
  }
console.log(`slowest: ${taken.worst[0]} ${taken.worst[1].toFixed(1)} ms`)

const updating: number[] = []
const rawUpdating: number[] = []
const update = plain.prepare('update stories set text = ? where id = ?')
for (let at = 0; at < 200; at += 1) {
  const chosen = files[at * 37]
  if (!chosen) throw new Error('No such story.')
  const { file, stored } = chosen
  const text = `更新${String(at)}处`
  const changed = { ...stored, story: { ...stored.story, headline: text } }
  await writeFile(file, JSON.stringify(changed))
  search.touch(stored.story.id)
  updating.push(await timed(() => search.find(text)))
  rawUpdating.push(await timed(() => Promise.resolve(update.run(text, stored.story.id))))
}
await search.close()

const ms = (value: number): string => `${value.toFixed(1)} ms`
const note = (samples: readonly number[]): string => `p50 ${ms(median(samples))}, p95 ${ms(quantile(samples, 0.95))}, max ${ms(Math.max(...samples))}`
const row = (what: string, mine: number, baseline: string, baselineMs: number, aim: number | null, said: string) => ({ what, ms: mine, baseline, baselineMs, ratio: mine / baselineMs, aim, note: said })
const baseline = 'SQL `like` over one table'
report([
  row('search 10,000 stories as one types, p95', quantile(taken.a, 0.95), baseline, quantile(taken.b, 0.95), 1, `${note(taken.a)}; ${String(queries.length)} queries in Chinese and English, with ${String(SHOWN)} snippets each`),
  row('search 10,000 stories as one types, median', median(taken.a), baseline, median(taken.b), 1, 'the same questions'),
  row('find a story just saved', median(updating), 'one SQL `update`', median(rawUpdating), null, `${note(updating)}; read, indexed and asked`),
  row('make the index of 10,000 stories', building, 'read once by `like`', median(taken.b), null, `${(bytes / 1e6).toFixed(0)} MB of stories, index ${(size / 1e6).toFixed(0)} MB; host held at most ${ms(stalls.max / 1e6)} (p99 ${ms(stalls.percentile(99) / 1e6)}) at a time`),
  row('open the index of 10,000 stories and ask', reopening, 'read once by `like`', median(taken.b), null, 'first question of a session'),
])
plain.close()
await rm(folder, { recursive: true })
