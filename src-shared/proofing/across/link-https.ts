import type { AcrossRule } from './rule'

/** Links that are not encrypted: whoever is on the line may read and change what the reader gets. */
export const linkHttps: AcrossRule = {
  id: 'x.link-https',
  languages: ['zh-CN', 'en'],
  severity: 'warning',
  source: 'web',
  check: ({ piece }) => {
    const linked = piece.links.filter(({ href }) => /^http:/i.test(href.trim())).map(({ passage, from, to, href }) => ({ passage, from, to, fixes: [], details: { address: href } }))
    const typed = piece.passages.flatMap(({ text, kind }, passage) =>
      kind === 'alt'
        ? []
        : [...text.matchAll(/\bhttp:\/\/[!-~]{3,200}/gi)]
            .map((match) => ({ passage, from: match.index, to: match.index + match[0].length, fixes: [], details: { address: match[0] } }))
            .filter(({ from, to }) => !linked.some((link) => link.passage === passage && link.from < to && from < link.to)),
    )
    return [...linked, ...typed]
  },
}
