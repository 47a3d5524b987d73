import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'

import { failed, failureOf, Fault, ok, type Outcome } from '../../../src-shared/outcome'
import { printable } from '../../../src-shared/publication/markup'
import { renditionsOf } from '../../../src-shared/publication/photo-uses'
import type { Connector, SignedPiece } from '../../../src-shared/publication/piece'
import { viewOf, type ArticleView } from '../../../src-shared/publication/view'
import type { Receipt } from '../../../src-shared/signoff/statement'
// Named .txt too because test runners hand over an empty text for anything that ends in .css.
import theme from '../../../resources/site/theme.css.txt?raw'
import { makeFolder, writeDurable, writeFault } from '../../durable/write'
import { articlePageOf, stepsOf } from './article-page'
import { robotsOf, rssOf, sitemapOf } from './feeds'
import { channelPage, frontPage, notFoundPage } from './listing-pages'
import { fileOf, SITE, sha256Of } from './paths'
import { cardOf, cardReader, newestFirst, readRecord, type Card, type SiteRecord } from './record'
import { addressOf, siteSettingsSchema, type SiteSettings } from './settings'
import type { Site } from './shell'

export { siteSettingsSchema, type SiteSettings }

/** Makes a photo's web rendition: JPEG bytes carrying caption and credit, of the part `crop` shows (as a photo node keeps it; all of it without). `place` only where it may be known. */
export type WebRendition = (bytes: Uint8Array, meta: { caption: string; credit: string; alt: string; headline: string; source: string; crop?: string; place?: string }) => Promise<Outcome<Uint8Array>>

/** Raised when the templates change, so that pages made by older ones are made again. */
const TEMPLATES = 2

const cleaned = <T>(value: T): T => {
  const clean = (inner: unknown): unknown => {
    if (typeof inner === 'string') return printable(inner)
    if (Array.isArray(inner)) return inner.map(clean)
    return inner !== null && typeof inner === 'object' ? Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, clean(item)])) : inner
  }
  return clean(value) as T
}

const readIfThere = (path: string): Promise<Buffer | null> =>
  readFile(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw writeFault(error, path)
  })

/** Writes a file of the site durably, unless it already holds these very bytes. */
const put = async (folder: string, path: string, data: string | Uint8Array): Promise<void> => {
  const file = join(folder, path)
  const bytes = Buffer.from(data)
  if ((await readIfThere(file))?.equals(bytes)) return
  await makeFolder(dirname(file))
  await writeDurable(file, bytes)
}

type Rendered = { bytes: Map<string, Uint8Array>; files: SiteRecord['photos'] }

