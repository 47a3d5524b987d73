import type { PrintedBlock } from '../../../../src-shared/publication/printed/printed'
import { STYLES, styled } from './styles'

type List = Extract<PrintedBlock, { kind: 'list' }>
type Blocks = readonly PrintedBlock[]

/** What a list is drawn with: blocks by themselves, and a block's words alone where it is a plain paragraph. */
type Means = { all: (blocks: Blocks) => string; only: (blocks: Blocks) => string }

const listed = (list: List, from: number, items: readonly string[]): string => {
  if (items.length === 0) return ''
  const tag = list.style === 'number' ? 'ol' : 'ul'
  const start = list.start + from
  return `<${tag}${tag === 'ol' && start !== 1 ? ` start="${String(start)}"` : ''} style="${STYLES.list}">${items.map((item) => `<li>${item}</li>`).join('')}</${tag}>`
}

/**
 * A list of bullets or numbers. The platform takes a list out of an item it stands in, so what follows an item's first words is set below it, further in, and the list
 * goes on behind with its number.
 */
export const listHtml = (list: List, { all, only }: Means): string => {
  let drawn = ''
  let from = 0
  let items: string[] = []
  for (const [at, item] of list.items.entries()) {
    const inner = item.findIndex(({ kind }) => kind === 'list')
    items.push(only(inner === -1 ? item : item.slice(0, inner)))
    if (inner === -1) continue
    drawn += listed(list, from, items) + styled('section', 'nested', all(item.slice(inner)))
    items = []
    from = at + 1
  }
  return drawn + listed(list, from, items)
}
