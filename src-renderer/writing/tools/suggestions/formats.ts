import type { Mark, Node as ProseNode } from '@tiptap/pm/model'

import { idOf, isSuggestion, modType, readFormats, suggestionMark } from './marks'

/** One suggested change of formats on a piece of text: what it put on and what it took off. */
export type FormatChange = { id: string; added: readonly Mark[]; removed: readonly Mark[] }

const isChange = (mark: Mark): boolean => mark.type.name === 'modification' && modType(mark) === 'mark'

/** True for a mark that is a format of the text. */
export const isFormat = (mark: Mark): boolean => !isSuggestion(mark) && mark.type.name !== 'comment'

/** The changes of formats a piece carries, the later after the earlier. */
export const formatChanges = (node: ProseNode): FormatChange[] =>
  node.marks.filter(isChange).map((mark) => ({ id: idOf(mark), added: readFormats(node, mark.attrs['newValue']), removed: readFormats(node, mark.attrs['previousValue']) }))

const json = (marks: readonly Mark[]): unknown[] => marks.map((each) => each.toJSON() as unknown)

/** A piece with these formats and these changes of formats; a change that changes nothing is left out. */
export const withFormats = (node: ProseNode, formats: readonly Mark[], changes: readonly FormatChange[]): ProseNode => {
  const told = changes.flatMap(({ id, added, removed }) => {
    const mark = added.length + removed.length > 0 ? suggestionMark(node, 'modification', { id, type: 'mark', previousValue: json(removed), newValue: json(added) }) : null
    return mark ? [mark] : []
  })
  const others = node.marks.filter((mark) => !isFormat(mark) && !isChange(mark))
  return node.mark([...others, ...formats, ...told].reduce<readonly Mark[]>((set, mark) => mark.addToSet(set), []))
}

type Side = 'added' | 'removed'
const has = (marks: readonly Mark[], format: Mark): boolean => format.isInSet(marks)
const lessOf = (change: FormatChange, side: Side, format: Mark): FormatChange => ({ ...change, [side]: change[side].filter((each) => !each.eq(format)) })
const OPPOSITE = { added: 'removed', removed: 'added' } as const

/**
 * A piece without one of its changes of formats. Who changed a format after it has, from then on, changed what was there before; who changed it back
 * has changed nothing.
 */
export const takeBackFormats = (node: ProseNode, mark: Mark): ProseNode => {
  const index = node.marks.filter(isChange).indexOf(mark)
  const stack = formatChanges(node)
  const change = stack[index]
  if (!change) return node
  let formats: readonly Mark[] = node.marks.filter(isFormat)
  let others = stack.toSpliced(index, 1)
  const replace = (at: number, made: (known: FormatChange) => FormatChange): void => {
    others = others.map((each, place) => (place === at ? made(each) : each))
  }
  /** True where what this change did to a format is what shows; else another's later change of it goes with it. */
  const shows = (format: Mark, side: Side): boolean => {
    const same = others.flatMap((each, place) => (has(each[side], format) ? [place] : []))
    const opposed = others.flatMap((each, place) => (has(each[OPPOSITE[side]], format) ? [place] : []))
    const stands = has(node.marks, format) === (side === 'added')
    // Two did the same at once: the other's stays.
    if (stands && same.length > opposed.length) return false
    if (stands && !same.some((place) => place >= index)) return true
    const next = opposed.find((place) => place >= index) ?? opposed[0]
    if (next !== undefined) replace(next, (known) => lessOf(known, OPPOSITE[side], format))
    return false
  }
  for (const format of change.added) if (shows(format, 'added')) formats = format.removeFromSet(formats)
  for (const format of change.removed) {
    if (!shows(format, 'removed')) continue
    const instead = formats.find((each) => each.type.excludes(format.type) && !each.eq(format))
    if (!instead) formats = format.addToSet(formats)
    // Another's stands in its place: that took this off.
    else {
      const by = others.findLastIndex((each) => has(each.added, instead))
      if (by >= 0) replace(by, (known) => ({ ...known, removed: [...known.removed, format] }))
    }
  }
  return withFormats(node, formats, others)
}

/** A piece under other formats, as a suggestion: what the same person suggested last is taken back first, all else is told on top of what others suggest. */
export const suggestFormats = (node: ProseNode, now: readonly Mark[], id: string, mine: (id: string) => boolean): { node: ProseNode; used: string[] } => {
  const was = node.marks.filter(isFormat)
  let stack = formatChanges(node)
  const used = new Set<string>()
  const change = (format: Mark, side: Side): void => {
    const last = stack.findLastIndex((each) => has(each[OPPOSITE[side]], format))
    const known = stack[last]
    if (known && mine(known.id)) {
      used.add(known.id)
      stack = stack.with(last, lessOf(known, OPPOSITE[side], format))
      return
    }
    const touches = (each: FormatChange): boolean => [...each.added, ...each.removed].some(({ type }) => type === format.type)
    const above = stack.findLastIndex((each) => !mine(each.id) && touches(each))
    const own = stack.findLastIndex((each, place) => mine(each.id) && place > above && !has(each[side], format))
    const to = stack[own]
    used.add(to?.id ?? id)
    stack = to ? stack.with(own, { ...to, [side]: [...to[side], format] }) : [...stack, { id, added: [], removed: [], [side]: [format] }]
  }
  for (const format of was) if (!has(now, format)) change(format, 'removed')
  for (const format of now) if (!has(was, format)) change(format, 'added')
  const left = new Set(stack.flatMap((each) => (each.added.length + each.removed.length > 0 ? [each.id] : [])))
  return { node: withFormats(node, now, stack), used: [...used].filter((each) => left.has(each)) }
}
