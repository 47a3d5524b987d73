import { escapeMarkup } from '../../../../src-shared/publication/markup'
import { photoUses } from '../../../../src-shared/publication/photo-uses'
import type { ContributorRole } from '../../../../src-shared/story/story'
import type { Subject } from '../format'

/** A file the book lists: its id, path and media type, and what it is to the book where it is something. */
export type Listed = { id: string; path: string; mediaType: string; properties?: 'nav' | 'cover-image' }

/** MARC's words for what somebody did; who wrote is a creator, others contributed. */
const RELATOR: Record<ContributorRole, string> = { reporter: 'aut', correspondent: 'aut', intern: 'aut', photographer: 'pht', videographer: 'vdg', translator: 'trl', editor: 'edt' }

const said = (name: string, text: string, attributes = ''): string[] => (text.trim() === '' ? [] : [`<${name}${attributes}>${escapeMarkup(text.trim())}</${name}>`])
const meta = (property: string, text: string, refines = ''): string[] => said('meta', text, `${refines === '' ? '' : ` refines="#${refines}"`} property="${property}"`)

const people = ({ view }: Subject): string[] => {
  const named = view.story.contributors.filter(({ name }) => name.trim() !== '')
  const wrote = named.filter(({ role }) => RELATOR[role] === 'aut')
  const line = wrote.length === 0 ? said('dc:creator', view.story.byline, ' id="byline"') : []
  const each = named.flatMap(({ name, role }, index) => {
    const id = `person-${String(index + 1)}`
    return [...said(RELATOR[role] === 'aut' ? 'dc:creator' : 'dc:contributor', name, ` id="${id}"`), `<meta refines="#${id}" property="role" scheme="marc:relators">${RELATOR[role]}</meta>`]
  })
  const editor = view.editor.trim() === '' ? [] : [...said('dc:contributor', view.editor, ' id="editor"'), '<meta refines="#editor" property="role" scheme="marc:relators">edt</meta>']
  return [...line, ...each, ...editor]
}

/** How it can be read: by its words alone where every picture says in words what it shows. */
const accessibility = ({ view: { story } }: Subject, pictured: boolean): string[] => {
  const described = photoUses(story).every(({ alt }) => alt.trim() !== '')
  return [
    ...meta('schema:accessMode', 'textual'),
    ...(pictured ? meta('schema:accessMode', 'visual') : []),
    ...(described ? meta('schema:accessModeSufficient', 'textual') : []),
    ...(pictured ? meta('schema:accessModeSufficient', 'textual,visual') : []),
    ...['structuralNavigation', 'tableOfContents', 'readingOrder', ...(pictured && described ? ['alternativeText'] : [])].flatMap((feature) => meta('schema:accessibilityFeature', feature)),
    ...meta('schema:accessibilityHazard', 'none'),
  ]
}

/** A time as EPUB wants the last modification: UTC, to the second. */
const modified = (iso: string): string => new Date(iso).toISOString().replace(/\.\d+Z$/, 'Z')

/**
 * The package document. The story's id names the book, and its revision's number and digest say which text it is; it was last modified when it was signed, whenever the
 * book is made.
 */
export const packageDocument = (subject: Subject, title: string, files: readonly Listed[]): string => {
  const { view, article, revision, signedAt } = subject
  const { story } = view
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="story" xml:lang="${article.language}" prefix="schema: http://schema.org/">`,
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
    `<dc:identifier id="story">urn:uuid:${story.id}</dc:identifier>`,
    `<dc:identifier id="revision">sha256:${revision.sha256}</dc:identifier>`,
    ...meta('schema:version', String(revision.number)),
    ...said('dc:title', title, ' id="title"'),
    ...meta('title-type', 'main', 'title'),
    ...said('dc:title', article.deck, ' id="deck"'),
    ...(article.deck === '' ? [] : meta('title-type', 'subtitle', 'deck')),
    `<dc:language>${article.language}</dc:language>`,
    `<meta property="dcterms:modified">${modified(signedAt)}</meta>`,
    ...said('dc:date', view.time),
    ...people(subject),
    ...said('dc:publisher', story.source),
    ...said('dc:description', story.summary),
    ...[...new Set([...story.channel, ...story.keywords])].flatMap((subjectWord) => said('dc:subject', subjectWord)),
    ...accessibility(subject, files.some(({ mediaType }) => mediaType === 'image/jpeg')),
    '</metadata>',
    '<manifest>',
    ...files.map(({ id, path, mediaType, properties }) => `<item id="${id}" href="${path}" media-type="${mediaType}"${properties === undefined ? '' : ` properties="${properties}"`}/>`),
    '</manifest>',
    '<spine>',
    '<itemref idref="text"/>',
    '</spine>',
    '</package>',
    '',
  ].join('\n')
}
