/** What a photo's XMP says; empty texts are left out. */
export type XmpWords = { caption: string; credit: string; creator: string; copyright: string; alt: string; headline: string; source: string; place: string }

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (mark) => ESCAPES[mark] ?? mark)

const alternative = (name: string, text: string): string => (text ? `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${escaped(text)}</rdf:li></rdf:Alt></${name}>` : '')
const sequence = (name: string, text: string): string => (text ? `<${name}><rdf:Seq><rdf:li>${escaped(text)}</rdf:li></rdf:Seq></${name}>` : '')
const simple = (name: string, text: string): string => (text ? `<${name}>${escaped(text)}</${name}>` : '')

/** The XMP packet: IPTC Core's names, as picture desks read them. */
export const xmpOf = (words: XmpWords): string =>
  [
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">',
    sequence('dc:creator', words.creator),
    alternative('dc:description', words.caption),
    alternative('dc:rights', words.copyright),
    alternative('Iptc4xmpCore:AltTextAccessibility', words.alt),
    simple('photoshop:Credit', words.credit),
    simple('photoshop:Headline', words.headline),
    simple('photoshop:Source', words.source),
    simple('Iptc4xmpCore:Location', words.place),
    '</rdf:Description></rdf:RDF></x:xmpmeta>',
    '<?xpacket end="r"?>',
  ].join('')
