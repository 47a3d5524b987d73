import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { ACROSS_RULES } from '../../../src-shared/proofing/across/rules'
import { ENGLISH_RULES } from '../../../src-shared/proofing/en/english'
import { ENGLISH_TEXT_RULES } from '../../../src-shared/proofing/en/rules'

type Words = { [part: string]: string | Words }

const read = (language: string, namespace: string): Words => JSON.parse(readFileSync(join(import.meta.dirname, '../../../resources/locales', language, `${namespace}.json`), 'utf8')) as Words

const at = (words: Words, path: string): Words => path.split('.').reduce((inner: Words, part) => (typeof inner[part] === 'object' ? inner[part] : {}), words)

const sources = [...ACROSS_RULES, ...ENGLISH_TEXT_RULES].map(({ source }) => source)

describe.each(['zh-CN', 'en'])('in %s', (language) => {
  it.each([
    ['proofing-across', ACROSS_RULES.map(({ id }) => id)],
    ['proofing-english', [...new Set([...ENGLISH_TEXT_RULES.map(({ id }) => id), ...ENGLISH_RULES])]],
  ])('every rule of %s has a name, a message and a why, and no words are left over', (namespace, ids) => {
    const words = read(language, namespace)
    for (const id of ids) {
      const own = at(words, `rule.${id}`)
      expect([id, Object.keys(own).map((key) => key.replace(/_[a-z]+$/, ''))]).toEqual([id, expect.arrayContaining(['name', 'message', 'why'])])
    }
    expect(Object.values(at(words, 'rule')).flatMap((group) => Object.keys(group)).length).toBe(ids.length)
  })

  it('every source has its title', () => {
    const titles = { ...at(read(language, 'proofing-across'), 'source'), ...at(read(language, 'proofing-english'), 'source') }
    expect([...new Set([...sources, 'harper'])].filter((source) => !(source in titles))).toEqual([])
  })
})
