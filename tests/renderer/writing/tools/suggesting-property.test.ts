// @vitest-environment happy-dom
import type { Editor } from '@tiptap/core'
import type { Node as ProseNode } from '@tiptap/pm/model'
import type { Transaction } from '@tiptap/pm/state'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Verdict } from '../../../../src-renderer/writing/tools/suggestions/leaf'
import { settleDoc } from '../../../../src-renderer/writing/tools/suggestions/settle'
import { setSuggesting, settleAll, settleSuggestions, suggestionsOf } from '../../../../src-renderer/writing/tools/suggesting'
import { standingWords } from '../../../../src-shared/desk-api/live-standing'
import { parseBody } from '../../../../src-shared/story/body'
import type { BodyJson } from '../../../../src-shared/story/story'
import { edit } from './editor'

/** A body without its ids. */
const plain = (doc: ProseNode): string => JSON.stringify(doc.toJSON(), (key, value: unknown) => (key === 'blockId' ? undefined : value))

type Line = { node: ProseNode; parts: { pos: number; text: number }[]; size: number }

const marked = (node: ProseNode, name: string, type?: string): boolean => node.marks.some((mark) => mark.type.name === name && (type === undefined || mark.attrs['type'] === type))

/** The lines of a body as they would read once everything is accepted: for each, where its living words stand. */
const linesOf = (doc: ProseNode): Line[] => {
  const lines: Line[] = []
  doc.descendants((node, pos) => {
    if (marked(node, 'deletion')) return false
    if (!node.isTextblock) return true
    const joins = marked(node, 'modification', 'join')
    const last = lines.at(-1)
    const line: Line = joins && last ? last : { node, parts: [], size: 0 }
    if (line !== last) lines.push(line)
    line.parts.push({ pos: pos + 1, text: 0 })
    node.forEach((child, offset) => {
      if (marked(child, 'deletion')) return
      line.parts.push({ pos: pos + 1 + offset, text: child.nodeSize })
      line.size += child.nodeSize
    })
    return false
  })
  return lines
}

/** Where an offset of a line stands. */
const placeIn = (doc: ProseNode, line: Line, offset: number): number => {
  let left = offset
  for (const { pos, text } of line.parts) {
    // A caret never stands within a sign.
    if (text > 0 && left <= text) return pos + left - (/^[\udc00-\udfff]/.test(doc.textBetween(pos + left, Math.min(doc.content.size, pos + left + 1))) ? 1 : 0)
    left -= text
  }
  return line.parts[0]?.pos ?? 0
}

/** The top blocks that live. */
const tops = (doc: ProseNode): { node: ProseNode; pos: number }[] => {
  const found: { node: ProseNode; pos: number }[] = []
  doc.forEach((node, pos) => {
    if (!marked(node, 'deletion') && !marked(node, 'modification', 'join')) found.push({ node, pos })
  })
  return found
}

/** True for a block another one was joined to: what is done to it whole would be done to two. */
const goesOn = (doc: ProseNode, { node, pos }: { node: ProseNode; pos: number }): boolean => {
  let next = doc.nodeAt(pos + node.nodeSize)
  for (let at = pos + node.nodeSize; next && marked(next, 'deletion'); next = doc.nodeAt(at)) at += next.nodeSize
  return next !== null && marked(next, 'modification', 'join')
}

const isTop = (doc: ProseNode, line: Line): boolean => line.parts.every(({ pos }) => doc.resolve(pos).depth === 1)

type Act = { name: string; run: (tr: Transaction, at: number[]) => Transaction | null }

const pick = <T>(list: readonly T[], at: number | undefined): T | undefined => list[(at ?? 0) % Math.max(1, list.length)]

const span = (from: number, to: number): { from: number; to: number } | null => (from < to ? { from, to } : null)

