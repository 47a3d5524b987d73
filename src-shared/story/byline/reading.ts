import type { Contributor, ContributorRole } from '../story'

/** The people a line names, and whether every word of it was understood. */
export type ReadByline = { people: Contributor[]; whole: boolean }

type Post = { role: ContributorRole; from: string }

const ROLE_WORDS: readonly (readonly [RegExp, ContributorRole])[] = [
  [/通讯员$/, 'correspondent'],
  [/(?:实习生|实习记者|见习记者)$/, 'intern'],
  [/(?:摄影记者|摄影师|摄影报道|摄影|图片)$/, 'photographer'],
  [/(?:视频|摄像)$/, 'videographer'],
  [/(?:编译|翻译)$/, 'translator'],
  [/整理$/, 'editor'],
  [/(?:记者|撰稿人?|撰文|作者|特约评论员|评论员)$/, 'reporter'],
]
/** Single signs are roles only when they stand alone: many a name ends in 文. */
const SIGNS: Record<string, readonly ContributorRole[]> = { 文: ['reporter'], 图: ['photographer'], 摄: ['photographer'], 译: ['translator'], 文图: ['reporter', 'photographer'], 图文: ['reporter', 'photographer'] }

/** Words that make a post nobody else's: they name no other house. */
const OURS = /^(?:本报|本网|本台|本刊|本社|全媒体|融媒体|特派|特约|首席|资深|见习|实习|驻站)*$/

const readPost = (word: string): Post | null => {
  for (const [pattern, role] of ROLE_WORDS) {
    if (!pattern.test(word)) continue
    const from = word.replace(pattern, '')
    return { role, from: OURS.test(from) ? '' : from.slice(0, 60) }
  }
  return null
}

const HOUSE = /(?:社|报|台|网|会|局|厅|部|院|校|司|厂|中心|集团|学|委|办|馆|站|所|公司|报道|供稿)$/
const isChineseName = (text: string): boolean => (/^\p{Script=Han}{2,6}$/u.test(text) && (text.length < 4 || !HOUSE.test(text))) || /^\p{Script=Han}+(?:·\p{Script=Han}+)+$/u.test(text)
const isLatinName = (text: string): boolean => !/\p{Script=Han}/u.test(text) && /^\p{Lu}[\p{L}\p{M}.'’-]*(?: [\p{L}\p{M}.'’-]+){0,5}$/u.test(text)
const isName = (text: string): boolean => text.length <= 60 && (isChineseName(text) || isLatinName(text))
const isLatin = (text: string): boolean => /^[\p{Script=Latin}\p{M}.'’&-]+$/u.test(text)

/** "本报记者刘强": a role and the name it runs into. */
const unglued = (word: string): [string, string] | null => {
  if (readPost(word)) return null
  const found = /^(.*(?:记者|通讯员|实习生|摄影))([\p{Script=Han}·]{2,4})$/u.exec(word)
  return found?.[1] && found[2] && readPost(found[1]) ? [found[1], found[2]] : null
}

/** One stretch of a line as words: single characters of a name set wide ("刘 强") joined, neighbouring Latin words one name or house. */
const wordsOf = (stretch: string): string[] => {
  const words: string[] = []
  let wide = false
  for (const word of stretch.split(/\s+/).filter(Boolean)) {
    const last = words.at(-1) ?? ''
    const single = /^\p{Script=Han}$/u.test(word) && !(word in SIGNS)
    if (single && wide) {
      words[words.length - 1] = last + word
      wide = false
      continue
    }
    wide = single
    const goesOn = isLatinName(last) && (isLatin(word) || (/^[\p{Script=Latin}'’.&-]+\p{Script=Han}+$/u.test(word) && readPost(word) !== null))
    if (goesOn) words[words.length - 1] = `${last} ${word}`
    else words.push(...(unglued(word) ?? [word]))
  }
  return words
}

const inChinese = (byline: string): ReadByline => {
  const people: Contributor[] = []
  let post: Post = { role: 'reporter', from: '' }
  let whole = true
  let last: Contributor | null = null
  const line = byline.replace(/[□■◎]/g, ' ').replace(/文\s*[/／、]\s*图/g, '文图').replace(/图\s*[/／、]\s*文/g, '图文')
  const stretches = line.split(/([、,，:：;；/／])/)
  for (const [at, stretch] of stretches.entries()) {
    if (at % 2 === 1) continue
    const words = wordsOf(stretch)
    for (const [index, word] of words.entries()) {
      const sign = SIGNS[word]
      const said = sign ? null : readPost(word)
      // "刘强/文 王芳/图", "刘强 文图": a sign behind a stroke, or at the very end, says what the one before it did; else what those after it did.
      const behind = sign && last && ((index === 0 && /[/／]/.test(stretches[at - 1] ?? '')) || (index === words.length - 1 && at === stretches.length - 1)) ? last : null
      if (sign && behind) {
        people.splice(-1, 1, ...sign.map((role) => ({ ...behind, role })))
        last = null
      } else if (sign || said) {
        post = said ?? { role: sign?.[0] ?? 'reporter', from: '' }
        last = null
      } else if (isName(word)) {
        last = { name: word, ...post }
        people.push(last)
      } else whole = false
    }
  }
  return { people, whole }
}

const ENGLISH: readonly (readonly [RegExp, ContributorRole])[] = [
  [/^(?:photos?|pictures?|photographs?|photography) by /i, 'photographer'],
  [/^video by /i, 'videographer'],
  [/^translated by /i, 'translator'],
  [/^(?:compiled|edited) by /i, 'editor'],
  [/^(?:by|with) interns? /i, 'intern'],
  [/^(?:with|by) correspondents? |^with /i, 'correspondent'],
  [/^(?:story |words |text |report(?:ing)? )?by /i, 'reporter'],
]

const isEnglish = (byline: string): boolean => ENGLISH.some(([pattern]) => pattern.test(byline)) || !/\p{Script=Han}/u.test(byline)

/** What a person is called beside the name, saying nothing the list does not. */
const TITLE = /^(?:staff|our|senior|special|chief)? ?(?:reporter|writer|correspondent|staff writer)$/i

const inEnglish = (byline: string): ReadByline => {
  const people: Contributor[] = []
  let whole = true
  for (const part of byline.split(/\s*;\s*|\s+(?=with )/i).map((each) => each.trim()).filter(Boolean)) {
    const found = ENGLISH.find(([pattern]) => pattern.test(part))
    if (!found) {
      whole = false
      continue
    }
    const [, names = '', from = ''] = /^(.*?)(?: of (.*))?$/su.exec(part.replace(found[0], '')) ?? []
    for (const name of names.split(/,\s*|\s+(?:and|&)\s+/).map((each) => each.trim()).filter(Boolean)) {
      if (isName(name)) people.push({ name, role: found[1], from: from.trim().slice(0, 60) })
      else if (!TITLE.test(name)) whole = false
    }
  }
  return { people, whole }
}

/** Reads a printed byline, Chinese or English, as well as it can be; `whole` is false where words were left over. The line itself is never changed. */
export const readByline = (byline: string): ReadByline => {
  const line = byline.trim().replace(/\s+/g, ' ')
  const { people, whole } = line === '' ? { people: [], whole: true } : isEnglish(line) ? inEnglish(line) : inChinese(line)
  return { people: people.slice(0, 40), whole: whole && people.length <= 40 && (people.length > 0 || line === '') }
}

/** The people a printed byline names; what is not understood is left out. */
export const contributorsOf = (byline: string): Contributor[] => readByline(byline).people
