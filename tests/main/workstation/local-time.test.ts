import { expect, it } from 'vitest'

import { localTime } from '../../../src-main/workstation/local-time'

it('dates a moment by the clock on the wall, and names its offset', () => {
  const moment = new Date('2026-11-22T19:05:00.250Z')
  expect(localTime(moment, 480)).toBe('2026-11-23T03:05:00.250+08:00')
  expect(localTime(moment, -210)).toBe('2026-11-22T15:35:00.250-03:30')
  expect(localTime(moment, 0)).toBe('2026-11-22T19:05:00.250+00:00')
})

it('names the same moment whatever the offset', () => {
  const moment = new Date()
  for (const offset of [-720, -90, 0, 345, 840]) expect(new Date(localTime(moment, offset)).getTime()).toBe(moment.getTime())
})
