import { describe, expect, it } from 'vitest'

import { checkAcross, type AcrossFlag } from '../../../src-shared/proofing/across/check'
import type { Piece } from '../../../src-shared/proofing/across/piece'
import { ACROSS_RULES } from '../../../src-shared/proofing/across/rules'
import { peopleTables, smallPiece } from '../../support/pieces'
import { cleanStories, faultyStories, overlap, Scores, type CorpusStory } from '../../support/proofing-corpus'

const tables = peopleTables()

const pieceOfCorpus = (language: Piece['language'], { headline, lede, body, captions, credit, date }: CorpusStory): Piece =>
  smallPiece({ language, headline, body: [lede, ...body].filter((text) => text !== ''), captions: captions.map((text, index) => [text, credit[index] ?? ''] as const), date: `${date}T09:00:00+08:00` })

const meets = (piece: Piece, { passage, from, to, other }: AcrossFlag, mark: string): boolean =>
  [{ passage, from, to }, ...(other ? [other] : [])].some((place) => {
    const text = piece.passages[place.passage]?.text ?? ''
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) if (overlap(place, { from: at, to: at + mark.length })) return true
    return false
  })

const said = (piece: Piece, { rule, passage, from, to }: AcrossFlag): string => `${rule}: ${piece.passages[passage]?.text.slice(from, to) ?? ''} (${piece.passages[0]?.text ?? ''})`

/** What no rule claims: these read Chinese only. */
const claims = (rule: string, language: Piece['language']): boolean => ACROSS_RULES.some(({ id, languages }) => id === rule && languages.includes(language))

describe('rules across a piece, by the corpus', () => {
  const [scores, missed, wrong] = [new Scores(), [] as string[], [] as string[]]
  for (const { rule, language, story, marks } of faultyStories()) {
    const piece = pieceOfCorpus(language, story)
    const flags = checkAcross(piece, ACROSS_RULES, tables)
    if (claims(rule, language)) {
      const met = flags.some((flag) => flag.rule === rule && marks.some((mark) => meets(piece, flag, mark)))
      scores.add(rule, { marks: 1, met: met ? 1 : 0 })
      if (!met) missed.push(`${rule}: ${marks.join(' / ')} (${story.headline})`)
    }
    for (const flag of flags) {
      // A figure that is wrong in the headline is not in the body either: one fault, told by the rule that sees more.
      const right = marks.some((mark) => meets(piece, flag, mark))
      scores.add(flag.rule, { flags: 1, right: right ? 1 : 0 })
      if (!right) wrong.push(said(piece, flag))
    }
  }
  let characters = 0
  let falseFlags = 0
  for (const { language, story } of cleanStories()) {
    const piece = pieceOfCorpus(language, story)
    for (const flag of checkAcross(piece, ACROSS_RULES, tables)) {
      scores.add(flag.rule, { flags: 1 })
      falseFlags += 1
      wrong.push(`clean ${said(piece, flag)}`)
    }
    characters += piece.passages.reduce((all, { text }) => all + text.length, 0)
  }
  scores.print('Across the piece')
  console.log([`${String(falseFlags)} false in ${String(characters)} clean characters`, ...missed.map((each) => `missed ${each}`), ...wrong.map((each) => `wrong ${each}`)].join('\n'))

  it('leave clean copy alone: at most one false flag in a thousand characters', () => {
    expect((falseFlags * 1000) / characters).toBeLessThanOrEqual(1)
  })

  // Of fewer than ten marks one may be missed: a share of five says little.
  it('find at least nine tenths of what they claim', () => {
    const short = scores.rows().filter(({ score: { marks, met } }) => marks - met > Math.max(1, marks / 10))
    expect(short.map(({ rule, recall }) => [rule, recall])).toEqual([])
  })
})
