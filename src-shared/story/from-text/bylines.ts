import { isCreditLine } from './captions'
import { unbracketed } from './labels'

const MARK = /^[\u25a1\u25a0\u25ce\u25cb\u25cf\u25c6\u25c7\u25a2\u2610\u25fb]+\s*/
const NAME = '[\\p{Script=Han}·]{2,4}|[\\p{Script=Han}] [\\p{Script=Han}]'
const PREFIX = '(?:本报|本网|本台|本刊|全媒体|融媒体|见习|实习|特约|特派|首席|[\\p{Script=Han}]{2,8}(?:报|网|社|台))*'
const ROLE = '(?:记者|通讯员|撰稿人|评论员|摄影师)'
const CREDIT = '(?:文\\s?/\\s?图|图\\s?/\\s?文|文图|图文|摄影报道|文并摄|报道|整理|编译)'

/** "本报记者 刘强 通讯员 王芳 文/图": a role, set off from the names. */
const BY_ROLE = new RegExp(`^${PREFIX}${ROLE}(?:$|[\\s:\\uff1a/])[\\p{Script=Han}\\s·、,\\uff0c:\\uff1a/()\\uff08\\uff09]*$`, 'u')
/** "本报记者刘强": only with the paper's own prefix, or any title about reporters would be one. */
const BY_OWN = new RegExp(`^(?:本报|本网|本台|本刊)${PREFIX}${ROLE}(?:${NAME})(?:\\s(?:${NAME}))*(?:\\s*${CREDIT})?$`, 'u')
const BY_CREDIT = new RegExp(`^(?:${CREDIT}|撰文)\\s*[:\\uff1a/]?\\s*(?:${PREFIX}${ROLE}\\s*)?(?:${NAME})(?:[\\s、/](?:${NAME}))*$`, 'u')
const CREDITED = new RegExp(`^(?:${PREFIX}${ROLE}\\s*)?(?:${NAME})(?:[\\s、](?:${NAME}))*\\s*${CREDIT}$`, 'u')
const SPLIT_CREDIT = /^文\s?[/:\uff1a]\s?[\p{Script=Han}·]{2,4}\s+(?:图|摄影?)\s?[/:\uff1a]\s?[\p{Script=Han}·]{2,4}$/u
const ENGLISH = /^(?:(?:Words|Story|Text|Reported|Report|Written) )?[Bb]y (?:[\p{Lu}][\p{L}.'\u2019-]*|and|&|de|van|von)(?:,? (?:[\p{Lu}][\p{L}.'\u2019-]*|and|&|de|van|von|in|staff|reporter|writer|correspondent|for|the))*$/u
const BARE = new RegExp(`^(?:${NAME})(?:[\\s、](?:${NAME}))*$`, 'u')

const isByline = (text: string): boolean =>
  text.length <= 60 && (BY_ROLE.test(text) || BY_OWN.test(text) || BY_CREDIT.test(text) || CREDITED.test(text) || SPLIT_CREDIT.test(text) || (ENGLISH.test(text) && text.split(' ').length <= 12))

/** The byline a whole line is, without its mark or brackets; null for anything else. `edge`: outside the running text, where a mark before bare names is enough. */
export const readByline = (line: string, edge: boolean): string | null => {
  const marked = MARK.test(line)
  const text = unbracketed(line.replace(MARK, '')).trim()
  if (text === '' || isCreditLine(text)) return null
  if (isByline(text)) return text
  return marked && edge && /^[\u25a1\u25ce]/.test(line) && BARE.test(text) ? text : null
}

const TRAILING = new RegExp(`\\s*[(\\uff08](${PREFIX}${ROLE}[\\s:\\uff1a/][^()\\uff08\\uff09\\u3002]{2,50})[)\\uff09]$`, 'u')

/** A paragraph that ends in its reporter, "…。(记者 刘强)": the paragraph and the byline, or null. */
export const splitTrailingByline = (text: string): { text: string; byline: string } | null => {
  const found = TRAILING.exec(text)
  return found?.[1] ? { text: text.slice(0, found.index), byline: found[1].trim() } : null
}

const DATELINE = /^((?:本报|本网|本台|[\p{Script=Han}]{2,8}[报网社])(?:[\p{Script=Han}]{0,10}?\d{1,2}月\d{1,2}日)?[讯电])(?:\s*[(\uff08]([^()\uff08\uff09]{2,50})[)\uff09])?(\s*[:\uff1a]?\s*)/u
const ENGLISH_DATELINE = /^([\p{Lu}][\p{Lu} .'\u2019-]{2,40}(?:, ?(?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec|Mar|Apr|Jun|Jul)[a-z]*\.? \d{1,2})?)\s*(?:\u2014|\u2013|--)\s*/u

/** A lede that opens with its dateline: "本报讯(记者 刘强)…", "HARBOUR, Nov 15 — …". Null where there is none. */
export const splitDateline = (text: string): { dateline: string; byline: string; text: string } | null => {
  const chinese = DATELINE.exec(text)
  if (chinese?.[1]) {
    const rest = text.slice(chinese[0].length)
    const inside = chinese[2]?.trim() ?? ''
    const named = inside !== '' && BY_ROLE.test(inside)
    // "本报讯员" is a word, not a dateline: something must set it off.
    const setOff = chinese[2] !== undefined || chinese[3] !== '' || /^[\d“《]/.test(rest)
    if (rest !== '' && setOff && (inside === '' || named)) return { dateline: chinese[1], byline: inside, text: rest }
  }
  const english = ENGLISH_DATELINE.exec(text)
  if (english?.[1]) return { dateline: english[1].trim(), byline: '', text: text.slice(english[0].length) }
  return null
}
