import { readFileSync } from 'node:fs'

import { createCopy, numbered } from '../../src-renderer/proofing/copy'
import { createReader } from '../../src-renderer/proofing/reader'
import { standardTables } from '../../src-shared/proofing/standard-tables'
import { bodySchema } from '../../src-shared/story/body'
import { textOf } from '../../src-shared/story/count'
import type { BodyJson } from '../../src-shared/story/story'
import { longStory } from './copy'
import { inTurn, median, quantile, report } from './measure'

/** Copy that is hard on a checker, as a newspaper's is: the clean half of the corpus, over and over. */
const sentences = readFileSync('tests/fixtures/proofing/zh-clean.txt', 'utf8').split('\n').filter((line) => line !== '')
const paragraphs: BodyJson[] = []
for (let written = 0, at = 0; written < 100_000; ) {
  let words = ''
  while (words.length < 200) words += sentences[(at += 1) % sentences.length] ?? ''
  written += words.length
  paragraphs.push({ type: 'paragraph', attrs: { blockId: `p${String(written)}` }, content: [{ type: 'text', text: words }] })
}
const story = { ...longStory(200), body: { type: 'doc', content: paragraphs } }
const doc = bodySchema().nodeFromJSON(story.body)
const text = textOf(story.body)
const tables = standardTables()

/** A bare pass: every character of the copy looked at once. */
const barePass = (): Promise<number> => {
  let sum = 0
  for (let at = 0; at < text.length; at += 1) sum += text.charCodeAt(at)
  return Promise.resolve(sum)
}

const hands = { now: () => performance.now(), pause: () => Promise.resolve(), english: null }
const readAll = (): Promise<void> => {
  const parts = createCopy().parts(story, doc)
  return createReader(tables, hands).read({ kind: 'text', round: 1, language: 'zh-CN', order: parts.map(({ number }) => number), fresh: parts.map(numbered) }, () => undefined)
}

// What the window's own thread does after an edit: number the copy anew and say what of it is new. Marking is measured by `typing`, in a browser.
const copy = createCopy()
let now = doc
copy.parts(story, now)
const afterEdit = (): Promise<void> => {
  const paragraph = now.child(1)
  now = now.copy(now.content.replaceChild(1, paragraph.copy(paragraph.content.append(doc.child(2).content.cut(0, 1)))))
  const parts = copy.parts(story, now)
  parts.map(({ number }) => number)
  return Promise.resolve()
}

const whole = await inTurn(20, readAll, barePass)
const edits = await inTurn(200, afterEdit, barePass)
const row = (what: string, ms: number, bare: number, note: string) => ({ what, ms, baseline: 'a bare pass over the text', baselineMs: bare, ratio: ms / bare, aim: null, note })
report([
  row('100,000 characters read from nothing, in the worker', median(whole.a), median(whole.b), `aim 1,000 ms: ${median(whole.a) <= 1000 ? 'met' : 'not met'}`),
  row('after an edit in them, on the window\'s thread, p95', quantile(edits.a, 0.95), median(edits.b), `aim 16 ms: ${quantile(edits.a, 0.95) <= 16 ? 'met' : 'not met'}; marking and typing together: see typing`),
])
