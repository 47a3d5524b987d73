import type { Outcome } from '../../src-shared/outcome'
import type { PhotoUse } from '../../src-shared/publication/photo-uses'
import type { Profile } from '../../src-shared/publication/profiles'
import type { Story } from '../../src-shared/story/story'

/** What a rendition carries inside its file, and which part of the original it shows (`crop` and `focus`, as a photo node keeps them; all of it without). `place` only where the writer lets it be known. */
export type PhotoWords = { caption: string; credit: string; alt: string; headline: string; source: string; crop?: string; focus?: string; place?: string; copyright?: string }

/** A JPEG made for a profile, with the words in its metadata. The same input must give the same bytes. */
export type MakeRendition = (bytes: Uint8Array, words: PhotoWords, profile: Profile) => Promise<Outcome<Uint8Array>>

/** The words of one use of a photo, as its rendition carries them. */
export const wordsOf = ({ headline, source, photos }: Story, { sha256, caption, credit, alt, crop, focus, place }: PhotoUse): PhotoWords => {
  const own = photos[sha256]?.words
  const taken = place ? (own?.place ?? '') : ''
  const copyright = own?.copyright ?? ''
  return { caption, credit, alt, headline, source, ...(crop === '' ? {} : { crop }), ...(focus === '' ? {} : { focus }), ...(taken === '' ? {} : { place: taken }), ...(copyright === '' ? {} : { copyright }) }
}
