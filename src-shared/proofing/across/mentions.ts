import type { Passage } from '../passage'
import { FUNCTION, GOING_ON, LINKING, NOT_GIVEN, NOT_NAMES, SPEECH } from './name-words'
import type { PeopleTables } from './people-tables'

/** A person named in full. `posts`: the posts held and callings the words around the name give, with the house they are of; `introduced` where the copy says who it is; `speaks` where what follows is what the person says. */
export type Mention = {
  passage: number
  from: number
  to: number
  name: string
  surname: string
  posts: readonly Post[]
  introduced: boolean
  speaks: boolean
}

/** "市水利局副局长": the post, and the words before it. `past` where it was held once. */
export type Post = { office: string; of: string; past: boolean }

const HAN = /\p{Script=Han}/u
const SPEAKS = new RegExp(`^(?:[^，。；：！？“”、\\n]{0,12}?)(?:${SPEECH})(?:[，。：,:了]|记者|道|$|“)`, 'u')
const SPEAKS_AT_ONCE = new RegExp(`^(?:${SPEECH})`, 'u')
const FOLLOWED = /^(?:（[^）]{2,30}）|，(?:男|女|今年|现任|\d{1,3}岁|[^，。！？]{2,24}(?:人|员|长|师|任|授|家|记|席|者|主|工|生|民)[，。])|是|系|今年|现年|作为|来自|出生|毕业)/u

/** The longest office that ends at a place, "" where none does. */
const officeBefore = (text: string, at: number, { offices, longest }: PeopleTables): string => {
  for (let length = Math.min(longest, at); length > 0; length -= 1) if (offices.has(text.slice(at - length, at))) return text.slice(at - length, at)
  return ''
}

const officeAfter = (text: string, at: number, { offices, longest }: PeopleTables): string => {
  for (let length = Math.min(longest, text.length - at); length > 0; length -= 1) if (offices.has(text.slice(at, at + length))) return text.slice(at, at + length)
  return ''
}

const surnameAt = (text: string, at: number, { surnames }: PeopleTables): string => (surnames.get(text.slice(at, at + 2)) === 'compound' ? text.slice(at, at + 2) : surnames.has(text.charAt(at)) ? text.charAt(at) : '')

const isGiven = (text: string): boolean => Array.from(text).every((char) => HAN.test(char) && !NOT_GIVEN.has(char))

/** Whether a name may end at a place. */
const mayEnd = (text: string, at: number, people: PeopleTables): boolean => at >= text.length || !HAN.test(text.charAt(at)) || FUNCTION.has(text.charAt(at)) || GOING_ON.has(text.slice(at, at + 2)) || officeAfter(text, at, people) !== ''

/** How many characters of given name follow a surname that ends at a place: 1, 2, or 0 where that cannot be told. */
const givenLength = (text: string, at: number, people: PeopleTables): number => {
  const [short, long] = [isGiven(text.slice(at, at + 1)) && at < text.length, isGiven(text.slice(at, at + 2)) && at + 1 < text.length]
  const ends = short && mayEnd(text, at + 1, people)
  if (ends && (GOING_ON.has(text.slice(at + 1, at + 3)) || officeAfter(text, at + 1, people).length > 1 || FUNCTION.has(text.charAt(at + 1)))) return SPEAKS_AT_ONCE.test(text.slice(at + 2)) && long && !FUNCTION.has(text.charAt(at + 1)) && !GOING_ON.has(text.slice(at + 1, at + 3)) ? 2 : 1
  if (long && mayEnd(text, at + 2, people)) return 2
  return ends ? 1 : 0
}

/** The posts of the words that lead up to a name: "市政府副市长、市水利局局长". */
const postsBefore = (text: string, at: number, people: PeopleTables): Post[] => {
  const lead = /[^，。；：！？“”（）\n\s]{0,60}$/u.exec(text.slice(Math.max(0, at - 60), at))?.[0] ?? ''
  const posts: Post[] = []
  for (const part of lead.split(/[、兼]/u).reverse()) {
    const office = officeBefore(part, part.length, people)
    if (office === '' || people.offices.get(office) === 'address') break
    const of = part.slice(0, part.length - office.length)
    posts.push({ office, of: of.replace(/^.*?(?:原|前|时任)/u, ''), past: /(?:原|^前|时任|曾任|[^目之以空]前)[^的]{0,24}$/u.test(of) })
  }
  return posts
}

