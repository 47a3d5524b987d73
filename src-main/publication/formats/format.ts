import type { Carries } from '../../../src-shared/publication/destination'
import type { PhotoUse } from '../../../src-shared/publication/photo-uses'
import type { Profile } from '../../../src-shared/publication/profiles'
import type { PrintedArticle } from '../../../src-shared/publication/printed/article'
import type { ArticleView } from '../../../src-shared/publication/view'

/** A photo as a format may show it: its rendition's path in the package, the size in the original's pixels of the part it was made of, its bytes. Every rendition is a JPEG. */
export type FormatPhoto = { path: string; width: number; height: number; bytes: () => Promise<Uint8Array> }

/** What a format is made from: the signed piece, as it is printed. Nothing else may come in, or the same piece would not always give the same bytes. */
export type Subject = {
  view: ArticleView
  article: PrintedArticle
  /** What was signed: the revision's number and digest, and when (ISO 8601). */
  revision: { number: number; sha256: string }
  signedAt: string
  /** The rendition of a photo the text shows, made for pages or another profile; null where the package has none. */
  photo: (use: Pick<PhotoUse, 'sha256' | 'name' | 'crop'>, profile?: Profile) => FormatPhoto | null
}

/** A file of a package, its path as PACKAGE has them: lower case, "/" between. */
export type FormatFile = { path: string; mediaType: string; bytes: Uint8Array }

/**
 * One format a newsroom hands on. `id` is a locale key under `formats:`. `carries` says what of a story it cannot show as what it is, which the package's manifest lists
 * for the piece. The same subject gives the same bytes on any machine, in any zone and locale, at any time.
 */
export type Format = { id: string; carries: Carries; files: (subject: Subject) => Promise<readonly FormatFile[]> }
