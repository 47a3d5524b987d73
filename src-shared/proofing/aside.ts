import type { Aside } from '../story/notes'
import type { Flag } from './check'
import type { Passage } from './passage'

/** Characters on each side by which one place is known again. */
const NEAR = 12

const around = (text: string, { from, to }: Pick<Flag, 'from' | 'to'>): string => `${text.slice(Math.max(0, from - NEAR), from)}\u0000${text.slice(to, to + NEAR)}`

/** Names a flag as something to let stand: here alone, or in the whole piece. */
export const asideOf = (flag: Flag, { text }: Pick<Passage, 'text'>, where: 'here' | 'piece'): Aside => {
  const words = text.slice(flag.from, flag.to).slice(0, 500)
  return { rule: flag.rule, words, ...(where === 'here' && { near: around(text, flag) }) }
}

/** Whether somebody decided to let this stand. */
export const isAside = (flag: Flag, { text }: Pick<Passage, 'text'>, asides: readonly Aside[]): boolean =>
  asides.some(({ rule, words, near }) => rule === flag.rule && words === text.slice(flag.from, flag.to).slice(0, 500) && (near === undefined || near === around(text, flag)))
