import type { Found, TextRule } from '../rule'
import { findEach, sayMatch } from './say'

/** The whole year two figures stand for: of this century up to 39, else of the last. */
const whole = (two: string): string => (Number(two) < 40 ? `20${two}` : `19${two}`)

/** What happens once, at a time: a number of years as high as 60 before it is no length of time. */
const EVENT = '(?:考入|考上|考取|入党|入团|入伍|入职|入学|参军|当兵|退伍|转业|毕业|出生|生于|恢复高考|夺冠|夺得|成立|退休|结婚|下岗|下海|进厂|进城|上大学|来到|调入|调到|建成|建校|建厂|通车|投产|开业|高考|参加|当选|获奖|获得|荣获|创办|创建|洪水|抗洪|大旱|世界杯|奥运会)'
const HAPPENED = new RegExp(`(?<![\\d.,—～~－近过去前后这整满达-])([6-9]\\d)年(?=${EVENT})`, 'gu')
const SINCE = new RegExp(`(?<=继|自从|自|从|早在|于)(\\d{2})年(?=${EVENT}|第一次|首次|头一回)`, 'gu')

const NO_LENGTH = '(?<![\\d.,—～~－近过去前后这整满达续第了有共历经干守用时长约逾超两每-])'
/** Behind two figures and 年, what says that they are a year and no length of time. */
const DATED: readonly RegExp[] = [
  new RegExp(`${NO_LENGTH}(\\d{2})年(?=[底末](?!线)|年[初底末]|上半年|下半年|(?:夏天|秋天|冬天|春天|暑假|寒假)(?!里?的?\\d))`, 'gu'),
  new RegExp(`${NO_LENGTH}(\\d{2})年(?=(?:北京|东京|伦敦|里约|巴黎|雅典|悉尼|亚特兰大|韩日|巴西|俄罗斯|卡塔尔)?(?:世界杯|奥运会?|冬奥会?|亚运会|残奥会)(?![史历百]))`, 'gu'),
  new RegExp(`${NO_LENGTH}(9\\d|[12]\\d)年(?=高考|春晚|特大洪水|大洪水|抗洪|汶川|款(?!待))`, 'gu'),
  /(?<=(?:建|生|始|成立|创立|创建|创办|写|作|出生|毕业|卒|购|开|摄|立)于)(\d{2})年(?![前后间之内])/gu,
  /(?<=(?:^|[，。；：\n])(?:他|她|我|[\p{Script=Han}]{0,4}老人)|[他她我])(\d{2})年(?=大学毕业|高中毕业|毕业(?:于|后|那)|考入|考上|入伍|参军|入党|入团|退伍|出生|生人|结的?婚|当选|调[入到])/gu,
  /(?<=自|从)([12]\d)年(?=[底末]|年[初底末]|开始|春天|夏天|秋天|冬天|以来|起(?![步刑点算跳]))/gu,
  /['’‘](\d{2})年/gu,
]

/** A year of figures with a sign among them that only looks like one, or is one of the other kind: 2O21年, 20二1年. */
const MOTLEY = /(?<![\dA-Za-z〇零一二三四五六七八九十百千万第])[12一二][0-9OoＯ○〇零一二三四五六七八九lI]{3}年(?![级])/gu
const FIGURES: Readonly<Record<string, string>> = { O: '0', o: '0', Ｏ: '0', '○': '0', 〇: '0', 零: '0', l: '1', I: '1', 一: '1', 二: '2', 三: '3', 四: '4', 五: '5', 六: '6', 七: '7', 八: '8', 九: '9' }

/** Years cut short, and 〇 written as 零 or O in them. */
export const year: TextRule = {
  id: 'zh.num.year',
  language: 'zh-CN',
  severity: 'error',
  source: 'gbt15835',
  check: (reading): Found[] => once([
    ...findEach(reading, /(?<![\d.,—～~－-])['’]?(\d{2})年(?=\d{1,2}月(?!龄))/gu, (match) => sayMatch(match, `${whole(match[1] ?? '')}年`)),
    ...findEach(reading, /(?<![\d.,—～~－年-])['’]?(0\d)年(?!\d{1,2}月)/gu, (match) => sayMatch(match, `${whole(match[1] ?? '')}年`)),
    ...findEach(reading, HAPPENED, (match) => sayMatch(match, `${whole(match[1] ?? '')}年`)),
    ...findEach(reading, SINCE, (match) => sayMatch(match, `${whole(match[1] ?? '')}年`)),
    ...findEach(reading, /(?<=[于自从])([5-9]\d)年(?=[起开始初末底夏秋冬春到至就])/gu, (match) => sayMatch(match, `${whole(match[1] ?? '')}年`)),
    ...findEach(reading, /(?<!\d)(\d{2})(\d{2})年?[—～~－至到-](\d{2})年(?!级|代|间|前|后|来|\d{1,2}个)/gu, (match) => {
      const [typed, century = '', from = '', to = ''] = match
      return Number(to) > Number(from) ? sayMatch(match, `${typed.slice(0, -3)}${century}${to}年`) : undefined
    }),
    ...findEach(reading, /(?<![一二三四五六七八九〇零\d])[一二][〇零一二三四五六七八九OoＯ○0]{3}年/gu, (match) => (/[零OoＯ○0]/.test(match[0]) ? sayMatch(match, match[0].replace(/[零OoＯ○0]/g, '〇')) : undefined)),
    ...DATED.flatMap((pattern) => findEach(reading, pattern, (match) => sayMatch(match, `${whole(match[1] ?? '')}年`))),
    ...findEach(reading, MOTLEY, (match) => (/[1-9]/.test(match[0]) && /[^0-9年]/.test(match[0]) ? sayMatch(match, Array.from(match[0], (char) => FIGURES[char] ?? char).join('')) : undefined)),
    ...findEach(reading, /(?<=(?<!\d)(\d{2})(\d{2})年?[、和及])(\d{2})年(?!级|代|间|前|后|来|\d)/gu, (match) => {
      const [, century = '', from = '', to = ''] = match
      return Number(to) > Number(from) && Number(to) - Number(from) < 10 ? sayMatch(match, `${century}${to}年`) : undefined
    }),
    ...findEach(reading, /(?<![\d.])([6-9]\d)年(?=[—～~－至到-](?:[6-9]\d|\d{4})年)|(?<=(?<!\d)[6-9]\d年?[—～~－至到-])(9\d)年(?!级|代|后|前|间|来)/gu, (match) => sayMatch(match, `${whole(match[1] ?? match[2] ?? '')}年`)),
    ...findEach(reading, /(?<![一二三四五六七八九〇零\d])二[零OoＯ○0][〇零一二三四五六七八九OoＯ○0]{2}(?=[届款·])/gu, (match) => sayMatch(match, match[0].replace(/[零OoＯ○0]/g, '〇'))),
  ]),
}

/** One find for a place that two patterns know. */
const once = (found: readonly Found[]): Found[] => found.filter(({ from, to }, index) => !found.slice(0, index).some((earlier) => earlier.from < to && from < earlier.to))
