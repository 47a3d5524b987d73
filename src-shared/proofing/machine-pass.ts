import { parseBody } from '../story/body'
import { canonicalBytes } from '../story/canonical'
import type { Aside } from '../story/notes'
import type { Story } from '../story/story'
import { acrossWithoutKnown } from './across/known'
import { pieceOf } from './across/piece'
import { ACROSS_RULES } from './across/rules'
import { isAside } from './aside'
import { checkPassage, type Flag } from './check'
import type { CheckLog } from './log'
import type { Passage } from './passage'
import { passagesOfHead } from './passages'
import { TEXT_RULES } from './rules'
import type { Tables } from './tables'

const MOST_STANDING = 100

/** Raised whenever a rule starts to find, or leaves, something else; the tables are told apart by their content. */
const RULES = 1

/** What of the tables decides what is found, as plain data. */
const contentOf = ({ wrong, variants, redundant, units, idioms, people }: Tables) => ({
  wrong: wrong.entries, variants: variants.entries, redundant: redundant.entries, units: units.entries, idioms: [...idioms.idioms], sounds: [...idioms.sounds], shapes: [...idioms.shapes], surnames: [...people.surnames], offices: [...people.offices],
})

/** Names the rules and tables a pass was made with. */
export const ruleSetOf = (tables: Tables, sha256: (bytes: Uint8Array) => string): string =>
  `${String(RULES)}-${sha256(canonicalBytes({ rules: [...TEXT_RULES, ...ACROSS_RULES].map(({ id, severity }) => `${id} ${severity}`), tables: contentOf(tables) })).slice(0, 32)}`

/** Everything found in a whole story: passage by passage, then across it. A body that is none has no passages. */
export const checkStory = (story: Story, tables: Tables): { passage: Passage; flag: Flag }[] => {
  const body = parseBody(story.body)
  if (!body.ok) return passagesOfHead(story).flatMap((passage) => checkPassage(passage, story.language, TEXT_RULES, tables).map((flag) => ({ passage, flag })))
  const piece = pieceOf(story, body.value)
  const single = piece.passages.flatMap((passage) => checkPassage(passage, story.language, TEXT_RULES, tables).map((flag) => ({ passage, flag })))
  const across = acrossWithoutKnown(piece, tables).flatMap((flag) => {
    const passage = piece.passages[flag.passage]
    return passage ? [{ passage, flag }] : []
  })
  return [...single, ...across]
}

/** One pass of the machine over a story, as it is put on record. */
export const machinePass = (story: Story, asides: readonly Aside[], { tables, tool, rules }: { tables: Tables; tool: string; rules: string }): CheckLog => {
  const open = { error: 0, warning: 0, advice: 0 }
  const stand: CheckLog['stand'] = []
  for (const { passage, flag } of checkStory(story, tables)) {
    // More let stand than a log holds counts as open: nothing that is not on record passes a gate.
    if (isAside(flag, passage, asides) && stand.length < MOST_STANDING) stand.push({ rule: flag.rule, words: passage.text.slice(flag.from, flag.to).slice(0, 60) })
    else open[flag.severity] += 1
  }
  return { tool, rules, open, stand }
}
