import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { renditionOf } from './photos'

type Picture = { bytes: Uint8Array; mediaType: string }
type PictureOf = (story: string, sha256: string, width: number | null) => Promise<Outcome<Picture>>

/** The screen needs few sizes; asking for others gets the next one up. Pixels. */
const WIDTHS = [320, 960, 1600, 2400]
/** How many renditions stay in memory: about a long story's worth. */
const KEPT = 60

/** Screen-sized pictures of drafts and of pieces at the desk, made once and kept while they are looked at. */
export const openPictures = (sources: {
  draft: (story: string, sha256: string) => Promise<Outcome<Picture>>
  desk: (story: string, sha256: string) => Promise<Outcome<Uint8Array>>
}): { draft: PictureOf; desk: PictureOf; /** Clears what is in memory. */ forget: () => void } => {
  const kept = new Map<string, Uint8Array>()
  const sized = async (key: string, read: () => Promise<Outcome<Uint8Array>>, width: number): Promise<Outcome<Picture>> => {
    const fit = WIDTHS.find((candidate) => candidate >= width) ?? 2400
    const name = `${key}/${String(fit)}`
    const known = kept.get(name)
    if (known) return ok({ bytes: known, mediaType: 'image/jpeg' })
    const original = await read()
    if (!original.ok) return original
    const made = await renditionOf(original.value, { width: fit })
    if (!made.ok) return made
    kept.set(name, made.value)
    const oldest = kept.keys().next().value
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
    return ok({ bytes: made.value, mediaType: 'image/jpeg' })
  }
  return {
    draft: async (story, sha256, width) => {
      if (width === null) return sources.draft(story, sha256)
      // The right to see a picture is its story's: the key holds both.
      return sized(`draft/${story}/${sha256}`, async () => {
        const read = await sources.draft(story, sha256)
        return read.ok ? ok(read.value.bytes) : read
      }, width)
    },
    desk: async (story, sha256, width) => {
      if (width === null) return failed('width-needed', 'A piece at the desk is shown at screen size.')
      // Asked again each time: the session may have ended since.
      const read = await sources.desk(story, sha256)
      return read.ok ? sized(`desk/${story}/${sha256}`, () => Promise.resolve(read), width) : read
    },
    forget: () => kept.clear(),
  }
}
