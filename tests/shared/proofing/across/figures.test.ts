import { describe, expect, it } from 'vitest'

import { chineseNumber } from '../../../../src-shared/proofing/across/chinese-number'
import { figuresOf } from '../../../../src-shared/proofing/across/figures'
import { findAcross, wordsAcross } from '../../../support/pieces'

const read = (text: string, language: 'zh-CN' | 'en' = 'zh-CN'): [number, string][] => figuresOf({ text }, 0, language).map(({ value, unit }) => [value, unit])

describe('figures', () => {
  it.each([
    ['培训职工3600人', [[3600, '人']]],
    ['投资3.6亿元，占地1,200亩', [[3.6e8, '元'], [1200, '亩']]],
    ['5万余人次', [[5e4, '人次']]],
    ['增长12.5%，提高3个百分点', [[12.5, '%'], [3, '个百分点']]],
    ['三百二十名职工', [[320, '人']]],
    ['第3届、C919、5G、2021年、3:1', []],
  ] as [string, [number, string][]][])('are read in %s', (text, figures) => {
    expect(read(text)).toEqual(figures)
  })

  it.each([
    ['The plant hired 300 workers and spent $5.2 million.', [[300, 'worker'], [5.2e6, '$']]],
    ['Sales rose 12 percent in 2021.', [[12, '%']]],
    ['Seven firefighters were hurt on Nov. 5.', [[7, 'firefighter']]],
    ['He lives at Room 501; the game ended 3-1.', []],
  ] as [string, [number, string][]][])('are read in English: %s', (text, figures) => {
    expect(read(text, 'en')).toEqual(figures)
  })

  it.each([['一百二十三', 123], ['十五', 15], ['两万三千', 23000], ['二十', 20], ['三亿', 3e8], ['千', 1000]] as const)('%s is %d', (text, value) => {
    expect(chineseNumber(text)).toBe(value)
  })

  it('are none where numerals stand side by side for about so many', () => {
    expect(chineseNumber('三四十')).toBeNull()
  })
})

describe('one quantity, two figures (x.figure)', () => {
  it.each([
    ['headline and body', { headline: '汉中300名职工获表彰', body: ['11月15日，汉中市3000名职工获得表彰。'] }, '300名', '3000名'],
    ['a nought too many', { headline: '柳溪镇300人吃上旅游饭', body: ['全镇从事旅游服务的村民已达3000人。'] }, '300人', '3000人'],
    ['an age', { headline: '九十二岁老人捐出积蓄', body: ['严书琴今年94岁。'] }, '九十二岁', '94岁'],
    ['headline and body in English', { language: 'en' as const, headline: 'Fire destroys 12 homes', body: ['A fire destroyed 21 homes on Friday night.'] }, '12', '21'],
  ])('flags %s', (_where, story, words, against) => {
    expect(findAcross('x.figure', story)).toEqual([expect.objectContaining({ words, against })])
  })

  it.each([
    ['lede and body', { body: ['大赛吸引了126名选手参赛。', '来自全省的162名选手参赛。'] }, '162名'],
    ['digits out of order', { body: ['总投资2.3亿元的二期工程投产。', '公司投入3.2亿元建设二期工程。'] }, '3.2亿元'],
    ['digits out of order far down', { body: ['景区迎来客流高峰。', '当天入园游客1270人。', '管理处说，入园的游客有1720人。'] }, '1720人'],
    ['one limit', { body: ['演出昨天开票。', '每人限购2张。', '售票员提醒，每人限购3张。'] }, '3张'],
    ['all of one group', { body: ['17名游客被困。', '19名被困游客全部脱险。'] }, '19名'],
    ['body and caption', { body: ['当天共有56名志愿者参加活动。'], captions: [['图为65名志愿者参加活动。', '张岚 摄']] as const }, '65名'],
  ])('flags %s', (_where, story, words) => {
    expect(wordsAcross('x.figure', story)).toEqual([words])
  })

  it.each([
    ['two limits', { body: ['演出昨天开票。', '成人每人限购2张。', '老人年龄不超过70岁，行李不超过20件。'] }],
    ['digits that are alike by chance', { body: ['演出昨天开票。', '玉米收了1270吨。', '大豆运走1720吨。'] }],
    ['figures of two places', { body: ['全市新建充电桩300个。', '全省新建充电桩3000个。'] }],
    ['parts of one group', { body: ['26名队员赶到。', '另有62名群众参加。'] }],
    ['figures of two years', { body: ['去年培训职工3600人。', '今年培训职工3800人。'] }],
    ['a headline rounded', { headline: '3.6万名职工受益', body: ['全市36128名职工受益。'] }],
    ['近, 超 and 余', { headline: '近3万名职工受益', deck: '投资超5亿元', body: ['共有29800名职工受益。', '工程投资5.3亿元。'] }],
    ['parts of a whole', { headline: '280人获奖', body: ['其中甲队120人获奖，乙队160人获奖。'] }],
  ])('leaves %s', (_why, story) => {
    expect(wordsAcross('x.figure', story)).toEqual([])
  })
})

