// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'

import { shortFingerprint } from '../../../src-renderer/review/fingerprint'
import { describeFailure } from '../../../src-renderer/ui/failure'
import { i18n } from '../../../src-renderer/ui/i18n'
import { addressOf, readRoute } from '../../../src-renderer/ui/route'
import { sizeWords } from '../../../src-renderer/ui/size'
import { relativeTime } from '../../../src-renderer/ui/time'
import { failed } from '../../../src-shared/outcome'

describe('a failure in words', () => {
  it('is the sentence of its code, with its details', () => {
    expect(describeFailure(i18n.getFixedT('en'), failed('port-taken', 'x', { port: 4100 }))).toContain('4100')
    expect(describeFailure(i18n.getFixedT('zh-CN'), failed('own-piece', 'x'))).toContain('自己的稿件')
  })

  it('keeps its own message where the code is not known', () => {
    expect(describeFailure(i18n.getFixedT('en'), failed('never-heard-of', 'The moon is in the way.'))).toContain('The moon is in the way.')
  })
})

describe('the language of the window', () => {
  it('is the language of the page, and switches without a restart', async () => {
    await i18n.changeLanguage('en')
    expect(document.documentElement.lang).toBe('en')
    expect(i18n.t('nav.library')).toBe('Library')
    await i18n.changeLanguage('zh-CN')
    expect(document.documentElement.lang).toBe('zh-CN')
    expect(i18n.t('nav.library')).toBe('稿库')
  })
})

describe('an address', () => {
  const id = '3f0c9a51-6f6f-4c80-9b1c-4a8a0c1d2e3f'
  it.each([{ screen: 'story', id }, { screen: 'piece', id }, { screen: 'desk' }, { screen: 'published' }, { screen: 'settings' }, { screen: 'library' }] as const)('of $screen is read back as it was written', (route) => {
    expect(readRoute(addressOf(route))).toEqual(route)
  })
  it.each(['', '#', '#/nowhere', '#/story/../etc', '#/story/', '#/desk/short'])('"%s" leads to the library or a list, never further', (hash) => {
    expect(readRoute(hash)).not.toHaveProperty('id')
  })
})

describe('a time', () => {
  const now = Date.parse('2026-11-22T12:00:00Z')
  it('is said as people say it', () => {
    expect(relativeTime('2026-11-22T11:59:40Z', now, 'en')).toBeNull()
    expect(relativeTime('2026-11-22T11:15:00Z', now, 'en')).toBe('45 min. ago')
    expect(relativeTime('2026-11-22T14:30:00Z', now, 'en')).toBe('in 2 hr.')
    expect(relativeTime('2026-11-21T11:00:00Z', now, 'zh-CN')).toBe('昨天')
  })
  it('is a date beyond a week, and itself where it cannot be read', () => {
    expect(relativeTime('2026-10-01T12:00:00Z', now, 'en')).toContain('2026')
    expect(relativeTime('soon', now, 'en')).toBe('soon')
  })
})

describe('a size', () => {
  it.each([[0, '0 B'], [999, '999 B'], [48_000, '48 kB'], [3_214_567, '3.2 MB'], [5_000_000_000_000, '5,000 GB']])('of %d bytes is %s', (bytes, words) => {
    expect(sizeWords(bytes, 'en')).toBe(words)
  })
})

describe('a fingerprint', () => {
  it('is the first twelve characters in fours', () => {
    expect(shortFingerprint('9f3c1b77e0d4'.padEnd(64, '0'))).toBe('9f3c 1b77 e0d4')
  })
})
