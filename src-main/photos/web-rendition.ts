import { ok, type Outcome } from '../../src-shared/outcome'
import { withExifWords } from './exif-words'
import { developed } from './pixels'

/**
 * The words published with a photo, and which part of it is shown (`crop`, as a photo node keeps it; all of it without).
 * `place` is where it was taken, as words: given only where the writer asked for it.
 */
export type PhotoMeta = { caption: string; credit: string; alt: string; headline: string; source: string; crop?: string; place?: string }

/** Longest edge of a published photo, in pixels. */
const LONG_EDGE = 1600
/** One field's most characters: IPTC's own limit for a caption, and all six fit one JPEG segment of 64 KB. */
const FIELD_LIMIT = 2000

const field = (text: string): string =>
  Array.from(text.toWellFormed().replaceAll(/[\u0000-\u001f\u007f\ufffe\uffff]+/g, ' ').trim())
    .slice(0, FIELD_LIMIT)
    .join('')

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (mark) => ESCAPES[mark] ?? mark)

const alternative = (name: string, text: string): string => (text ? `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${escaped(text)}</rdf:li></rdf:Alt></${name}>` : '')
const simple = (name: string, text: string): string => (text ? `<${name}>${escaped(text)}</${name}>` : '')

/** The XMP packet: IPTC Core's names, as picture desks read them. */
const xmpOf = (meta: Omit<Required<PhotoMeta>, 'crop'>): string =>
  [
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">',
    alternative('dc:description', meta.caption),
    alternative('Iptc4xmpCore:AltTextAccessibility', meta.alt),
    simple('photoshop:Credit', meta.credit),
    simple('photoshop:Headline', meta.headline),
    simple('photoshop:Source', meta.source),
    simple('Iptc4xmpCore:Location', meta.place),
    '</rdf:Description></rdf:RDF></x:xmpmeta>',
    '<?xpacket end="r"?>',
  ].join('')

/**
 * The photo as it is published: sRGB JPEG, at most 1600 px on its long edge and never enlarged, upright, cropped as asked, with
 * only the words given here in its XMP and EXIF and nothing of its own metadata: no coordinates, camera, owner or edit history.
 * The same input gives the same bytes. Refuses photo-broken and photo-too-large.
 */
export const webRendition = async (bytes: Uint8Array, meta: PhotoMeta): Promise<Outcome<Uint8Array>> => {
  const words = { caption: field(meta.caption), credit: field(meta.credit), alt: field(meta.alt), headline: field(meta.headline), source: field(meta.source), place: field(meta.place ?? '') }
  const made = await developed(words.headline || 'photo', bytes, meta.crop ?? '', (upright) =>
    upright
      .resize({ width: LONG_EDGE, height: LONG_EDGE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .withXmp(xmpOf(words))
      .jpeg({ quality: 82, progressive: true }))
  return made.ok ? ok(withExifWords(made.value, { description: words.caption, artist: words.credit })) : made
}
