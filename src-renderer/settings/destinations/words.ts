import type { TFunction } from 'i18next'

import type { Failure } from '../../../src-shared/outcome'

/** Words a connector brings with it (`destinations:<kind>.<what>`), or others in their place. */
const said = (t: TFunction, keys: string[], otherwise: string): string => t(keys, { defaultValue: otherwise })

/** What people call a kind of CMS; the kind itself where nobody gave it a name. */
export const kindName = (t: TFunction, kind: string): string => said(t, [`destinations:${kind}.name`, `destinationSettings:kind.${kind}`], kind)

/** What a kind calls its account or its secret. */
export const askedName = (t: TFunction, kind: string, what: 'account' | 'secret'): string => said(t, [`destinations:${kind}.${what}`], what === 'account' ? t('destinationSettings:connect.account') : t('destinationSettings:connect.secret'))

/** Where a kind's secret is found; empty where it says nothing. */
export const kindHint = (t: TFunction, kind: string): string => said(t, [`destinations:${kind}.hint`], '')

/** One thing a connection test looks at. */
export const checkName = (t: TFunction, what: string): string => said(t, [`destinations:check.${what}`], what)

/** A failure whose words may name the address, which what was refused before anybody was asked leaves out. */
export const ofAddress = <F extends Pick<Failure, 'details'>>(failure: F, address: string): F => ({ ...failure, details: { address, ...failure.details } })
