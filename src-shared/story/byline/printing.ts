import type { Contributor, ContributorRole, Language } from '../story'

/** How a Chinese byline names a role, after a house of its own and alone with the paper's own 本报. */
const ZH: Record<ContributorRole, { role: string; ours: string }> = {
  reporter: { role: '记者', ours: '本报记者' },
  correspondent: { role: '通讯员', ours: '通讯员' },
  intern: { role: '实习生', ours: '实习生' },
  photographer: { role: '摄影', ours: '摄影' },
  videographer: { role: '视频', ours: '视频' },
  translator: { role: '编译', ours: '编译' },
  editor: { role: '整理', ours: '整理' },
}

/** What comes before names in English: where the line begins, and further on. */
const EN: Record<ContributorRole, { first: string; later: string }> = {
  reporter: { first: 'By', later: 'By' },
  correspondent: { first: 'By correspondent', later: 'with' },
  intern: { first: 'By intern', later: 'with intern' },
  photographer: { first: 'Photos by', later: 'Photos by' },
  videographer: { first: 'Video by', later: 'Video by' },
  translator: { first: 'Translated by', later: 'Translated by' },
  editor: { first: 'Compiled by', later: 'Compiled by' },
}

type Run = { role: ContributorRole; from: string; names: string[] }

/** Neighbours of one role and house share its word. */
const runsOf = (people: readonly Contributor[]): Run[] => {
  const runs: Run[] = []
  for (const person of people) {
    const [name, from] = [person.name, person.from].map((text) => text.trim().replace(/\s+/g, ' ')) as [string, string]
    const last = runs.at(-1)
    if (name === '') continue
    if (last?.role === person.role && last.from === from) last.names.push(name)
    else runs.push({ role: person.role, from, names: [name] })
  }
  return runs
}

const inChinese = ({ role, from, names }: Run): string => {
  const word = from === '' ? ZH[role].ours : `${from}${ZH[role].role}`
  // A space divides Chinese names; where a name has one of its own, only a sign can.
  return `${word} ${names.join(names.some((name) => /[\sA-Za-z]/.test(name)) ? '、' : ' ')}`
}

const listed = (names: readonly string[]): string => (names.length < 3 ? names.join(' and ') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`)

const inEnglish = ({ role, from, names }: Run, index: number): string => {
  const word = index === 0 ? EN[role].first : EN[role].later
  return `${role === 'intern' && names.length > 1 ? `${word}s` : word} ${listed(names)}${from === '' ? '' : ` of ${from}`}`
}

const spaced = /[A-Za-z]/

/**
 * The byline as it is printed, without its mark: "本报记者 刘强 王芳 汉中市总工会通讯员 李明 摄影 赵一" / "By Ann Lee and Joe Ma of Xinhua with Li Na;
 * Photos by Bo Xu". Empty for nobody; a person without a name is left out.
 */
export const bylineOf = (people: readonly Contributor[], language: Language): string => {
  const runs = runsOf(people)
  if (language === 'en') return runs.map(inEnglish).reduce((line, part) => (line === '' ? part : part.startsWith('with ') ? `${line} ${part}` : `${line}; ${part}`), '')
  return runs.map(inChinese).reduce((line, part) => (line === '' ? part : spaced.test(line) || spaced.test(part) ? `${line}；${part}` : `${line} ${part}`), '')
}
