import { cropOf, cropPixels } from '../../src-shared/publication/crop'
import type { Profile } from '../../src-shared/publication/profiles'
import { ok, type Outcome } from '../../src-shared/outcome'
import { withExifWords } from './exif-words'
import { withIimWords } from './iim-words'
import { developed } from './pixels'
import { focusWithin, toProfile } from './profiles'
import { xmpOf } from './xmp-words'

/**
 * The words published with a photo, and which part of it is shown (`crop` and `focus`, as a photo node keeps them; all of it without).
 * `place` is where it was taken, as words: given only where the writer asked for it. Who took it is who is credited, and nobody else: a name the writer took out stays out.
 */
export type PhotoMeta = { caption: string; credit: string; alt: string; headline: string; source: string; crop?: string; focus?: string; place?: string; copyright?: string }

/** One field's most characters: IPTC's own limit for a caption, and all of them fit one JPEG segment of 64 KB. */
const FIELD_LIMIT = 2000

const field = (text: string): string =>
  Array.from(text.toWellFormed().replaceAll(/[\u0000-\u001f\u007f\ufffe\uffff]+/g, ' ').trim())
    .slice(0, FIELD_LIMIT)
    .join('')

/**
 * A photo as it is published, made for a profile: sRGB JPEG, upright, cropped as asked, never enlarged, with only the words given here in its XMP, EXIF and
 * IPTC record (UTF-8, declared) and nothing of its own metadata: no coordinates, camera, owner or edit history. The same input gives the same bytes. Refuses
 * photo-broken and photo-too-large.
 */
export const photoRendition = async (bytes: Uint8Array, meta: PhotoMeta, profile: Profile): Promise<Outcome<Uint8Array>> => {
  const credit = field(meta.credit)
  const words = {
    caption: field(meta.caption), credit, creator: credit, copyright: field(meta.copyright ?? ''), alt: field(meta.alt), headline: field(meta.headline), source: field(meta.source), place: field(meta.place ?? ''),
  }
  const crop = cropOf(meta.crop ?? '')
  const made = await developed(words.headline || 'photo', bytes, meta.crop ?? '', (upright, whole) =>
    toProfile(upright, profile, cropPixels(crop, whole), focusWithin(meta.focus ?? '', crop)).withXmp(xmpOf(words)))
  return made.ok ? ok(withIimWords(withExifWords(made.value, { description: words.caption, artist: words.creator, copyright: words.copyright }), words)) : made
}

/** A photo as it is published on a page: at most 1600 px on its long edge. */
export const webRendition = (bytes: Uint8Array, meta: PhotoMeta): Promise<Outcome<Uint8Array>> => photoRendition(bytes, meta, 'web')
