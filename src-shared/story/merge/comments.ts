import type { BodyJson } from '../story'
import { marksKey, unionOf, withMarks, type MarkJson } from './marks'
import { cutAt, joined, lineText } from './sentences'
import { blockIdOf, holdsBlocks } from './work'

/** Words a comment is about: what they are and where they were. */
type About = { mark: MarkJson; text: string; at: number; block: string | null }

const isComment = ({ type }: MarkJson): boolean => type === 'comment'
const threadOf = ({ attrs }: MarkJson): string => String(attrs?.['id'])

const hasComments = (node: BodyJson): boolean => (node.marks?.some(isComment) ?? false) || (node.content?.some(hasComments) ?? false)

const gather = (node: BodyJson, found: Map<string, About[]>): void => {
  if (holdsBlocks(node)) {
    for (const child of node.content ?? []) gather(child, found)
    return
  }
  let at = 0
  for (const child of node.content ?? []) {
    const text = lineText([child])
    for (const mark of child.marks ?? []) {
      if (!isComment(mark)) continue
      const abouts = found.get(threadOf(mark)) ?? []
      found.set(threadOf(mark), abouts)
      const last = abouts.at(-1)
      if (last && last.block === blockIdOf(node) && last.at + last.text.length === at) last.text += text
      else abouts.push({ mark, text, at, block: blockIdOf(node) })
    }
    at += text.length
  }
}

const commentsIn = (nodes: readonly BodyJson[]): Map<string, About[]> => {
  const found = new Map<string, About[]>()
  for (const node of nodes) if (hasComments(node)) gather(node, found)
  return found
}

/** Where a text stands in another, nearest to where it was; -1 where it does not. */
const nearest = (line: string, text: string, at: number): number => {
  let best = -1
  for (let found = line.indexOf(text); found >= 0; found = line.indexOf(text, found + 1)) {
    if (best >= 0 && Math.abs(found - at) >= Math.abs(best - at)) break
    best = found
  }
  return best
}

const marked = (node: BodyJson, from: number, to: number, mark: MarkJson): BodyJson => {
  const content = node.content ?? []
  const [before = [], inside = [], after = []] = cutAt(content, [from, to, lineText(content).length])
  const put = inside.map((each) => withMarks(each, unionOf([...(each.marks ?? []), mark]) ?? each.marks ?? []))
  return { ...node, content: joined([...before, ...put, ...after]) }
}

/** Puts a comment on its words, first looking in the block it was in; the same node where they are not there. */
const putOn = (node: BodyJson, about: About, anywhere: boolean): BodyJson => {
  if (holdsBlocks(node)) {
    for (const [index, child] of (node.content ?? []).entries()) {
      const next = putOn(child, about, anywhere)
      if (next !== child) return { ...node, content: (node.content ?? []).map((each, place) => (place === index ? next : each)) }
    }
    return node
  }
  if (!anywhere && blockIdOf(node) !== about.block) return node
  const at = nearest(lineText(node.content ?? []), about.text, about.at)
  return at < 0 ? node : marked(node, at, at + about.text.length, about.mark)
}

const putOnFirst = (nodes: readonly BodyJson[], about: About): BodyJson[] => {
  for (const anywhere of [false, true])
    for (const [index, node] of nodes.entries()) {
      const next = putOn(node, about, anywhere)
      if (next !== node) return nodes.map((each, place) => (place === index ? next : each))
    }
  return [...nodes]
}

const without = (node: BodyJson, threads: ReadonlySet<string>): BodyJson => {
  if (!hasComments(node)) return node
  const marks = node.marks?.filter((mark) => !isComment(mark) || !threads.has(threadOf(mark)))
  const kept = node.marks && marksKey(marks) !== marksKey(node.marks) ? withMarks(node, marks ?? []) : node
  return kept.content ? { ...kept, content: (holdsBlocks(kept) ? (nodes: BodyJson[]) => nodes : joined)(kept.content.map((child) => without(child, threads))) } : kept
}

const linesIn = (node: BodyJson): string[] => (holdsBlocks(node) ? (node.content ?? []).flatMap(linesIn) : [lineText(node.content ?? [])])

/** Threads one side took off words it still has; one whose words it rewrote was not answered by that. */
const takenOff = (from: readonly BodyJson[], known: ReadonlyMap<string, readonly About[]>, brought: ReadonlyMap<string, readonly About[]>): Set<string> => {
  const missing = [...known].filter(([thread]) => !brought.has(thread))
  if (missing.length === 0) return new Set()
  const lines = from.flatMap(linesIn)
  return new Set(missing.filter(([, abouts]) => abouts.every(({ text }) => lines.some((line) => line.includes(text)))).map(([thread]) => thread))
}

/**
 * Brings the comments of one side to blocks whose words were taken from the other: those it added go on their words where these
 * still stand, those it took off come off. A comment whose words are gone keeps its thread, with its quote, in the notes.
 */
export const carryComments = (nodes: readonly BodyJson[], from: readonly BodyJson[], base: readonly BodyJson[]): BodyJson[] => {
  const [brought, known] = [commentsIn(from), commentsIn(base)]
  if (brought.size === 0 && known.size === 0) return [...nodes]
  const gone = takenOff(from, known, brought)
  let out = gone.size > 0 ? nodes.map((node) => without(node, gone)) : [...nodes]
  const there = commentsIn(out)
  for (const [thread, abouts] of brought) if (!known.has(thread) && !there.has(thread)) for (const about of abouts) out = putOnFirst(out, about)
  return out
}
