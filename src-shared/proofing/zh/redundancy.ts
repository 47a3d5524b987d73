import type { Reading } from '../reading'
import type { Found } from '../rule'
import { findEach, sayMatch } from './say'

const MANY = '(?:众多|许多|诸多|不少|很多|广大|数[十百千万][名位]|\\d{1,5}多?[名位]|[两三四五六七八九十百]{1,3}多?[名位]|几[名位])'
/** People named by what they are; 们 says that they are many, which has been said. */
const PEOPLE = '(?:的)?((?:青年|老年|中老年|外来|小|女|男|年轻|一线|农民|热心|志愿)?(?:村民|居民|市民|农民|渔民|牧民|群众|职工|工人|员工|干部|党员|学生|同学|学员|学子|老师|教师|家长|孩子|儿童|少年|青年|老人|妇女|读者|观众|听众|网友|网民|游客|旅客|乘客|顾客|客人|客商|商户|业主|用户|消费者|记者|代表|委员|专家|学者|医生|护士|医护人员|民警|警察|战士|官兵|司机|选手|运动员|队员|球员|教练|志愿者|建设者|劳动者|创业者|爱好者|朋友|同志|同胞|乡亲|艺术家|作家|科学家|企业家|工程师))们'

/** The same said by two words of a kind, each with what may stand for both. */
const PAIRS: readonly (readonly [RegExp, (match: RegExpExecArray) => readonly string[]])[] = [
  [new RegExp(`${MANY}${PEOPLE}(?!家)`, 'gu'), (match) => [match[0].slice(0, -1), `${match[1] ?? ''}们`]],
  [/(?:目前|当前|现在|如今|眼下)的?现状/gu, () => ['现状']],
  [/(?:过去|以前|从前|昔日|曾经|昔年)的?往事/gu, () => ['往事']],
  [/(?:旨在|意在|目的在于|目的是|为的是)为了?(?!\p{Script=Han}{0,6}服务)/gu, (match) => [match[0].replace(/为了?$/u, '')]],
  [/堪称[是为]/gu, () => ['堪称']],
  [/(?:相互|互相|彼此)(?:相[互识知爱熟恋逢邻连]|互相)/gu, (match) => [match[0].slice(2)]],
  [/(?:非常|十分|很|特别|格外|极其|极为|最为|更加)(?:酷爱|酷似|挚爱|雪白|碧绿|漆黑|冰凉|崭新|通红|笔直|滚烫|火热|飞快|稀烂|煞白|惨白|血红|鲜红|乌黑|万分)/gu, (match) => [match[0].replace(/^(?:非常|十分|很|特别|格外|极其|极为|最为|更加)/u, '')]],
  [/第[二三四五六七八九十\d]{1,3}次再[次度]/gu, (match) => [match[0].slice(0, -2)]],
  [/(?:不期|意外|偶然|不期然)邂逅/gu, () => ['邂逅']],
  [/(?:尽快|尽早|及早|从速|赶快)(?:尽快|尽早|及早|从速|赶快)/gu, (match) => [match[0].slice(0, 2)]],
  [/(?:不完全|初步|粗略)(?:大概|大约|大致|粗略)(?=统计|估计|估算|测算)/gu, (match) => [match[0].slice(0, -2)]],
  [/截[至止]到?(?:目前|今天|今日|现在|昨天|昨日|\d{1,2}月\d{1,2}日|\d{1,2}日)为止/gu, (match) => [match[0].replace(/^截[至止]到?/u, '截至').slice(0, -2), match[0].replace(/^截[至止]/u, '')]],
]

/** What is said twice by words that go together in many pairs, where a table would have to list them all. */
export const saidTwice = (reading: Reading): Found[] => PAIRS.flatMap(([pattern, right]) => findEach(reading, pattern, (match) => sayMatch(match, ...right(match).filter((words) => words !== match[0]))))
