// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'

import { firstOfEach } from '../../../src-renderer/ui/palette'

const groups = [
  { group: 'stories', actions: Array.from({ length: 40 }, (_, index) => ({ id: `s${index}`, label: `汉江边的夜校 ${index}`, keywords: ['night-school', '刘强'] })) },
  { group: 'acts', actions: [{ id: 'new', label: 'New story…', keywords: '新建' }, { id: 'go', label: 'Go to Desk' }] },
]
const found = (query: string): string[] => firstOfEach(query, groups).flatMap((group) => ('actions' in group ? group.actions.map(({ id }) => id) : []))

describe('the palette', () => {
  it('shows a handful of stories and every act before anything is typed', () => {
    expect(found('')).toHaveLength(8 + 2)
  })
  it('finds Chinese inside a headline, by any word, in any order', () => {
    expect(found('夜校 汉江')).toContain('s0')
    expect(found('刘强')).toContain('s39')
    expect(found('NIGHT-school 夜校')).toContain('s0')
  })
  it('finds an act by its other name', () => {
    expect(found('新建')).toEqual(['new'])
  })
  it('leaves out what lacks one of the words', () => {
    expect(found('夜校 火车')).toEqual([])
  })
})
