import { describe, expect, it } from 'vitest'

import { checkLogSchema } from '../../../src-shared/proofing/log'
import { checkStory, machinePass, ruleSetOf } from '../../../src-shared/proofing/machine-pass'
import { noTables, wordTable, type Tables } from '../../../src-shared/proofing/tables'
import { block, chineseStory } from '../../support/sample-story'
import { nodeCrypto } from '../../support/signed-piece'

const entry = (wrong: string, right: string) => ({ wrong, right: [right], except: [], severity: 'error' as const, source: 'xiandai-hanyu', kind: '别字' })
const tables: Tables = { ...noTables, wrong: wordTable([entry('按装', '安装'), entry('己经', '已经')]) }
const story = { ...chineseStory([]), headline: '水管按装完毕', kicker: '', deck: '', body: { type: 'doc', content: [block.paragraph('a', '路灯己经按装。')] } }
const kit = { tables, tool: 'stet 0', rules: ruleSetOf(tables, nodeCrypto.sha256) }

describe('a pass of the machine', () => {
  it('reads head and body in order', () => {
    expect(checkStory(story, tables).filter(({ flag }) => flag.rule === 'zh.word.wrong').map(({ passage, flag }) => passage.text.slice(flag.from, flag.to))).toEqual(['按装', '己经', '按装'])
  })

  it('says what is open and what somebody lets stand, as it goes on record', () => {
    const log = machinePass(story, [{ rule: 'zh.word.wrong', words: '按装' }], kit)
    expect(log).toMatchObject({ tool: 'stet 0', open: { error: 1 }, stand: [{ rule: 'zh.word.wrong', words: '按装' }, { rule: 'zh.word.wrong', words: '按装' }] })
    expect(checkLogSchema.parse(log)).toEqual(log)
  })

  it('counts as open what is let stand beyond what a log holds', () => {
    const many = { ...story, headline: '', body: { type: 'doc', content: [block.paragraph('a', '按装，'.repeat(130))] } }
    const { open, stand } = machinePass(many, [{ rule: 'zh.word.wrong', words: '按装' }], kit)
    expect([open.error, stand.length]).toEqual([30, 100])
  })

  it('names its rules and tables: another word, another name', () => {
    const more = { ...tables, wrong: wordTable([entry('按装', '安装')]) }
    expect(ruleSetOf(tables, nodeCrypto.sha256)).toBe(kit.rules)
    expect(ruleSetOf(more, nodeCrypto.sha256)).not.toBe(kit.rules)
  })
})
