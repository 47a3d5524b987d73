import type { PassageKind } from '../passage'
import type { Found, TextRule } from '../rule'
import { findEach, say, sayMatch } from './say'

/** Copy in sentences: a hyphen with spaces around it is no part of a headline's form there. */
const RUNNING: ReadonlySet<PassageKind> = new Set(['text', 'quote', 'caption', 'summary', 'footnote'])

/** What ends a statement or announces something, and no place's or person's name: a line behind it is no 连接号. */
const ANNOUNCES =
  /(?:[了着过的吗呢吧啊]|不少|很多|许多|心愿|愿望|目标|梦想|目的|答案|秘诀|诀窍|原因|办法|任务|主题|问题|道理|消息|名字|称号|口号|信念|约定|承诺|规矩|习惯|特点|亮点|优势|关键|结论|变化|难题|考验|挑战|礼物|惊喜|细节|场景|画面|一幕|一点|一句话|一件事|一条路|书记|主任|局长|县长|市长|省长|校长|厂长|院长|队长|站长|主席|教授|专家|经理|董事长|模范|标兵|冠军|英雄|主人公|主角|带头人|负责人|传承人|创始人|当事人|获得者|得主|作者)$|最[^，。；、]{1,4}的[^，。；、]{1,6}$/u

/** Words that go on after a dash, and with which no place or time begins. */
const GOES_ON = /^(?:这|那[个种些位年天时是就]|也[就是许正]|即[是便将]|就是|他们?[^念]|她|它|我|你|而[且是]|但|却|因为|所以|从此|原来|终于|正是|不[是仅过只]|又[是一]|没有|只有|无论|不管|只要|如果|尤其|特别是|例如|比如|包括|或许|也许|仿佛|似乎|于是|后来|不过|然而|虽然|尽管|为了|直到|每当|如今|谁|什么|怎么|为什么|还[是要有会能]|更[是要有]|已经|曾经|[把被让][^，。]|一[个位种场条座项次群名片幅句])/u

/** Something told of before its name: 全国最大的淡水湖, 一种古老的手艺; its name stands behind the dash and closes the clause. */
const ABOUT_TO_NAME = /(?:[一这那][个种位名座条项款部件场支道门]|第一|首[个座条位家]|唯一|最)[^，。；：、—－―]{0,12}的[^，。；：、—－―的]{1,8}$/u
const NAMED = /^[“《]?[\p{Script=Han}·]{2,12}[”》]?[，。！？]/u

/** One or two of something announced by 有 or 是; no verb of its own follows for an adverb 一一 to go with. */
const COUNTED_OUT = /(?:有|是|叫|立下|许下|定下)了?[一这那两三][个种句件条位座项点][^，。；把将对给向]{0,8}$/u
const AFTER_ONES = /^(?:[“《（]|这[个是些里份场位条]|那[个是些里]|他们?[的是]|她们?[的是]|我们?[的是]|它[的是]|也就是|即[是便]|就是|而[且是]|但是|因为|所以|从此|原来|终于|正是|不仅|不只|不是|一[个位种座条项名片])/u

/** Whether what stands before a place leads to what stands behind it, and both cannot be the ends of a route. */
const isAnnounced = (text: string, at: number): boolean => {
  const before = text.slice(Math.max(0, at - 30), at)
  return ANNOUNCES.test(before) || (ABOUT_TO_NAME.test(before) && NAMED.test(text.slice(at + 1, at + 18)))
}

/** The dash —— typed as hyphens, as half of itself, or as a character that only looks like it. A single — between places or figures is another mark. */
export const dash: TextRule = {
  id: 'zh.punct.dash',
  language: 'zh-CN',
  severity: 'error',
  source: 'gbt15834',
  check: (reading, { kind }): Found[] => {
    const { text, isHan } = reading
    const chinese = (at: number): boolean => isHan(at) || /[，。！？：；”’》）“‘《（…]/.test(text[at] ?? '')
    return [
      ...findEach(reading, /-{2,20}|[－–―─‐‑ー﹣﹘]{2,20}|—{3,20}|—[-－–―─]{1,9}|[-－–―─]—/g, (match) => {
        const to = match.index + match[0].length
        if (!chinese(reading.before(match.index)) && !chinese(reading.behind(to - 1))) return undefined
        return sayMatch(match, '——')
      }),
      ...findEach(reading, /(?<!—)—(?!—)/g, (match) => {
        const at = match.index
        const starts = text.slice(0, at).trim() === ''
        const after = /[，。！？；…]/.test(text[at - 1] ?? '')
        const on = isHan(at - 1) && GOES_ON.test(text.slice(at + 1, at + 5))
        const quotes = isHan(at - 1) && /[“《]/.test(text[at + 1] ?? '') && !/[”》]/.test(text[at - 1] ?? '')
        const announced = isHan(at - 1) && isAnnounced(text, at)
        return chinese(at + 1) && (starts || after || on || quotes || announced) ? say(text, at, at + 1, ['——'], [at - 3, at + 4]) : undefined
      }),
      ...findEach(reading, /(?<=\p{Script=Han})[-－–](?=[\p{Script=Han}“《])/gu, (match) => {
        const at = match.index
        return isAnnounced(text, at) || GOES_ON.test(text.slice(at + 1, at + 5)) ? say(text, at, at + 1, ['——'], [at - 3, at + 4]) : undefined
      }),
      // U+2015 only looks like it; between names it may stand for the single one.
      ...findEach(reading, /(?<![―—-])[―─](?![―—─-])/g, (match) => {
        const at = match.index
        return chinese(at + 1) && (chinese(at - 1) || text.slice(0, at).trim() === '') ? say(text, at, at + 1, ['——', '—'], [at - 3, at + 4]) : undefined
      }),
      ...findEach(reading, /^[-－](?=(?:记|访|写在|来自|读|评|致|献给|从|看|走进)\p{Script=Han})/gu, (match) => sayMatch(match, '——')),
      ...findEach(reading, /(?<=[。！？…”])[-－](?=\p{Script=Han})/gu, (match) => say(text, match.index, match.index + 1, ['——'], [match.index - 3, match.index + 4])),
      ...findEach(reading, /(?<!一)一一(?!一(?![个位种座条项名片]))/g, (match) => {
        const at = match.index
        const before = text.slice(Math.max(0, at - 24), at)
        const starts = before.trim() === '' && /^(?:记|访|写在|来自|读|评|致|献给|从|走进)/u.test(text.slice(2))
        const told = isHan(at - 1) && !/[一二三四五六七八九十百千万逐]$/.test(before) && (AFTER_ONES.test(text.slice(at + 2, at + 6)) || COUNTED_OUT.test(before))
        return starts || told ? say(text, at, at + 2, ['——'], [at - 3, at + 5]) : undefined
      }),
      ...findEach(reading, /[—–―－]\s{1,4}[—–―－]/g, (match) => sayMatch(match, '——')),
      ...findEach(reading, /\s{1,4}[-－–—]\s{1,4}/g, (match) => {
        const to = match.index + match[0].length
        return RUNNING.has(kind) && isHan(match.index - 1) && isHan(to) && /[，。；！？]/.test(text) ? { ...sayMatch(match, '——'), severity: 'warning' } : undefined
      }),
    ]
  },
}
