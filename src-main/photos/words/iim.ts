import { clean, decodeBytes, joined, mended, placeOf, type Said } from './decode'
import { EMPTY, type Record } from './record'
import { isoOf } from './taken'

/** A tag as the reader gives it: one, or a list of them. */
type Tags = { readonly [name: string]: unknown }

const bytesOf = (value: unknown): Uint8Array => (Array.isArray(value) ? Uint8Array.from(value.filter((byte) => typeof byte === 'number')) : new Uint8Array())

const rawOf = (tags: Tags, name: string): Uint8Array[] => {
  const tag = tags[name]
  return (Array.isArray(tag) ? (tag as unknown[]) : [tag]).flatMap((each) => (typeof each === 'object' && each !== null && 'value' in each ? [bytesOf(each.value)] : []))
}

const ISO_LATIN = '\u001b.A'

/** The texts of a dataset. What 1:90 declares is not believed where the bytes say otherwise: many programs declare UTF-8 and write GB18030. */
const textsOf = (tags: Tags, name: string): Said[] => {
  const latin = Buffer.from(rawOf(tags, 'Coded Character Set')[0] ?? []).toString('latin1') === ISO_LATIN
  return rawOf(tags, name).map((bytes) => {
    const said = decodeBytes(bytes)
    if (latin && !said.sure) return clean({ text: new TextDecoder('windows-1252').decode(bytes), sure: true })
    return clean(mended(said))
  })
}

/** What IPTC's older records (IIM) say: Chinese in UTF-8, declared or not, and in undeclared GB18030. */
export const readIim = (tags: Tags | undefined): Record => {
  if (!tags) return EMPTY
  const one = (name: string): Said => textsOf(tags, name)[0] ?? EMPTY.caption
  const ascii = (name: string): string => Buffer.from(rawOf(tags, name)[0] ?? []).toString('latin1')
  return {
    ...EMPTY,
    caption: one('Caption/Abstract'),
    creator: joined(textsOf(tags, 'By-line'), '、', ', '),
    credit: one('Credit'),
    copyright: one('Copyright Notice'),
    headline: one('Headline'),
    place: placeOf([one('Sub-location'), one('City'), one('Province/State'), one('Country/Primary Location Name')]),
    takenAt: { text: isoOf(ascii('Date Created'), ascii('Time Created')), sure: true },
  }
}
