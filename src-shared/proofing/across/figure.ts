import { mayStandFor, type Figure } from './quantity'
import type { AcrossFound, AcrossReading, AcrossRule } from './rule'
import { areOfOneScope, frameOf, isBody, isHead } from './same-thing'

/** How far back a clause is read, and of how many figures of a lead or caption it is asked whether they are told otherwise: more is no copy, and would take for ever. */
const LIMITS = { clause: 300, leads: 200 } as const

const wholeClauseOf = (figure: Figure, { piece }: AcrossReading): string => clauseUpTo(figure, piece) + (/^[^。！？；\n]{0,80}/.exec((piece.passages[figure.passage]?.text ?? '').slice(figure.from))?.[0] ?? '')

const clauseOf = (figure: Figure, { piece }: AcrossReading): string => clauseUpTo(figure, piece)

const clauseUpTo = (figure: Figure, piece: AcrossReading['piece']): string => {
  const text = piece.passages[figure.passage]?.text ?? ''
  const start = Math.max(...['。', '！', '？', '；', '\n'].map((end) => text.lastIndexOf(end, figure.from - 1))) + 1
  return text.slice(Math.max(start, figure.from - LIMITS.clause), figure.from)
}

/** Whether two figures count one thing by the words around them; in English by the noun, which is their unit. */
const countOneThing = (one: Figure, other: Figure, language: string): boolean => {
  if (one.unit !== other.unit) return false
  if (language === 'en') return /^[a-z]{3,}$/.test(one.unit)
  const [mine, theirs] = [frameOf(one, 2), frameOf(other, 2)]
  return (mine.after.length === 2 && mine.after === theirs.after) || (mine.before.length === 2 && mine.before === theirs.before)
}

/** Whether the words around two figures agree so far that nothing but one thing is meant. */
const agreeClosely = (one: Figure, other: Figure, language: string): boolean => {
  if (!countOneThing(one, other, language)) return false
  if (language === 'en') {
    const words = (text: string): string[] => text.toLowerCase().match(/[a-z]{3,}/g) ?? []
    const [mine, theirs] = [words(one.after), words(other.after)]
    return mine.length > 1 && theirs.length > 1 && mine.slice(0, 2).join() === theirs.slice(0, 2).join()
  }
  const [mine, theirs] = [frameOf(one, 4), frameOf(other, 4)]
  if (mine.after.length < 2) return false
  // 126名选手参赛 is one count wherever it stands; 300人次 of 参与职工 may be of many.
  return mine.after === theirs.after ? mine.after.length > 3 || (mine.before !== '' && mine.before.slice(-1) === theirs.before.slice(-1)) : mine.before.length > 1 && mine.before.slice(-2) === theirs.before.slice(-2) && mine.after.slice(0, 2) === theirs.after.slice(0, 2)
}

const contradiction = (figure: Figure, other: Figure): AcrossFound => ({ passage: figure.passage, from: figure.from, to: figure.to, fixes: [], details: { one: figure.text, other: other.text }, other: { passage: other.passage, from: other.from, to: other.to } })

const digitsOf = ({ value }: Figure): string => String(value).replace(/\D/g, '').replace(/^0{1,20}|0{1,20}$/g, '')

/** Whether one figure is the other with its digits out of order or a nought too many. */
const isSlipOf = (one: Figure, other: Figure): boolean => one.value !== other.value && Array.from(digitsOf(one)).sort().join('') === Array.from(digitsOf(other)).sort().join('')

/** Whether a lead and a paragraph give one figure with its digits out of order, of what they both name. */
const isTransposed = (lead: Figure, each: Figure, clauses: readonly [string, string], language: string): boolean => {
  if (digitsOf(lead) === digitsOf(each) || !isSlipOf(lead, each) || lead.unit !== each.unit) return false
  return language === 'en' ? /^[a-z]{3,}$/.test(lead.unit) : shareWords(...clauses)
}

/** Whether two clauses share four characters of one name or thing. */
const shareWords = (one: string, other: string): boolean => (one.match(/\p{Script=Han}{4,}/gu) ?? []).some((run) => Array.from({ length: run.length - 3 }, (_none, at) => run.slice(at, at + 4)).some((words) => other.includes(words)))

/** The words around a figure, in pairs of characters. */
const pairsOf = ({ before, after }: Figure): string[] => {
  const words = [before.slice(-10), after.slice(0, 6)].map((part) => part.replace(/[^\p{Script=Han}]/gu, ''))
  return words.flatMap((part) => Array.from({ length: Math.max(0, part.length - 1) }, (_none, at) => part.slice(at, at + 2)))
}

/** Whether two figures of three digits or more are one with its digits out of order, of something both name: two such figures hardly meet by chance. */
const areOneMistyped = (one: Figure, other: Figure): boolean => {
  if (one.unit !== other.unit || digitsOf(one).length < 3 || digitsOf(one) === digitsOf(other) || !isSlipOf(one, other)) return false
  const words = new Set(pairsOf(one))
  return pairsOf(other).some((pair) => words.has(pair))
}

