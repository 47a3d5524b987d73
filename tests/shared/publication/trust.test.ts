import { expect, test } from 'vitest'

import { findingDetails, good } from '../../../src-shared/publication/package/finding'
import { checkTrust, readKeyList, type Trust } from '../../../src-shared/publication/package/trust'

const DESK = 'a'.repeat(64)
const keys = { desk: { key: DESK, publicKey: '' }, people: [{ id: 'b'.repeat(64), person: 'p', name: '顾岚', role: 'editor' as const, publicKey: '' }] }
const list = (change: object = {}): string => JSON.stringify({ type: 'stet.keys/1', house: '临江日报', keys: [{ id: DESK, name: '审稿台' }], ...change })

test('a key list says which keys are trusted, and why', () => {
  const read = readKeyList(`\uFEFF${list()}`)
  expect(read.ok && checkTrust(keys, read.value)).toEqual([expect.objectContaining({ ok: true, code: 'desk-listed', details: { key: 'aaaaaaaaaaaa', name: '临江日报: 审稿台' } })])
})

test.each([
  ['no JSON', 'keys', 'JSON'],
  ['another type', list({ type: 'stet.keys/2' }), 'type'],
  ['a key that is none', list({ keys: [{ id: 'xyz', name: 'x' }] }), 'keys.0.id'],
  ['no key', list({ keys: [] }), 'keys'],
  ['an unknown field', list({ more: 1 }), ''],
])('a key list is refused that is %s', (_, text, place) => {
  expect(readKeyList(text)).toMatchObject({ ok: false, code: 'key-list-invalid', details: { place } })
})

test('the desk this workstation works with is known; another is no fault, but is said', () => {
  const known = (id: string): Trust => new Map([[id, { from: 'known', name: '临江日报' }]])
  expect(checkTrust(keys, known(DESK))).toMatchObject([{ ok: true, code: 'desk-known' }])
  expect(checkTrust(keys, known('c'.repeat(64)))).toMatchObject([{ ok: true, code: 'keys-other-desk', details: { key: DESK } }])
  expect(checkTrust(keys, undefined)).toMatchObject([{ ok: true, code: 'keys-own' }])
  expect(checkTrust(keys, new Map())).toMatchObject([{ ok: false, code: 'key-not-trusted' }, { ok: false, code: 'key-not-trusted' }])
  expect(checkTrust(keys, new Map([...known('c'.repeat(64)), ['d'.repeat(64), { from: 'list', name: 'x' } as const]]))).toMatchObject([{ ok: false }, { ok: false }])
})

test("a stage is told by the house's own title in the reader's language", () => {
  const finding = good('signed-off', '', '', { stage: 'final', 'stage-zh-CN': '终审', 'stage-en': 'Final review' })
  expect([findingDetails(finding, 'zh-CN', (id) => id)['stage'], findingDetails(finding, 'en', (id) => id)['stage'], findingDetails(good('x', '', '', { stage: 's' }), 'en', (id) => id)['stage']]).toEqual(['终审', 'Final review', 's'])
})

test('formats are told by their names, and one without a name by its id', () => {
  const names = new Map([['docx', 'Word'], ['markdown', 'Markdown']])
  const named = (id: string): string => names.get(id) ?? id
  expect(findingDetails(good('formats-sealed', '', '', { files: 3, formats: 'docx, markdown, xyz' }), 'zh-CN', named)).toEqual({ files: 3, formats: 'Word、Markdown、xyz' })
  expect(findingDetails(good('format-rebuilt', '', '', { format: 'docx' }), 'en', named)).toEqual({ format: 'Word' })
})
