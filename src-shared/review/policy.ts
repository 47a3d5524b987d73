import { z } from 'zod'

import { roleSchema } from './people'

const stageSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
  title: z.strictObject({ 'zh-CN': z.string().min(1), en: z.string().min(1) }),
  /** Roles that may pass or return at this stage. */
  roles: z.array(roleSchema).min(1),
  /** A written report is required to pass (初审). */
  reportRequired: z.boolean(),
})

/** The house's policy as data. The last stage is the sign-off 签发; none is skipped; nobody performs two, nor any on their own piece. */
export const policySchema = z.strictObject({
  schema: z.literal(1),
  name: z.string().min(1).max(100),
  stages: z.array(stageSchema).min(1).max(10),
  /** Where a returned piece starts again. */
  resubmitAt: z.enum(['returningStage', 'firstStage']),
})
export type Policy = z.infer<typeof policySchema>
export type Stage = Policy['stages'][number]

const final = { id: 'final', title: { 'zh-CN': '终审', en: 'Final review' }, roles: ['editor', 'admin'], reportRequired: false } satisfies Stage

/** 三审: three stages by three people, none the author. */
export const threeStagePolicy: Policy = {
  schema: 1,
  name: '三审',
  stages: [
    { id: 'first', title: { 'zh-CN': '初审', en: 'First review' }, roles: ['editor', 'admin'], reportRequired: true },
    { id: 'second', title: { 'zh-CN': '复审', en: 'Second review' }, roles: ['editor', 'admin'], reportRequired: false },
    final,
  ],
  resubmitAt: 'returningStage',
}

/** A small newsroom: one editor who is not the author. */
export const oneStagePolicy: Policy = { schema: 1, name: '一审', stages: [final], resubmitAt: 'returningStage' }
