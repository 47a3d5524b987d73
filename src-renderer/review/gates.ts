import type { Working } from '../../src-shared/desk-api/working'
import { rulesOf, type Policy } from '../../src-shared/review/policy'
import { proofsMissing } from '../../src-shared/review/proofs'
import type { Standing } from '../../src-shared/review/states'
import { openConflicts } from '../../src-shared/story/merge'
import type { BodyJson } from '../../src-shared/story/story'

/** What stands between a piece and its next pass: how many there are, and whether they stop it or are only said. */
export type Gate = { kind: 'conflicts' | 'suggestions' | 'comments' | 'proofs' | 'issues'; count: number; stops: boolean }

const SUGGESTED: ReadonlySet<string> = new Set(['insertion', 'deletion', 'modification'])

const suggestionsIn = (body: BodyJson): Set<string> => {
  const found = new Set<string>()
  const look = (node: BodyJson): void => {
    for (const { type, attrs } of node.marks ?? []) if (SUGGESTED.has(type)) found.add(String(attrs?.['id']))
    for (const child of node.content ?? []) look(child)
  }
  look(body)
  return found
}

/** How many changes are suggested in a working copy and not decided, those of fields among them. */
export const openSuggestions = ({ story, notes }: Pick<Working, 'story' | 'notes'>): number => suggestionsIn(story.body).size + (notes.fields?.length ?? 0)

/** The gates of a piece before its stage passes. `working` is the working copy, null where nobody edited it. */
export const gatesOf = (standing: Standing, policy: Policy | undefined, working: Working | null): Gate[] => {
  const rules = policy && rulesOf(policy)
  const stage = rules?.stages[standing.stage]
  const gates: Gate[] = [
    { kind: 'conflicts', count: working ? openConflicts(working.conflicts) : 0, stops: true },
    { kind: 'suggestions', count: working ? openSuggestions(working) : 0, stops: true },
    { kind: 'proofs', count: rules ? proofsMissing(standing, rules, standing.stage) : 0, stops: true },
    { kind: 'issues', count: standing.issues.filter(({ open }) => open).length, stops: stage?.closesIssues ?? false },
    // A comment is about the words, not one of them: it stays at the desk.
    { kind: 'comments', count: working?.notes.threads.filter(({ resolvedAt }) => resolvedAt === null).length ?? 0, stops: false },
  ]
  return gates.filter(({ count }) => count > 0)
}