const readMention = (text: string, passage: number, from: number, to: number, surname: string, people: PeopleTables): Mention => {
  const before = text.slice(Math.max(0, from - 16), from)
  const after = officeAfter(text, to, people)
  const rest = text.slice(to, to + 40)
  const behind = after !== '' && people.offices.get(after) !== 'address' ? [{ office: after, of: '', past: false }] : []
  return {
    passage, from, to, surname,
    name: text.slice(from, to),
    posts: [...postsBefore(text, from, people), ...behind],
    // Who is named in a list is introduced by what leads it.
    introduced: before.endsWith('、') || (HAN.test(before.slice(-1)) && !LINKING.test(before)) || behind.length > 0 || FOLLOWED.test(rest),
    speaks: SPEAKS.test(rest),
  }
}

/** Whether a name's words before and behind make it certain that it is one. */
const isCertain = (text: string, at: number, end: number, surname: string, people: PeopleTables, last: number): boolean => {
  const office = officeBefore(text, at, people)
  if (office !== '' && people.offices.get(office) !== 'address') return true
  if (/(?:名叫|名为|叫|叫做|□)$/u.test(text.slice(Math.max(0, at - 2), at))) return true
  // A list goes on: 局长李建国、王强.
  if (last >= 0 && last === at - 1 && /[、和与]/.test(text.charAt(at - 1))) return true
  if (!LINKING.test(text.slice(Math.max(0, at - 6), at))) return false
  if (people.surnames.get(surname) === 'rare') return false
  const after = officeAfter(text, end, people)
  return SPEAKS_AT_ONCE.test(text.slice(end)) || (after !== '' && end - at > surname.length + 1) || (text.charAt(end) === '，' && FOLLOWED.test(text.slice(end, end + 40)) && /^，(?:男|女|今年|现任|\d)/u.test(text.slice(end)))
}

const NAMED_KINDS: ReadonlySet<Passage['kind']> = new Set(['byline', 'credit', 'speaker'])

const certainIn = ({ text, kind }: Passage, passage: number, people: PeopleTables): Mention[] => {
  const found: Mention[] = []
  let last = -1
  for (let at = 0; at < text.length; at += 1) {
    const surname = surnameAt(text, at, people)
    if (surname === '') continue
    const given = givenLength(text, at + surname.length, people)
    const end = at + surname.length + given
    // 王局长 is no name in full, nor is 李某.
    if (given === 0 || NOT_NAMES.has(text.slice(at, at + 2)) || officeAfter(text, at + surname.length, people) !== '') continue
    const alone = NAMED_KINDS.has(kind) && !HAN.test(text.charAt(at - 1)) && !HAN.test(text.charAt(end))
    if (!alone && !isCertain(text, at, end, surname, people, last)) continue
    found.push(readMention(text, passage, at, end, surname, people))
    last = end
    at = end - 1
  }
  return found
}

/** Whether nothing but a single character says that a name ends here: where a shorter name is known, 陈东答 is 陈东 who answers. */
const endsWeakly = (text: string, at: number): boolean => FUNCTION.has(text.charAt(at)) && !SPEAKS_AT_ONCE.test(text.slice(at)) && !GOING_ON.has(text.slice(at, at + 2))

/** How often a word stands in a piece. */
const timesOf = (word: string, passages: readonly Passage[]): number => passages.reduce((times, { text }) => times + text.split(word).length - 1, 0)

/** Everybody named in full in a piece, in reading order: names known by what stands around them, and the same names wherever they stand. */
export const mentionsOf = (passages: readonly Passage[], people: PeopleTables): Mention[] => {
  if (people.surnames.size === 0) return []
  const read = passages.flatMap((passage, index) => certainIn(passage, index, people))
  const names = new Set(read.map(({ name }) => name))
  const certain = read.map((mention) => {
    const { passage, from, to, name, surname } = mention
    const text = passages[passage]?.text ?? ''
    return name.length > surname.length + 1 && names.has(name.slice(0, -1)) && endsWeakly(text, to) && timesOf(name, passages) === 1 ? readMention(text, passage, from, to - 1, surname, people) : mention
  })
  const surnames = new Map(certain.map(({ name, surname }) => [name, surname]))
  const known = new Set(certain.map(({ passage, from }) => `${passage}:${from}`))
  const again: Mention[] = []
  for (const [index, { text }] of passages.entries())
    for (const [name, surname] of surnames)
      for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
        // 李建 is not named in 李建国.
        const longer = [...surnames.keys()].some((other) => other.length > name.length && text.startsWith(other, at))
        if (!longer && !known.has(`${index}:${at}`)) again.push(readMention(text, index, at, at + name.length, surname, people))
      }
  return [...certain, ...again].sort((one, other) => one.passage - other.passage || one.from - other.from)
}
