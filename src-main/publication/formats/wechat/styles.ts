/** How wide an article is shown there, in pixels. */
export const COLUMN = 677

const SOFT = 'color:#5c5f66'
const SEAL = 'color:#a3232b'

/**
 * What each element is styled with, on itself: the platform keeps no other style. Lengths in pixels, inherited where they can be, since every character of them counts
 * against the content's limit.
 */
export const STYLES = {
  article: 'font-size:16px;line-height:1.75;color:#1b1c1f',
  paragraph: 'margin:0 0 16px',
  indented: 'margin:0 0 16px;text-indent:32px',
  kicker: `margin:0 0 8px;text-align:center;${SOFT}`,
  facts: `margin:0 0 24px;text-align:center;font-size:14px;${SOFT}`,
  h2: 'margin:32px 0 16px;font-size:18px;font-weight:bold;text-align:center',
  h3: 'margin:24px 0 12px;font-size:17px;font-weight:bold',
  h4: 'margin:16px 0 8px;font-size:16px;font-weight:bold',
  marker: SEAL,
  picture: 'margin:24px 0;text-align:center',
  caption: `margin:8px 0 0;font-size:14px;${SOFT}`,
  quote: 'margin:24px 0;padding:0 0 0 16px;border-left:3px solid #a3232b',
  pull: 'margin:24px 0;padding:12px 0;border-top:1px solid #a3232b;border-bottom:1px solid #a3232b;font-size:18px;text-align:center',
  box: 'margin:24px 0;padding:16px 16px 0;border:1px solid #d9d7d2',
  entry: 'margin:16px 0;padding:0 0 0 16px;border-left:2px solid #a3232b',
  nested: 'margin:0 0 0 24px',
  list: 'margin:0 0 16px;padding:0 0 0 24px',
  table: 'margin:24px 0;border-collapse:collapse;font-size:14px',
  cell: 'padding:6px 8px;border:1px solid #d9d7d2',
  rule: 'margin:32px 0;border:0;border-top:1px solid #d9d7d2',
  middle: 'margin:0 0 16px;text-align:center',
  right: `margin:24px 0 0;font-size:14px;text-align:right;${SOFT}`,
  small: 'margin:0 0 4px;font-size:14px',
  call: 'font-size:12px;vertical-align:super',
  /** Chinese has no italics: stressed words are underlined with dots, as in print. */
  stress: 'font-style:normal;border-bottom:1px dotted #5c5f66',
} as const

/** An element with its style. */
export const styled = (tag: string, style: keyof typeof STYLES, inner: string): string => `<${tag} style="${STYLES[style]}">${inner}</${tag}>`
