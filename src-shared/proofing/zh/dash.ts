import type { PassageKind } from '../passage'
import type { Found, TextRule } from '../rule'
import { findEach, say, sayMatch } from './say'

/** Copy in sentences: a hyphen with spaces around it is no part of a headline's form there. */
const RUNNING: ReadonlySet<PassageKind> = new Set(['text', 'quote', 'caption', 'summary', 'footnote'])

/** What ends a statement or announces something, and no place's or person's name: a line behind it is no 连接号. */
const ANNOUNCES =
  /(?:[了着过的吗呢吧啊]|不少|很多|许多|心愿|愿望|目标|梦想|目的|答案|秘诀|诀窍|原因|办法|任务|主题|问题|道理|消息|名字|称号|口号|信念|约定|承诺|规矩|习惯|特点|亮点|优势|关键|结论|变化|难题|考验|挑战|礼物|惊喜|细节|场景|画面|一幕|一点|一句话|一件事|一条路|书记|主任|局长|县长|市长|省长|校长|厂长|院长|队长|站长|主席|教授|专家|经理|董事长|模范|标兵|冠军|英雄|主人公|主角|带头人|负责人|传承人|创始人|当事人|获得者|得主|作者)$|最[^，。；、]{1,4}的[^，。；、]{1,6}$/u

/** Words that go on after a dash, and with which no place or time begins. */
const GOES_ON = /^(?:这|那[个种些位年天时是就]|也[就是许正]|即[是便将]|就是|他们?[^念]|她|它|我|你|而[且是]|但|却|因为|所以|从此|原来|终于|正是|不[是仅过只]|又[是一]|[把被让][^，。]|一[个位种场条座项次群名片幅句])/u

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
      ...findEach(reading, /-{2,20}|[－–―─‐‑]{2,20}|—{3,20}|—[-－–―]{1,9}|-—/g, (match) => {
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
        const announced = isHan(at - 1) && ANNOUNCES.test(text.slice(Math.max(0, at - 14), at))
        return chinese(at + 1) && (starts || after || on || quotes || announced) ? say(text, at, at + 1, ['——'], [at - 3, at + 4]) : undefined
      }),
      ...findEach(reading, /(?<=\p{Script=Han})[-－–](?=[\p{Script=Han}“《])/gu, (match) => {
        const at = match.index
        return ANNOUNCES.test(text.slice(Math.max(0, at - 14), at)) || GOES_ON.test(text.slice(at + 1, at + 5)) ? say(text, at, at + 1, ['——'], [at - 3, at + 4]) : undefined
      }),
      ...findEach(reading, /—\s{1,4}—/g, (match) => sayMatch(match, '——')),
      ...findEach(reading, /\s{1,4}[-－–—]\s{1,4}/g, (match) => {
        const to = match.index + match[0].length
        return RUNNING.has(kind) && isHan(match.index - 1) && isHan(to) && /[，。；！？]/.test(text) ? { ...sayMatch(match, '——'), severity: 'warning' } : undefined
      }),
    ]
  },
}
