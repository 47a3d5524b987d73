import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'

import { readContent, seed, settled } from '../../../../src-main/desk/live/document'
import { LIVE_SCHEMA } from '../../../../src-shared/desk-api/live'
import type { Working } from '../../../../src-shared/desk-api/working'
import { bodySchema, parseBody } from '../../../../src-shared/story/body'
import { canonicalBytes } from '../../../../src-shared/story/canonical'
import { storySchema, type BodyJson } from '../../../../src-shared/story/story'
import { EVERY, more } from '../../../support/every-block'
import { block } from '../../../support/sample-story'
import { workingOf } from './working'

/** What a second process reads of a working copy that went through Yjs, over the wire's own bytes. */
const through = (working: Working): Working['story']['body'] => {
  const [first, second] = [new Doc({ gc: false }), new Doc({ gc: false })]
  const seeded = seed(first, working, {})
  if (!seeded.ok) throw new Error(`${seeded.code} ${seeded.message}`)
  applyUpdate(second, encodeStateAsUpdate(first))
  const content = readContent(second, working)
  if (!content.ok) throw new Error(content.message)
  expect(settled(content.value)).toBe(settled(working))
  return content.value.story.body
}
const text = (value: unknown): string => new TextDecoder().decode(canonicalBytes(value))
const whole = (body: BodyJson): unknown => {
  const parsed = parseBody(body)
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.value.toJSON()
}
const survives = (...content: BodyJson[]): void => {
  const working = workingOf({ type: 'doc', content })
  expect(text(through(working))).toBe(text(whole(working.story.body)))
}
const suggestion = (type: string, id: string | number, more: Record<string, unknown> = {}) => ({ type, attrs: { id, ...more } })
const marked = (node: BodyJson, ...marks: NonNullable<BodyJson['marks']>): BodyJson => ({ ...node, marks })

describe('a body in a live document', () => {
  it.each(Object.keys(EVERY))('comes back byte for byte: %s', (name) => survives(EVERY[name]!.block))

  it('keeps the suggestion marks of whole blocks', () =>
    survives(
      marked(block.paragraph('b1', '整段是建议'), suggestion('insertion', 's1')),
      marked(more.photo('图说', '何人摄', { blockId: 'b2' }), suggestion('deletion', 7)),
      marked(block.crosshead('b3', '一、', '小标题'), suggestion('modification', 's3', { type: 'attr', attrName: 'marker', previousValue: null, newValue: '一、' })),
      block.list('b4', 'bulletList', [marked(block.paragraph('b5', '一项'), suggestion('insertion', 's5'))]),
      more.table('b6', marked(more.row(more.cell('tableCell', '甲')), suggestion('deletion', 's6')), more.row(marked(more.cell('tableCell', '乙'), suggestion('insertion', 's7')))),
      marked(more.factBox('b7', '链接', more.paragraph('盒里')), suggestion('deletion', 's8')),
    ))

  it('keeps marks on inline atoms', () =>
    survives(block.paragraph('b1', '前', marked({ type: 'hardBreak' }, suggestion('insertion', 's1')), '中', marked(more.footnote('注'), { type: 'bold' }, suggestion('deletion', 's2'), { type: 'comment', attrs: { id: 'c1' } }), '后')))

  it('keeps several comments on the same words', () =>
    survives(block.paragraph('b1', '前', marked({ type: 'text', text: '中间' }, { type: 'comment', attrs: { id: 'c1' } }, { type: 'comment', attrs: { id: 'c2' } }), marked({ type: 'text', text: '里' }, { type: 'comment', attrs: { id: 'c2' } }))))

  it('keeps what two people suggest of the same words and blocks, in its order', () => {
    const format = (id: string, previousValue: unknown[], newValue: unknown[]) => suggestion('modification', id, { type: 'mark', attrName: null, previousValue, newValue })
    const border = (id: string, type: string) => suggestion('modification', id, { type, attrName: null, previousValue: null, newValue: null })
    survives(
      block.paragraph('b1', '江畔', marked({ type: 'text', text: '夜校' }, suggestion('insertion', 's1'), suggestion('deletion', 's2')), '今日', marked({ type: 'text', text: '开课' }, suggestion('insertion', 's1'), suggestion('deletion', 's2'), format('s3', [], [{ type: 'bold' }]))),
      marked(block.paragraph('b2', '整段'), suggestion('insertion', 's4'), suggestion('deletion', 's5')),
      marked(block.crosshead('b3', '一、', '小标题'), suggestion('insertion', 's4'), suggestion('modification', 's6', { type: 'attr', attrName: 'marker', previousValue: null, newValue: '一、' }), border('s7', 'split'), border('s8', 'join')),
    )
    for (const ids of [['x1', 'x2'], ['x2', 'x1'], ['s', 'a'], ['a', 's']] as const)
      survives(block.paragraph('b1', '江畔', marked({ type: 'text', text: '夜校' }, format(ids[0], [], [{ type: 'bold' }]), format(ids[1], [{ type: 'bold' }], []))))
  })

  it('keeps a null where the schema would put its own value', () => {
    const nullable = Object.entries(bodySchema().nodes).flatMap(([name, type]) => Object.entries(type.spec.attrs ?? {}).flatMap(([attribute, { default: own, validate }]) => (own !== null && own !== undefined && validate === undefined ? [`${name}.${attribute}`] : [])))
    // An ordered list's start is the one attribute that may be null and is not by itself: the case below is this list's.
    expect(nullable).toEqual(['orderedList.start'])
    survives({ type: 'orderedList', attrs: { blockId: 'b1', start: null, type: null }, content: [{ type: 'listItem', content: [more.paragraph('一项')] }] })
  })

  it('keeps values that are objects, in marks and cells', () =>
    survives(
      block.paragraph('b1', marked({ type: 'text', text: '粗' }, { type: 'bold' }, suggestion('modification', 's1', { type: 'mark', attrName: null, previousValue: null, newValue: { type: 'bold', attrs: {} } }))),
      more.table('b2', more.row(more.cell('tableCell', '宽', { colwidth: [120, 80], colspan: 2 }))),
    ))

  it('keeps letters beyond the first plane, and lines of nothing', () => survives(block.paragraph('b1', '𠮷野家👨‍👩‍👧'), block.paragraph('b2'), block.paragraph('b3', '完')))

  it.each<[string, BodyJson]>([
    ['a block', { type: 'paragraph', attrs: { blockId: 'b1', colour: 'red' }, content: [{ type: 'text', text: '甲' }] }],
    ['a mark', block.paragraph('b1', marked({ type: 'text', text: '甲' }, { type: 'bold', attrs: { weight: 900 } }))],
  ])('is refused, with the place, where %s has an attribute the schema does not know', (_, content) => {
    expect(seed(new Doc(), workingOf({ type: 'doc', content: [content] }), {})).toMatchObject({ ok: false, code: 'live-unsafe' })
  })

  it('is refused where it is no body', () => {
    expect(seed(new Doc(), workingOf({ type: 'doc', content: [{ type: 'marquee' }] }), {})).toMatchObject({ ok: false, code: 'body-invalid' })
  })
})