const renderPhotos = async (piece: SignedPiece, view: ArticleView, photo: (sha256: string) => Promise<Uint8Array>, render: WebRendition): Promise<Outcome<Rendered>> => {
  const bytes = new Map<string, Uint8Array>()
  const files: SiteRecord['photos'] = {}
  const { headline, source } = view.story
  for (const { sha256, name, caption, credit, alt, crop, place } of renditionsOf(view.story)) {
    const known = piece.story.photos[sha256]
    if (!known) continue
    const original = await photo(sha256)
    // What is shown is what was signed, whoever keeps the photos.
    if (sha256Of(original) !== sha256) return failed('photo-altered', 'A photo is not the one that was signed.', { photo: sha256 })
    const rendition = await render(original, { caption, credit, alt, headline, source, ...(crop === '' ? {} : { crop }), ...(place && known.words?.place ? { place: printable(known.words.place) } : {}) })
    if (!rendition.ok) return rendition
    const { width, height } = await sharp(rendition.value).metadata()
    bytes.set(name, rendition.value)
    files[name] = { width, height, bytes: rendition.value.length }
  }
  return ok({ bytes, files })
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

/**
 * A static news site in a folder, behind the connector port. Order of writing: photos and the article, its neighbours, listings,
 * feeds, then the record; so an interrupted publication shows nothing half made and is completed by repeating it. Each file is
 * written durably, and only when its bytes differ. Refuses with `photo-altered`, `newer-published`, `site-record-damaged`, the
 * rendition's own refusal, or what writeDurable answers. The receipt's remoteVersion is the SHA-256 of the site's
 * record of the piece: the page itself changes when a neighbour appears, the record only with the piece.
 */
export const siteConnector = (options: { folder: string; settings: SiteSettings; webRendition: WebRendition; now: () => string }): Connector => {
  const { folder } = options
  const settings = cleaned(siteSettingsSchema.parse(options.settings))
  const readCards = cardReader(folder)

  const recordOf = (piece: SignedPiece, photos: SiteRecord['photos'], view: ArticleView, before: SiteRecord | null): SiteRecord => ({
    schema: 1,
    sha256: piece.sha256,
    revision: piece.signOff.statement.revision.number,
    path: before?.path ?? SITE.article(view),
    signedAt: piece.signOff.statement.at,
    publishedAt: before?.sha256 === piece.sha256 ? before.publishedAt : options.now(),
    photos,
    view,
  })

  const publish = async (piece: SignedPiece, photo: (sha256: string) => Promise<Uint8Array>): Promise<Outcome<Receipt>> => {
    const view = cleaned(viewOf(piece))
    const id = view.story.id.toLowerCase()
    const before = await readRecord(folder, id)
    const revision = piece.signOff.statement.revision.number
    if (before && before.revision > revision)
      return failed('newer-published', `Revision ${String(before.revision)} is published; revision ${String(revision)} would replace it.`, { published: before.revision, revision })
    const rendered = await renderPhotos(piece, view, photo, options.webRendition)
    if (!rendered.ok) return rendered
    const record = recordOf(piece, rendered.value.files, view, before)

    const others = await readCards(id)
    const cards = [...others, cardOf(record)].sort(newestFirst)
    const site: Site = { settings, theme: SITE.theme(theme), channels: navigation(settings, cards) }
    for (const [name, bytes] of rendered.value.bytes) await put(folder, SITE.photo(name), bytes)
    await put(folder, site.theme, theme)
    const pathOf = (story: string): string | null => cards.find((card) => card.id === story.toLowerCase())?.path ?? null
    const page = await articlePageOf(site, record, neighboursOf(cards, id), pathOf)
    await put(folder, record.path, page)

    // Whatever every page shows (name, style, navigation) has changed, or only the pages next to this one.
    const shared = sha256Of(JSON.stringify([TEMPLATES, settings, theme, site.channels]))
    const stale = (await readIfThere(join(folder, SITE.state)))?.toString() !== shared
    const old = before ? neighboursOf([...others, cardOf(before)].sort(newestFirst), id) : null
    const near = neighboursOf(cards, id)
    const touched = stale ? others : [near.newer, near.older, old?.newer, old?.older].filter((card) => card !== null && card !== undefined)
    for (const other of new Set(touched.map((card) => card.id))) {
      const known = await readRecord(folder, other)
      if (known) await put(folder, known.path, await articlePageOf(site, known, neighboursOf(cards, other), pathOf))
    }

    const current = uniqueChannels(cards.map((card) => card.channel))
    // A channel the piece has just left keeps its page, so that no link to it breaks.
    for (const channel of uniqueChannels([...current, ...(before ? [before.view.story.channel] : [])])) {
      const within = cards.filter((card) => channel.every((name, index) => card.channel[index] === name))
      const inner = current.filter((other) => other.length === channel.length + 1 && channel.every((name, index) => other[index] === name))
      await put(folder, fileOf(SITE.channel(channel)), await channelPage(site, channel, within, inner))
    }
    await put(folder, fileOf(SITE.home), await frontPage(site, cards))
    await put(folder, SITE.notFound, await notFoundPage(site))
    await put(folder, SITE.rss, rssOf(settings, cards))
    await put(folder, SITE.sitemap, sitemapOf(settings, cards, current))
    await put(folder, SITE.robots, robotsOf(settings))
    const known = `${JSON.stringify(record)}\n`
    await put(folder, SITE.record(id), known)
    await put(folder, SITE.state, shared)
    return ok({ destination: settings.id, remoteId: piece.story.id, url: addressOf(settings, record.path), remoteVersion: sha256Of(known), sent: piece.sha256 })
  }

  // One publication at a time: two would each write listings without the other.
  let last: Promise<unknown> = Promise.resolve()
  return {
    describe: () => ({ id: settings.id, name: settings.name, kind: 'site', address: settings.baseUrl }),
    publish: (piece, photo) => {
      const mine = last.then(async () => {
        try {
          return await publish(piece, photo)
        } catch (error) {
          if (error instanceof Fault) return failureOf(error)
          throw error
        }
      })
      last = mine.catch(() => undefined)
      return mine
    },
  }
}
