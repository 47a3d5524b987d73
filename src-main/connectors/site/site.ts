import sharp from 'sharp'

import { expected, failed, ok, type Outcome } from '../../../src-shared/outcome'
import type { Connector, Found, RemoteCopy } from '../../../src-shared/publication/connector'
import { articleText } from '../../../src-shared/publication/article-text'
import { EVERYTHING } from '../../../src-shared/publication/destination'
import { printable } from '../../../src-shared/publication/markup'
import { renditionsOf } from '../../../src-shared/publication/photo-uses'
import type { SignedPiece } from '../../../src-shared/publication/piece'
import { viewOf, type ArticleView } from '../../../src-shared/publication/view'
import type { Receipt } from '../../../src-shared/signoff/statement'
import type { WebRendition } from '../connector-kind'
import { signedRendition } from '../signed-photo'
import { SITE, sha256Of } from './paths'
import { put, recordText, writePages } from './pages'
import { cardReader, readRecord, type SiteRecord } from './record'
import { addressOf, siteSettingsSchema, type SiteSettings } from './settings'

export { siteSettingsSchema, type SiteSettings, type WebRendition }

const cleaned = <T>(value: T): T => {
  const clean = (inner: unknown): unknown => {
    if (typeof inner === 'string') return printable(inner)
    if (Array.isArray(inner)) return inner.map(clean)
    return inner !== null && typeof inner === 'object' ? Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, clean(item)])) : inner
  }
  return clean(value) as T
}

type Rendered = { bytes: Map<string, Uint8Array>; files: SiteRecord['photos'] }

const renderPhotos = async (piece: SignedPiece, view: ArticleView, photo: (sha256: string) => Promise<Uint8Array>, render: WebRendition): Promise<Outcome<Rendered>> => {
  const bytes = new Map<string, Uint8Array>()
  const files: SiteRecord['photos'] = {}
  for (const use of renditionsOf(view.story)) {
    if (!piece.story.photos[use.sha256]) continue
    const rendition = await signedRendition(use, { story: view.story, photos: piece.story.photos, photo, render })
    if (!rendition.ok) return rendition
    const { width, height } = await sharp(rendition.value).metadata()
    bytes.set(use.name, rendition.value)
    files[use.name] = { width, height, bytes: rendition.value.length }
  }
  return ok({ bytes, files })
}

/** What a view would be on the page, for people to read. */
const copyOf = (view: ArticleView): RemoteCopy => ({
  title: view.story.headline,
  summary: view.story.summary,
  lines: articleText(view).split('\n').filter((line) => line.trim() !== ''),
  channels: view.story.channel.length === 0 ? [] : [view.story.channel.join(' / ')],
  keywords: view.story.keywords,
  authors: view.story.byline === '' ? [] : [view.story.byline],
  photos: renditionsOf(view.story).map(({ name }) => name),
  time: view.time,
})

/**
 * A static news site in a folder, behind the connector port. Order of writing: photos and the article, its neighbours, listings,
 * feeds, then the record; so an interrupted publication shows nothing half made and is completed by repeating it. Each file is
 * written durably, and only when its bytes differ. Refuses with `photo-altered`, `newer-published`, `not-published`, `site-record-damaged`, the
 * rendition's own refusal, or what writeDurable answers. The receipt's remoteVersion is the SHA-256 of the site's
 * record of the piece: the page itself changes when a neighbour appears, the record only with the piece.
 */
export const siteConnector = (options: { folder: string; settings: SiteSettings; webRendition: WebRendition; now: () => string }): Connector => {
  const { folder } = options
  const settings = cleaned(siteSettingsSchema.parse(options.settings))
  const readCards = cardReader(folder)
  const receiptOf = (record: SiteRecord): Receipt => ({ destination: settings.id, remoteId: record.view.story.id, url: addressOf(settings, record.path), remoteVersion: sha256Of(recordText(record)), sent: record.sha256 })

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
    for (const [name, bytes] of rendered.value.bytes) await put(folder, SITE.photo(name), bytes)
    await writePages(folder, settings, record, before, await readCards(id))
    return ok(receiptOf(record))
  }

  const takeDown = async (story: string): Promise<Outcome<Receipt>> => {
    const before = await readRecord(folder, story)
    if (!before) return failed('not-published', 'Nothing of this piece stands there.', { destination: settings.name })
    const record = { ...before, down: before.down ?? options.now() }
    await writePages(folder, settings, record, before, await readCards(story))
    return ok(receiptOf(record))
  }

  const look = async (story: string): Promise<Outcome<Found>> => {
    const record = await readRecord(folder, story)
    if (!record) return ok({ state: 'gone', version: '', url: '', edited: null, copy: null })
    const { remoteVersion: version, url } = receiptOf(record)
    return ok({ state: record.down === undefined ? 'live' : 'hidden', version, url, edited: null, copy: copyOf(record.view) })
  }

  // One writing at a time: two would each write listings without the other.
  let last: Promise<unknown> = Promise.resolve()
  const alone = <T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const mine = last.then(() => expected(work))
    last = mine.catch(() => undefined)
    return mine
  }
  return {
    describe: () => ({ id: settings.id, name: settings.name, kind: 'site', address: settings.baseUrl, carries: EVERYTHING }),
    publish: (piece, photo) => alone(() => publish(piece, photo)),
    takeDown: (story) => alone(() => takeDown(story)),
    look: (story) => alone(() => look(story)),
    preview: (view) => Promise.resolve(ok({ copy: copyOf(cleaned(view)), source: '' })),
    test: () => alone(() => put(folder, SITE.probe, '').then(() => ok([{ what: 'write', ok: true, code: '', message: '', details: {} }]))),
    choices: () => Promise.resolve(ok({ channels: [], authors: [] })),
  }
}
