/**
 * The headings of a page, none of which stands more than one level below the one before: what a reader with a screen reader steps through has no gap, wherever
 * a box or an entry stands. `markup` is a page we drew: its words are escaped, so that every `<h` in it is a heading.
 */
export const withoutGaps = (markup: string): string => {
  let before = 1
  let now = 1
  return markup.replace(/<(\/?)h([1-6])>/g, (_, end: string, wanted: string) => {
    if (end === '') {
      now = Math.min(Number(wanted), before + 1)
      before = now
    }
    return `<${end}h${String(now)}>`
  })
}
