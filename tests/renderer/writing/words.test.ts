import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { BUBBLE, INSERTS, TOOLBAR } from '../../../src-renderer/writing/body-commands'
import { PAGE_FIELDS } from '../../../src-renderer/writing/fields'
import { INSPECTOR_TABS } from '../../../src-renderer/writing/inspector'

const root = join(import.meta.dirname, '../../..')
const read = (language: string, name: string): Record<string, unknown> => JSON.parse(readFileSync(join(root, 'resources/locales', language, `${name}.json`), 'utf8')) as Record<string, unknown>
const keysOf = (words: Record<string, unknown>, before = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) => (typeof value === 'object' && value !== null ? keysOf(value as Record<string, unknown>, `${before}${key}.`) : [before + key.replace(/_(one|other)$/, '')]))
const set = (name: string, language: string): Set<string> => new Set(keysOf(read(language, name)))

describe('the writing room’s words', () => {
  it.each(['writing', 'preflight'])('say the same things in both languages: %s', (name) => {
    expect([...set(name, 'zh-CN')].sort()).toEqual([...set(name, 'en')].sort())
  })

  it('have every key the room asks for', () => {
    const known = set('writing', 'en')
    const folder = join(root, 'src-renderer/writing')
    const asked = readdirSync(folder).filter((file) => /\.tsx?$/.test(file)).flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/\bt\('(?:writing:)?([a-zA-Z.]+)'/g)].map(([, key]) => `${file} ${key ?? ''}`))
    const built = [
      ...[...TOOLBAR.flat(), ...BUBBLE, ...INSERTS].map(({ name }) => `act.${name}`), ...PAGE_FIELDS.map((field) => `field.${field}`), ...INSPECTOR_TABS.map((tab) => `inspector.${tab}`),
      ...['slugline', 'source', 'responsibleEditor', 'channel', 'keywords', 'summary', 'publishTime', 'embargo', 'destinations', 'targetLength', 'language'].map((field) => `field.${field}`),
    ].map((key) => `built ${key}`)
    expect(asked.length).toBeGreaterThan(60)
    expect([...asked, ...built].filter((line) => !known.has(line.split(' ')[1] ?? ''))).toEqual([])
  })

  it('have a sentence for every rule of the preflight', () => {
    const source = readFileSync(join(root, 'src-shared/review/preflight.ts'), 'utf8')
    const codes = [...source.matchAll(/code: '([a-z-]+)'/g)].map(([, code]) => code ?? '')
    const known = set('preflight', 'en')
    expect(codes.length).toBeGreaterThan(5)
    for (const code of [...codes, ...['headline', 'byline', 'channel', 'source'].map((field) => `${field}-missing`), 'too-long']) expect(known).toContain(code)
  })
})
