import { describe, expect, it } from 'vitest'

import { mentionsOf } from '../../../../src-shared/proofing/across/mentions'
import { readPeople } from '../../../../src-shared/proofing/across/people-tables'
import { findAcross, peopleTables, wordsAcross } from '../../../support/pieces'

const names = (text: string): string[] => mentionsOf([{ kind: 'text', place: { block: 'a', part: '' }, text }], peopleTables().people).map(({ name }) => name)

describe('people in Chinese copy', () => {
  it.each([
    ['市水利局局长李建国说，水库蓄水充足。', ['李建国']],
    ['镇党委书记王强在会上强调安全。', ['王强']],
    ['“今年收成好。”村民张秀英告诉记者。', ['张秀英']],
    ['李建国，男，1970年出生。', ['李建国']],
    ['副县长刘敏、赵国平出席。', ['刘敏', '赵国平']],
    ['教授欧阳文静介绍了经过。', ['欧阳文静']],
    ['他叫陈铁山。陈铁山今年六十岁。', ['陈铁山', '陈铁山']],
    ['镇长周来福来到村里。', ['周来福']],
    ['书记张伟强调，要抓紧。', ['张伟']],
    ['据孙晓梅介绍，展览免费。', ['孙晓梅']],
  ])('are found in %s', (text, found) => {
    expect(names(text)).toEqual(found)
  })

  it.each(['方面表示，将严查。', '应该说，成绩不小。', '江苏介绍了经验。', '高兴地说着话。', '党支部说了算。', '有关部门表示，方案已定。', '文章指出，问题仍在。', '记者从市政府了解到，项目开工。', '时任何种职务说不清。', '华为表示，产品已上市。', '严肃指出，这是红线。'])('are not seen in %s', (text) => {
    expect(names(text)).toEqual([])
  })

  it('rejects tables with other columns or kinds', () => {
    expect(readPeople([['surname', 'kind'], ['王', 'common']], [['office', 'kind'], ['局长', 'post']]).ok).toBe(true)
    expect(readPeople([['name'], ['王']], [['office', 'kind']])).toMatchObject({ code: 'table-invalid', details: { line: 1 } })
    expect(readPeople([['surname', 'kind'], ['王', 'usual']], [['office', 'kind']])).toMatchObject({ code: 'table-invalid', details: { line: 2 } })
  })
})

describe('a name written two ways (x.name)', () => {
  it('flags a look-alike character as an error, with the spelling that is usual', () => {
    expect(findAcross('x.name', { body: ['市水利局局长李建国说，水够用。', '李建囯还说，要节水。', '李建国最后说，大家放心。'] })).toEqual([expect.objectContaining({ words: '李建囯', against: '李建国', fixes: ['李建国'], severity: 'error' })])
  })

  it.each([
    ['sounds alike', ['村民张秀英说，路通了。', '张秀瑛家里开了店。'], ['张秀瑛']],
    ['another surname that sounds alike', ['校长章建军致辞。', '张建军说，学校扩建。'], ['张建军']],
    ['a character another, never introduced', ['店主马立新说，生意好。', '“明年再来。”马立民说。'], ['马立民']],
    ['a sound alike that no list of names has', ['村民邓守仓说，路通了。', '邓守苍家里开了店。'], ['邓守苍']],
    ['two characters changed about', ['店主马立新说，生意好。', '“明年再来。”马新立说。'], ['马新立']],
    ['a character left out', ['劳模张伟强说，干一行爱一行。', '张伟说，他不后悔。'], ['张伟']],
    ['a foreign name', ['俄罗斯指挥家谢尔盖·彼得罗夫登台。', '谢尔盖·彼德罗夫三次到访。'], ['谢尔盖·彼德罗夫']],
    ['one office, two names', ['市交通局局长周国平介绍，桥已通车。', '市交通局局长周国安表示，还要修路。'], ['周国安']],
  ])('flags %s', (_why, body, words) => {
    expect(wordsAcross('x.name', { body })).toEqual(words)
  })

  it.each([
    ['two people of one surname', ['村民李大山说，水来了。', '村支书李文斌说，路也通了。']],
    ['brothers named together', ['村民李建国和弟弟李建军养羊。', '李建军说，羊价好。']],
    ['two introduced, each with a post', ['市教育局局长张丽介绍了政策。', '县医院院长张莉谈了打算。']],
    ['two foreign names that begin alike', ['约翰·史密斯到会。', '约翰·斯通没有来。']],
    ['two introduced whose names sound alike', ['村民邓守仓养羊。', '教师邓守苍教书。']],
    ['names changed about in one sentence', ['店主马立新和师傅马新立都来了。']],
    ['brothers in a list', ['三兄弟谭建国、谭建军、谭建民都是木匠。', '谭建军说：“大哥管尺寸。”']],
    ['one name, once in full and by surname', ['校长王芳说，欢迎。', '王校长说，欢迎。']],
  ])('leaves %s', (_why, body) => {
    expect(wordsAcross('x.name', { body })).toEqual([])
  })

  it('flags a house written two ways by a look-alike character', () => {
    expect(wordsAcross('x.organisation', { body: ['记者走进汉中华桦科技有限公司。', '汉中华桦科技有限公司去年投产。', '汉中华骅科技有限公司有三条线。'] })).toEqual(['华骅科技有限公司'])
    expect(wordsAcross('x.organisation', { body: ['第一人民医院与第二人民医院联手。', '南京大学和北京大学合作。'] })).toEqual([])
  })
})

