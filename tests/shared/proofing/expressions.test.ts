import { RegExpParser, visitRegExpAST } from '@eslint-community/regexpp'
import { describe, expect, it } from 'vitest'

/** Expressions the rules put together when they are loaded, which the linter cannot read. Literals are the linter's (eslint.config.js). */
const built: RegExp[] = []
const Own = RegExp
globalThis.RegExp = class extends Own {
  constructor(pattern: string | RegExp, flags?: string) {
    super(pattern, flags)
    if (typeof pattern === 'string') built.push(this)
  }
} as RegExpConstructor
await import('../../../src-shared/proofing/rules')
await import('../../../src-shared/proofing/across/rules')
globalThis.RegExp = Own

/** Every quantifier without an end, as it is written. */
const endless = ({ source, flags }: { source: string; flags: string }): string[] => {
  const found: string[] = []
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, { unicode: flags.includes('u') })
  visitRegExpAST(pattern, {
    onQuantifierEnter: (node) => {
      if (node.max === Number.POSITIVE_INFINITY) found.push(node.raw)
    },
  })
  return found
}

describe('expressions that are put together', () => {
  it('are seen here, and an endless one would be', () => {
    expect(built.length).toBeGreaterThan(40)
    expect(endless(/(?:a+)b{2,}c{1,3}/u)).toEqual(['a+', 'b{2,}'])
  })

  // What repeats a bounded number of times costs the same at every place of a text, however it is nested: the whole is linear.
  it.each(built.map((expression): [string, RegExp] => [expression.source.slice(0, 80), expression]))('repeat nothing without an end: %s', (_, expression) => {
    expect(endless(expression), expression.source).toEqual([])
  })
})
