// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { Output } from '../../../src-shared/bridge/contract'
import type { Piece } from '../../../src-shared/desk-api/pieces'
import { failed, ok } from '../../../src-shared/outcome'
import { SIGNED } from '../../support/published'
import { leave, openAt } from '../review/at-desk'
import { piece } from '../window/newsroom'

afterEach(leave)
vi.spyOn(console, 'warn').mockReturnValue()

type State = Output<'batch.state'>
const idOf = (n: number): string => `40000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const HEADLINES = ['Night school by the river', 'A bridge opens']
const pieces: Piece[] = HEADLINES.map((headline, n) => ({
  ...piece({ story: idOf(n), state: 'signedOff', revision: { number: 1, sha256: SIGNED } }), headline, signedBy: '赵敏', signedAt: `2026-11-27T0${String(9 - n)}:00:00Z`,
  publications: [], correctionDue: null,
}))

const NOTHING: State = { going: null, report: null, fault: null }
const open = (state: State = NOTHING) => {
  const now = { state }
  const host = openAt('#/published', {
    'desk.pieces': (input) => ok((input as { scope: string }).scope === 'out' ? pieces : []),
    'batch.state': () => ok(now.state),
    'batch.begin': () => ok(null),
    'batch.cancel': () => ok(null),
    'batch.dismiss': () => ok(null),
    'batch.reveal': () => ok(null),
  })
  return { ...host, say: (next: State) => { now.state = next; host.emit({ type: 'batchChanged' }) } }
}
const box = (headline: string) => screen.findByRole('checkbox', { name: `Choose “${headline}”` })

describe('choosing pieces', () => {
  it('offers what can be done with them, and exports them in the order they stand in', async () => {
    const host = open()
    fireEvent.click(await box('A bridge opens'))
    const bar = within(await screen.findByRole('region', { name: 'Chosen pieces' }))
    fireEvent.click(bar.getByRole('button', { name: 'Choose all 2' }))
    expect(bar.getByText('2 chosen')).toBeTruthy()
    fireEvent.click(bar.getByRole('button', { name: 'Export packages…' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Export 2 packages' }))
    fireEvent.change(dialog.getByLabelText('Into the folder (whole path)'), { target: { value: ' /media/usb ' } })
    fireEvent.click(dialog.getByRole('button', { name: 'Export' }))
    await waitFor(() => expect(host.inputs('batch.begin')).toEqual([{ ids: [idOf(0), idOf(1)], folder: '/media/usb' }]))
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Chosen pieces' })).toBeNull())
  })

  it('chooses up to a row with Shift, and none with Escape', async () => {
    open()
    fireEvent.click(await box(HEADLINES[0]!))
    fireEvent.click(await box(HEADLINES[1]!), { shiftKey: true })
    expect((await screen.findByRole('region', { name: 'Chosen pieces' })).textContent).toContain('2 chosen')
    fireEvent.keyDown(document.body, { key: 'Escape' })
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Chosen pieces' })).toBeNull())
  })
})

describe('an export of many', () => {
  it('says how far it is and what is being packed, and is stopped', async () => {
    const host = open({ ...NOTHING, going: { done: 41, total: 200, headline: 'A bridge opens' } })
    const panel = within(await screen.findByRole('region', { name: 'Export of packages' }))
    expect(panel.getByText('Packing 42 of 200')).toBeTruthy()
    expect(panel.getByText('A bridge opens')).toBeTruthy()
    expect(panel.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('20.5')
    fireEvent.click(panel.getByRole('button', { name: 'Stop' }))
    await waitFor(() => expect(host.inputs('batch.cancel')).toHaveLength(1))
  })

  it('tells at its end what was written, what could not be and why, and what was left', async () => {
    const host = open({ ...NOTHING, going: { done: 0, total: 4, headline: '' } })
    await screen.findByText('Packing 1 of 4')
    host.say({
      ...NOTHING,
      report: {
        folder: '/packages/Packages 2026-11-28 1504',
        written: [{ id: idOf(0), name: 'a.zip', bytes: 1_200_000 }],
        refused: [{ id: idOf(1), headline: 'A bridge opens', failure: failed('piece-held', 'held') }, { id: idOf(9), headline: '', failure: failed('piece-unknown', 'unknown') }],
        left: [idOf(5)],
        ended: failed('desk-unreachable', 'away'),
      },
    })
    const panel = within(await screen.findByRole('region', { name: 'Export of packages' }))
    expect(await panel.findByText('1 package exported and verified, 1.2 MB, in')).toBeTruthy()
    expect(panel.getByText('/packages/Packages 2026-11-28 1504')).toBeTruthy()
    const refused = panel.getByRole('list', { name: '2 pieces could not be exported:' })
    expect(within(refused).getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([expect.stringMatching(/^A bridge opens .+/), expect.stringMatching(new RegExp(`^${idOf(9)} .+`))])
    expect(panel.getByText(/^1 piece was left\. .+/)).toBeTruthy()
    fireEvent.click(panel.getByRole('button', { name: 'Open the folder' }))
    await waitFor(() => expect(host.inputs('batch.reveal')).toHaveLength(1))
    fireEvent.click(panel.getByRole('button', { name: 'Export the 1 that was left…' }))
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Export' }))
    await waitFor(() => expect(host.inputs('batch.begin')).toEqual([{ ids: [idOf(5)], folder: null }]))
    fireEvent.click(panel.getByRole('button', { name: 'Close', hidden: true }))
    await waitFor(() => expect(host.inputs('batch.dismiss')).toHaveLength(1))
  })
})
