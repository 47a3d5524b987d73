import { mergeStories } from '../../src-shared/story/merge'
import type { BodyJson, Story } from '../../src-shared/story/story'
import { longStory } from './copy'
import { inTurn, median, quantile, report } from './measure'

const CHARACTERS = 100_000
const TIMES = 40

// The same piece every time.
let seed = 20261128
const chance = (): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return seed / 2 ** 32
}

/** The same piece in sentences of 12 to 40 characters, each of them once, as in a piece somebody wrote. */
const written = (story: Story): Story => {
  const line = (length: number): string => Array.from({ length }, () => String.fromCodePoint(0x4e00 + Math.floor(3_500 * chance() ** 2))).join('')
  const text = (length: number): string => {
    let made = ''
    while (made.length < length) made += `${line(12 + Math.floor(28 * chance()))}。`
    return made
  }
  return { ...story, body: { ...story.body, content: (story.body.content ?? []).map((node) => ({ ...node, content: (node.content ?? []).map((each) => ({ ...each, text: text(each.text?.length ?? 0) })) })) } }
}

const words = (node: BodyJson | undefined): string => (node?.content ?? []).map(({ text }) => text ?? '').join('')
const paragraph = (blockId: string, text: string): BodyJson => ({ type: 'paragraph', attrs: { blockId }, content: [{ type: 'text', text }] })

/** A day's work on a long piece: of every 20 blocks two are reworded at one end, one is split, one moved, one taken out, one put in. */
const worked = (story: Story, who: string, first: number): Story => {
  const content = [...(story.body.content ?? [])]
  for (let at = first; at + 12 < content.length; at += 20) {
    for (const step of [0, 3]) {
      const node = content[at + step]
      if (node) content[at + step] = { ...node, content: [{ type: 'text', text: who === 'm' ? `${who}改了开头。${words(node)}` : `${words(node)}${who}改了结尾。` }] }
    }
    const whole = content[at + 5]
    const half = Math.floor(words(whole).length / 2)
    if (whole) content.splice(at + 5, 1, { ...whole, content: [{ type: 'text', text: words(whole).slice(0, half) || '空' }] }, paragraph(`${who}-half-${String(at)}`, words(whole).slice(half)))
    content.splice(at + 8, 0, ...content.splice(at + 10, 1))
    content.splice(at + 11, 1, paragraph(`${who}-new-${String(at)}`, `${who}在第${String(at)}处加的一段，说的是别处没有的话。`))
  }
  return { ...story, headline: `${story.headline}${who}`, body: { ...story.body, content } }
}

const base = written(longStory(CHARACTERS))
const [mine, theirs] = [worked(base, 'm', 0), worked(base, 't', 7)]
const close = worked(base, 't', 0)
const texts = [base, mine, theirs].map((story) => JSON.stringify(story))
const bare = (): Promise<unknown> => Promise.resolve(texts.map((text) => JSON.stringify(JSON.parse(text))))

const rows = []
for (const [what, other] of [['merge of two days’ work on a 100,000-character piece', theirs], ['the same where both worked on the same blocks', close]] as const) {
  const { a, b } = await inTurn(TIMES, () => Promise.resolve(mergeStories(base, mine, other)), bare)
  const { conflicts } = mergeStories(base, mine, other)
  rows.push({ what, ms: median(a), baseline: 'parse + stringify of the three copies', baselineMs: median(b), ratio: median(a) / median(b), aim: null, note: `p95 ${quantile(a, 0.95).toFixed(1)} ms; ${String(base.body.content?.length ?? 0)} blocks; conflicts: ${String(conflicts.length)}` })
}
report(rows)
