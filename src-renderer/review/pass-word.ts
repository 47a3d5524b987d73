import type { TFunction } from 'i18next'

import { rulesOf, type Policy } from '../../src-shared/review/policy'

/** What a proof pass is called: first, second, third proof 一校、二校、三校, or the read-through 通读 after the last. */
export const passWord = (t: TFunction, pass: number, policy: Policy | undefined): string => {
  const passes = policy ? rulesOf(policy).proofreading.passes : Infinity
  return pass > passes ? t('review:proof.readThrough') : t([`review:proof.pass.${String(pass)}`, 'review:proof.passOf'], { number: pass })
}
