import { clean, joined, mended, placeOf, type Said } from './decode'
import { EMPTY, type Record } from './record'
import { isoOfBoth } from './taken'

type Tags = { readonly [name: string]: unknown }

const isTag = (value: unknown): value is { value: unknown; description?: unknown; attributes?: { lang?: unknown } } => typeof value === 'object' && value !== null && 'value' in value

const said = (text: unknown): Said => clean(mended({ text: typeof text === 'string' ? text : '', sure: true }))

/** The items of a list, or the one text there is. */
const itemsOf = (tag: unknown): Said[] => {
  if (!isTag(tag)) return []
  return Array.isArray(tag.value) ? (tag.value as unknown[]).filter(isTag).map(({ value }) => said(value)) : [said(tag.value)]
}

/** A text in several languages: the one for everybody, else the first. */
const alternative = (tag: unknown): Said => {
  if (!isTag(tag) || !Array.isArray(tag.value)) return itemsOf(tag)[0] ?? EMPTY.caption
  const items = (tag.value as unknown[]).filter(isTag)
  const chosen = items.find(({ attributes }) => attributes?.lang === 'x-default') ?? items[0]
  return said(chosen?.value)
}

/** The first of the places a photo was made at, as its extended schema nests them. */
const nested = (tag: unknown): Tags => {
  const first: unknown = isTag(tag) && Array.isArray(tag.value) ? tag.value[0] : isTag(tag) ? tag.value : undefined
  return typeof first === 'object' && first !== null ? (first as Tags) : {}
}

const placeFrom = (tags: Tags, names: readonly string[]): Said => placeOf(names.map((name) => alternative(tags[name])))

/** What a photo's XMP packet says. */
export const readXmp = (tags: Tags | undefined): Record => {
  if (!tags) return EMPTY
  const core = placeFrom(tags, ['Location', 'City', 'State', 'Country'])
  return {
    caption: alternative(tags['description']),
    creator: joined(itemsOf(tags['creator']), '、', ', '),
    credit: alternative(tags['Credit']),
    copyright: alternative(tags['rights']),
    alt: alternative(tags['AltTextAccessibility']),
    headline: alternative(tags['Headline']),
    place: core.text === '' ? placeFrom(nested(tags['LocationCreated']), ['Sublocation', 'City', 'ProvinceState', 'CountryName']) : core,
    takenAt: { text: isoOfBoth(alternative(tags['DateCreated']).text), sure: true },
    located: ['GPSLatitude', 'GPSLongitude'].some((name) => tags[name] !== undefined),
  }
}
