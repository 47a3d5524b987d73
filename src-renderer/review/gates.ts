import type { Working } from '../../src-shared/desk-api/working'
import type { Unmet } from '../../src-shared/review/preflight'
import { rulesOf, type Policy } from '../../src-shared/review/policy'
import { proofsMissing } from '../../src-shared/review/proofs'
import type { Standing } from '../../src-shared/review/states'
import { openConflicts } from '../../src-shared/story/merge'
import type { StoryField } from '../../src-shared/story/story'
import { openNotes } from '../../src-shared/story/unresolved'

/** What stands between a piece and its next pass: how many there are, and whether they stop it or are only said. */
export type Gate = { kind: 'conflicts' | 'suggestions' | 'comments' | 'proofs' | 'issues'; count: number; stops: boolean }

/** How many changes are suggested in a working copy or a draft and not decided, those of fields among them. */
export const openSuggestions = ({ story, notes }: Pick<Working, 'story' | 'notes'>): number => openNotes(story, notes).filter(({ kind }) => kind === 'suggestion').length

/** The gates of a piece before its stage passes. `working` is the working copy, null where nobody edited it. */
export const gatesOf = (standing: Standing, policy: Policy | undefined, working: Working | null): Gate[] => {
  const rules = policy && rulesOf(policy)
  const stage = rules?.stages[standing.stage]
  const gates: Gate[] = [
    { kind: 'conflicts', count: working ? openConflicts(working.conflicts) : 0, stops: true },
    { kind: 'suggestions', count: working ? openSuggestions(working) : 0, stops: true },
    { kind: 'proofs', count: rules ? proofsMissing(standing, rules, standing.stage) : 0, stops: true },
    { kind: 'issues', count: standing.issues.filter(({ open }) => open).length, stops: stage?.closesIssues ?? false },
    // A comment is about the words, not one of them: it stays at the desk until the sign-off.
    { kind: 'comments', count: working ? openNotes(working.story, working.notes).filter(({ kind }) => kind === 'comment').length : 0, stops: rules !== undefined && standing.stage === rules.stages.length - 1 },
  ]
  return gates.filter(({ count }) => count > 0)
}

/** Where the first thing of a kind stands in the working copy; null where it has no place there. */
export const placeOfGate = (kind: Gate['kind'], { story, notes, conflicts }: Working): Unmet['place'] | null => {
  const conflict = conflicts[0]?.place
  if (kind === 'conflicts') return conflict ? ('field' in conflict ? { field: conflict.field as StoryField } : { block: conflict.blockId }) : null
  return openNotes(story, notes).find((note) => note.kind === (kind === 'comments' ? 'comment' : 'suggestion'))?.place ?? null
}
