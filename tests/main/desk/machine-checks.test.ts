import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { openMachine } from '../../../src-main/proofing/machine'
import { valueOf } from '../../../src-shared/outcome'
import type { Row } from '../../../src-shared/proofing/house/row'
import type { CheckLog } from '../../../src-shared/proofing/log'
import { machinePass, ruleSetOf } from '../../../src-shared/proofing/machine-pass'
import { noTables, wordTable } from '../../../src-shared/proofing/tables'
import { oneStagePolicy, type Policy } from '../../../src-shared/review/policy'
import type { Story } from '../../../src-shared/story/story'
import { block, chineseStory } from '../../support/sample-story'
import { codeOf, nodeCrypto, openNewsroom, type Newsroom } from './newsroom'

const tables = { ...noTables, wrong: wordTable([{ wrong: '按装', right: ['安装'], except: [], severity: 'error', source: 'xiandai-hanyu', kind: '别字' }]) }
const rules = ruleSetOf(tables, nodeCrypto.sha256)
const machine = (story: Story, asides: Parameters<typeof machinePass>[1]): CheckLog => machinePass(story, asides, { tables, tool: 'stet 0', rules })
const gated: Policy = { ...oneStagePolicy, stages: oneStagePolicy.stages.map((stage) => ({ ...stage, checks: 'error' as const })) }
const story = { ...chineseStory([]), body: { type: 'doc', content: [block.paragraph('a', '水管按装好了。')] } }

let room: Newsroom
beforeEach(async () => {
  room = await openNewsroom(undefined, { policy: gated, machine })
})
afterEach(() => room.close())

/** A sign-off of a piece with one wrong word, with what is said of the machine's pass over it. */
const signOff = async (checks: CheckLog | undefined) => {
  const [author, editor] = [await room.join('li', '李明', 'reporter'), await room.join('gu', '顾岚', 'editor')]
  await room.upload(author, story)
  const { standing } = valueOf(await room.submit(author, story))
  return room.review(editor, story, standing, { decision: 'signOff', reason: '可发。', ...(checks && { checks }) })
}

describe('a desk whose last stage asks for the machine\'s checks', () => {
  test('takes a sign-off that says which finds were let stand, and keeps that on record', async () => {
    const signed = valueOf(await signOff(machine(story, [{ rule: 'zh.word.wrong', words: '按装' }])))
    expect(signed.standing.state).toBe('signedOff')
  })

  test('rejects one without checks', async () => {
    expect(codeOf(await signOff(undefined))).toBe('checks-missing')
  })

  test('rejects one that says something is open', async () => {
    expect(codeOf(await signOff(machine(story, [])))).toBe('checks-open')
  })

  test('rejects one that says less is open than the desk finds in those bytes', async () => {
    expect(codeOf(await signOff({ ...machine(story, []), open: { error: 0, warning: 0, advice: 0 } }))).toBe('checks-differ')
  })

  test('rejects one made with other rules', async () => {
    expect(codeOf(await signOff({ ...machine(story, [{ rule: 'zh.word.wrong', words: '按装' }]), rules: '1-other' }))).toBe('checks-outdated')
  })
})

describe('a gate in a house with lists of its own', () => {
  test('takes nothing that was checked without them, and says what they find', async () => {
    await room.close()
    room = await openNewsroom(undefined, { policy: gated })
    const own = openMachine('0.0.0', nodeCrypto.sha256)
    const clean = { ...story, headline: '江畔夜校开课', body: { type: 'doc', content: [block.paragraph('a', '星河行动今日收网。')] } }
    const [author, editor, chief] = [await room.join('li', '李明', 'reporter'), await room.join('gu', '顾岚', 'editor'), await room.join('he', '何平', 'chief')]
    const rows: Row[] = [{ kind: 'banned', word: '星河行动', note: '' }]
    valueOf(await room.saveLists(chief, rows, null))
    await room.upload(author, clean)
    const { standing } = valueOf(await room.submit(author, clean))
    const today = new Date(room.clock.time).toISOString().slice(0, 10)
    const pass = (lists: Row[]): CheckLog => own(clean, [], { rows: lists, own: '江畔日报', today })
    const sign = async (checks: CheckLog) => codeOf(await room.review(editor, clean, standing, { decision: 'signOff', reason: '可发。', checks }))
    expect(pass([]).open.error).toBe(0)
    expect(await sign(pass([]))).toBe('checks-outdated')
    expect(await sign(pass(rows))).toBe('checks-open')
    expect(await sign({ ...pass(rows), open: { error: 0, warning: 0, advice: 0 } })).toBe('checks-differ')
  })
})
