import type { TFunction } from 'i18next'

import type { Find } from './proofreader'

const SPACES: Readonly<Record<string, string>> = { zh: 'proofing', en: 'proofing-english', x: 'proofing-across', house: 'proofing-house' }

/** The words of a rule: its name, what it says of a find, why, and the source that says so. */
export const ruleWords = (t: TFunction, { flag, part }: Find): { name: string; message: string; why: string; source: string } => {
  const space = SPACES[flag.rule.split('.')[0] ?? ''] ?? 'proofing'
  const details: Record<string, string | number> = { wrong: part.passage.text.slice(flag.from, flag.to), right: flag.fixes.join('、'), ...flag.details }
  // What the house itself wrote beside its entry is the best reason there is.
  const note = typeof details['note'] === 'string' && details['note'] !== '' ? ` ${details['note']}` : ''
  return {
    name: t(`${space}:rule.${flag.rule}.name`, details),
    message: t(`${space}:rule.${flag.rule}.message`, details),
    why: t(`${space}:rule.${flag.rule}.why`, details) + note,
    source: t([`${space}:source.${flag.source}`, `proofing:source.${flag.source}`]),
  }
}

/** Characters shown on each side of the words a find is about. */
const AROUND = 10

/** A find's words with a little of what stands around them. */
export const excerptOf = ({ flag: { from, to }, part: { passage: { text } } }: Find): { before: string; words: string; after: string } => ({
  before: `${from > AROUND ? '…' : ''}${text.slice(Math.max(0, from - AROUND), from)}`,
  words: text.slice(from, to),
  after: `${text.slice(to, to + AROUND)}${to + AROUND < text.length ? '…' : ''}`,
})
