// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import { i18n } from '../../../src-renderer/ui/i18n'
import { When } from '../../../src-renderer/ui/time'

afterEach(cleanup)

const ahead = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString()
const said = (element: React.ReactElement): string => render(element).container.textContent

describe('a moment', () => {
  it('that has been is never said to come, though the clock here is behind', async () => {
    await i18n.changeLanguage('en')
    expect(said(<When at={ahead(25)} />)).toBe('just now')
    expect(said(<When at={ahead(200)} />)).toBe('just now')
    expect(said(<When at={ahead(-200)} />)).toBe('3 min. ago')
  })

  it('that is yet to be is', async () => {
    await i18n.changeLanguage('en')
    expect(said(<When at={ahead(25)} coming />)).toBe('in a moment')
    expect(said(<When at={ahead(200)} coming />)).toBe('in 3 min.')
  })
})

describe('an exact moment', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
    vi.resetModules()
  })
  /** As told on a machine of that zone. */
  const toldIn = async (zone: string, iso: string, language: string): Promise<string> => {
    vi.stubEnv('TZ', zone)
    vi.resetModules()
    const { exactTime } = await import('../../../src-renderer/ui/time')
    return exactTime(iso, language)
  }

  it.each([
    ['Asia/Shanghai', '2026年11月28日 20:05:07（UTC+8）'],
    ['Asia/Kolkata', '2026年11月28日 17:35:07（UTC+5:30）'],
    ['America/New_York', '2026年11月28日 07:05:07（UTC-5）'],
    ['UTC', '2026年11月28日 12:05:07（UTC）'],
  ])('in Chinese has its zone behind it, in brackets: %s', async (zone, told) => {
    expect(await toldIn(zone, '2026-11-28T12:05:07Z', 'zh-CN')).toBe(told)
  })

  it('near by leaves out the year, and in Chinese keeps the nought of the hour', async () => {
    vi.stubEnv('TZ', 'Asia/Shanghai')
    vi.resetModules()
    const { nearTime } = await import('../../../src-renderer/ui/time')
    const from = Date.parse('2026-11-28T00:00:00Z')
    expect(nearTime('2026-11-29T00:50:00Z', from, 'zh-CN')).toBe('11月29日 08:50')
    expect(nearTime('2027-01-08T00:50:00Z', from, 'zh-CN')).toBe('2027年1月8日 08:50')
    expect(nearTime('2026-11-29T00:50:00Z', from, 'en')).toMatch(/^Nov 29, 8:50\sAM$/)
  })

  it('in English is as the language has it, and what cannot be read stays as it is', async () => {
    expect(await toldIn('Asia/Shanghai', '2026-11-28T12:05:07Z', 'en')).toMatch(/^November 28, 2026 at 8:05:07\sPM GMT\+8$/)
    expect(await toldIn('Asia/Shanghai', 'soon', 'zh-CN')).toBe('soon')
  })
})
