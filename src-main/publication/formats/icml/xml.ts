import { escapeMarkup } from '../../../../src-shared/publication/markup'

/** Markup, already escaped. */
export type Xml = string & { readonly markup: true }

const xml = (markup: string): Xml => markup as Xml

/** An element; attributes that are undefined are left out, texts and attributes escaped once. */
export const element = (name: string, attributes: Readonly<Record<string, string | number | undefined>>, ...children: readonly Xml[]): Xml => {
  const written = Object.entries(attributes).map(([key, value]) => (value === undefined ? '' : ` ${key}="${escapeMarkup(String(value))}"`))
  return xml(`<${name}${written.join('')}${children.length === 0 ? '/>' : `>${children.join('')}</${name}>`}`)
}

/** Text as element content. */
export const text = (value: string): Xml => xml(escapeMarkup(value))

/** A processing instruction, by which InDesign writes its special characters. */
export const instruction = (name: string, value: string): Xml => xml(`<?${name} ${value}?>`)

/** A whole document; each part on a line of its own. */
export const xmlDocument = (instructions: readonly Xml[], root: Xml): string => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${[...instructions, root].join('\n')}\n`
