import type { Photo } from '../../../src-shared/story/story'

/** A photo record whose digest is one hex digit repeated. */
export const photo = (digit: string, name = `${digit}.jpg`): Photo => ({ sha256: digit.repeat(64), mediaType: 'image/jpeg', width: 1600, height: 1000, bytes: 400_000, name })
