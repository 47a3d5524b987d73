import { lossesOf } from '../../src-shared/publication/losses'
import type { PackagedFormat } from '../../src-shared/publication/manifest'
import type { SignedPiece } from '../../src-shared/publication/piece'
import { viewOf } from '../../src-shared/publication/view'
import type { Format, FormatFile } from './formats/format'
import { subjectOf } from './formats/subject'

/** A format as the manifest names it, with its files. */
export type DrawnFormat = PackagedFormat & { drawn: readonly FormatFile[] }

/** Draws one format of a signed piece; `rendition` answers a rendition's bytes by its path in the package. */
export const drawFormat = async (piece: SignedPiece, { id, carries, files }: Format, rendition: (path: string) => Promise<Uint8Array>): Promise<DrawnFormat> => {
  const { revision, at } = piece.signOff.statement
  const drawn = await files(subjectOf(viewOf(piece), { revision, signedAt: at }, rendition))
  return { id, files: drawn.map(({ path }) => path), losses: lossesOf(piece.story, carries, piece.story.headline), drawn }
}
