import type { Mark, Node as ProseNode } from '@tiptap/pm/model'

import { idOf, isMove, isSuggestion, modType, readShape } from './marks'

/** What a suggestion would do, as it is told: words or blocks put in, taken out or both, blocks moved or turned into others, formats, attributes, a paragraph split or joined. */
export type SuggestionKind = 'insert' | 'delete' | 'replace' | 'move' | 'turn' | 'format' | 'attribute' | 'split' | 'join'

/**
 * One suggested change as the Notes tab lists it: what it would take out and put in, and where it begins. `details` are attributes and block
 * kinds, by name, with their values before and after.
 */
export type SuggestionEntry = { id: string; kind: SuggestionKind; removed: string; added: string; pos: number; details: { name: string; before: string; after: string }[] }

type Found = Omit<SuggestionEntry, 'kind'> & { blocks: boolean; types: Set<string> }

const textIn = (node: ProseNode): string => (node.isText ? (node.text ?? '') : node.isBlock ? `${node.textBetween(0, node.content.size, ' ')} ` : '').replaceAll('\u200b', '')

const shown = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

const namesOf = (value: unknown): string => {
  const list: unknown[] = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]
  return list.flatMap((each) => (typeof each === 'object' && each !== null && 'type' in each && typeof each.type === 'string' ? [each.type] : [])).join(' ')
}

const noteModification = (entry: Found, node: ProseNode, mark: Mark): void => {
  const type = modType(mark)
  entry.types.add(type)
  const { previousValue, newValue } = mark.attrs as { previousValue: unknown; newValue: unknown }
  const add = (name: string, before: string, after: string): void => {
    if (!entry.details.some((each) => each.name === name && each.before === before && each.after === after)) entry.details.push({ name, before, after })
  }
  if (type === 'attr') add(shown(mark.attrs['attrName']), shown(previousValue), shown(newValue))
  if (type === 'nodeType') add('type', readShape(previousValue)?.type ?? '', readShape(newValue)?.type ?? node.type.name)
  if (type === 'mark') add('format', namesOf(previousValue), namesOf(newValue))
}

const kindOf = ({ id, removed, added, blocks, types }: Found): SuggestionKind => {
  if (isMove(id)) return 'move'
  const [out, come] = [removed.replace(/\s/g, ''), added.replace(/\s/g, '')]
  if (blocks && out !== '' && out === come) return 'turn'
  if (out !== '' && come !== '') return 'replace'
  if (out !== '') return 'delete'
  if (come !== '') return 'insert'
  if (types.has('split')) return 'split'
  if (types.has('join')) return 'join'
  if (types.has('nodeType')) return 'turn'
  if (types.has('attr')) return 'attribute'
  if (types.has('mark')) return 'format'
  return types.has('deletion') && types.has('insertion') ? 'replace' : types.has('deletion') ? 'delete' : 'insert'
}

/** The suggested changes of a body in reading order; each id once. */
export const suggestionsOf = (doc: ProseNode): SuggestionEntry[] => {
  const found = new Map<string, Found>()
  doc.descendants((node, pos) => {
    for (const mark of node.marks) {
      if (!isSuggestion(mark)) continue
      const id = idOf(mark)
      const entry = found.get(id) ?? { id, removed: '', added: '', pos, details: [], blocks: false, types: new Set<string>() }
      const { name } = mark.type
      if (name === 'insertion') entry.added += textIn(node)
      else if (name === 'deletion') entry.removed += textIn(node)
      else noteModification(entry, node, mark)
      if (name !== 'modification') {
        entry.types.add(name)
        entry.blocks ||= node.isBlock
      }
      found.set(id, entry)
    }
  })
  return [...found.values()].map((entry) => {
    const { blocks: _blocks, types: _types, ...told } = entry
    return { ...told, removed: told.removed.trimEnd(), added: told.added.trimEnd(), kind: kindOf(entry) }
  })
}