const range = (doc: ProseNode, at: number[]): { from: number; to: number } | null => {
  const line = pick(linesOf(doc), at[0])
  if (!line || line.size === 0) return null
  const a = (at[1] ?? 0) % (line.size + 1)
  const b = (at[2] ?? 0) % (line.size + 1)
  return a === b ? null : span(placeIn(doc, line, Math.min(a, b)), placeIn(doc, line, Math.max(a, b)))
}

const ACTS: Act[] = [
  { name: 'type', run: (tr, at) => {
    const line = pick(linesOf(tr.doc), at[0])
    return line ? tr.insert(placeIn(tr.doc, line, (at[1] ?? 0) % (line.size + 1)), tr.doc.type.schema.text(['新', 'ab', '😀'][(at[2] ?? 0) % 3] ?? '')) : null
  } },
  { name: 'delete', run: (tr, at) => {
    const found = range(tr.doc, at)
    return found && tr.delete(found.from, found.to)
  } },
  { name: 'replace', run: (tr, at) => {
    const found = range(tr.doc, at)
    return found && tr.replaceWith(found.from, found.to, tr.doc.type.schema.text('换'))
  } },
  { name: 'bold', run: (tr, at) => {
    const found = range(tr.doc, at)
    const bold = tr.doc.type.schema.marks['bold']
    if (!found || !bold || !pick(linesOf(tr.doc), at[0])?.node.type.allowsMarkType(bold)) return null
    return (at[3] ?? 0) % 2 === 0 ? tr.addMark(found.from, found.to, bold.create()) : tr.removeMark(found.from, found.to, bold)
  } },
  { name: 'italic', run: (tr, at) => {
    const found = range(tr.doc, at)
    const italic = tr.doc.type.schema.marks['italic']
    if (!found || !italic || !pick(linesOf(tr.doc), at[0])?.node.type.allowsMarkType(italic)) return null
    return (at[3] ?? 0) % 2 === 0 ? tr.addMark(found.from, found.to, italic.create()) : tr.removeMark(found.from, found.to, italic)
  } },
  { name: 'link', run: (tr, at) => {
    const found = range(tr.doc, at)
    const link = tr.doc.type.schema.marks['link']
    if (!found || !link || !pick(linesOf(tr.doc), at[0])?.node.type.allowsMarkType(link)) return null
    return (at[3] ?? 0) % 3 === 0 ? tr.removeMark(found.from, found.to, link) : tr.addMark(found.from, found.to, link.create({ href: `https://example.org/${String(at[3])}` }))
  } },
  { name: 'marker', run: (tr, at) => {
    const head = pick(tops(tr.doc).filter(({ node }) => node.type.name === 'crosshead'), at[0])
    return head ? tr.setNodeAttribute(head.pos, 'marker', pick(['A', 'B', 'C'], at[2])) : null
  } },
  { name: 'join', run: (tr, at) => {
    const lines = linesOf(tr.doc)
    const index = (at[0] ?? 0) % Math.max(1, lines.length)
    const [upper, lower] = [lines[index], lines[index + 1]]
    if (!upper || !lower || !isTop(tr.doc, upper) || !isTop(tr.doc, lower) || upper.node.type !== lower.node.type || upper.node.type.name !== 'paragraph') return null
    return tr.delete(placeIn(tr.doc, upper, upper.size), lower.parts[0]?.pos ?? 0)
  } },
  { name: 'split', run: (tr, at) => {
    const line = pick(linesOf(tr.doc), at[0])
    return line?.node.type.name === 'paragraph' ? tr.split(placeIn(tr.doc, line, (at[1] ?? 0) % (line.size + 1))) : null
  } },
  { name: 'credit', run: (tr, at) => {
    const photo = pick(tops(tr.doc).filter(({ node }) => node.type.name === 'photo'), at[0])
    return photo ? tr.setNodeAttribute(photo.pos, pick(['credit', 'alt'], at[1]) ?? 'alt', `摄${String((at[2] ?? 0) % 3)}`) : null
  } },
  { name: 'turn', run: (tr, at) => {
    const block = pick(tops(tr.doc).filter(({ node }) => node.type.name === 'paragraph' || node.type.name === 'crosshead'), at[0])
    const to = tr.doc.type.schema.nodes[block?.node.type.name === 'paragraph' ? 'crosshead' : 'paragraph']
    // A line that others were joined to is turned with them; that is a rule of its own.
    if (!block || !to || goesOn(tr.doc, block)) return null
    return tr.setNodeMarkup(block.pos, to, { blockId: block.node.attrs['blockId'] as string | null })
  } },
  { name: 'remove', run: (tr, at) => {
    const list = tops(tr.doc)
    const block = pick(list, at[0])
    return block && list.length > 1 && !goesOn(tr.doc, block) ? tr.delete(block.pos, block.pos + block.node.nodeSize) : null
  } },
  { name: 'insert', run: (tr, at) => {
    const block = pick(tops(tr.doc), at[0])
    return block ? tr.insert(block.pos, tr.doc.type.schema.nodes['paragraph']?.create(null, tr.doc.type.schema.text('新段')) ?? []) : null
  } },
  { name: 'move', run: (tr, at) => {
    const list = tops(tr.doc)
    const [block, target] = [pick(list, at[0]), pick(list, at[1])]
    if (!block || !target || block === target || goesOn(tr.doc, block)) return null
    tr.delete(block.pos, block.pos + block.node.nodeSize)
    return tr.insert(tr.mapping.map(target.pos), block.node)
  } },
]