describe('one person in two offices (x.title)', () => {
  it.each([
    ['with and without 副', ['市水利局局长李建国说，水够用。', '市水利局副局长李建国强调节水。'], '副局长李建国'],
    ['two rungs of a ladder', ['副县长刘敏出席。', '镇长刘敏要求抓紧。'], '镇长刘敏'],
    ['one post in two houses', ['市总工会主席王强致辞。', '市文联主席王强颁奖。'], '主席王强'],
    ['two posts of a team', ['主教练蔡斌宏赛后表示满意。', '领队蔡斌宏说，下一场更难。'], '领队蔡斌宏'],
    ['an honorary chairman', ['市书法家协会会长王强致辞。', '市书法家协会名誉会长王强颁奖。'], '会长王强'],
    ['two villages', ['柳溪村村主任高建华说，水通了。', '石门村村主任高建华领着看。'], '村主任高建华'],
    ['two ranks of a calling', ['西北大学教授陈东讲课。', '西北大学副教授陈东答问。'], '副教授陈东'],
  ])('flags %s', (_why, body, words) => {
    expect(wordsAcross('x.title', { body })).toEqual([words])
  })

  it.each([
    ['offices named in one breath', ['县委副书记、县长赵峰讲话。', '县长赵峰说，要快。']],
    ['an office held once', ['原市水利局局长李建国回忆往事。', '市政协副主席李建国说，值得。']],
    ['a deputy and the first of them', ['副校长王芳说，欢迎。', '常务副校长王芳说，欢迎。']],
    ['an abbreviation', ['市卫生健康委员会主任孙莉介绍。', '市卫健委主任孙莉说，放心。']],
    ['a chairman who is manager too', ['公司董事长兼总经理王强说，订单多。', '总经理王强算了一笔账。']],
    ['a Party post and another', ['村党支部书记高建华说，路修了。', '村委会主任高建华领着看。']],
  ])('leaves %s', (_why, body) => {
    expect(wordsAcross('x.title', { body })).toEqual([])
  })
})

describe('somebody quoted whom nobody introduces (x.quoted-stranger)', () => {
  it.each([
    ['a bare name', ['小区改造完了。', '“住得舒心。”李建国说。'], ['李建国']],
    ['a surname and an office', ['会议昨天召开。', '王局长表示，年底完工。'], ['王局长']],
    ['老 and a surname', ['“日子好了。”老张说。'], ['老张']],
    ['a surname and 女士', ['超市里人不少。王女士告诉记者，菜价稳。'], ['王女士']],
  ])('flags %s', (_why, body, words) => {
    expect(wordsAcross('x.quoted-stranger', { body })).toEqual(words)
  })

  it.each([
    ['somebody introduced before', ['村民李建国种了十亩茶。', '“住得舒心。”李建国说。']],
    ['somebody introduced in the same breath', ['“住得舒心。”村民李建国说。']],
    ['a citizen by surname', ['市民王女士告诉记者，菜价稳。', '王女士说，常来。']],
    ['a full name before the surname', ['市水利局局长王强到会。', '王局长说，年底完工。']],
    ['whom everybody knows', ['鲁迅说，地上本没有路。']],
    ['the house that speaks', ['方案指出，年底完工。', '工作人员说，欢迎。', '老人说，好。']],
    ['somebody introduced right after', ['“住得舒心。”李建国说。李建国是城关镇居民。']],
  ])('leaves %s', (_why, body) => {
    expect(wordsAcross('x.quoted-stranger', { body })).toEqual([])
  })
})
