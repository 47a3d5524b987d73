import type { Contributor, ContributorRole, Language } from './story'

type Wording = { role: string; ours: string }

/** How a Chinese byline names a role, alone and with the paper's own 本报. */
const ZH: Record<ContributorRole, Wording> = {
  reporter: { role: '记者', ours: '本报记者' },
  correspondent: { role: '通讯员', ours: '通讯员' },
  intern: { role: '实习生', ours: '实习生' },
  photographer: { role: '摄影', ours: '摄影' },
  videographer: { role: '视频', ours: '视频' },
  translator: { role: '编译', ours: '编译' },
  editor: { role: '整理', ours: '整理' },
}

const EN: Record<ContributorRole, string> = {
  reporter: 'By', correspondent: 'with', intern: 'with', photographer: 'Photos by', videographer: 'Video by', translator: 'Translated by', editor: 'Compiled by',
}

type Run = { role: ContributorRole; from: string; names: string[] }

/** Neighbours of one role and house share its word. */
const runsOf = (people: readonly Contributor[]): Run[] => {
  const runs: Run[] = []
  for (const { name, role, from } of people) {
    const last = runs.at(-1)
    if (name.trim() === '') continue
    if (last?.role === role && last.from === from) last.names.push(name.trim())
    else runs.push({ role, from: from.trim(), names: [name.trim()] })
  }
  return runs
}

const inChinese = ({ role, from, names }: Run): string => {
  const word = from === '' ? ZH[role].ours : `${from}${ZH[role].role}`
  // Two-character names are set with the width of three, as on the page: the space between names is the reader's only divider.
  return `${word} ${names.join(' ')}`
}

const listed = (names: readonly string[]): string => (names.length < 3 ? names.join(' and ') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`)
const inEnglish = ({ role, from, names }: Run, index: number): string => {
  const word = index === 0 && EN[role] === 'with' ? 'By' : EN[role]
  return `${word} ${listed(names)}${from === '' ? '' : `, ${from}`}`
}

/** The byline as it is printed, without its mark: "本报记者 刘强 王芳 通讯员 李明 摄影 赵一" / "By Ann Lee and Joe Ma with Li Na; Photos by Bo Xu". Empty for nobody. */
export const bylineOf = (people: readonly Contributor[], language: Language): string => {
  const runs = runsOf(people)
  if (language !== 'en') return runs.map(inChinese).join(' ')
  return runs.map(inEnglish).reduce((line, part) => (line === '' ? part : part.startsWith('with ') ? `${line} ${part}` : `${line}; ${part}`), '')
}

const ROLE_WORDS: readonly (readonly [RegExp, ContributorRole])[] = [
  [/通讯员$/, 'correspondent'],
  [/(?:实习生|实习记者|见习记者)$/, 'intern'],
  [/(?:摄影记者|摄影师|摄影|图片|图)$/, 'photographer'],
  [/(?:视频|摄像)$/, 'videographer'],
  [/(?:编译|翻译)$/, 'translator'],
  [/整理$/, 'editor'],
  [/(?:记者|文|撰稿|撰文|作者|特约评论员|评论员)$/, 'reporter'],
]

const readRole = (word: string): { role: ContributorRole; from: string } | null => {
  for (const [pattern, role] of ROLE_WORDS) {
    if (!pattern.test(word)) continue
    const from = word.replace(pattern, '')
    return { role, from: /^(?:本报|本网|本台|本刊|全媒体|融媒体|特派|特约|首席|见习|实习)*$/.test(from) ? '' : from.slice(0, 60) }
  }
  return null
}

const isName = (text: string): boolean => /^[\p{Script=Han}·]{2,12}$/u.test(text) || /^[\p{Lu}][\p{L}.'’-]*(?: [\p{L}.'’-]+){0,4}$/u.test(text)

const fromChinese = (byline: string): Contributor[] => {
  const people: Contributor[] = []
  let now: { role: ContributorRole; from: string } = { role: 'reporter', from: '' }
  const words = byline.replace(/[□■◎]/g, ' ').replace(/[/／]/g, ' ').split(/[\s、,，:：;；]+/).filter(Boolean)
  for (const [index, word] of words.entries()) {
    const role = readRole(word)
    if (role) {
      now = role
      continue
    }
    const glued = /^(.*(?:记者|通讯员|实习生|摄影))([\p{Script=Han}·]{2,4})$/u.exec(word)
    const gluedRole = glued?.[1] ? readRole(glued[1]) : null
    if (gluedRole && glued?.[2]) now = gluedRole
    const name = gluedRole && glued?.[2] ? glued[2] : word
    // "刘 强": a two-character name set with the width of three.
    const next = words[index + 1]
    if (/^\p{Script=Han}$/u.test(name) && next !== undefined && /^\p{Script=Han}$/u.test(next)) {
      people.push({ name: name + next, ...now })
      words[index + 1] = ''
    } else if (isName(name) && !/(?:报道|文图|图文)$/.test(name)) people.push({ name, ...now })
  }
  return people
}

const ENGLISH_ROLES: readonly (readonly [RegExp, ContributorRole])[] = [
  [/^(?:photos?|pictures?|photographs?|photography) by /i, 'photographer'],
  [/^video by /i, 'videographer'],
  [/^translated by /i, 'translator'],
  [/^compiled by /i, 'editor'],
  [/^with /i, 'correspondent'],
  [/^(?:[a-z]+ )?by /i, 'reporter'],
]

const fromEnglish = (byline: string): Contributor[] =>
  byline.split(/\s*;\s*|\s+(?=with )/i).flatMap((part) => {
    const found = ENGLISH_ROLES.find(([pattern]) => pattern.test(part))
    if (!found) return []
    return part.replace(found[0], '').split(/,\s*|\s+(?:and|&)\s+/).map((name) => name.trim()).filter(isName).map((name): Contributor => ({ name, role: found[1], from: '' }))
  })

/** The people a printed byline names, as well as it can be read; what is not understood is left out, and the printed line stays as it is. */
export const contributorsOf = (byline: string): Contributor[] =>
  (/\p{Script=Han}/u.test(byline) ? fromChinese(byline) : fromEnglish(byline)).filter(({ name }) => name.length <= 60).slice(0, 40)
