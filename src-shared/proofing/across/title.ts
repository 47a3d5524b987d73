import type { Mention, Post } from './mentions'
import type { AcrossFound, AcrossRule } from './rule'

/** Posts one of which excludes the others at one time. */
const LADDERS = [
  ['省长', '市长', '县长', '区长', '镇长', '乡长', '州长'],
  ['部长', '厅长', '局长', '处长', '科长', '股长', '所长', '站长', '主任', '院长', '馆长'],
  ['校长', '园长'],
  ['董事长', '总经理', '总裁', '厂长', '经理', '首席执行官'],
  ['教授', '讲师', '助教'],
  ['主任医师', '主治医师', '住院医师'],
  ['主席', '会长', '理事长', '秘书长'],
  ['队长', '大队长', '中队长', '支队长', '总队长'],
  ['检察长', '庭长', '审判长'],
  ['书记', '支书'],
  ['总编辑', '社长', '台长'],
  ['主教练', '领队'],
] as const

/** The words that make a post another one: deputy, assistant, senior. */
const rankOf = ({ office, of }: Post): { stem: string; rank: string } => {
  const before = /(?:名誉|荣誉|代理|执行|助理)$/u.exec(of)?.[0]
  if (before !== undefined) return { stem: office, rank: before }
  const [rank = ''] = /^(?:副|第一|助理|高级|正高级|总)?/u.exec(office) ?? []
  return rank === '总' ? { stem: office, rank: '' } : { stem: office.slice(rank.length), rank }
}

const isSubsequence = (short: string, long: string): boolean => {
  let at = 0
  for (const char of long) if (char === short.charAt(at)) at += 1
  return at === short.length
}

const HOUSE = /(?:局|委|会|联|司|厂|院|校|学|所|站|队|部|厅|科|处|社|馆|团|中心|政府|集团|银行)$/u

/** Houses and places of which somebody leads one. */
const LED = new RegExp(`${HOUSE.source}|(?:室|组|镇|乡|村|街道|社区|县|支行|分行)$`, 'u')

/** Whether two posts are of two houses: both named, and neither an abbreviation of the other. */
const areOfTwoHouses = (one: Post, other: Post, houses = HOUSE): boolean => {
  if (!houses.test(one.of) || !houses.test(other.of)) return false
  const [short, long] = one.of.length <= other.of.length ? [one.of, other.of] : [other.of, one.of]
  return !isSubsequence(short.slice(-2), long)
}

/** Whether one person can hardly hold both: the same post with and without 副, two rungs of one ladder, or one post in two houses. */
const contradict = (one: Post, other: Post): 'rank' | 'post' | 'house' | null => {
  if (one.past || other.past) return null
  const [mine, theirs] = [rankOf(one), rankOf(other)]
  if (mine.stem === theirs.stem) return areOfTwoHouses(one, other, LED) ? (mine.rank === theirs.rank ? 'house' : null) : mine.rank === theirs.rank ? null : 'rank'
  const onOneLadder = LADDERS.some((ladder) => ladder.some((post) => post === mine.stem) && ladder.some((post) => post === theirs.stem))
  return onOneLadder && !areOfTwoHouses(one, other) ? 'post' : null
}

/** Posts somebody is named with in one breath are held together. */
const heldTogether = (mentions: readonly Mention[], one: Post, other: Post): boolean =>
  mentions.some(({ posts }) => [one, other].every((post) => posts.some(({ office, of }) => office === post.office && (of === post.of || post.of === ''))))

/** One person given two offices in one piece. */
export const title: AcrossRule = {
  id: 'x.title',
  languages: ['zh-CN'],
  severity: 'warning',
  source: 'usage',
  check: ({ mentions }) => {
    const found: AcrossFound[] = []
    const people = new Map<string, Mention[]>()
    for (const mention of mentions) people.set(mention.name, [...(people.get(mention.name) ?? []), mention])
    for (const named of people.values())
      for (const [index, mention] of named.entries())
        for (const post of mention.posts) {
          const earlier = named.slice(0, index).find(({ posts }) => posts.some((other) => contradict(other, post) !== null && !heldTogether(named, other, post)))
          const other = earlier?.posts.find((each) => contradict(each, post) !== null)
          if (!earlier || !other) continue
          const behind = mention.posts.length === 1 && post.of === '' && !mention.introduced ? 0 : post.office.length
          found.push({
            passage: mention.passage, from: mention.from - (post.of === '' && behind === 0 ? 0 : post.office.length), to: mention.to, fixes: [],
            details: { name: mention.name, one: other.of.slice(-6) + other.office, other: post.of.slice(-6) + post.office },
            severity: contradict(other, post) === 'rank' ? 'error' : 'warning',
            other: { passage: earlier.passage, from: earlier.from, to: earlier.to },
          })
          break
        }
    return found
  },
}
