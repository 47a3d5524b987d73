import { ActionIcon, Menu } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconDots } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Code, Member } from '../../../src-shared/desk-api/people-routes'
import type { Outcome } from '../../../src-shared/outcome'
import { bench } from '../../bench'
import { useReread } from '../../ui/ask'
import { sayFailure } from '../../ui/fault-note'
import { useKeyDialog } from '../../ui/key-dialog'
import { Pill } from '../../ui/pill'
import rows from '../../ui/rows.module.css'
import { When } from '../../ui/time'
import { channelText } from './grants-field'

type Props = { member: Member; self: boolean; onChange: () => void; onCode: (code: Code) => void }

/** How somebody stands, in a word. */
const State = ({ member }: { member: Member }) => {
  const { t } = useTranslation('members')
  if (!member.active) return <Pill>{t('state.closed')}</Pill>
  if (member.invitedUntil === null) return <Pill tone="pine">{t('state.active')}</Pill>
  return member.invitationOver ? <Pill tone="cinnabar">{t('state.expired')}</Pill> : <Pill tone="ochre">{t('state.invited')}</Pill>
}

/** A person of the newsroom, and what an administrator may do with their account. */
export const MemberRow = ({ member, self, onChange, onCode }: Props) => {
  const { t } = useTranslation(['members', 'common'])
  const reread = useReread()
  const withKey = useKeyDialog()
  const { person, active, invitedUntil, secondFactor } = member
  const invited = invitedUntil !== null

  const run = async (act: () => Promise<Outcome<unknown>>): Promise<void> => {
    const outcome = await withKey(act)
    if (!outcome.ok) sayFailure(t, outcome)
    reread('people.members')
  }
  const issue = async (): Promise<Outcome<unknown>> => {
    const code = await bench.ask('people.issueCode', { person: person.id })
    if (code.ok) onCode(code.value)
    return code
  }
  const ask = (what: 'close' | 'withdraw' | 'reset' | 'factor', act: () => Promise<Outcome<unknown>>): void => {
    modals.openConfirmModal({
      title: t(`members:${what}.title`, { name: person.name }),
      children: t(`members:${what}.why`),
      labels: { confirm: t(`members:${what}.act`), cancel: t('common:cancel') },
      confirmProps: what === 'close' || what === 'withdraw' ? { color: 'cinnabar' } : {},
      closeButtonProps: { 'aria-label': t('common:close') },
      onConfirm: () => void run(act),
    })
  }
  return (
    <tr className={rows['row']}>
      <th scope="row">
        <span style={{ color: 'var(--mantine-color-text)', fontWeight: 500 }}>{person.name}</span>
        {self && ` ${t('members:you')}`}
        <span className={rows['under']}>{person.login}</span>
      </th>
      <td>{t(`common:role.${person.role}`)}</td>
      <td title={(person.grants ?? []).map((grant) => `${channelText(grant.channel)} ${t(`common:role.${grant.role}`)}`).join('; ')}>
        {(person.grants ?? []).map((grant) => (
          <span key={`${grant.role} ${grant.channel.join('/')}`} style={{ display: 'block', overflow: 'clip', textOverflow: 'ellipsis' }}>
            {t('members:grants.one', { channel: channelText(grant.channel), role: t(`common:role.${grant.role}`) })}
          </span>
        ))}
      </td>
      <td>{member.seenAt === null ? t('members:never') : <When at={member.seenAt} />}</td>
      <td><State member={member} /></td>
      <td>
        <Menu position="bottom-end" width={230} withinPortal>
          <Menu.Target>
            <ActionIcon variant="subtle" aria-label={t('members:acts', { name: person.name })}><IconDots size={18} aria-hidden /></ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={onChange}>{t('members:change.open')}</Menu.Item>
            {active && (invited ? <Menu.Item onClick={() => void run(issue)}>{t('members:invite.again')}</Menu.Item> : <Menu.Item onClick={() => ask('reset', issue)}>{t('members:reset.open')}</Menu.Item>)}
            {secondFactor && <Menu.Item onClick={() => ask('factor', () => bench.ask('people.clearSecondFactor', { person: person.id }))}>{t('members:factor.open')}</Menu.Item>}
            <Menu.Divider />
            {invited && <Menu.Item style={{ color: 'var(--stet-cinnabar-word)' }} onClick={() => ask('withdraw', () => bench.ask('people.withdraw', { person: person.id }))}>{t('members:withdraw.open')}</Menu.Item>}
            {!invited && active && <Menu.Item style={{ color: 'var(--stet-cinnabar-word)' }} onClick={() => ask('close', () => bench.ask('people.setActive', { person: person.id, active: false }))}>{t('members:close.open')}</Menu.Item>}
            {!active && <Menu.Item onClick={() => void run(() => bench.ask('people.setActive', { person: person.id, active: true }))}>{t('members:reopen')}</Menu.Item>}
          </Menu.Dropdown>
        </Menu>
      </td>
    </tr>
  )
}
