import { Button } from '@mantine/core'
import { IconArrowLeft, IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Code } from '../../../src-shared/desk-api/people-routes'
import type { Person } from '../../../src-shared/review/people'
import { useApp } from '../../ui/app-state'
import { useAsk } from '../../ui/ask'
import { FaultNote } from '../../ui/fault-note'
import { Patient } from '../../ui/patient'
import { addressOf } from '../../ui/route'
import rows from '../../ui/rows.module.css'
import { CodeDialog } from './code-dialog'
import { MemberRow } from './member-row'
import { PersonDialog } from './person-dialog'

type Asking = { what: 'invite' } | { what: 'change'; person: Person } | { what: 'code'; code: Code } | null

/** Everybody of the newsroom, for its administrators: who they are here, when they were last seen, and their accounts. */
export const PeopleScreen = () => {
  const { t } = useTranslation(['members', 'common'])
  const { person } = useApp()
  const members = useAsk('people.members', null)
  const [asking, setAsking] = useState<Asking>(null)
  const shut = (): void => setAsking((now) => (now?.what === 'code' ? now : null))
  const hand = (code: Code): void => setAsking({ what: 'code', code })
  return (
    <div className={rows['screen']}>
      <header className={rows['head']}>
        <h1>{t('members:title')}</h1>
        <Button component="a" href={addressOf({ screen: 'settings' })} variant="subtle" leftSection={<IconArrowLeft size={16} aria-hidden />}>
          {t('common:nav.settings')}
        </Button>
        <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setAsking({ what: 'invite' })}>
          {t('members:invite.open')}
        </Button>
      </header>
      {members.isError && <FaultNote fault={members.error} retry={() => void members.refetch()} />}
      {members.isPending && <Patient />}
      {members.data && (
        <table className={rows['table']}>
          <caption className="unseen">{t('members:caption')}</caption>
          <colgroup>
            <col />
            <col style={{ width: 128 }} />
            <col style={{ width: '28%' }} />
            <col style={{ width: 120 }} />
            <col style={{ width: 150 }} />
            <col style={{ width: 54 }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{t('members:name')}</th>
              <th scope="col">{t('members:role')}</th>
              <th scope="col">{t('members:grants.title')}</th>
              <th scope="col">{t('members:seen')}</th>
              <th scope="col">{t('members:state.title')}</th>
              <th scope="col"><span className="unseen">{t('members:actsTitle')}</span></th>
            </tr>
          </thead>
          <tbody>
            {members.data.map((member) => (
              <MemberRow key={member.person.id} member={member} self={member.person.id === person.id} onChange={() => setAsking({ what: 'change', person: member.person })} onCode={hand} />
            ))}
          </tbody>
        </table>
      )}
      {asking?.what === 'invite' && <PersonDialog person={null} onClose={shut} onCode={hand} />}
      {asking?.what === 'change' && <PersonDialog person={asking.person} onClose={shut} onCode={hand} />}
      {asking?.what === 'code' && <CodeDialog code={asking.code} onClose={() => setAsking(null)} />}
    </div>
  )
}
