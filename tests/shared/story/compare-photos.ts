import type { Photo } from '../../../src-shared/story/story'

/** Records of three pictures nobody looks at. */
export const samplePhotoRecords: Photo[] = ['a', 'b', 'c'].map((digit) => ({ sha256: digit.repeat(64), mediaType: 'image/jpeg', width: 1200, height: 800, bytes: 1000, name: `${digit}.jpg` }))
