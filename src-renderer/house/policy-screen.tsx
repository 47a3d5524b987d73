import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArrowLeft, IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { SetPolicy } from '../../src-shared/desk-api/pieces'
import type { Failure } from '../../src-shared/outcome'
import { rulesOf, type Rules } from '../../src-shared/review/policy'
import { bench } from '../bench'
import { useApp } from '../ui/app-state'
import { useAsk, useReread } from '../ui/ask'
import { FaultNote } from '../ui/fault-note'
import { useKeyDialog } from '../ui/key-dialog'
import { Patient } from '../ui/patient'
import { addressOf } from '../ui/route'
import rows from '../ui/rows.module.css'
import { When } from '../ui/time'
import { PRESETS, problemsOf, type Preset } from './draft-policy'
import { DryRunPanel } from './dry-run-panel'
import css from './house.module.css'
import { RulesForm } from './rules-form'

const same = (one: Rules, other: Rules): boolean => JSON.stringify(one) === JSON.stringify(other)

const Editor = ({ policies, current }: { policies: readonly SetPolicy[]; current: SetPolicy }) => {
  const { t } = useTranslation(['house', 'common'])
  const { person } = useApp()
  const reread = useReread()
  const withKey = useKeyDialog()
  const inForce = rulesOf(current.policy)
  const people = useAsk('desk.colleagues', null).data ?? []
  const nameOf = (by: string): string => (by === 'desk' ? t('house:byDesk') : (people.find(({ id }) => id === by)?.name ?? by))
  const [rules, setRules] = useState(inForce)
  const [fault, setFault] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const admin = person.role === 'admin'
  const changed = !same(rules, inForce)
  const problems = problemsOf(rules)

  const save = async (): Promise<void> => {
    setBusy(true)
    setFault(null)
    const outcome = await withKey(() => bench.ask('desk.setPolicy', { policy: rules, replaces: current.digest }))
    setBusy(false)
    if (!outcome.ok) { setFault(outcome); return; }
    reread('desk.policies', 'app.state', 'desk.pieces', 'desk.piece')
    notifications.show({ message: t('house:saved'), closeButtonProps: { 'aria-label': t('common:close') } })
  }

  return (
    <>
      <Group gap="xs" mb="sm" wrap="wrap">
        {admin ? (
          <>
            <Menu>
              <Menu.Target><Button size="compact-sm" variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>{t('house:preset.title')}</Button></Menu.Target>
              <Menu.Dropdown>
                {(Object.keys(PRESETS) as Preset[]).map((name) => <Menu.Item key={name} onClick={() => setRules(PRESETS[name])}>{t(`house:preset.${name}`)}</Menu.Item>)}
                {policies.filter((one) => !one.current).slice(0, 8).map((one) => <Menu.Item key={one.digest} onClick={() => setRules(rulesOf(one.policy))}>{t('house:preset.earlier', { name: one.policy.name })}</Menu.Item>)}
              </Menu.Dropdown>
            </Menu>
            <Button size="compact-sm" variant="default" disabled={!changed} onClick={() => setRules(inForce)}>{t('house:undo')}</Button>
            <Button size="compact-sm" disabled={!changed || problems.length > 0} loading={busy} onClick={() => void save()}>{t('house:save')}</Button>
            <Text size="xs" c="dimmed" role="status">{problems.length > 0 ? t('house:problems', { count: problems.length }) : changed ? t('house:changed') : t('house:inForce')}</Text>
          </>
        ) : (
          <Text size="sm" c="dimmed">{t('house:readOnly')}</Text>
        )}
      </Group>
      {fault && <FaultNote fault={fault} />}
      <div className={css['columns']}>
        <RulesForm rules={rules} disabled={!admin} change={setRules} />
        <DryRunPanel rules={rules} />
      </div>
      <section className={css['history']} aria-labelledby="house-history">
        <h2 id="house-history">{t('house:history')}</h2>
        <ul>
          {policies.map((one) => (
            <li key={one.digest + one.at}>
              <b>{one.policy.name}</b> {one.current && <span>{t('house:now')}</span>} <span>{nameOf(one.by)}</span> <When at={one.at} /> <code title={one.digest}>{one.digest.slice(0, 12)}</code>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

/** The house's review policy 审校制度: every rule, edited by an administrator, tried before it is set. Pieces already in review keep the one they began under. */
export const PolicyScreen = () => {
  const { t } = useTranslation(['house', 'common', 'lists'])
  const asked = useAsk('desk.policies', null)
  const current = asked.data?.find((one) => one.current)
  return (
    <div className={rows['screen']}>
      <header className={rows['head']}>
        <ActionIcon component="a" href={addressOf({ screen: 'settings' })} variant="subtle" size="lg" aria-label={t('house:back')}><IconArrowLeft size={18} aria-hidden /></ActionIcon>
        <h1>{t('house:title')}</h1>
        <Button component="a" href={addressOf({ screen: 'lists' })} variant="subtle">{t('lists:title')}</Button>
      </header>
      {asked.isError && <FaultNote fault={asked.error} retry={() => void asked.refetch()} />}
      {asked.isPending && <Patient />}
      {asked.data && current && <Editor key={current.digest} policies={asked.data} current={current} />}
    </div>
  )
}
