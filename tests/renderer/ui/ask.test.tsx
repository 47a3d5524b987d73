// @vitest-environment happy-dom
import { act, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'

import { ok } from '../../../src-shared/outcome'
import { leave, openAt } from '../review/at-desk'
import { piece } from '../window/newsroom'

afterEach(leave)

describe('an editor\'s window', () => {
  it('reads each list of the desk once when something happened there, and once more for a swarm of news', async () => {
    const host = openAt('#/library', { 'desk.pieces': () => ok([piece()]) })
    const scopes = (): unknown[] => host.inputs('desk.pieces').map((input) => (input as { scope: string }).scope)
    await waitFor(() => expect([...scopes()].sort()).toEqual(['mine', 'out', 'queue']))
    // What came while the window was opening is not news of its own.
    await new Promise((settled) => setTimeout(settled, 400))
    const before = scopes().length
    act(() => host.emit({ type: 'deskChanged' }))
    await waitFor(() => expect(scopes().slice(before).sort()).toEqual(['mine', 'out', 'queue']))
    act(() => {
      for (let news = 0; news < 20; news += 1) host.emit({ type: 'deskChanged' })
    })
    await waitFor(() => expect(scopes().slice(before)).toHaveLength(6))
    await new Promise((settled) => setTimeout(settled, 400))
    expect(scopes().slice(before + 3).sort()).toEqual(['mine', 'out', 'queue'])
  })

  it('reads again what changed while its first answer was on the way', async () => {
    const waiting: (() => void)[] = []
    const asked: string[] = []
    const host = openAt('#/library', {
      'desk.pieces': async (input) => {
        asked.push((input as { scope: string }).scope)
        await new Promise<void>((answer) => waiting.push(answer))
        return ok([])
      },
    })
    await waitFor(() => expect([...asked].sort()).toEqual(['mine', 'out', 'queue']))
    await new Promise((settled) => setTimeout(settled, 400))
    act(() => host.emit({ type: 'deskChanged' }))
    expect(asked).toHaveLength(3)
    act(() => {
      for (const answer of waiting.splice(0)) answer()
    })
    await waitFor(() => expect(asked.slice(3).sort()).toEqual(['mine', 'out', 'queue']))
    for (const answer of waiting) answer()
  })
})