const digest = 'a'.repeat(64)
let next = 0
const id = (): string => `b${String((next += 1))}`
const text = (words: string): BodyJson[] => (words === '' ? [] : [{ type: 'text', text: words }])
const paragraph = (words: string): BodyJson => ({ type: 'paragraph', attrs: { blockId: id() }, content: text(words) })
const cell = (words: string): BodyJson => ({ type: 'tableCell', content: [paragraph(words)] })

const BLOCKS: ((words: string) => BodyJson)[] = [
  paragraph, paragraph, paragraph,
  (words) => ({ type: 'paragraph', attrs: { blockId: id() }, content: [...text('前'), { type: 'text', text: `粗${words}`, marks: [{ type: 'bold' }] }, ...text('后')] }),
  (words) => ({ type: 'crosshead', attrs: { blockId: id(), marker: 'A' }, content: text(words) }),
  (words) => ({ type: 'photo', attrs: { blockId: id(), photo: digest, credit: '', alt: '图' }, content: text(words) }),
  (words) => ({ type: 'bulletList', attrs: { blockId: id() }, content: [words, '二'].map((each) => ({ type: 'listItem', content: [paragraph(each)] })) }),
  (words) => ({ type: 'table', attrs: { blockId: id() }, content: [{ type: 'tableRow', content: [cell(words), cell('乙')] }] }),
  (words) => ({ type: 'factBox', attrs: { blockId: id() }, content: [{ type: 'boxTitle', content: text('题') }, paragraph(words), paragraph('二')] }),
]

const bodies = fc.array(fc.tuple(fc.nat(BLOCKS.length - 1), fc.constantFrom('', '江畔夜校', 'one two', 'aaaa', '甲😀乙')), { minLength: 2, maxLength: 5 })
const acts = fc.array(fc.tuple(fc.nat(ACTS.length - 1), fc.tuple(fc.nat(40), fc.nat(40), fc.nat(40), fc.nat(3), fc.nat(1))), { minLength: 1, maxLength: 10 })

/** Does the same in all editors, or in none where one of them cannot. */
const act = (editors: readonly Editor[], name: number, at: number[]): void => {
  const all = editors.map((editor) => ACTS[name]?.run(editor.state.tr, at) ?? null)
  if (all.includes(null)) return
  for (const [index, editor] of editors.entries()) {
    const tr = all[index]
    if (tr?.docChanged) editor.view.dispatch(tr)
  }
}