describe('a figure of the headline (x.headline-figure)', () => {
  it.each([
    [{ headline: '我市新增就业5.2万人', body: ['今年以来，我市就业形势稳定。', '培训班办了30期。'] }, '5.2万人'],
    [{ headline: '茶叶产值增长15%', body: ['茶叶产值达到3亿元，比上年增长18%，亩均收入增长12%。'] }, '15%'],
    [{ headline: '守桥20年', body: ['老桥边住着一位护桥人。', '他每天巡桥三遍。'] }, '20年'],
    [{ headline: '工期缩短8个月', body: ['项目昨天完工。'] }, '8个月'],
    [{ headline: '我市6个村入选传统村落', body: ['名单昨天公布。', '这些村都有百年以上历史。'] }, '6个'],
    [{ headline: '三天救活一个厂', body: ['服务队解决问题6个。'] }, '三天'],
    [{ language: 'en' as const, headline: 'City adds 450 buses', body: ['The city said its fleet would grow this year.'] }, '450'],
  ])('is flagged where the body never gives it: %o', (story, words) => {
    expect(wordsAcross('x.headline-figure', story)).toEqual([words])
  })

  it.each([
    ['reckoned by the year it began', { headline: '守桥20年', body: ['2001年，他来到桥边。'] }],
    ['listed in the body', { headline: '我市6个村入选', body: ['柳溪村、石门村、白河村、青山村、马家村和渡口村入选。'] }],
    ['given of another thing', { headline: '6村入选', body: ['全市六个村入选。'] }],
    ['a year', { headline: '2021年茶叶节开幕', body: ['茶叶节昨天开幕。'] }],
    ['given as it is', { headline: '5.2万人就业', body: ['新增就业5.2万人。'] }],
    ['rounded', { headline: '投入1.3亿元', body: ['累计投入12985万元。'] }],
    ['counted by the reader', { headline: '5名工匠获奖', body: ['他们是赵平、黄义、王强、李明和周立。'] }],
    ['the sum of what the body gives', { headline: '300人参赛', body: ['男子组180人、女子组120人参赛。'] }],
    ['in Chinese numerals', { headline: '320名职工体检', body: ['三百二十名职工参加体检。'] }],
    ['round', { headline: '一年卖出百万盏灯', body: ['去年卖出花灯104万盏。'] }],
    ['reckoned by two dates', { headline: '三天救活一个厂', body: ['11月2日停产，11月5日点火。'] }],
    ['without its noun in English', { language: 'en' as const, headline: 'Nearly 250 to lose jobs', body: ['The closing puts 248 people out of work.'] }],
    ['with no body at all', { headline: '320名职工体检' }],
    ['over what the body gives', { headline: '超30万人游园', body: ['游园人数达31.2万人。'] }],
  ])('is left where it is %s', (_why, story) => {
    expect(wordsAcross('x.headline-figure', story)).toEqual([])
  })
})

