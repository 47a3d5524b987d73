import type { DestinationSettings } from '../../../src-shared/publication/destination'
import { contributorsOf } from '../../../src-shared/story/byline'
import { useAsk } from '../../ui/ask'

const KEPT = 200
const keyOf = (path: readonly string[]): string => JSON.stringify(path)

/** Paths without repetitions, in the order people look them up. */
export const distinctPaths = (paths: readonly (readonly string[])[], language: string): string[][] =>
  [...new Map(paths.filter(({ length }) => length > 0).map((path) => [keyOf(path), [...path]])).values()].sort((a, b) => a.join('\n').localeCompare(b.join('\n'), language)).slice(0, KEPT)

/** Names without repetitions, in the order people look them up; the first stay where there are too many. */
const distinctNames = (names: readonly string[], language: string): string[] => [...new Set(names.filter(Boolean))].slice(0, KEPT).sort((a, b) => a.localeCompare(b, language))

/**
 * The channels and people this window knows of: from people's rights, pieces at the desk and the library, and what is mapped already. `bylines` are the names in
 * bylines, whether or not they have an account at the desk.
 */
export const useNewsroomNames = (settings: Pick<DestinationSettings, 'channels' | 'authors'>, language: string): { channels: string[][]; people: string[]; bylines: string[] } => {
  const members = useAsk('people.members', null).data ?? []
  const queue = useAsk('desk.pieces', { scope: 'queue' }).data ?? []
  const cleared = useAsk('desk.pieces', { scope: 'cleared' }).data ?? []
  const drafts = useAsk('library.list', null).data ?? []
  const pieces = [...queue, ...cleared]
  const stories = [...pieces, ...drafts]
  const granted = members.flatMap(({ person }) => person.grants ?? []).map(({ channel }) => channel)
  return {
    channels: distinctPaths([...settings.channels.map(({ channel }) => channel), ...granted, ...stories.map(({ channel }) => channel)], language),
    people: distinctNames([...settings.authors.map(({ name }) => name), ...members.filter(({ active }) => active).map(({ person }) => person.name), ...pieces.map(({ authorName }) => authorName)], language),
    bylines: distinctNames([...new Set(stories.map(({ byline }) => byline))].flatMap(contributorsOf).map(({ name }) => name), language),
  }
}
