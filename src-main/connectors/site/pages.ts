import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

// Named .txt too because test runners hand over an empty text for anything that ends in .css.
import theme from '../../../resources/site/theme.css.txt?raw'
import { makeFolder, writeDurable, writeFault } from '../../durable/write'
import { articlePageOf, stepsOf } from './article-page'
import { robotsOf, rssOf, sitemapOf } from './feeds'
import { channelPage, frontPage, notFoundPage, takenDownPage } from './listing-pages'
import { fileOf, SITE, sha256Of } from './paths'
import { cardOf, newestFirst, readRecord, type Card, type SiteRecord } from './record'
import type { SiteSettings } from './settings'
import type { Site } from './shell'

/** Raised when the templates change, so that pages made by older ones are made again. */
const TEMPLATES = 3

const readIfThere = (path: string): Promise<Buffer | null> =>
  readFile(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw writeFault(error, path)
  })

/** Writes a file of the site durably, unless it already holds these very bytes. */
export const put = async (folder: string, path: string, data: string | Uint8Array): Promise<void> => {
  const file = join(folder, path)
  const bytes = Buffer.from(data)
  if ((await readIfThere(file))?.equals(bytes)) return
  await makeFolder(dirname(file))
  await writeDurable(file, bytes)
}

const uniqueChannels = (channels: readonly (readonly string[])[]): (readonly string[])[] => [...new Map(channels.flatMap(stepsOf).map((step) => [JSON.stringify(step), step])).values()]

const navigation = (settings: SiteSettings, cards: readonly Card[]): string[] => {
  const named = settings.channels ?? []
  const found = [...new Set(cards.flatMap((card) => card.channel[0] ?? []))].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  return [...named.filter((name) => found.includes(name)), ...found.filter((name) => !named.includes(name))]
}

const neighboursOf = (cards: readonly Card[], id: string): { newer: Card | null; older: Card | null } => {
  const at = cards.findIndex((card) => card.id === id)
  return at === -1 ? { newer: null, older: null } : { newer: cards[at - 1] ?? null, older: cards[at + 1] ?? null }
}

/** The cards a piece stands between; for one that is down, those that came together. */
const beside = (cards: readonly Card[], record: SiteRecord): Card[] => {
  const all = record.down === undefined ? cards : [...cards, cardOf(record)].sort(newestFirst)
  const { newer, older } = neighboursOf(all, record.view.story.id.toLowerCase())
  return [newer, older].filter((card) => card !== null)
}

/**
 * Writes a piece's own page and everything on the site that shows it: neighbours, channels, front page, feeds; its record last. `before` is what stood there,
 * `others` the cards of every other piece that can be read. A record that is down has a page that says so, and stands in no list.
 */
export const writePages = async (folder: string, settings: SiteSettings, record: SiteRecord, before: SiteRecord | null, others: readonly Card[]): Promise<void> => {
  const id = record.view.story.id.toLowerCase()
  const shown = (one: SiteRecord | null): Card[] => [...others, ...(one && one.down === undefined ? [cardOf(one)] : [])].sort(newestFirst)
  const cards = shown(record)
  const site: Site = { settings, theme: SITE.theme(theme), channels: navigation(settings, cards) }
  await put(folder, site.theme, theme)
  const pathOf = (story: string): string | null => cards.find((card) => card.id === story.toLowerCase())?.path ?? null
  await put(folder, record.path, record.down === undefined ? await articlePageOf(site, record, neighboursOf(cards, id), pathOf) : await takenDownPage(site, record))

  // Whatever every page shows (name, style, navigation) has changed, or only the pages next to this one.
  const shared = sha256Of(JSON.stringify([TEMPLATES, settings, theme, site.channels]))
  const stale = (await readIfThere(join(folder, SITE.state)))?.toString() !== shared
  const [near, old] = [beside(cards, record), before ? beside(shown(before), before) : []]
  for (const other of new Set((stale ? others : [...near, ...old]).map((card) => card.id))) {
    const known = await readRecord(folder, other)
    if (known) await put(folder, known.path, await articlePageOf(site, known, neighboursOf(cards, other), pathOf))
  }

  const current = uniqueChannels(cards.map((card) => card.channel))
  // A channel the piece has just left keeps its page, so that no link to it breaks.
  for (const channel of uniqueChannels([...current, record.view.story.channel, ...(before ? [before.view.story.channel] : [])])) {
    const within = cards.filter((card) => channel.every((name, index) => card.channel[index] === name))
    const inner = current.filter((other) => other.length === channel.length + 1 && channel.every((name, index) => other[index] === name))
    await put(folder, fileOf(SITE.channel(channel)), await channelPage(site, channel, within, inner))
  }
  await put(folder, fileOf(SITE.home), await frontPage(site, cards))
  await put(folder, SITE.notFound, await notFoundPage(site))
  await put(folder, SITE.rss, rssOf(settings, cards))
  await put(folder, SITE.sitemap, sitemapOf(settings, cards, current))
  await put(folder, SITE.robots, robotsOf(settings))
  await put(folder, SITE.record(id), recordText(record))
  await put(folder, SITE.state, shared)
}

/** A record as it is stored; its digest is the version of what stands there. */
export const recordText = (record: SiteRecord): string => `${JSON.stringify(record)}\n`
