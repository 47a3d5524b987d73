/** What a post says of itself: the story it is, the revision and its SHA-256, and a fingerprint of the text as it was sent. `down`: we took it down. */
export type Marker = { story: string; revision: number; sha256: string; text: string; down: boolean }

const TOKEN = /^stet-(?:(?:id|revision|sha256|text)-|down$)/
const DOWN = ' stet-down'
const FORM = /stet-id-([0-9a-f-]{36}) stet-revision-(\d{1,9}) stet-sha256-([0-9a-f]{64}) stet-text-([0-9a-f]{1,64})( stet-down)?/

/**
 * The marker as class names. They stand on the block that closes the text: class names outlive WordPress's filters for every role, and its
 * editor, where a comment or an attribute of our own may not.
 */
export const markerClasses = ({ story, revision, sha256, text }: Omit<Marker, 'down'>): string => `stet-id-${story} stet-revision-${String(revision)} stet-sha256-${sha256} stet-text-${text}`

/** The marker in a post's block markup; null where somebody took it out. */
export const readMarker = (markup: string): Marker | null => {
  const [, story, revision, sha256, text, down] = FORM.exec(markup) ?? []
  return story === undefined || revision === undefined || sha256 === undefined || text === undefined ? null : { story, revision: Number(revision), sha256, text, down: down !== undefined }
}

/** The same block markup without what markedDown adds. */
export const notMarkedDown = (markup: string): string => markup.replaceAll(new RegExp(FORM, 'g'), (classes) => (classes.endsWith(DOWN) ? classes.slice(0, -DOWN.length) : classes))

/** The same block markup, saying that we took the post down: a person who makes it a draft leaves nothing of the kind. */
export const markedDown = (markup: string): string => notMarkedDown(markup).replaceAll(new RegExp(FORM, 'g'), (classes) => classes + DOWN)

/** True for a class name that is part of a marker. */
export const isMarkerClass = (name: string): boolean => TOKEN.test(name)
