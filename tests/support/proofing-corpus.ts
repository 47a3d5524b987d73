import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const read = (name: string): string => readFileSync(join(import.meta.dirname, '../fixtures/proofing', name), 'utf8')

const storySchema = z.strictObject({ headline: z.string(), lede: z.string(), body: z.array(z.string()), captions: z.array(z.string()), credit: z.array(z.string()), date: z.string() })
const faultySchema = z.strictObject({ rule: z.string(), language: z.enum(['zh-CN', 'en']), story: storySchema, marks: z.array(z.string()).min(1) })
const cleanSchema = z.strictObject({ near: z.string(), language: z.enum(['zh-CN', 'en']), story: storySchema })

/** A small story of the corpus. */
export type CorpusStory = z.infer<typeof storySchema>

/** The stories with one fault across them, and those without. */
export const faultyStories = (): z.infer<typeof faultySchema>[] => z.array(faultySchema).parse(JSON.parse(read('story-errors.json')))
export const cleanStories = (): z.infer<typeof cleanSchema>[] => z.array(cleanSchema).parse(JSON.parse(read('story-clean.json')))

/** One line with seeded errors: the sentence as printed, and where its marks stand. */
export type MarkedLine = { rule: string; text: string; marks: { from: number; to: number; right: readonly string[] }[] }

/** Lines of `rule<TAB>sentence` in which wrong stretches stand as ⟦wrong→right⟧. */
export const markedLines = (name: string): MarkedLine[] =>
  read(name)
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [rule = '', sentence = ''] = line.split('\t')
      let text = ''
      const marks: MarkedLine['marks'] = []
      let at = 0
      for (const match of sentence.matchAll(/⟦([^→⟧]*)→([^⟧]*)⟧/g)) {
        text += sentence.slice(at, match.index)
        marks.push({ from: text.length, to: text.length + (match[1] ?? '').length, right: (match[2] ?? '').split('|') })
        text += match[1] ?? ''
        at = match.index + match[0].length
      }
      return { rule, text: text + sentence.slice(at), marks }
    })

/** Clean lines: anything found in them is a false alarm. */
export const cleanLines = (name: string): string[] => read(name).trimEnd().split('\n')

/** Whether two stretches of one text share a character, or a mark of no length is touched. */
export const overlap = (one: { from: number; to: number }, other: { from: number; to: number }): boolean => (other.from === other.to ? one.from <= other.from && other.from <= one.to : one.from < other.to && other.from < one.to)

/** What was counted of one rule: flags, flags that met a mark, marks, and marks that were met. */
export type Score = { flags: number; right: number; marks: number; met: number }

/** Scores by rule, in order. */
export class Scores {
  readonly #of = new Map<string, Score>()

  add(rule: string, more: Partial<Score>): void {
    const score = this.#of.get(rule) ?? { flags: 0, right: 0, marks: 0, met: 0 }
    for (const key of ['flags', 'right', 'marks', 'met'] as const) score[key] += more[key] ?? 0
    this.#of.set(rule, score)
  }

  rows(): { rule: string; precision: number | null; recall: number | null; score: Score }[] {
    return [...this.#of].sort(([one], [other]) => (one < other ? -1 : 1)).map(([rule, score]) => ({ rule, precision: score.flags === 0 ? null : score.right / score.flags, recall: score.marks === 0 ? null : score.met / score.marks, score }))
  }

  /** The table as it is printed by the test command. */
  print(title: string): void {
    const share = (value: number | null): string => (value === null ? '    -' : value.toFixed(2).padStart(5))
    console.log([title, ...this.rows().map(({ rule, precision, recall, score }) => `${rule.padEnd(20)} precision ${share(precision)} (${String(score.right)}/${String(score.flags)})  recall ${share(recall)} (${String(score.met)}/${String(score.marks)})`)].join('\n'))
  }
}