const LIMIT = /(?:不得?超过|不得?低于|不少于|不多于|最多|最少|至多|至少|上限为?|下限为?|限购|限额|限报|限)$/u

/** Whether two figures are one limit, told of in the same words: 每人限购2张, 每人限购3张. */
const areOneLimit = (one: Figure, other: Figure): boolean => {
  const [mine, theirs] = [LIMIT.exec(one.before), LIMIT.exec(other.before)]
  if (!mine || !theirs || one.unit !== other.unit || mine[0] !== theirs[0]) return false
  const subject = (figure: Figure, at: number): string => figure.before.slice(0, at).replace(/[^\p{Script=Han}]/gu, '').slice(-3)
  const [own, its] = [subject(one, mine.index), subject(other, theirs.index)]
  return own.length > 1 && (own === its || (own.slice(-2) === its.slice(-2) && Math.min(own.length, its.length) === 2))
}

const ALL = /全部|所有|悉数|无一/u

/** Whether two figures count one group, of which one clause says that it is all: 17名游客被困, 19名被困游客全部脱险. */
const countAll = (lead: Figure, each: Figure, clauses: readonly [string, string]): boolean => {
  const [one, other] = [lead.after.slice(0, 2), each.after.slice(0, 2)]
  return lead.unit === each.unit && one.length === 2 && other.length === 2 && (each.after.slice(0, 6).includes(one) || lead.after.slice(0, 6).includes(other)) && clauses.some((clause) => ALL.test(clause))
}

/** What a figure of the headline is contradicted by: the one figure the body gives for the same thing, where it gives no other. */
export const contradictionOfHead = (figure: Figure, body: readonly Figure[], language: string): Figure | null => {
  if (figure.value === 1 || body.some((each) => mayStandFor(figure, each) || each.value === figure.value)) return null
  const unit = body.filter((each) => each.value !== 1 && each.unit === figure.unit)
  const only = (same: readonly Figure[]): Figure | null => (new Set(same.map(({ value }) => value)).size === 1 ? (same[0] ?? null) : null)
  // One age in the headline and another, the only one, in the body are one person's.
  if (figure.unit === '岁') return only(unit.filter(({ value }) => Math.abs(value - figure.value) <= 10))
  return only(unit.filter((each) => countOneThing(figure, each, language))) ?? only(unit.filter((each) => isSlipOf(figure, each)))
}

/** One quantity told as two figures. */
export const figure: AcrossRule = {
  id: 'x.figure',
  languages: ['zh-CN', 'en'],
  severity: 'error',
  source: 'usage',
  check: (reading) => {
    const { piece, figures } = reading
    const of = (which: typeof isBody): Figure[] => figures.filter(({ passage }) => which(piece.passages[passage] ?? { kind: 'field', place: { field: 'headline' }, text: '' }))
    const [heads, body] = [of(isHead), of(isBody)]
    const found = heads.flatMap((head) => {
      const other = contradictionOfHead(head, body, piece.language)
      return other ? [contradiction(head, other)] : []
    })
    const lede = piece.passages.findIndex(({ kind }) => kind === 'text')
    const leads = body.filter(({ passage, value }) => value !== 1 && (passage === lede || piece.passages[passage]?.kind === 'caption')).slice(0, LIMITS.leads)
    const clauses = new Map(body.map((each) => [each, wholeClauseOf(each, reading)]))
    const wholeClause = (each: Figure): string => clauses.get(each) ?? ''
    for (const lead of leads) {
      const same = body.filter((each) => {
        if (each.unit !== lead.unit || each.value === 1) return false
        const both = [wholeClause(lead), wholeClause(each)] as const
        return each === lead || agreeClosely(lead, each, piece.language) || isTransposed(lead, each, both, piece.language) || countAll(lead, each, both)
      })
      // Where several figures are given for such a thing, each is of its own part of it.
      if (new Set(same.map(({ value }) => value)).size !== 2) continue
      const other = same.find((each) => each.passage !== lead.passage && each.value !== lead.value && areOfOneScope(clauseOf(lead, reading), clauseOf(each, reading)))
      if (!other || mayStandFor(lead, other) || mayStandFor(other, lead)) continue
      const [earlier, later] = lead.passage < other.passage ? [lead, other] : [other, lead]
      if (!found.some(({ passage, from }) => passage === later.passage && from === later.from)) found.push({ ...contradiction(later, earlier), severity: 'warning' })
    }
    if (piece.language === 'zh-CN')
      for (const [index, later] of body.entries()) {
        const earlier = body.slice(0, index).find((each) => each.passage !== later.passage && each.value !== later.value && (areOneMistyped(each, later) || areOneLimit(each, later)) && areOfOneScope(clauseOf(each, reading), clauseOf(later, reading)))
        if (earlier && !found.some(({ passage, from }) => passage === later.passage && from === later.from)) found.push({ ...contradiction(later, earlier), severity: 'warning' })
      }
    return found
  },
}
