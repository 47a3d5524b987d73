import { describe, expect, it } from 'vitest'

import type { AskText, Told } from '../../../src-renderer/proofing/protocol'
import { createReader } from '../../../src-renderer/proofing/reader'
import type { EnglishLinter } from '../../../src-shared/proofing/en/english'
import { noTables } from '../../../src-shared/proofing/tables'

const linter = (seen: string[], held: Promise<void> = Promise.resolve()): EnglishLinter => ({
  lint: async ({ text }) => {
    seen.push(text)
    await held
    return [{ rule: 'en.spelling', severity: 'warning', source: 'harper', from: 0, to: 3, fixes: ['The'] }]
  },
})
const ask = (round: number, ...texts: [number, string][]): AskText => ({ kind: 'text', round, language: 'en', order: texts.map(([number]) => number), fresh: texts.map(([number, text]) => ({ number, kind: 'text', text })) })
const hands = { now: () => 0, pause: () => Promise.resolve() }
const listen = () => {
  const told: Told[] = []
  return { told, tell: (each: Told) => void told.push(each), found: () => told.flatMap((each) => (each.kind === 'text' ? each.found.map(([number, flags]) => [number, flags.map(({ rule }) => rule)]) : [])) }
}

describe('reading English', () => {
  it('speaks by our own rules first, and again when the linter has read too', async () => {
    const [heard, seen] = [listen(), [] as string[]]
    const reader = createReader(noTables, { ...hands, english: () => Promise.resolve(linter(seen)) })
    await reader.read(ask(1, [1, 'Teh price rose 5 percent in May.']), heard.tell)
    expect(heard.found()).toEqual([[1, ['en.percent']], [1, ['en.spelling', 'en.percent']]])
    expect(heard.told.map((each) => each.kind === 'text' && each.done)).toEqual([false, true])
    await reader.read({ ...ask(2, [1, '']), fresh: [] }, heard.tell)
    expect(seen).toHaveLength(1)
  })

  it('goes on by our own rules where the linter cannot be loaded, and asks for it anew', async () => {
    const [heard, seen] = [listen(), [] as string[]]
    let away = true
    const reader = createReader(noTables, { ...hands, english: () => (away ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(linter(seen))) })
    await reader.read(ask(1, [1, 'Teh end.']), heard.tell)
    expect(heard.told.at(-1)).toMatchObject({ done: true })
    away = false
    await reader.read({ ...ask(2, [1, '']), fresh: [] }, heard.tell)
    expect(heard.found().at(-1)).toEqual([1, ['en.spelling']])
  })

  it('loses nothing that was found before newer copy came in', async () => {
    const [heard, seen] = [listen(), [] as string[]]
    let release = (): void => undefined
    const slow = linter(seen, new Promise((resolve) => (release = resolve)))
    const reader = createReader(noTables, { ...hands, english: () => Promise.resolve(slow) })
    const first = reader.read(ask(1, [1, 'Teh one.'], [2, 'Teh two.']), heard.tell)
    while (seen.length === 0) await new Promise((resolve) => setTimeout(resolve))
    const second = reader.read({ ...ask(2, [1, ''], [2, ''], [3, 'Teh three.']), fresh: [{ number: 3, kind: 'text', text: 'Teh three.' }] }, heard.tell)
    release()
    await Promise.all([first, second])
    const last = new Map(heard.found().map(([number, rules]) => [number, rules]))
    expect([...last.keys()].sort()).toEqual([1, 2, 3])
    expect([...last.values()]).toEqual([['en.spelling'], ['en.spelling'], ['en.spelling']])
  })
})
