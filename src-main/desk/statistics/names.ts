import { contributorsOf } from '../../../src-shared/story/byline'
import type { Story } from '../../../src-shared/story/story'

/** Whom a story's byline names, once each, as printed. */
export const namesOf = ({ contributors, byline }: Pick<Story, 'contributors' | 'byline'>): string[] => {
  const people = contributors.length > 0 ? contributors : contributorsOf(byline)
  return [...new Set(people.map(({ name }) => name.trim().replace(/\s+/g, ' ')).filter((name) => name !== ''))]
}