const RUNS = Number(process.env['STET_RUNS'] ?? 80)

/** An editor in which two people suggest: `now` says who is at the keyboard. */
const shared = (content: BodyJson[], now: () => number): { editor: Editor; whose: Map<string, number> } => {
  const whose = new Map<string, number>()
  const editor = edit(content, {
    onSuggested: (ids) => {
      for (const each of ids) if (!whose.has(each)) whose.set(each, now())
    },
    noted: { mine: (each) => whose.get(each) === now(), who: () => null, hasThread: () => true },
  })
  setSuggesting(editor, true)
  return { editor, whose }
}

/** A body, settled, without its ids. */
const settledBy = (doc: ProseNode, decide: (id: string) => Verdict): string => plain(doc.type.create(null, settleDoc(doc, decide).flatMap(({ nodes }) => nodes)))

describe('whatever two people suggest', () => {
  it('is never done unseen: rejecting one person’s leaves the other’s as they were, in whichever order they are settled', () => {
    fc.assert(fc.property(bodies, acts, fc.boolean(), (kinds, list, first) => {
      const content = kinds.map(([kind, words]) => (BLOCKS[kind] ?? paragraph)(words))
      let person = 0
      const { editor, whose } = shared(content, () => person)
      const done = edit(content)
      const before = plain(editor.state.doc)
      for (const [name, at] of list) {
        person = at[4]
        const mine = (each: string): Verdict => (whose.get(each) === person ? 'reject' : 'leave')
        const others = settledBy(editor.state.doc, mine)
        act([done, editor], name, at)
        expect(settledBy(editor.state.doc, mine)).toBe(others)
        expect(parseBody(editor.state.doc.toJSON() as BodyJson).ok).toBe(true)
      }
      for (const { id: each } of suggestionsOf(editor.state.doc)) expect(whose.has(each)).toBe(true)
      settleAll(editor, true)
      expect(plain(editor.state.doc)).toBe(plain(done.state.doc))
      editor.commands.undo()
      const standing = standingWords(editor.state.doc)
      for (const now of first ? [0, 1] : [1, 0]) {
        settleSuggestions(editor, suggestionsOf(editor.state.doc).map((each) => each.id).filter((each) => whose.get(each) === now), false)
        expect(parseBody(editor.state.doc.toJSON() as BodyJson).ok).toBe(true)
        expect(standingWords(editor.state.doc)).toBe(standing)
      }
      expect(suggestionsOf(editor.state.doc)).toEqual([])
      expect(plain(editor.state.doc)).toBe(before)
      editor.destroy()
      done.destroy()
    }), { numRuns: RUNS })
  })
})

describe('whatever is suggested', () => {
  it('gives the text as it was when all is rejected, and what the same edits make of it when all is accepted', () => {
    fc.assert(fc.property(bodies, acts, (kinds, list) => {
      const content = kinds.map(([kind, words]) => (BLOCKS[kind] ?? paragraph)(words))
      const [done, suggested] = [edit(content), edit(content)]
      const before = plain(suggested.state.doc)
      setSuggesting(suggested, true)
      const standing = standingWords(suggested.state.doc)
      for (const [name, at] of list) {
        act([done, suggested], name, at)
        // Else the desk would refuse it of whoever may only suggest.
        expect(standingWords(suggested.state.doc)).toBe(standing)
        expect(parseBody(suggested.state.doc.toJSON() as BodyJson).ok).toBe(true)
      }
      const open = suggested.state.doc
      settleAll(suggested, true)
      expect(suggestionsOf(suggested.state.doc)).toEqual([])
      expect(plain(suggested.state.doc)).toBe(plain(done.state.doc))
      suggested.commands.undo()
      expect(suggested.state.doc.eq(open)).toBe(true)
      settleAll(suggested, false)
      expect(plain(suggested.state.doc)).toBe(before)
      done.destroy()
      suggested.destroy()
    }), { numRuns: RUNS })
  })
})
