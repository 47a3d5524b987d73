import type { DestinationSettings } from '../../../src-shared/publication/destination'
import { useAsk } from '../../ui/ask'

const KEPT = 200
const keyOf = (path: readonly string[]): string => JSON.stringify(path)

/** Paths without repetitions, in the order people look them up. */
export const distinctPaths = (paths: readonly (readonly string[])[], language: string): string[][] =>
  [...new Map(paths.filter(({ length }) => length > 0).map((path) => [keyOf(path), [...path]])).values()].sort((a, b) => a.join('\n').localeCompare(b.join('\n'), language)).slice(0, KEPT)

/** The channels and people this window knows of: from people's rights, pieces at the desk and the library, and what is mapped already. */
export const useNewsroomNames = (settings: Pick<DestinationSettings, 'channels' | 'authors'>, language: string): { channels: string[][]; people: string[] } => {
  const members = useAsk('people.members', null).data ?? []
  const queue = useAsk('desk.pieces', { scope: 'queue' }).data ?? []
  const cleared = useAsk('desk.pieces', { scope: 'cleared' }).data ?? []
  const drafts = useAsk('library.list', null).data ?? []
  const pieces = [...queue, ...cleared]
  const granted = members.flatMap(({ person }) => person.grants ?? []).map(({ channel }) => channel)
  const names = [...settings.authors.map(({ name }) => name), ...members.filter(({ active }) => active).map(({ person }) => person.name), ...pieces.map(({ authorName }) => authorName)]
  return {
    channels: distinctPaths([...settings.channels.map(({ channel }) => channel), ...granted, ...[...pieces, ...drafts].map(({ channel }) => channel)], language),
    people: [...new Set(names.filter(Boolean))].sort((a, b) => a.localeCompare(b, language)).slice(0, KEPT),
  }
}