describe('the rest of a working copy in a live document', () => {
  it('comes back as it is: fields, lists, notes with remarks in order, conflicts', () => {
    const working = workingOf({ type: 'doc', content: [more.paragraph('甲')] })
    working.story = { ...working.story, photos: {}, keywords: ['夜校', '临江'], contributors: [{ name: '沈牧', role: 'reporter', from: '' }], correction: { story: null, headline: '旧题', printedOn: '3月1日', text: '误' }, publishTime: null }
    const remark = (id: string, at: string) => ({ id, by: '顾兰', at, text: id })
    working.notes = {
      threads: [{ id: 't2', quote: '乙', remarks: [remark('r9', '2026-03-02T00:00:00Z'), remark('r1', '2026-03-01T00:00:00Z')], resolvedAt: null }, { id: 't1', quote: '甲', remarks: [remark('r1', '2026-03-03T00:00:00Z')], resolvedAt: '2026-03-04T00:00:00Z', resolvedBy: '沈牧', field: 'headline' }],
      suggestions: { s1: { by: '沈牧', person: 'p1', at: '2026-03-01T00:00:00Z' } },
      fields: [{ id: 'f1', field: 'headline', was: '旧', value: '新', by: '沈牧', at: '2026-03-01T00:00:00Z' }],
    }
    working.conflicts = [{ id: 'c1', kind: 'field', place: { field: 'headline' }, base: { headline: '甲' }, mine: { headline: '乙' }, theirs: { headline: '丙' } }]
    const doc = new Doc()
    expect(seed(doc, working, {})).toEqual({ ok: true, value: null })
    expect(readContent(doc, working)).toEqual({ ok: true, value: { story: { ...working.story, body: whole(working.story.body) }, notes: working.notes, conflicts: working.conflicts } })
  })
})

describe('a live document from before the embargo', () => {
  it('is read as one with none, and goes nowhere in particular', () => {
    const working = workingOf({ type: 'doc', content: [more.paragraph('甲')] })
    working.story = { ...working.story, photos: {} }
    const doc = new Doc()
    seed(doc, working, {})
    for (const field of ['embargo', 'destinations']) doc.getMap('fields').delete(field)
    expect(readContent(doc, working)).toMatchObject({ ok: true, value: { story: { embargo: null, destinations: [] } } })
  })

  it('still must have every field it had', () => {
    const working = workingOf({ type: 'doc', content: [more.paragraph('甲')] })
    const doc = new Doc()
    seed(doc, working, {})
    doc.getMap('fields').delete('headline')
    expect(readContent(doc, working)).toMatchObject({ ok: false, code: 'live-invalid' })
  })
})

describe('the live form', () => {
  it('has a new number whenever the body schema or the fields change', () => {
    const shape = (record: object): unknown =>
      Object.entries(record).map(([name, type]: [string, { spec: Record<string, unknown> }]) => [name, ['content', 'group', 'marks', 'inline', 'atom', 'excludes', 'isolating', 'defining'].map((key) => type.spec[key] ?? null), Object.entries(type.spec['attrs'] ?? {}).map(([attribute, { default: own }]: [string, { default?: unknown }]) => [attribute, own ?? null])])
    const digest = createHash('sha256').update(text([shape(bodySchema().nodes), shape(bodySchema().marks)])).digest('hex').slice(0, 16)
    const fields = createHash('sha256').update(text(Object.keys(storySchema.shape).sort())).digest('hex').slice(0, 16)
    // Where this fails, raise LIVE_SCHEMA and write the new three here: windows of both kinds must not edit one document.
    expect([LIVE_SCHEMA, digest, fields]).toEqual([3, 'c6b8884668923ed0', 'ad307c72e591f448'])
  })
})
