import { packBytes, packOptions, smallPhotos } from '../main/publication/package-tools'
import { everyBlockStory } from './every-block'
import { buildSignedPiece } from './signed-piece'

/**
 * A package of the second form with everything a story may hold, corrected once: what tests/fixtures/packages/form-2.zip was made of. The same
 * bytes every time, as far as one version of Stet and of its libraries goes.
 */
export const packFormTwo = async (): Promise<Buffer> => {
  const photos = await smallPhotos()
  const story = everyBlockStory(photos.map(({ photo }) => photo))
  const built = await buildSignedPiece({
    photos,
    base: everyBlockStory,
    before: { ...story, headline: `${story.headline}（初稿）` },
    story: { columnTag: '深读', originalHeadline: '夜校百日', embargo: '2026-03-20T06:00:00+08:00', correction: { story: null, headline: '旧稿', printedOn: '3月1日', text: '人数应为四十。' } },
  })
  const made = await packBytes(built.piece, packOptions(built))
  if (!made.ok) throw new Error(`${made.code} ${made.message}`)
  return made.value
}
