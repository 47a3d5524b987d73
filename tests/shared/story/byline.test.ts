import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { bylineOf, contributorsOf, readByline } from '../../../src-shared/story/byline'
import { contributorRoleSchema, contributorSchema, type Contributor, type ContributorRole } from '../../../src-shared/story/story'

const who = (role: ContributorRole, name: string, from = ''): Contributor => ({ name, role, from })

describe('a Chinese byline', () => {
  test.each<[string, Contributor[]]>([
    ['本报记者 刘强', [who('reporter', '刘强')]],
    ['本报记者 刘强 王芳 通讯员 李明 摄影 赵一', [who('reporter', '刘强'), who('reporter', '王芳'), who('correspondent', '李明'), who('photographer', '赵一')]],
    ['新华社记者 李明 本报记者 刘强', [who('reporter', '李明', '新华社'), who('reporter', '刘强')]],
    ['汉中市总工会通讯员 李明 实习生 周舟', [who('correspondent', '李明', '汉中市总工会'), who('intern', '周舟')]],
    ['本报记者 约翰·史密斯、John Smith、Ann Lee；编译 李明', [who('reporter', '约翰·史密斯'), who('reporter', 'John Smith'), who('reporter', 'Ann Lee'), who('translator', '李明')]],
    ['视频 顾岚 整理 秦越', [who('videographer', '顾岚'), who('editor', '秦越')]],
  ])('%s is printed so, and read back', (line, people) => {
    expect(bylineOf(people, 'zh-CN')).toBe(line)
    expect(readByline(line)).toEqual({ people, whole: true })
  })

  test.each<[string, Contributor[]]>([
    ['□本报记者刘强', [who('reporter', '刘强')]],
    ['□ 本报记者 刘 强  王 芳', [who('reporter', '刘强'), who('reporter', '王芳')]],
    ['本报记者：王文 李图 博文', [who('reporter', '王文'), who('reporter', '李图'), who('reporter', '博文')]],
    ['刘强/文 王芳/图', [who('reporter', '刘强'), who('photographer', '王芳')]],
    ['文/刘强 图/王芳', [who('reporter', '刘强'), who('photographer', '王芳')]],
    ['本报记者 刘强 文/图', [who('reporter', '刘强'), who('photographer', '刘强')]],
    ['文／图 刘强', [who('reporter', '刘强')]],
    ['本报首席记者 刘强 见习记者 周舟', [who('reporter', '刘强'), who('intern', '周舟')]],
    ['融媒体记者 刘强 摄影记者 王芳', [who('reporter', '刘强'), who('photographer', '王芳')]],
    ['作者：欧阳娜娜', [who('reporter', '欧阳娜娜')]],
    ['新华社摄影记者 王芳', [who('photographer', '王芳', '新华社')]],
    ['Linjiang Daily记者 John Smith', [who('reporter', 'John Smith', 'Linjiang Daily')]],
  ])('%s is understood in full', (line, people) => {
    expect(readByline(line)).toEqual({ people, whole: true })
  })

  test.each<[string, string[]]>([
    ['临江市总工会供稿', []],
    ['本报记者 刘强 综合本报前方报道', ['刘强']],
    ['本报记者 刘强（前方）', []],
    ['本报评论员', []],
  ])('%s is not, and says so', (line, names) => {
    const read = readByline(line)
    expect([read.people.map(({ name }) => name), read.whole]).toEqual([names, false])
  })
})

