import { PasswordInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { DestinationSettings } from '../../../src-shared/publication/destination'
import css from './destinations.module.css'
import { idFrom, secretMoved, wholeAddress, type Draft, type Wrong } from './draft'
import { askedName, kindHint } from './words'

type Props = { draft: Draft; taken: readonly string[]; /** Null where nothing is said of it yet. */ wrong: Wrong; account: boolean; change: (more: Partial<DestinationSettings>, draft?: Partial<Draft>) => void }

/** Who it is and how the desk gets in. The secret is typed and never shown again. */
export const ConnectionFields = ({ draft, taken, wrong, account, change }: Props) => {
  const { t } = useTranslation(['destinationSettings', 'destinations'])
  const { settings, kept } = draft
  const saidOf = (field: keyof Wrong): string | null => (wrong[field] === undefined ? null : t(`destinationSettings:wrong.${wrong[field]}`))
  const secretWord = kept === null || kept.secret === 'none' ? 'secretNew' : kept.secret === 'unreadable' ? 'secretGone' : secretMoved(draft) ? 'secretMoved' : 'secretKept'
  const hint = kindHint(t, settings.kind)
  return (
    <div className={css['fields']}>
      <TextInput label={t('destinationSettings:name')} description={t('destinationSettings:connect.nameHint')} error={saidOf('name')} value={settings.name} data-autofocus autoFocus={kept === null} maxLength={100} autoComplete="off"
        onChange={(event) => change({ name: event.currentTarget.value, ...(draft.ownId ? {} : { id: idFrom(event.currentTarget.value, settings.kind, taken) }) })} />
      <TextInput label={t('destinationSettings:connect.id')} description={kept ? t('destinationSettings:connect.idFixed') : t('destinationSettings:connect.idHint')} error={saidOf('id')} value={settings.id} readOnly={kept !== null} variant={kept ? 'filled' : 'default'} maxLength={60} autoComplete="off" autoCapitalize="none" spellCheck={false}
        onChange={(event) => change({ id: event.currentTarget.value }, { ownId: true })} />
      <TextInput type="url" label={t('destinationSettings:connect.address')} placeholder="https://" error={saidOf('address')} value={settings.address} maxLength={500} autoComplete="off" spellCheck={false}
        onChange={(event) => change({ address: event.currentTarget.value })} onBlur={(event) => change({ address: wholeAddress(event.currentTarget.value) })} />
      {account && <TextInput label={askedName(t, settings.kind, 'account')} value={settings.account} maxLength={200} autoComplete="off" autoCapitalize="none" spellCheck={false} onChange={(event) => change({ account: event.currentTarget.value })} />}
      <PasswordInput label={askedName(t, settings.kind, 'secret')} description={<>{t(`destinationSettings:connect.${secretWord}`)}{hint !== '' && <><br />{hint}</>}</>} error={saidOf('secret')} value={draft.secret} maxLength={10_000} autoComplete="new-password" spellCheck={false}
        onChange={(event) => change({}, { secret: event.currentTarget.value })} />
    </div>
  )
}
