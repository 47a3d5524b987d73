import { z } from 'zod'

import { SEVERITIES } from '../proofing/severity'
import { roleSchema, type Role } from './people'

const stageId = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/)
const title = z.strictObject({ 'zh-CN': z.string().min(1).max(60), en: z.string().min(1).max(60) })
const name = z.string().min(1).max(100)
const roles = z.array(roleSchema).min(1)
const resubmitAt = z.enum(['returningStage', 'firstStage'])

const firstStage = z.strictObject({ id: stageId, title, roles, reportRequired: z.boolean() })
/** The policy as the first Stet wrote it: kept to the letter, because its digest stands in what was signed under it. */
const firstPolicySchema = z.strictObject({ schema: z.literal(1), name, stages: z.array(firstStage).min(1).max(10), resubmitAt })

/** What a change touches, as the policy tells changes apart: the body's words, the headlines, who is named, what is kept beside, pictures and captions. */
export const changeClassSchema = z.enum(['text', 'headline', 'byline', 'details', 'photos'])
export type ChangeClass = z.infer<typeof changeClassSchema>
export const CHANGE_CLASSES = changeClassSchema.options

const stageSchema = z.strictObject({
  id: stageId,
  title,
  /** Roles that may pass or return at this stage. */
  roles,
  /** A written report is required to pass (初审). */
  reportRequired: z.boolean(),
  /** No pass while an issue anybody raised is open (复审). */
  closesIssues: z.boolean(),
  /** Hours a piece should wait here at most; 0 for no limit. */
  hours: z.int().min(0).max(720),
  /** No pass while the machine's checks have anything of this gravity, or a graver one, open; no such gate where it is not said. */
  checks: z.enum(SEVERITIES).optional(),
})

const voidSchema = z.strictObject({
  /** Every approval falls: the piece starts again at the first stage. */
  approvals: z.boolean(),
  /** Every proof pass falls. */
  proofs: z.boolean(),
})

const currentPolicySchema = z.strictObject({
  schema: z.literal(2),
  name,
  /** In order; the last is the sign-off 签发. None is skipped; nobody performs two, nor any on their own piece. */
  stages: z.array(stageSchema).min(1).max(10),
  /** Where a returned piece starts again, and a correction of a signed one. */
  resubmitAt,
  correctAt: z.enum(['firstStage', 'lastStage']),
  /** 三校: passes by different people, then a read-through 通读, all done before the stage `before` passes. */
  proofreading: z.strictObject({ passes: z.int().min(0).max(5), readThrough: z.boolean(), roles, before: stageId, apartFromReview: z.boolean() }),
  /** What an edit at the desk makes void, by what it touches. */
  voids: z.strictObject({ text: voidSchema, headline: voidSchema, byline: voidSchema, details: voidSchema, photos: voidSchema }),
  /** Who may hold, spike, and correct a piece, and take a claim over. */
  powers: z.strictObject({ hold: roles, spike: roles, correct: roles, takeOver: roles }),
  /** Hours within which a signed correction should stand wherever the piece is live; CORRECTION_HOURS where the policy does not say. */
  correctionHours: z.int().min(1).max(720).optional(),
})

/** What a policy that says nothing of it gives a correction. */
export const CORRECTION_HOURS = 24

const consistent = (policy: { stages: readonly { id: string }[]; proofreading?: { before: string } }, context: z.RefinementCtx): void => {
  const ids = policy.stages.map(({ id }) => id)
  if (new Set(ids).size !== ids.length) context.addIssue({ code: 'custom', path: ['stages'], message: 'two stages have one id' })
  if (ids.includes('submission') || ids.includes('proof')) context.addIssue({ code: 'custom', path: ['stages'], message: 'a stage has a reserved id' })
  if (policy.proofreading && !ids.includes(policy.proofreading.before)) context.addIssue({ code: 'custom', path: ['proofreading', 'before'], message: 'there is no such stage' })
}

/** The house's policy as data, in either form. */
export const policySchema = z.discriminatedUnion('schema', [firstPolicySchema, currentPolicySchema]).superRefine(consistent)
export type Policy = z.infer<typeof policySchema>
/** The policy with every rule said; what everything that decides reads. */
export type Rules = z.infer<typeof currentPolicySchema>
export type Stage = Rules['stages'][number]

const stays = { approvals: false, proofs: false }
const EVERY_EDITOR: Role[] = ['editor', 'chief', 'admin']

/** A policy's rules in full: what the first form did not speak of is as it was then. */
export const rulesOf = (policy: Policy): Rules => {
  if (policy.schema === 2) return policy
  const { id: before } = policy.stages.at(-1) ?? { id: '' }
  return {
    schema: 2,
    name: policy.name,
    stages: policy.stages.map((stage) => ({ ...stage, closesIssues: false, hours: 0 })),
    resubmitAt: policy.resubmitAt,
    correctAt: 'firstStage',
    proofreading: { passes: 0, readThrough: false, roles: EVERY_EDITOR, before, apartFromReview: false },
    voids: { text: stays, headline: stays, byline: stays, details: stays, photos: stays },
    powers: { hold: EVERY_EDITOR, spike: EVERY_EDITOR, correct: EVERY_EDITOR, takeOver: EVERY_EDITOR },
  }
}

const proofsFall = { approvals: false, proofs: true }

/** 三审三校: three stages by three people, none the author; three proof passes and a read-through before the sign-off. */
export const threeStagePolicy: Rules = {
  schema: 2,
  name: '三审三校',
  stages: [
    { id: 'first', title: { 'zh-CN': '初审', en: 'First review' }, roles: ['editor', 'chief', 'admin'], reportRequired: true, closesIssues: false, hours: 24 },
    { id: 'second', title: { 'zh-CN': '复审', en: 'Second review' }, roles: ['editor', 'chief', 'admin'], reportRequired: false, closesIssues: true, hours: 24 },
    { id: 'final', title: { 'zh-CN': '终审', en: 'Final review' }, roles: ['chief', 'admin'], reportRequired: false, closesIssues: true, hours: 12 },
  ],
  resubmitAt: 'returningStage',
  correctAt: 'firstStage',
  proofreading: { passes: 3, readThrough: true, roles: ['editor', 'chief', 'admin'], before: 'final', apartFromReview: false },
  voids: { text: proofsFall, headline: proofsFall, byline: stays, details: stays, photos: proofsFall },
  powers: { hold: ['editor', 'chief', 'admin'], spike: ['chief', 'admin'], correct: ['editor', 'chief', 'admin'], takeOver: ['editor', 'chief', 'admin'] },
}

/** A small newsroom: one editor who is not the author. */
export const oneStagePolicy: Rules = {
  schema: 2,
  name: '一审',
  stages: [{ id: 'final', title: { 'zh-CN': '终审', en: 'Final review' }, roles: EVERY_EDITOR, reportRequired: false, closesIssues: false, hours: 0 }],
  resubmitAt: 'returningStage',
  correctAt: 'firstStage',
  proofreading: { passes: 0, readThrough: false, roles: EVERY_EDITOR, before: 'final', apartFromReview: false },
  voids: { text: stays, headline: stays, byline: stays, details: stays, photos: stays },
  powers: { hold: EVERY_EDITOR, spike: EVERY_EDITOR, correct: EVERY_EDITOR, takeOver: EVERY_EDITOR },
}
