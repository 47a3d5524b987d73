import { readByline } from './bylines'
import { readCaption } from './captions'
import { isFurniture, isTopFurniture } from './furniture'
import { readBreadcrumb, readFacts, type Facts } from './labels'
import { isProse } from './lines'
import { readMarker } from './sections'

/** What stands above the text. `body` are the lines that follow, still to be read; `dropped` the page's own. */
export type Head = { kicker: string; headline: string; deck: string; byline: string; channel: string[]; facts: Facts[]; body: string[]; dropped: string[] }

const DASH = /(?:\u2014\u2014|\u2015\u2015|\u2500\u2500|--)/
const MAX_HEADLINE = 100

/** A title line split before its dash: the deck keeps the dash, as it is printed. */
const splitDeck = (line: string): [string, string] => {
  const at = line.search(DASH)
  return at > 0 && line.slice(at).length > 3 ? [line.slice(0, at).trim(), line.slice(at)] : [line, '']
}

const isDeck = (line: string): boolean => line.search(DASH) === 0

const nameTitles = (titles: readonly string[]): Pick<Head, 'kicker' | 'headline' | 'deck'> => {
  const decks = titles.filter(isDeck)
  const plain = titles.filter((title) => !isDeck(title))
  const main = plain.length > 1 && decks.length + plain.length > 2 ? 1 : 0
  const [headline, inline] = splitDeck(plain[main] ?? '')
  const below = [inline, ...decks, ...plain.slice(main + 1)].filter(Boolean)
  return { kicker: main === 1 ? (plain[0] ?? '') : '', headline, deck: below.join(' ') }
}

type Kind = 'page' | 'path' | 'facts' | 'byline' | 'title'

/** A line of the head: what it is, and what was read from it. */
type Seen = { line: string; kind: Kind; facts: Facts | null; byline: string }

const see = (line: string, offset: string): Seen => {
  const path = readBreadcrumb(line)
  const tool = !path && isFurniture(line, false)
  const facts = path || tool ? null : readFacts(line, offset)
  const byline = path || tool || facts ? null : readByline(line, true)
  const kind = path ? 'path' : tool ? 'page' : facts ? 'facts' : byline !== null ? 'byline' : isTopFurniture(line) ? 'page' : 'title'
  return { line, kind, facts, byline: byline ?? '' }
}

/** Lines that end the titles: from the first of them on, the text has begun. */
const beginsText = (line: string): boolean => readMarker(line) !== null || readCaption(line) !== null || /\u3002$/.test(line)

/** Picks the title lines out of the head: behind the breadcrumb, up to the line of facts; else the first line there is. Answers their indexes. */
const titleLines = (seen: readonly Seen[], from: number): number[] => {
  const titles = seen.flatMap(({ kind }, index) => (kind === 'title' && index >= from ? [index] : []))
  const facts = seen.findIndex(({ kind }, index) => kind === 'facts' && index >= from)
  const above = titles.filter((index) => index < facts)
  if (above.length > 0) return above.slice(-3)
  const first = titles[0]
  if (first === undefined) return []
  const rest = titles.filter((index) => index > first)
  const decks = rest.filter((index, place) => index === first + place + 1 && isDeck(seen[index]?.line ?? ''))
  return [first, ...decks]
}

/** Reads everything above the first paragraph. With nothing recognisable, the first line is the headline and the rest is text. */
export const readHead = (lines: readonly string[], offset: string): Head => {
  const prose = lines.findIndex((line) => isProse(line) && !isTopFurniture(line) && !readBreadcrumb(line))
  const short = prose < 0 ? lines.length : prose
  const begins = lines.findIndex((line, index) => index > 0 && index < short && beginsText(line) && !isFurniture(line, false) && !readBreadcrumb(line))
  // A first sentence may be short; what stands before the last line of facts is still the head.
  const seenAll = lines.slice(0, short).map((line) => see(line, offset))
  const lastFacts = seenAll.findLastIndex(({ kind }, index) => kind === 'path' || (kind === 'facts' && index < 30))
  const end = begins < 0 ? short : Math.max(begins, lastFacts + 1)
  const seen = seenAll.slice(0, end)
  const pathAt = seen.findIndex(({ kind }) => kind === 'path')
  const path = pathAt < 0 ? null : readBreadcrumb(seen[pathAt]?.line ?? '')
  const anchored = seen.some(({ kind }) => kind === 'path' || kind === 'facts')
  let picked = titleLines(seen, pathAt + 1)
  if (picked.length === 0 && !path?.after && pathAt > 0) picked = seen.flatMap(({ kind }, index) => (kind === 'title' && index < pathAt ? [index] : [])).slice(-1)
  // Behind a headline on the breadcrumb's own line only decks and lines before the facts are titles.
  const factsAt = seen.findIndex(({ kind }, index) => kind === 'facts' && index > pathAt)
  if (path?.after) picked = picked.filter((index) => index < factsAt || isDeck(seen[index]?.line ?? ''))
  const titles = [...(path?.after ? splitDeck(path.after).filter(Boolean) : []), ...picked.map((index) => seen[index]?.line ?? '')]
  const firstTitle = picked[0] ?? end

  const head: Head = { kicker: '', headline: '', deck: '', byline: '', channel: path?.channel ?? [], facts: [], body: [], dropped: [] }
  const bylines: string[] = []
  for (const [index, { line, kind, facts, byline }] of seen.entries()) {
    if (picked.includes(index) || index === pathAt) continue
    if (kind === 'facts' && facts) head.facts.push(facts)
    else if (kind === 'byline' && !bylines.includes(byline)) bylines.push(byline)
    else if (kind !== 'title') head.dropped.push(line)
    // Unknown lines above the titles are the site's, where something shows that this is a page.
    else if (anchored && (index < pathAt || index < firstTitle)) head.dropped.push(line)
    else head.body.push(line)
  }
  head.byline = bylines.join(' ')
  Object.assign(head, nameTitles(titles))
  head.body.push(...lines.slice(end))
  const opening = head.body[0]
  if (head.headline === '' && opening !== undefined && opening.length <= MAX_HEADLINE) {
    head.headline = opening
    head.body.shift()
  }
  return head
}