describe('sums (x.sum)', () => {
  it.each([
    ['共300人，其中男180人、女130人。', '300人'],
    ['大赛共评出30个奖项，其中一等奖5个、二等奖10个、三等奖20个。', '30个'],
    ['甲镇120人、乙镇80人，共210人。', '210人'],
    ['共发出奖牌42块：一等奖6块，二等奖12块，三等奖18块。', '42块'],
    ['全年整合资金3.6亿元。其中，道路1.5亿元，供水0.9亿元，没有其他支出。', '3.6亿元'],
    ['总投资5000万元，其中设备2000万元、土建1800万元、其他费用700万元。', '5000万元'],
    ['买种子花了800元，买化肥花了1200元，雇工花了600元，加起来2800元。', '2800元'],
    ['共投入500万元，分别为设备200万元、厂房250万元。', '500万元'],
  ])('flags %s', (text, words) => {
    expect(wordsAcross('x.sum', { body: [text] })).toEqual([words])
  })

  it.each([
    '共300人，其中男180人、女120人。',
    '共150人，其中女职工100人、党员80人。',
    '共培训300人，其中焊工120人、电工100人。',
    '甲镇120人、乙镇80人，共200人。',
    '甲镇120人、乙镇80人，三年共培训900人。',
    '全村共300户，其中脱贫户120户，户均增收5000元。',
    '去年接待游客300人。其中，学生120人，老人100人。',
    '总投资5000万元，其中设备2000万元、土建1800万元、其他费用1200万元。',
    '总投资5000万元，其中设备2000万元、土建1000万元。',
    '共建成约300个，其中城区180个、乡镇130个。',
  ])('leaves %s', (text) => {
    expect(wordsAcross('x.sum', { body: [text] })).toEqual([])
  })
})

it('advises where parts told alike come near their total', () => {
  expect(findAcross('x.sum', { body: ['团员共120人。', '其中，来自工厂的48人，来自公交的35人，来自学校的27人。'] })).toEqual([expect.objectContaining({ words: '120人', severity: 'advice' })])
})

describe('percentages (x.percent)', () => {
  it.each([
    ['第一产业占10%，第二产业占45%，第三产业占52%。', '占10%，第二产业占45%，第三产业占52%'],
    ['收入由工资、经营和财产三类构成，分别占60%、20%、10%。', '60%、20%、10%'],
    ['产量由100万吨增长到150万吨，增长40%。', '40%'],
    ['合格率从60%提高到75%，提高了20个百分点。', '20个百分点'],
    ['公交占45%，单车占35%，私家车占30%，每人只能选择一项。', '占45%，单车占35%，私家车占30%'],
    ['用水2.7亿立方米，比去年的3亿立方米下降20%。', '20%'],
    ['去年销售200万元，今年260万元，同比增长25%。', '25%'],
  ])('flags %s', (text, words) => {
    expect(wordsAcross('x.percent', { body: [text] })).toEqual([words])
  })

  it.each(['Enrollment rose 40% this fall, to 1,320 students from 1,100 a year ago.', 'Output rose 40% from 100 tons to 150 tons.', 'Enrollment fell from 200 to 150, a drop of 30 percent.'])('flags %s', (text) => {
    expect(wordsAcross('x.percent', { language: 'en', body: [text] })).toHaveLength(1)
  })

  it.each([
    '第一产业占10.2%，第二产业占44.9%，第三产业占45%。',
    '参训职工中，女性占60%，党员占55%。',
    '产量由100万吨增长到150万吨，增长50%。',
    '产值由3.2亿元增加到4.1亿元，增长28.9%。',
    '合格率从60%提高到75%，提高了15个百分点。',
    '多选题中，选择甲的占70%，选择乙的占60%，其余占30%。',
    '用水2.7亿立方米，比去年的3亿立方米下降10%。',
    '从2020年到2021年，增长了30%。',
  ])('leaves %s', (text) => {
    expect(wordsAcross('x.percent', { body: [text] })).toEqual([])
  })

  it('leaves growth told right in English', () => {
    expect(wordsAcross('x.percent', { language: 'en', body: ['Output rose 50% from 100 tons to 150 tons. Sales fell from $2.4 million to $1.8 million, a 25% drop.'] })).toEqual([])
  })
})
