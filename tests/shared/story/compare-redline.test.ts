import fc from 'fast-check'
import { expect, test } from 'vitest'

import { compare, redline, type Change, type Redline, type Side } from '../../../src-shared/story/compare'
import { textOf } from '../../../src-shared/story/count'
import type { BodyJson } from '../../../src-shared/story/story'
import { pairArbitrary } from './compare-arbitrary'

const keyOf = (node: BodyJson): number | null => {
  const key = node.marks?.find(({ type }) => type === 'change')?.attrs?.['key']
  return typeof key === 'number' ? key : null
}

/** What is left of a redline when the nodes of these kinds of change are taken out. */
const without = ({ changes }: Redline, node: BodyJson, ops: readonly Change['op'][]): BodyJson | null => {
  const key = keyOf(node)
  if (key !== null && ops.includes(changes[key]!.op)) return null
  return node.content ? { ...node, content: node.content.flatMap((child) => without({ changes } as Redline, child, ops) ?? []) } : node
}
/** Where a text stands in nothing but frames and empty blocks, it says nothing. */
const words = (node: BodyJson | null): string => (node ? textOf(node).replaceAll('\n', '') : '')

test('a redline says every word of both sides, and each side alone says only its own', () => {
  fc.assert(
    fc.property(pairArbitrary, ([before, after]) => {
      const { blocks, bodies } = compare(before, after)
      const both = redline(blocks, 'both')
      expect(words(without(both, both.body, ['removed', 'away']))).toBe(words(bodies.after))
      expect(words(redline(blocks, 'after').body)).toBe(words(bodies.after))
      expect(words(redline(blocks, 'before').body)).toBe(words(bodies.before))
    }),
    { numRuns: 200 },
  )
})

test('its stops run from first to last without a gap, and a side shows none that the other two do not count', () => {
  fc.assert(
    fc.property(pairArbitrary, ([before, after]) => {
      const { blocks } = compare(before, after)
      const [both, old, fresh] = (['both', 'before', 'after'] as Side[]).map((side) => redline(blocks, side))
      expect(new Set([old!.stops, fresh!.stops])).toEqual(new Set([both!.stops]))
      const stops = (drawn: Redline): number[] => [...new Set(drawn.changes.map(({ stop }) => stop))].sort((a, b) => a - b)
      expect(stops(both!)).toEqual(Array.from({ length: both!.stops }, (_, index) => index))
      expect([...new Set([...stops(old!), ...stops(fresh!)])].sort((a, b) => a - b)).toEqual(stops(both!))
    }),
    { numRuns: 200 },
  )
})

test('a node made for the redline leads back to the one it was made of', () => {
  fc.assert(
    fc.property(pairArbitrary, ([before, after]) => {
      const { blocks } = compare(before, after)
      const { body, origin } = redline(blocks, 'both')
      const check = (node: BodyJson): void => {
        if (keyOf(node) !== null) expect(origin.get(node)?.type).toBe(node.type)
        for (const child of node.content ?? []) check(child)
      }
      check(body)
    }),
    { numRuns: 50 },
  )
})
