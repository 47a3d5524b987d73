import { afterEach, expect, test } from 'vitest'

import { packageName } from '../../../src-main/publication/package-name'

const zone = process.env['TZ']
afterEach(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

const signedAt = '2026-11-22T09:10:00+08:00'
const named = (headline: string): string => packageName({ headline, signedAt })

test('a package is named by its day and headline, in Chinese too', () => {
  expect(named('江畔夜校亮灯一百天')).toBe('2026-11-22 江畔夜校亮灯一百天.zip')
  expect(named('A night school on the quay')).toBe('2026-11-22 A night school on the quay.zip')
})

test('the day is the one people had when it was signed: its own offset, or this machine\'s for a UTC time', () => {
  expect(packageName({ headline: 'x', signedAt: '2026-11-22T00:30:00+08:00' })).toBe('2026-11-22 x.zip')
  process.env['TZ'] = 'Asia/Shanghai'
  expect(packageName({ headline: 'x', signedAt: '2026-11-21T17:30:00.000Z' })).toBe('2026-11-22 x.zip')
  process.env['TZ'] = 'America/New_York'
  expect(packageName({ headline: 'x', signedAt: '2026-11-21T17:30:00.000Z' })).toBe('2026-11-21 x.zip')
})

test.each([
  ['what Windows forbids', 'a<b>c:d"e/f\\g|h?i*j', '2026-11-22 a b c d e f g h i j.zip'],
  ['a way out of the folder', '../../etc/passwd', '2026-11-22 .. .. etc passwd.zip'],
  ['line breaks and tabs', 'one\r\n\ttwo\u2028three', '2026-11-22 one two three.zip'],
  ['text that hides or reverses', 'gnp.\u202eexe\u200b', '2026-11-22 gnp. exe.zip'],
  ['trailing dots and spaces', 'The end. . .', '2026-11-22 The end.zip'],
  ['half a character', 'a\ud800b', '2026-11-22 a b.zip'],
  ['a name Windows reserves', 'CON', '2026-11-22 CON.zip'],
  ['nothing at all', ' ?? ', '2026-11-22.zip'],
])('a name loses %s', (_, headline, name) => {
  expect(named(headline)).toBe(name)
})

test('a long headline is cut between characters, within what file systems take', () => {
  for (const headline of ['定'.repeat(500), '👩‍👩‍👧‍👦'.repeat(40), 'word '.repeat(100)]) {
    const name = named(headline)
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200)
    expect(Buffer.byteLength(name)).toBeGreaterThan(150)
    expect(name).not.toMatch(/\u200d\.zip$|\ufffd| \.zip$/)
  }
})

test('a piece without a time still gets a name', () => {
  expect(packageName({ headline: '签发', signedAt: '' })).toBe('签发.zip')
  expect(packageName({ headline: '', signedAt: '' })).toBe('package.zip')
})
