import { LINKING, SPEECH, WELL_KNOWN } from './name-words'
import { areNear } from './name'
import type { AcrossFound, AcrossReading, AcrossRule } from './rule'
import type { Tables } from '../tables'

const HAN = /\p{Script=Han}/u
const SHORT = new RegExp(`(?:[老小]([\\p{Script=Han}])|(\\p{Script=Han}{1,2}?)(局长|书记|主任|校长|院长|厂长|经理|总|队长|所长|教授|医生|老师|师傅|律师|警官|女士|先生|大爷|大妈|大姐|大娘|阿姨|奶奶|爷爷|老人|某))(?=(?:${SPEECH})(?:[，。：,:了]|记者))`, 'gu')

/** People spoken of by a surname alone who speak though nobody of that name is ever introduced. */
const shortStrangers = ({ piece, mentions }: AcrossReading, { people }: Tables): AcrossFound[] => {
  const surnames = new Set([...mentions.map(({ surname }) => surname), ...piece.contributors.map((name) => name.charAt(0))])
  const found: AcrossFound[] = []
  for (const [passage, { text, kind }] of piece.passages.entries()) {
    if (kind !== 'text') continue
    for (const match of text.matchAll(SHORT)) {
      const surname = match[1] ?? match[2] ?? ''
      if (people.surnames.get(surname) === undefined || people.surnames.get(surname) === 'rare' || surnames.has(surname)) continue
      if (!LINKING.test(text.slice(Math.max(0, match.index - 6), match.index))) continue
      const shown = match[0]
      // 市民王女士, 家住城关的王女士: somebody said who she is.
      const known = piece.passages.some((other) => {
        for (let at = other.text.indexOf(shown); at >= 0; at = other.text.indexOf(shown, at + 1)) if (HAN.test(other.text.charAt(at - 1)) && !LINKING.test(other.text.slice(Math.max(0, at - 6), at))) return true
        return false
      })
      if (!known) found.push({ passage, from: match.index, to: match.index + shown.length, fixes: [], details: { name: shown } })
    }
  }
  return found
}

/** Somebody is quoted whom the piece never introduces. */
export const quotedStranger: AcrossRule = {
  id: 'x.quoted-stranger',
  languages: ['zh-CN'],
  severity: 'warning',
  source: 'usage',
  check: (reading, tables) => {
    const { piece, mentions } = reading
    const labelled = new Set(piece.passages.filter(({ kind }) => kind === 'speaker' || kind === 'byline').flatMap(({ text }) => text.split(/[\s、，：]+/u)))
    const introduced = new Set(mentions.filter((mention) => mention.introduced || mention.posts.length > 0).map(({ name }) => name))
    const told = new Set<string>()
    const strangers = mentions.filter(({ name, speaks, passage }) => {
      if (!speaks || piece.passages[passage]?.kind !== 'text' || told.has(name)) return false
      if (introduced.has(name) || labelled.has(name) || WELL_KNOWN.has(name) || piece.contributors.includes(name)) return false
      // A slip of somebody introduced is the other rule's business.
      if ([...introduced].some((known) => areNear(known, name))) return false
      told.add(name)
      return true
    })
    return [...strangers.map(({ passage, from, to, name }): AcrossFound => ({ passage, from, to, fixes: [], details: { name } })), ...shortStrangers(reading, tables)]
  },
}
