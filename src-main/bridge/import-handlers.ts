import type { Imported } from '../../src-shared/bridge/contract'
import { ok, type Outcome } from '../../src-shared/outcome'
import { storyFromHtml, type DocumentImport } from '../../src-shared/story/from-document'
import { storyFromText } from '../../src-shared/story/from-text'
import { noNotes } from '../../src-shared/story/notes'
import type { BodyJson, Photo } from '../../src-shared/story/story'
import { readDocument } from '../importing/read-document'
import { readPhoto } from '../photos/photos'
import type { Profile } from '../profile'
import { openDraft } from './library-handlers'
import type { Parts } from './parts'
import type { Handlers } from './serve'

type Mine = 'library.importText' | 'library.importFile'

type Pictures = ReadonlyMap<string, Uint8Array>
type Filled = { story: DocumentImport['story']; refused: Imported['refused']; pictures: number }

const words = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Gives each place of the body its picture; the picture's own words fill only what the document left empty. */
const withPictures = (body: BodyJson, found: ReadonlyMap<string, { photo: Photo; caption: string; credit: string }>): BodyJson => {
  const here = found.get(words(body.attrs?.['blockId']))
  if (here && body.type === 'photo') {
    const caption: BodyJson[] = here.caption === '' ? [] : [{ type: 'text', text: here.caption }]
    const content = (body.content ?? []).length > 0 ? body.content : caption
    return { ...body, attrs: { ...body.attrs, photo: here.photo.sha256, credit: words(body.attrs?.['credit']) || here.credit.slice(0, 500) }, ...(content && content.length > 0 && { content }) }
  }
  return body.content ? { ...body, content: body.content.map((child) => withPictures(child, found)) } : body
}

/** Takes the document's own pictures into the library, before there is a story that names them. */
const keepPictures = async (profile: Profile, read: DocumentImport, pictures: Pictures): Promise<Outcome<Filled>> => {
  const refused: Imported['refused'] = []
  const found = new Map<string, { photo: Photo; caption: string; credit: string }>()
  for (const [index, { place, src }] of read.pictures.entries()) {
    const bytes = pictures.get(src)
    if (!bytes) continue
    const photo = await readPhoto(`${read.story.slugline || 'picture'}-${String(index + 1)}`, bytes)
    if (!photo.ok) {
      refused.push({ code: photo.code, message: photo.message, name: words(photo.details['name']) })
      continue
    }
    const kept = await profile.library.addPhoto(read.story.id, photo.value.photo, bytes)
    if (!kept.ok) return kept
    found.set(place, photo.value)
  }
  const photos = Object.fromEntries([...found.values()].map(({ photo }) => [photo.sha256, photo]))
  return ok({ story: { ...read.story, body: withPictures(read.story.body, found), photos }, refused, pictures: found.size })
}

/** Copy that comes from elsewhere: pasted text and files. */
export const importHandlers = (parts: Parts): Pick<Handlers, Mine> => {
  const take = async (read: DocumentImport, pictures: Pictures, encoding: Imported['encoding']): Promise<Outcome<Imported>> => {
    const profile = parts.profile()
    if (!profile.ok) return profile
    const filled = await keepPictures(profile.value, read, pictures)
    if (!filled.ok) return filled
    const created = await profile.value.library.create(filled.value.story, read.notes)
    if (!created.ok) return created
    parts.emit({ type: 'libraryChanged' })
    const draft = await openDraft(profile.value, filled.value.story.id)
    const { refused, pictures: kept } = filled.value
    return draft.ok ? ok({ draft: draft.value, dropped: read.dropped.slice(0, 500).map((line) => line.slice(0, 500)), refused, pictures: kept, encoding }) : draft
  }
  const fromText = (text: string, encoding: Imported['encoding']): Promise<Outcome<Imported>> => {
    const read = storyFromText(text, { id: parts.newId(), newId: parts.newId })
    return read.ok ? take({ story: read.value.story, notes: noNotes, pictures: [], dropped: read.value.dropped }, new Map(), encoding) : Promise.resolve(read)
  }
  return {
    'library.importText': ({ text }) => fromText(text, null),
    'library.importFile': async ({ name, bytes }) => {
      const read = await readDocument(name, bytes)
      if (!read.ok) return read
      const encoding = read.value.encoding && { name: read.value.encoding.encoding, sure: read.value.encoding.sure }
      if (read.value.kind === 'text') return fromText(read.value.text, encoding)
      const made = storyFromHtml(read.value.html, { id: parts.newId(), newId: parts.newId, mode: read.value.mode })
      return made.ok ? take(made.value, new Map(read.value.pictures.map(({ src, bytes: picture }) => [src, picture])), encoding) : made
    },
  }
}
