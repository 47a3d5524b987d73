import { createHash } from 'node:crypto'

import { describe, expect, test } from 'vitest'

import { canonicalBytes, normalise } from '../../../src-shared/story/canonical'

const text = (value: unknown): string => new TextDecoder().decode(canonicalBytes(value))

describe('canonical bytes', () => {
  test('are those of RFC 8785\'s own example', () => {
    const input: unknown = JSON.parse('{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}')
    const expected = '7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a5b3333333333333333332e333333333333332c31652b33302c342e352c302e3030322c31652d32375d2c22737472696e67223a22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d'
    expect(Buffer.from(canonicalBytes(input)).toString('hex')).toBe(expected)
  })

  test('sort names by UTF-16 unit, as RFC 8785 does', () => {
    const input = { '\u20ac': 'Euro', '\r': 'CR', '\ufb33': 'Dalet', '1': 'One', '\ud83d\ude00': 'Emoji', '\u0080': 'Control', '\u00f6': 'O' }
    expect([...text(input).matchAll(/:"(\w+)"/g)].map(([, word]) => word)).toEqual(['CR', 'One', 'Control', 'O', 'Euro', 'Emoji', 'Dalet'])
  })

  test('do not depend on the order things were put in, nor on absent fields', () => {
    expect(text({ b: 1, a: { d: 2, c: 3 } })).toBe(text({ a: { c: 3, d: 2 }, b: 1 }))
    expect(text({ a: 1, b: undefined })).toBe('{"a":1}')
    expect(text([3, 1, 2])).toBe('[3,1,2]')
  })

  test('of a known text have a known digest', () => {
    expect(createHash('sha256').update(canonicalBytes({ 定: '稿' })).digest('hex')).toBe(createHash('sha256').update('{"定":"稿"}', 'utf8').digest('hex'))
  })

  test.each([['a lone surrogate', { a: '\ud800' }], ['a number that is none', { a: Number.NaN }], ['infinity', [Infinity]], ['nothing', undefined]])('refuse %s', (_, value) => {
    expect(() => canonicalBytes(value)).toThrow(expect.objectContaining({ code: 'not-canonical' }))
  })
})

test('normalising makes two ways of typing é one, everywhere inside, and leaves the rest', () => {
  const typed = { title: 'cafe\u0301', list: ['e\u0301', 3, null, true], inner: { deep: 'A\u030a' } }
  expect(normalise(typed)).toEqual({ title: 'caf\u00e9', list: ['\u00e9', 3, null, true], inner: { deep: '\u00c5' } })
  expect(text(normalise(typed))).toBe(text(normalise(normalise(typed))))
  expect(text(typed)).not.toBe(text(normalise(typed)))
})
