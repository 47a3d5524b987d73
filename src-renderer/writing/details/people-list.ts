import { contributorRoleSchema, type Contributor, type ContributorRole } from '../../../src-shared/story/story'

/** A row that waits for a name: a reporter of our own. */
export const NOBODY: Contributor = { name: '', role: 'reporter', from: '' }

/** A select's value as a role; anything else is a reporter. */
export const roleOf = (value: string): ContributorRole => contributorRoleSchema.catch('reporter').parse(value)

/** The list with one moved to another place. */
export const movedTo = <T>(list: readonly T[], from: number, to: number): T[] => {
  const rest = list.filter((_, index) => index !== from)
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)]
}
