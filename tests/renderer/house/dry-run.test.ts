import { describe, expect, it } from 'vitest'

import { problemsOf, withChanged, withMoved, withoutStage, withStage } from '../../../src-renderer/house/draft-policy'
import { imagined, proofreaders, whoCould, wholeWay, type Colleague } from '../../../src-renderer/house/dry-run'
import { oneStagePolicy, rulesOf, threeStagePolicy, type Rules } from '../../../src-shared/review/policy'

const AT = '2026-05-04T08:00:00.000Z'
const someone = (id: string, role: Colleague['role'], grants?: Colleague['grants']): Colleague => ({ id, name: id, role, grants })
const house = [someone('reporter', 'reporter'), someone('ann', 'editor'), someone('bo', 'editor'), someone('cy', 'chief'), someone('dan', 'reporter', [{ role: 'editor', channel: ['City'] }])]
const may = (step: { trials: { colleague: Colleague; refusal: { code: string } | null }[] } | undefined): Record<string, string> => Object.fromEntries((step?.trials ?? []).map(({ colleague, refusal }) => [colleague.id, refusal?.code ?? 'may']))

describe('a dry run', () => {
  it('says who could pass a new piece at its first stage, and why not the others', () => {
    const step = whoCould(imagined('ann', ['City'], threeStagePolicy), threeStagePolicy, house, AT)
    expect(may(step)).toEqual({ reporter: 'role-lacking', ann: 'own-piece', bo: 'may', cy: 'may', dan: 'may' })
    expect(may(whoCould(imagined('ann', ['Sport'], threeStagePolicy), threeStagePolicy, house, AT))['dan']).toBe('role-lacking')
  })

  it('follows the whole way, each stage passed by somebody else, proof passes apart', () => {
    const steps = wholeWay(imagined('reporter', ['City'], threeStagePolicy), threeStagePolicy, house, AT)
    expect(steps.map(({ stage }) => stage)).toEqual(['first', 'second', 'final'])
    expect(may(steps[1])).toMatchObject({ ann: 'already-acted', bo: 'may' })
    expect(may(steps[2])).toMatchObject({ ann: 'role-lacking', cy: 'may' })
  })

  it('ends where a house has nobody left', () => {
    const steps = wholeWay(imagined('reporter', [], threeStagePolicy), threeStagePolicy, house.slice(0, 2), AT)
    expect(steps.map(({ trials }) => trials.filter(({ refusal }) => refusal === null).length)).toEqual([1, 0])
  })

  it('counts who could proofread', () => {
    const standing = imagined('ann', ['City'], threeStagePolicy)
    expect(proofreaders(standing, threeStagePolicy, house, AT)).toMatchObject({ asked: 4, could: [{ id: 'bo' }, { id: 'cy' }, { id: 'dan' }] })
    expect(proofreaders(standing, oneStagePolicy, house, AT)).toEqual({ asked: 0, could: [] })
  })

  it('of a real piece looks at who acted and takes issues as answered', () => {
    const standing = { ...imagined('reporter', [], threeStagePolicy), stage: 1, acted: [{ stage: 'first', person: 'ann', key: 'k', revision: 'a'.repeat(64) }], issues: [{ id: 'i', stage: 'first', person: 'ann', open: true }] }
    expect(may(whoCould(standing, threeStagePolicy, house, AT))).toMatchObject({ ann: 'already-acted', bo: 'may' })
  })
})

describe('a policy being edited', () => {
  it('gains a stage before the sign-off, under an id of its own', () => {
    const more = withStage(withStage(threeStagePolicy))
    expect(more.stages.map(({ id }) => id)).toEqual(['first', 'second', 'stage-4', 'stage-5', 'final'])
    expect(problemsOf(more)).toEqual([])
  })

  it('loses a stage, and what was due before it is due before the last', () => {
    const rules: Rules = { ...threeStagePolicy, proofreading: { ...threeStagePolicy.proofreading, before: 'second' } }
    expect(withoutStage(rules, 'second')).toMatchObject({ stages: [{ id: 'first' }, { id: 'final' }], proofreading: { before: 'final' } })
    expect(withoutStage(oneStagePolicy, 'final').stages).toHaveLength(1)
  })

  it('moves stages within its bounds', () => {
    expect(withMoved(threeStagePolicy, 'second', -1).stages.map(({ id }) => id)).toEqual(['second', 'first', 'final'])
    expect(withMoved(threeStagePolicy, 'final', 1)).toBe(threeStagePolicy)
  })

  it('names what keeps it from being one', () => {
    expect(problemsOf(withChanged(threeStagePolicy, 'first', { roles: [] }))).toEqual(['stages.0.roles'])
    expect(problemsOf({ ...threeStagePolicy, name: '' })).toEqual(['name'])
    expect(problemsOf(rulesOf(threeStagePolicy))).toEqual([])
  })
})
