import { escapeMarkup } from '../../../src-shared/publication/markup'

/** One block of WordPress's editor: what it is and holds for the editor in a comment, and the HTML a reader gets. `attributes` are never text of a story. */
export const block = (name: string, html: string, attributes: Record<string, unknown> = {}): string =>
  `<!-- wp:${name}${Object.keys(attributes).length === 0 ? '' : ` ${JSON.stringify(attributes)}`} -->\n${html}\n<!-- /wp:${name} -->`

/** A paragraph block of HTML already drawn; empty for no words. `className` names what it is, for themes. */
export const paragraph = (html: string, className = ''): string => {
  if (html === '') return ''
  return className === '' ? block('paragraph', `<p>${html}</p>`) : block('paragraph', `<p class="${className}">${html}</p>`, { className })
}

/** A paragraph block of plain text. */
export const said = (text: string, className = ''): string => paragraph(escapeMarkup(text), className)

/** A section header of HTML already drawn. */
export const heading = (level: 2 | 3 | 4, html: string): string => (html === '' ? '' : block('heading', `<h${String(level)}>${html}</h${String(level)}>`, level === 2 ? {} : { level }))

const BOX = { border: { width: '1px' }, spacing: { padding: { top: '1em', right: '1em', bottom: '1em', left: '1em' } } }
const BOX_CSS = 'border-width:1px;padding-top:1em;padding-right:1em;padding-bottom:1em;padding-left:1em'

/** Blocks that belong together. `boxed` draws a line around them, whatever the theme knows of us. */
export const group = (className: string, blocks: readonly string[], boxed = false): string => {
  const inside = blocks.filter(Boolean).join('\n\n')
  if (inside === '') return ''
  return block('group', `<div class="wp-block-group ${className}"${boxed ? ` style="${BOX_CSS}"` : ''}>${inside}</div>`, { ...(boxed ? { style: BOX } : {}), className })
}

/**
 * Markup whose words WordPress does not act on: no "[word]" of a text is a shortcode, no address that stands alone becomes a player from elsewhere.
 * What is read stays the same.
 */
export const inert = (markup: string): string => markup.replaceAll('[', '&#91;').replace(/>[^<]+/g, (words) => words.replaceAll('://', '&#58;//'))
