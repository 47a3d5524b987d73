import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { roleSchema, type Person } from '../../../src-shared/review/people'
import type { Code } from '../../../src-shared/desk-api/people-routes'
import type { Outcome } from '../../../src-shared/outcome'
import { bench } from '../../bench'
import { useReread } from '../../ui/ask'
import { DialogForm } from './dialog-form'
import { channelText, GrantsField, grantsOf, type TypedGrant } from './grants-field'

type Props = { /** Whom to change; null invites somebody new. */ person: Person | null; onClose: () => void; onCode: (code: Code) => void }

/** Invites somebody, or changes who they are here: name, role, and further roles by channel. */
export const PersonDialog = ({ person, onClose, onCode }: Props) => {
  const { t } = useTranslation(['members', 'common'])
  const reread = useReread()
  const [name, setName] = useState(person?.name ?? '')
  const [login, setLogin] = useState(person?.login ?? '')
  const [role, setRole] = useState(person?.role ?? 'reporter')
  const [grants, setGrants] = useState<TypedGrant[]>(() => (person?.grants ?? []).map((grant, key) => ({ key, role: grant.role, channel: channelText(grant.channel) })))
  const [tried, setTried] = useState(false)
  const admin = role === 'admin'

  const invite = async (rights: { name: string; role: Person['role']; grants: NonNullable<Person['grants']> }): Promise<Outcome<unknown>> => {
    const invited = await bench.ask('people.invite', { login, ...rights })
    if (invited.ok) onCode(invited.value)
    return invited
  }
  const send = (): Promise<Outcome<unknown>> | null => {
    setTried(true)
    const granted = admin ? [] : grantsOf(grants)
    if (name.trim() === '' || login.trim() === '' || granted === null) return null
    const rights = { name, role, grants: granted }
    return person ? bench.ask('people.change', { person: person.id, ...rights }) : invite(rights)
  }
  const onDone = (): void => {
    reread('people.members', 'account.read', 'app.state')
    onClose()
  }
  return (
    <DialogForm opened title={person ? t('members:change.title', { name: person.name }) : t('members:invite.title')} act={person ? t('common:save') : t('members:invite.act')} onClose={onClose} send={send} onDone={onDone} size={520}>
      <TextInput label={t('members:name')} error={tried && name.trim() === '' ? t('members:missing') : null} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={100} autoComplete="off" data-autofocus />
      {!person && <TextInput label={t('members:login')} description={t('members:loginHint')} error={tried && login.trim() === '' ? t('members:missing') : null} value={login} onChange={(event) => setLogin(event.currentTarget.value)} maxLength={100} autoComplete="off" autoCapitalize="none" spellCheck={false} />}
      <NativeSelect label={t('members:role')} description={t(`members:roleHint.${role}`)} value={role} data={roleSchema.options.map((value) => ({ value, label: t(`common:role.${value}`) }))} onChange={(event) => setRole(roleSchema.parse(event.currentTarget.value))} />
      {!admin && <GrantsField typed={grants} onTyped={setGrants} />}
    </DialogForm>
  )
}
