import { endsSentence, innerEnds, isHan } from './lines'

const LABEL = /^(?:图片说明|图注|图说|Photo|Caption|Picture|Image)\s*[:\uff1a]\s*|^[\u25b2\u25b3\u25bc\u25bd\u2191\u2193\u25c0\u25b6]\s*/i
const OPENS = /^(?:图为|图中|[上下左右前后题组]图|压题图|图(?:[一二三四五六七八九十]|\d{1,2})?[:\uff1a]|资料图|Pictured[:,]?\s)/
const CREDIT = /^(.+?)(?:(?<=[\u3002!?\uff01\uff1f\u201d])\s*|\s+|\s*[(\uff08])((?:(?:本报|本网)?(?:记者|通讯员)\s*)?(?:[\p{Script=Han}·]{2,4}|[\p{Script=Han}] [\p{Script=Han}])\s*\/?\s*摄影?|资料图片?|[\p{Script=Han}]{2,12}供图)[)\uff09]?$/u
const ENGLISH_CREDIT = /^(.+?)(?:\s*[([]|(?<=[.!?])\s+)((?:Photos?|Photograph|Picture|Image)(?:s? by|:| \/| courtesy(?: of)?) ?[^()[\]]{2,60}?)[)\]]?$/i

/** A caption and its credit as printed. */
export type Caption = { text: string; credit: string }

/** A line that says itself that it is a caption: a label, "图为…", a photographer at its end. Null for anything else. */
export const readCaption = (line: string): Caption | null => {
  if (line.length > (isHan(line) ? 120 : 320)) return null
  const labelled = LABEL.test(line) || OPENS.test(line)
  const text = line.replace(LABEL, '')
  const credited = CREDIT.exec(text) ?? ENGLISH_CREDIT.exec(text)
  if (text === '' || !(labelled || credited)) return null
  if (credited?.[1] && credited[2]) return { text: credited[1], credit: credited[2] }
  return { text, credit: '' }
}

/** A line that is nothing but a photographer: "本报记者 刘强 摄". */
export const isCreditLine = (line: string): boolean => /^[(\uff08]?(?:(?:本报|本网)?(?:记者|通讯员)\s*)?(?:[\p{Script=Han}·]{2,4}|[\p{Script=Han}] [\p{Script=Han}])\s*摄影?[)\uff09]?$/u.test(line) || /^(?:Photos?|Photograph)(?:s? by| courtesy of) [\p{L} .'-]{2,60}$/iu.test(line)

const SCENE = /(?:现场|合影|留影|剪影|一角|一瞥|瞬间|场景|情景|外景|全景|掠影|特写|风采)\u3002?$/
const EVENT = /(?:赛|讲座|讲堂|演出|表演|演讲|展演|仪式|典礼|展览|画展|影展|展示|[会论]坛|座谈会|研讨会|推进会|交流会|培训班|研修班|晚会|联欢会|运动会|动员会|发布会|招聘会|大会|会议|活动|培训|诵读|合唱|巡演|义诊|慰问|走访|签约|揭牌|启动|开幕|颁奖|授课|宣讲|参观|体检)\u3002?$/
const OPENING = /^(?:表彰|慰问|参观|走访|举办|举行|开展|组织|劳模|工匠|职工|工人|《)/
// A statement tells; a caption only names.
const TELLS = /[我你他她它您咱]|[这那]|[了吗呢吧啊]|[是不没却仍]|已经?|说|表示|认为|介绍|告诉|据悉|目前|如今|近日|日前|随后|此外|因此|所以|然而|如果|迎来|掀起|成为|取得|获得|完成|达到|实现|增加|提高|赢得|得到|带来|响彻|期待|将|的\u3002?$|^一[场次个条]/
const FIGURES = /\d(?:余|多|%|\uff05)|[\d万亿]+(?:余|多)?(?:人次?|元|名|个|家|场)/

/** Where a line stands. `beforeHead`: a section header follows it, other captions between or not. `beforeBody`: before the first paragraph. `afterByline`: behind the reporter's name. `last`: nothing follows. `neighbours`: how many lines beside it look like captions. */
export type Standing = { beforeHead: boolean; beforeBody: boolean; afterByline: boolean; last: boolean; neighbours: number; others: number }

/** True for the shape of a caption that does not say so: one short sentence, no speech, no list. */
export const hasCaptionShape = (line: string): boolean => {
  if (!isHan(line) || line.length < 4 || line.length > 36 || /[:\uff1a;\uff1b]/.test(line) || innerEnds(line) > 0) return false
  if (/[\u201d"]$/.test(line) || /^[\u201c"].*[\u3002!?]/.test(line)) return false
  return /\u3002$/.test(line) || (SCENE.test(line) && !endsSentence(line))
}

const wordsScore = (line: string): number => {
  const commas = (line.match(/[,\uff0c]/g) ?? []).length
  return (SCENE.test(line) ? 3 : EVENT.test(line) ? 2 : 0) + (OPENING.test(line) ? 1 : 0) - (TELLS.test(line) ? 3 : 0) - (FIGURES.test(line) ? 2 : 0) - commas
}

/** True for a line worth counting as somebody's neighbour. */
export const namesAPicture = (line: string): boolean => hasCaptionShape(line) && wordsScore(line) > 0

/** Weighs an unlabelled line: words that name a scene, where it stands, what stands beside it; against words that tell. */
export const isLikelyCaption = (line: string, at: Standing): boolean => {
  if (!hasCaptionShape(line)) return false
  const place = (at.beforeHead ? 2 : 0) + (at.afterByline ? 3 : 0) + (at.beforeBody ? 1 : 0) + (at.neighbours > 0 ? 1 : 0)
  // The last line of a story is its ending unless the page shows that its captions look like this.
  const ending = at.last && !at.afterByline ? (at.others >= 2 ? 0 : -3) : 0
  return wordsScore(line) + place + ending >= 3
}
