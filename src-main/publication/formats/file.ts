import type { FormatFile } from './format'

/** A text of a package as a file, in UTF-8. */
export const textFile = (path: string, mediaType: string, text: string): FormatFile => ({ path, mediaType, bytes: new TextEncoder().encode(text) })

/** The urn of a story, by which wire formats know it through all its revisions. */
export const storyUri = (story: { id: string }): string => `urn:uuid:${story.id}`

/** The name of a photo by its content (RFC 6920): the same wherever the photo goes. A part of one is told from all of it by its crop. */
export const photoUri = ({ sha256, crop }: { sha256: string; crop: string }): string => `ni:///sha-256;${Buffer.from(sha256, 'hex').toString('base64url')}${crop === '' ? '' : `?crop=${crop}`}`
