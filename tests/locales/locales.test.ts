import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

import { connectorKinds } from '../../src-main/connectors/kinds'
import { FORMATS } from '../../src-main/publication/formats/formats'
import { connectionSchema, groupSchema, outboxEntrySchema, appStateSchema } from '../../src-shared/bridge/contract'
import { HOOK_EVENTS } from '../../src-shared/desk-api/hooks'
import { roleSchema } from '../../src-shared/review/people'
import { decisionSchema, reviewStateSchema } from '../../src-shared/review/states'
import { languageSchema, templateSchema } from '../../src-shared/story/story'
import { findUses, readLocale, singular, variablesOf, type Words } from './reading'

const root = join(import.meta.dirname, '../..')
const chinese = readLocale('zh-CN')
const english = readLocale('en')
const languages: [string, Words][] = [['zh-CN', chinese], ['en', english]]
const basesOf = (words: Words): Set<string> => new Set(Object.keys(words).map(singular))

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
/** Whether a used key ("library:group.*") has words: a "*" stands for one step of the path. */
const has = (bases: ReadonlySet<string>, key: string): boolean =>
  key.includes('*') ? [...bases].some((base) => new RegExp(`^${key.split('*').map(escaped).join('[^:]+')}$`).test(base)) : bases.has(key)

/** The codes of every refusal and fault in the code. */
const faultCodes = (): string[] =>
  ['src-shared', 'src-main', 'src-renderer']
    .flatMap((folder) => findUses(folder, ['failed', 'Fault', 'bad', 'connectorFault']))
    .map(({ key }) => key)
    .filter((key) => /^[a-z][a-z-]*$/.test(key))

const preflightCodes = (): string[] => {
  const source = readFileSync(join(root, 'src-shared/review/preflight.ts'), 'utf8')
  const plain = [...source.matchAll(/code: '([a-z-]+)'/g)].map((match) => match[1] ?? '')
  const fields = [...source.matchAll(/\['(\w+)', story\./g)].map((match) => `${match[1] ?? ''}-missing`)
  return [...plain, ...fields]
}

/** Keys built from the contracts' own lists: every member must have its words. */
const built: Record<string, readonly string[]> = {
  'common:role.': roleSchema.options,
  'common:connection.': connectionSchema.shape.state.options,
  'common:state.': reviewStateSchema.options,
  'common:decision.': decisionSchema.options,
  'common:act.': [...decisionSchema.options, 'published', 'takenDown'],
  'common:template.': templateSchema.options,
  'common:language.': languageSchema.options,
  'common:theme.': appStateSchema.shape.theme.options,
  'library:newIn.': languageSchema.options,
  'library:group.': groupSchema.options,
  'library:outbox.state.': outboxEntrySchema.shape.state.options,
  'settings:key.': appStateSchema.shape.key.options,
  'hooks:event.': HOOK_EVENTS,
  'formats:': FORMATS.map(({ id }) => id),
  // The verifier tells each signed act as a finding.
  'verify:': ['submitted', 'passed', 'returned', 'signed-off'],
}

describe('the locale files', () => {
  it('say the same things in both languages', () => {
    const [zh, en] = [basesOf(chinese), basesOf(english)]
    expect({ onlyChinese: [...zh].filter((key) => !en.has(key)), onlyEnglish: [...en].filter((key) => !zh.has(key)) }).toEqual({ onlyChinese: [], onlyEnglish: [] })
  })

  it('take the same variables in both languages', () => {
    const takenBy = (words: Words): Map<string, Set<string>> => {
      const taken = new Map<string, Set<string>>()
      for (const [key, sentence] of Object.entries(words)) taken.set(singular(key), new Set([...(taken.get(singular(key)) ?? []), ...variablesOf(sentence)]))
      return taken
    }
    const [zh, en] = [takenBy(chinese), takenBy(english)]
    const differing = [...zh].filter(([key, taken]) => [...taken].sort().join() !== [...(en.get(key) ?? [])].sort().join()).map(([key]) => key)
    expect(differing).toEqual([])
  })

  it('leave nothing unsaid in one language only', () => {
    const unsaid = (words: Words): string[] => Object.entries(words).filter(([, sentence]) => sentence.trim() === '').map(([key]) => key)
    expect(unsaid(chinese)).toEqual(unsaid(english))
  })

  it('have every plural form English needs', () => {
    const lacking = Object.keys(english).filter((key) => key.endsWith('_one') && !(`${singular(key)}_other` in english))
    expect(lacking).toEqual([])
  })
})

describe.each(languages)('in %s', (_language, words) => {
  const bases = basesOf(words)

  it('every key the window uses has words', () => {
    const uses = findUses('src-renderer', ['t'])
    expect(uses.length).toBeGreaterThan(100)
    const missing = uses.filter(({ key, namespaces }) => !(key.includes(':') ? has(bases, key) : namespaces.some((namespace) => has(bases, `${namespace}:${key}`))))
    expect(missing.map(({ key, file }) => `${relative(root, file)}: ${key}`)).toEqual([])
  })

  it('every member of a list that is shown has words', () => {
    expect(Object.entries(built).flatMap(([prefix, names]) => names.map((name) => prefix + name)).filter((key) => !bases.has(key))).toEqual([])
  })

  it('every fault code has a sentence', () => {
    const codes = faultCodes()
    expect(codes.length).toBeGreaterThan(50)
    expect([...new Set(codes)].filter((code) => !bases.has(`fault:${code}`))).toEqual([])
  })

  it('every finding of the verifier that holds has a sentence', () => {
    const codes = [...findUses('src-main/publication', ['good']), ...findUses('src-shared/publication/package', ['good'])].map(({ key }) => key)
    expect([...new Set(codes)].filter((code) => !bases.has(`verify:${code}`))).toEqual([])
  })

  it('every kind of destination has a name and words for what it asks, every part of a connection test its own', () => {
    const asked = connectorKinds.flatMap(({ kind, asks }) => ['name', 'secret', 'hint', ...(asks.account ? ['account'] : [])].map((word) => `destinations:${kind}.${word}`))
    const checks = findUses('src-main/connectors', ['met', 'unmet']).map(({ key }) => `destinations:check.${key}`)
    expect(checks.length).toBeGreaterThan(2)
    expect([...asked, ...new Set(checks), 'destinations:check.write', 'fault:wordpress-plugin-absent'].filter((key) => !bases.has(key))).toEqual([])
  })

  it('every preflight rule has a sentence', () => {
    const codes = preflightCodes()
    expect(codes).toContain('headline-missing')
    expect(codes.filter((code) => !bases.has(`preflight:${code}`))).toEqual([])
  })
})

describe('the check itself', () => {
  it('notices a key nobody wrote', () => {
    expect(has(new Set(['library:group.bin']), 'library:group.bin')).toBe(true)
    expect(has(new Set(['library:group.bin']), 'library:group.*')).toBe(true)
    expect(has(new Set(['library:group.bin']), 'library:group.gone')).toBe(false)
    expect(has(new Set(['library:group.bin']), 'library:heap.*')).toBe(false)
  })
})