describe('an English byline', () => {
  test.each<[string, Contributor[]]>([
    ['By Ann Lee', [who('reporter', 'Ann Lee')]],
    ['By Ann Lee and Joe Ma with Li Na; Photos by Bo Xu', [who('reporter', 'Ann Lee'), who('reporter', 'Joe Ma'), who('correspondent', 'Li Na'), who('photographer', 'Bo Xu')]],
    ['By Ann Lee, Joe Ma and Bo Xu of the Harbour Post with interns Li Na and Wu Di', [who('reporter', 'Ann Lee', 'the Harbour Post'), who('reporter', 'Joe Ma', 'the Harbour Post'), who('reporter', 'Bo Xu', 'the Harbour Post'), who('intern', 'Li Na'), who('intern', 'Wu Di')]],
    ['By Ann Lee; By Joe Ma of Xinhua; Translated by Bo Xu', [who('reporter', 'Ann Lee'), who('reporter', 'Joe Ma', 'Xinhua'), who('translator', 'Bo Xu')]],
    ['By correspondent Li Na; Video by Wu Di', [who('correspondent', 'Li Na'), who('videographer', 'Wu Di')]],
    ['By 刘强 and Ann Lee', [who('reporter', '刘强'), who('reporter', 'Ann Lee')]],
  ])('%s is printed so, and read back', (line, people) => {
    expect(bylineOf(people, 'en')).toBe(line)
    expect(readByline(line)).toEqual({ people, whole: true })
  })

  test('is read in the other forms it is written in', () => {
    expect(readByline('by Ann O’Neill-Smith & Ludwig van der Berg, staff reporter')).toEqual({ people: [who('reporter', 'Ann O’Neill-Smith'), who('reporter', 'Ludwig van der Berg')], whole: true })
    expect(readByline('Story by Ann Lee; photography by Bo Xu')).toMatchObject({ people: [who('reporter', 'Ann Lee'), who('photographer', 'Bo Xu')], whole: true })
  })

  test('is not understood in full where words are left over', () => {
    expect(readByline('Agencies in Linlan')).toEqual({ people: [], whole: false })
    expect(readByline('By Ann Lee, for the 3rd time').whole).toBe(false)
    expect(readByline('Ann Lee; Photos by Bo Xu')).toEqual({ people: [who('photographer', 'Bo Xu')], whole: false })
  })
})

test('nobody is nobody, and a person without a name is not printed', () => {
  for (const language of ['zh-CN', 'en'] as const) {
    expect(bylineOf([], language)).toBe('')
    expect(bylineOf([who('reporter', ' '), who('reporter', '')], language)).toBe('')
  }
  expect(readByline('  ')).toEqual({ people: [], whole: true })
})

const role = fc.constantFrom(...contributorRoleSchema.options)
const han = (least: number, most: number) => fc.array(fc.constantFrom(...Array.from('刘强王芳李明赵一周舟陈大河方启林满何雨晴顾岚秦越许知行文图摄记整理张国')), { minLength: least, maxLength: most }).map((chars) => chars.join(''))
const latinWord = fc.tuple(fc.constantFrom(...Array.from('ABCDEJKLMNQRSTWXZÉ')), fc.array(fc.constantFrom(...Array.from('aeioulnrst')), { minLength: 1, maxLength: 5 })).map(([head, tail]) => head + tail.join(''))
const latinName = fc.array(latinWord, { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')).filter((name) => !/^(?:By|With|Story|Words|Text|Intern|Our)\b/i.test(name))
const ENDS = /记者$|整理$|^(?:文图|图文)$|通讯员|摄影/
const hanName = fc.oneof(han(2, 3).filter((name) => !ENDS.test(name)), fc.tuple(han(2, 3), han(2, 3)).map((parts) => parts.join('·')).filter((name) => !ENDS.test(name)))
const hanHouse = fc.constantFrom('', '', '新华社', '汉中市总工会', '临江市水务局', '人民铁道网', '省电视台')
const latinHouse = fc.constantFrom('', '', 'Xinhua', 'the Harbour Post', 'University of Linlan', 'Linlan Post')

describe('the people of a byline', () => {
  const people = (name: fc.Arbitrary<string>, from: fc.Arbitrary<string>) => fc.array(fc.record({ name, role, from }), { maxLength: 8 })

  test('come back from a Chinese line', () => {
    fc.assert(fc.property(people(fc.oneof(hanName, latinName), hanHouse), (given) => {
      const line = bylineOf(given, 'zh-CN')
      expect(readByline(line), line).toEqual({ people: given, whole: true })
    }), { numRuns: 800 })
  })

  test('come back from an English line', () => {
    fc.assert(fc.property(people(fc.oneof({ weight: 3, arbitrary: latinName }, hanName), latinHouse), (given) => {
      const line = bylineOf(given, 'en')
      expect(readByline(line), line).toEqual({ people: given, whole: true })
    }), { numRuns: 800 })
  })

  test('read from anything typed are people a story may have, and printing them loses none', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 300 }), fc.array(fc.oneof(hanName, latinName, fc.constantFrom('本报记者', '文/', '/图', '、', 'By', 'with', ';', ' of ', '□', '记者', '新华社')), { maxLength: 12 }).map((words) => words.join(' '))), (line) => {
      const read = contributorsOf(line)
      for (const person of read) expect(contributorSchema.safeParse(person).success).toBe(true)
      expect(read.length).toBeLessThanOrEqual(40)
    }), { numRuns: 500 })
  })
})
