import { bodySchema } from '../body'
import { stable } from '../compare/inline'
import type { BodyJson } from '../story'
import { mergeMarks, withMarks } from './marks'

/** A node without what it holds. */
export type Shell = Pick<BodyJson, 'type' | 'attrs' | 'marks'>

/** A node without what it holds. */
export const shellOf = ({ type, attrs, marks }: BodyJson): Shell => ({ type, ...(attrs ? { attrs } : {}), ...(marks ? { marks } : {}) })

const ABSENT = Symbol('absent')

/** An attribute as text. An older copy that lacks one has its default. */
const valueKey = ({ type, attrs }: Shell, name: string): string => {
  const value: unknown = attrs && name in attrs ? attrs[name] : bodySchema().nodes[type]?.spec.attrs?.[name]?.default
  return stable(value)
}

const given = ({ attrs }: Shell, name: string): unknown => (attrs && name in attrs ? attrs[name] : ABSENT)

const namesOf = (shells: readonly Shell[]): string[] => [...new Set(shells.flatMap(({ attrs }) => Object.keys(attrs ?? {})))]

const sameBesideId = (one: Shell, other: Shell): boolean => namesOf([one, other]).every((name) => name === 'blockId' || valueKey(one, name) === valueKey(other, name))

const mergeAttrs = (base: Shell, mine: Shell, theirs: Shell): Record<string, unknown> | null => {
  const attrs: Record<string, unknown> = {}
  for (const name of namesOf([theirs, mine])) {
    const [was, one, other] = [valueKey(base, name), valueKey(mine, name), valueKey(theirs, name)]
    // Which of two new ids a block has is nobody's opinion.
    if (one !== was && other !== was && one !== other && name !== 'blockId') return null
    const value = other === was && one !== was ? given(mine, name) : given(theirs, name)
    const kept = value === ABSENT ? given(mine, name) : value
    if (kept !== ABSENT) attrs[name] = kept
  }
  return attrs
}

/** The kind, attributes and own marks of a block both sides have: each as the side that changed it has it. Null where both changed one of them differently. */
export const mergeShells = (base: Shell, mine: Shell, theirs: Shell): Shell | null => {
  const marks = mergeMarks(base.marks, mine.marks, theirs.marks)
  if (marks === null) return null
  if (mine.type === theirs.type && base.type === mine.type) {
    const attrs = mergeAttrs(base, mine, theirs)
    return attrs && withMarks({ type: base.type, ...(mine.attrs || theirs.attrs ? { attrs } : {}) }, marks)
  }
  // Another kind has attributes of its own: they come with it, and nothing else may have changed of them.
  if (mine.type === theirs.type) return sameBesideId(mine, theirs) ? withMarks(shellOf(theirs), marks) : null
  const [turned, other] = theirs.type === base.type ? [mine, theirs] : [theirs, mine]
  return other.type === base.type && sameBesideId(base, other) ? withMarks(shellOf(turned), marks) : null
}
