import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { grantSchema, type Grant } from '../../../src-shared/review/people'
import { channelPathOf } from '../../ui/channel-path'
import classes from './people.module.css'

/** A grant as typed: the channel is a path with slashes. */
export type TypedGrant = { key: number; role: Grant['role']; channel: string }

/** A channel as it is typed and shown. */
export const channelText = (channel: readonly string[]): string => channel.join(' / ')

/** The grants typed so far, those without a channel left out; null where one is not a channel. */
export const grantsOf = (typed: readonly TypedGrant[]): Grant[] | null => {
  const parsed = grantSchema.array().safeParse(typed.map(({ role, channel }) => ({ role, channel: channelPathOf(channel) })).filter(({ channel }) => channel.length > 0))
  return parsed.success ? parsed.data : null
}

const roleOf = (value: string): Grant['role'] => (value === 'editor' || value === 'chief' ? value : 'reporter')

/** Further roles, channel by channel. */
export const GrantsField = ({ typed, onTyped }: { typed: readonly TypedGrant[]; onTyped: (typed: TypedGrant[]) => void }) => {
  const { t } = useTranslation(['members', 'common'])
  const change = (key: number, more: Partial<TypedGrant>): void => onTyped(typed.map((grant) => (grant.key === key ? { ...grant, ...more } : grant)))
  return (
    <fieldset className={classes['grants']}>
      <legend>{t('members:grants.title')}</legend>
      <p>{t('members:grants.hint')}</p>
      {typed.map((grant, at) => (
        <div key={grant.key} className={classes['grant']}>
          <TextInput aria-label={t('members:grants.channel', { number: at + 1 })} placeholder={t('members:grants.example')} maxLength={360} value={grant.channel} onChange={(event) => change(grant.key, { channel: event.currentTarget.value })} />
          <NativeSelect aria-label={t('members:grants.role', { number: at + 1 })} value={grant.role} data={(['reporter', 'editor', 'chief'] as const).map((role) => ({ value: role, label: t(`common:role.${role}`) }))} onChange={(event) => change(grant.key, { role: roleOf(event.currentTarget.value) })} />
          <ActionIcon size="lg" variant="subtle" aria-label={t('members:grants.remove', { number: at + 1 })} onClick={() => onTyped(typed.filter(({ key }) => key !== grant.key))}><IconX size={16} aria-hidden /></ActionIcon>
        </div>
      ))}
      <Button size="compact-sm" variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => onTyped([...typed, { key: Math.max(0, ...typed.map(({ key }) => key)) + 1, role: 'editor', channel: '' }])}>
        {t('members:grants.add')}
      </Button>
    </fieldset>
  )
}
