import { alikeness } from './alike'
import type { AcrossFound, AcrossReading, AcrossRule } from './rule'

const HOUSE = /(?:有限责任公司|有限公司|集团|公司|大学|学院|医院|中学|小学|研究院|研究所|协会|合作社|银行)/g

/** How many characters of a house's name, before what kind of house it is, must agree but for one. */
const OWN = 4

type Named = { passage: number; from: number; to: number; own: string; kind: string }

const housesOf = ({ piece }: AcrossReading): Named[] =>
  piece.passages.flatMap(({ text }, passage) =>
    [...text.matchAll(HOUSE)].flatMap((match) => {
      const own = text.slice(Math.max(0, match.index - OWN), match.index)
      return own.length === OWN && /^\p{Script=Han}+$/u.test(own) ? [{ passage, from: match.index - OWN, to: match.index + match[0].length, own, kind: match[0] }] : []
    }),
  )

/** The one place in which two names differ, by look-alike characters; -1 where they do not differ so. */
const slipAt = (one: string, other: string): number => {
  const places = Array.from(one).flatMap((char, index) => (char === other[index] ? [] : [index]))
  const [at] = places
  return places.length === 1 && at !== undefined && alikeness(one.charAt(at), other.charAt(at)) !== null ? at : -1
}

/** A house written two ways that differ by one look-alike character: 华桦科技公司, 华骅科技公司. */
export const organisation: AcrossRule = {
  id: 'x.organisation',
  languages: ['zh-CN'],
  severity: 'warning',
  source: 'usage',
  check: (reading) => {
    const houses = housesOf(reading)
    const count = (own: string): number => houses.filter((house) => house.own === own).length
    return houses.flatMap((house, index): AcrossFound[] => {
      const other = houses.find((each, place) => each.kind === house.kind && slipAt(each.own, house.own) >= 0 && (count(each.own) > count(house.own) || (count(each.own) === count(house.own) && place < index)))
      return other ? [{ passage: house.passage, from: house.from, to: house.to, fixes: [other.own + other.kind], details: { wrong: house.own + house.kind, right: other.own + other.kind }, other: { passage: other.passage, from: other.from, to: other.to } }] : []
    })
  },
}
