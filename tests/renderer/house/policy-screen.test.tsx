// @vitest-environment happy-dom
import { cleanup, configure, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'

import { ok } from '../../../src-shared/outcome'
import { oneStagePolicy, type Policy } from '../../../src-shared/review/policy'
import { openAt } from '../settings/at-settings'

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 })

const open = (policy: Policy) =>
  openAt('#/house', { 'desk.policies': () => ok([{ digest: 'd'.repeat(64), policy, at: '2026-11-22T10:00:00Z', by: 'desk', current: true }]), 'desk.setPolicy': () => ok(null) })
const hours = (): Promise<HTMLInputElement> => screen.findByLabelText<HTMLInputElement>('Correction limit, hours')
const save = (): HTMLButtonElement => screen.getByRole('button', { name: 'Set this policy' })
const last = (asked: unknown[]): unknown => asked.at(-1)

afterEach(() => {
  cleanup()
  document.body.innerHTML = ''
})

describe('the hours of a correction in the house\'s policy', () => {
  it('are 24 where nothing is said, and are said from then on', async () => {
    const { askedFor } = open(oneStagePolicy)
    expect(await hours()).toMatchObject({ value: '', placeholder: '24, unless said' })
    fireEvent.change(await hours(), { target: { value: '6' } })
    fireEvent.click(save())
    await waitFor(() => expect(last(askedFor('desk.setPolicy'))).toMatchObject({ policy: { ...oneStagePolicy, correctionHours: 6 } }))
  })

  it('left unsaid again are no change, so that the policy\'s digest stays', async () => {
    open(oneStagePolicy)
    fireEvent.change(await hours(), { target: { value: '6' } })
    expect(save().disabled).toBe(false)
    fireEvent.change(await hours(), { target: { value: '' } })
    expect(save().disabled).toBe(true)
    expect(screen.getByText('In force.')).toBeTruthy()
  })

  it('can be taken out of a policy that said them', async () => {
    const { askedFor } = open({ ...oneStagePolicy, correctionHours: 6 })
    expect((await hours()).value).toBe('6')
    fireEvent.change(await hours(), { target: { value: '' } })
    fireEvent.click(save())
    await waitFor(() => expect(last(askedFor('desk.setPolicy'))).toEqual({ policy: oneStagePolicy, replaces: 'd'.repeat(64) }))
  })
})
