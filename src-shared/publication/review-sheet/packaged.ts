import type { SignedPiece } from '../piece'
import { reviewSheetPage } from './page'
import { reviewSheet, sheetSource } from './sheet'

/** The review sheet a package holds: drawn from its own chain and nothing else, so that it is drawn again to verify it. Where the piece was published since is not in it. */
export const packagedSheet = (piece: SignedPiece, sha256: (bytes: Uint8Array) => string): string => reviewSheetPage(reviewSheet(sheetSource(piece), sha256))
