import { z } from 'zod'

import { ok, type Outcome } from '../../../src-shared/outcome'
import { mappedChannel, type DestinationSettings } from '../../../src-shared/publication/destination'
import { printable } from '../../../src-shared/publication/markup'
import { htmlText } from '../html-lines'
import type { Api } from './api'
import { categorySchema, tagSchema, type Category } from './schemas'

/** The most pages of a hundred categories that are read. */
const PAGES = 50
/** Keywords asked for at once: a Chinese one is nine characters of an address for each of its own. */
const AT_ONCE = 10

const same = (a: string, b: string): boolean => htmlText(a).toLowerCase() === b.trim().toLowerCase()
const asName = (text: string): string => printable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** Every category of the site. */
export const allCategories = async (api: Api, signal: AbortSignal): Promise<Outcome<Category[]>> => {
  const all: Category[] = []
  for (let page = 1; page <= PAGES; page += 1) {
    const listed = await api.ask('wp/v2/categories', { method: 'GET', query: { per_page: 100, page, orderby: 'id', _fields: 'id,name,parent' }, signal }, z.array(categorySchema))
    if (!listed.ok) return listed
    all.push(...listed.value.value)
    if (Number(listed.value.headers.get('x-wp-totalpages') ?? '1') <= page) break
  }
  return ok(all)
}

/** A category's names from the outermost in. */
export const pathOf = (category: Category, all: readonly Category[]): string[] => {
  const path: string[] = []
  let at: Category | undefined = category
  // A parent that is its own child ends the walk.
  while (at && path.length < 20) {
    path.unshift(htmlText(at.name))
    const above: number = at.parent
    at = all.find(({ id }) => id === above)
  }
  return path
}

/** The term's number where WordPress has one of that name already, which it says as a refusal. */
const termMade = async (api: Api, path: string, json: { name: string; parent?: number }, signal: AbortSignal): Promise<Outcome<number>> => {
  const made = await api.ask(path, { method: 'POST', json, signal }, tagSchema)
  if (made.ok) return ok(made.value.value.id)
  const { said, term } = made.details
  return said === 'term_exists' && typeof term === 'number' ? ok(term) : made
}

/** Where a channel leads: as the settings say, else by its path, else to one made for it where that is wanted. Null where it has no counterpart. */
export const categoryOf = async (api: Api, settings: Pick<DestinationSettings, 'channels' | 'makeChannels'>, channel: readonly string[], signal: AbortSignal): Promise<Outcome<number | null>> => {
  if (channel.length === 0) return ok(null)
  const mapped = Number(mappedChannel(settings, channel))
  if (Number.isInteger(mapped)) return ok(mapped)
  const all = await allCategories(api, signal)
  if (!all.ok) return all
  let parent = 0
  for (const name of channel) {
    const known = all.value.find((category) => category.parent === parent && same(category.name, name))
    if (!known && !settings.makeChannels) return ok(null)
    const made: Outcome<number> = known ? ok(known.id) : await termMade(api, 'wp/v2/categories', { name: asName(name), parent }, signal)
    if (!made.ok) return made
    parent = made.value
  }
  return ok(parent)
}

/** The tags of a story's keywords, made where there are none of that name. */
export const tagsOf = async (api: Api, keywords: readonly string[], signal: AbortSignal): Promise<Outcome<number[]>> => {
  const wanted = [...new Set(keywords.map((word) => word.trim()).filter(Boolean))]
  if (wanted.length === 0) return ok([])
  // Most tags' slugs follow from their names; whatever is not found so is asked for by making it.
  const tags: z.infer<typeof tagSchema>[] = []
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    const listed = await api.ask('wp/v2/tags', { method: 'GET', query: { slug: wanted.slice(at, at + AT_ONCE).join(','), per_page: 100, _fields: 'id,name' }, signal }, z.array(tagSchema))
    if (!listed.ok) return listed
    tags.push(...listed.value.value)
  }
  const ids = new Set<number>()
  for (const name of wanted) {
    const known = tags.find((tag) => same(tag.name, name))
    const made = known ? ok(known.id) : await termMade(api, 'wp/v2/tags', { name: asName(name) }, signal)
    if (!made.ok) return made
    ids.add(made.value)
  }
  return ok([...ids])
}
