import { ActionIcon, Checkbox, Group, NativeSelect, NumberInput, TextInput, Tooltip } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { SEVERITIES } from '../../src-shared/proofing/severity'
import type { Rules, Stage } from '../../src-shared/review/policy'
import { withChanged, withGate, withMoved, withoutStage } from './draft-policy'
import css from './house.module.css'
import { RolePicker } from './role-picker'

/** One stage of a policy being edited: its name in both languages, who passes it, and what it asks. */
export const StageCard = ({ stage, index, rules, disabled, change }: { stage: Stage; index: number; rules: Rules; disabled: boolean; change: (rules: Rules) => void }) => {
  const { t, i18n } = useTranslation('house')
  const last = index === rules.stages.length - 1
  const set = (part: Partial<Stage>): void => change(withChanged(rules, stage.id, part))
  const title = i18n.language === 'en' ? stage.title.en : stage.title['zh-CN']
  return (
    <li className={css['stage']} aria-label={t('stage.label', { number: index + 1, title })}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <span className={css['number']} aria-hidden>{index + 1}</span>
        <span className={css['stageKind']}>{last ? t('stage.signOff') : ''}</span>
        <Group gap={2} wrap="nowrap">
          {([-1, 1] as const).map((by) => (
            <Tooltip key={by} label={t(by < 0 ? 'stage.up' : 'stage.down')}>
              <ActionIcon variant="subtle" color="ink" aria-label={t(by < 0 ? 'stage.upOf' : 'stage.downOf', { title })} disabled={disabled || index + by < 0 || index + by >= rules.stages.length} onClick={() => change(withMoved(rules, stage.id, by))}>
                {by < 0 ? <IconArrowUp size={16} aria-hidden /> : <IconArrowDown size={16} aria-hidden />}
              </ActionIcon>
            </Tooltip>
          ))}
          <Tooltip label={t('stage.remove')}>
            <ActionIcon variant="subtle" color="ink" aria-label={t('stage.removeOf', { title })} disabled={disabled || rules.stages.length === 1} onClick={() => change(withoutStage(rules, stage.id))}>
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Group>
      </Group>
      <Group grow gap="sm" align="flex-start">
        <TextInput size="xs" label={t('stage.nameZh')} lang="zh-CN" value={stage.title['zh-CN']} maxLength={60} disabled={disabled} error={stage.title['zh-CN'].trim() === '' ? t('stage.nameMissing') : null} onChange={(event) => set({ title: { ...stage.title, 'zh-CN': event.currentTarget.value } })} />
        <TextInput size="xs" label={t('stage.nameEn')} lang="en" value={stage.title.en} maxLength={60} disabled={disabled} error={stage.title.en.trim() === '' ? t('stage.nameMissing') : null} onChange={(event) => set({ title: { ...stage.title, en: event.currentTarget.value } })} />
        <NumberInput size="xs" label={t('stage.hours')} description={undefined} placeholder={t('stage.noLimit')} value={stage.hours === 0 ? '' : stage.hours} min={0} max={720} allowDecimal={false} allowNegative={false} clampBehavior="strict" disabled={disabled} hideControls onChange={(value) => set({ hours: typeof value === 'number' ? value : 0 })} />
      </Group>
      <RolePicker label={t('stage.roles')} roles={stage.roles} disabled={disabled} change={(roles) => set({ roles })} />
      <NativeSelect size="xs" label={t('stage.checks')} value={stage.checks ?? ''} disabled={disabled} data={[{ value: '', label: t('stage.gate.none') }, ...SEVERITIES.map((value) => ({ value, label: t(`stage.gate.${value}`) }))]} onChange={(event) => change(withGate(rules, stage.id, SEVERITIES.find((value) => value === event.currentTarget.value) ?? null))} />
      <Group gap="lg">
        <Checkbox size="xs" label={t('stage.report')} checked={stage.reportRequired} disabled={disabled} onChange={(event) => set({ reportRequired: event.currentTarget.checked })} />
        <Checkbox size="xs" label={t('stage.closes')} checked={stage.closesIssues} disabled={disabled} onChange={(event) => set({ closesIssues: event.currentTarget.checked })} />
      </Group>
    </li>
  )
}
