import type { Content } from '../../../../src-renderer/live/live-content'
import type { Merging } from '../../../../src-renderer/live/live-session'
import { stable } from '../../../../src-shared/story/compare/inline'
import type { BodyJson } from '../../../../src-shared/story/story'

const idOf = (node: BodyJson): string => (typeof node.attrs?.['blockId'] === 'string' ? node.attrs['blockId'] : stable(node))
const byId = (body: BodyJson): Map<string, BodyJson> => new Map((body.content ?? []).map((node) => [idOf(node), node]))

/** A plain merge by block and field: what one side changed is taken, what both changed is kept as theirs and put into a conflict. */
export const byBlock: Merging = {
  stories: (base, mine, theirs) => {
    const conflicts: Content['conflicts'] = []
    const [was, ours, desk] = [byId(base.body), byId(mine.body), byId(theirs.body)]
    const question = (kind: 'block' | 'field', place: string, sides: { base: unknown; mine: unknown; theirs: unknown }): void => {
      conflicts.push({ id: `${kind}:${place}:${String(stable(sides).length)}:${stable(sides.mine).slice(0, 40)}`.slice(0, 120), kind, block: kind === 'block' ? place : null, field: null, ...sides })
    }
    const chosen = (id: string): BodyJson | null => {
      const [a, b, c] = [was.get(id) ?? null, ours.get(id) ?? null, desk.get(id) ?? null]
      if (stable(b) === stable(c) || stable(a) === stable(b)) return c
      if (stable(a) === stable(c)) return b
      question('block', id, { base: a, mine: b, theirs: c })
      return c ?? b
    }
    const content: BodyJson[] = []
    const placed = new Set<string>()
    const put = (id: string): void => {
      if (placed.has(id)) return
      placed.add(id)
      const node = chosen(id)
      if (node) content.push(node)
    }
    const order = [...ours.keys()]
    const follow = (id: string): void => {
      // A block only mine has comes after the one it follows there.
      for (const next of order.slice(order.indexOf(id) + 1)) {
        if (desk.has(next) || was.has(next)) return
        put(next)
      }
    }
    for (const next of order) {
      if (desk.has(next) || was.has(next)) break
      put(next)
    }
    for (const id of desk.keys()) {
      put(id)
      if (ours.has(id)) follow(id)
    }
    for (const id of order) put(id)
    const fields: Record<string, unknown> = { ...theirs }
    for (const key of Object.keys(theirs) as (keyof Content['story'])[]) {
      if (key === 'body' || key === 'photos' || stable(base[key]) === stable(mine[key]) || stable(mine[key]) === stable(theirs[key])) continue
      if (stable(base[key]) === stable(theirs[key])) fields[key] = mine[key]
      else question('field', key, { base: base[key], mine: mine[key], theirs: theirs[key] })
    }
    return { story: { ...(fields as Content['story']), body: { ...theirs.body, content }, photos: { ...mine.photos, ...theirs.photos } }, conflicts }
  },
  notes: (_base, mine, theirs) => ({ ...theirs, threads: [...theirs.threads, ...mine.threads.filter(({ id }) => !theirs.threads.some((thread) => thread.id === id))], suggestions: { ...mine.suggestions, ...theirs.suggestions } }),
}
