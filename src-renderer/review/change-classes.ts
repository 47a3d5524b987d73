import type { ChangeClass, Rules } from '../../src-shared/review/policy'
import { compare, type BlockRow, type FieldChange } from '../../src-shared/story/compare'
import type { Story } from '../../src-shared/story/story'

const HEADLINES: ReadonlySet<FieldChange['field']> = new Set(['kicker', 'headline', 'deck', 'columnTag', 'originalHeadline'])
const NAMED: ReadonlySet<FieldChange['field']> = new Set(['byline', 'contributors', 'responsibleEditor'])
const PICTURES: ReadonlySet<string> = new Set(['photo', 'photoGroup'])

const isPicture = ({ before, after }: BlockRow): boolean => PICTURES.has((after ?? before)?.type ?? '')

/** What an edit touches, as the policy tells changes apart; empty where nothing differs. */
export const changeClasses = (before: Story, after: Story): ChangeClass[] => {
  const { fields, blocks, photos } = compare(before, after)
  const found = new Set<ChangeClass>(fields.map(({ field }) => (HEADLINES.has(field) ? 'headline' : NAMED.has(field) ? 'byline' : 'details')))
  if (blocks.some((row) => row.kind !== 'same' && row.kind !== 'away' && !isPicture(row))) found.add('text')
  if (photos.length > 0) found.add('photos')
  return (['text', 'headline', 'byline', 'details', 'photos'] as const).filter((each) => found.has(each))
}

/** What of a piece falls by such changes. */
export const fallenBy = (changes: readonly ChangeClass[], { voids }: Rules): { approvals: boolean; proofs: boolean } => ({
  approvals: changes.some((change) => voids[change].approvals),
  proofs: changes.some((change) => voids[change].proofs),
})
