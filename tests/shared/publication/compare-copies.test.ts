import { describe, expect, it } from 'vitest'

import { compareCopies } from '../../../src-shared/publication/compare-copies'
import type { RemoteCopy } from '../../../src-shared/publication/connector'

const copy = (more: Partial<RemoteCopy> = {}): RemoteCopy => ({ title: '渡口新桥通车', summary: '', lines: ['渡口新桥昨日通车。', '两岸往来只需十分钟。', '市民纷纷点赞。'], channels: ['社会'], keywords: [], authors: ['周岚'], photos: [], time: null, ...more })

describe('comparing what was sent with what stands there', () => {
  it('finds nothing where nothing was changed', () => {
    expect(compareCopies(copy(), copy())).toMatchObject({ fields: [], changed: false, lines: [{ changed: false }, { changed: false }, { changed: false }] })
  })

  it('shows a changed line by its Chinese words', () => {
    const { lines, changed } = compareCopies(copy(), copy({ lines: ['渡口新桥昨日通车。', '两岸往来只需八分钟。', '市民纷纷点赞。'] }))
    expect(changed).toBe(true)
    expect(lines.map((line) => line.changed)).toEqual([false, true, false])
    expect(lines[1]?.runs.filter(({ op }) => op !== 'same')).toEqual([{ op: 'removed', text: '十' }, { op: 'added', text: '八' }])
  })

  it('keeps a line that came or went on a line of its own', () => {
    const { lines } = compareCopies(copy(), copy({ lines: ['渡口新桥昨日通车。', '市民纷纷点赞。', '（编辑部）'] }))
    expect(lines.map(({ runs }) => runs.map(({ op, text }) => `${op} ${text}`).join('|'))).toEqual(['same 渡口新桥昨日通车。', 'removed 两岸往来只需十分钟。', 'same 市民纷纷点赞。', 'added （编辑部）'])
  })

  it('names the fields that differ', () => {
    expect(compareCopies(copy(), copy({ title: '渡口大桥通车', keywords: ['桥'] })).fields.map(({ field }) => field)).toEqual(['title', 'keywords'])
  })

  it('finds nothing in keywords a CMS sorted or spelt its own way, nor in an author nobody named', () => {
    const sent = copy({ keywords: ['渡轮', 'Night shift', '桥'], authors: [] })
    expect(compareCopies(sent, copy({ keywords: ['桥', 'night shift', '渡轮'], authors: ['编辑'] }))).toMatchObject({ fields: [], changed: false })
    expect(compareCopies(sent, copy({ keywords: ['桥', '江'], authors: ['编辑'] })).fields).toMatchObject([{ field: 'keywords' }])
  })
})
