import type { Role } from '../../../../src-shared/review/people'
import { threeStagePolicy, type Rules } from '../../../../src-shared/review/policy'
import type { Story } from '../../../../src-shared/story/story'
import { makeStory } from '../newsroom'

/** Who works in the house of a day, by login: two reporters, four editors, two chiefs and an administrator. */
export const STAFF: Readonly<Record<string, { name: string; role: Role }>> = {
  shen: { name: '沈牧', role: 'reporter' },
  wen: { name: '闻青', role: 'reporter' },
  gu: { name: '顾岚', role: 'editor' },
  qin: { name: '秦越', role: 'editor' },
  ye: { name: '叶青', role: 'editor' },
  lu: { name: '陆川', role: 'editor' },
  xu: { name: '许知行', role: 'chief' },
  fang: { name: '方既白', role: 'chief' },
  he: { name: '何川', role: 'admin' },
}
export const PEOPLE = Object.keys(STAFF)
/** From least to most. */
export const RANKS: readonly Role[] = ['reporter', 'editor', 'chief', 'admin']
/** Reads everything after each command, and does nothing else. */
export const READER = 'he'
/** Where every piece of the day stands. */
export const CHANNEL = ['社会', '交通']
export const DESTINATIONS = ['site', 'second'] as const
export type Destination = (typeof DESTINATIONS)[number]

/** A smaller house: two stages, one proof pass by who does not review, and a new headline sends everything back to the first stage. */
const strictPolicy: Rules = {
  ...threeStagePolicy,
  name: '二审一校',
  stages: [
    { ...threeStagePolicy.stages[0]!, hours: 0 },
    { ...threeStagePolicy.stages[2]!, closesIssues: true },
  ],
  resubmitAt: 'firstStage',
  correctAt: 'lastStage',
  proofreading: { passes: 1, readThrough: false, roles: ['editor', 'chief', 'admin'], before: 'final', apartFromReview: true },
  voids: { ...threeStagePolicy.voids, headline: { approvals: true, proofs: true } },
}
export const POLICIES: readonly Rules[] = [threeStagePolicy, strictPolicy]

/** What the day changes of a piece: a headline, which is a change of `headline`, and keywords, which are `details`. */
export type Text = { headline: string; keywords: readonly string[] }
export const storyOf = (id: string, { headline, keywords }: Text): Story => makeStory(id, [], { headline, keywords: [...keywords], channel: CHANNEL })
export const sameText = (one: Text, other: Text): boolean => one.headline === other.headline && one.keywords.join() === other.keywords.join()
