import { Button, Checkbox, Group, NativeSelect, NumberInput, Stack, Table, Text, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { CHANGE_CLASSES, CORRECTION_HOURS, type Rules } from '../../src-shared/review/policy'
import { withCorrectionHours, withStage } from './draft-policy'
import css from './house.module.css'
import { RolePicker } from './role-picker'
import { StageCard } from './stage-card'

type Props = { rules: Rules; disabled: boolean; change: (rules: Rules) => void }

const Proofreading = ({ rules, disabled, change }: Props) => {
  const { t, i18n } = useTranslation('house')
  const { proofreading } = rules
  const set = (part: Partial<Rules['proofreading']>): void => change({ ...rules, proofreading: { ...proofreading, ...part } })
  return (
    <Stack gap="xs">
      <Group align="flex-end" gap="md">
        <NumberInput size="xs" w={110} label={t('proof.passes')} value={proofreading.passes} min={0} max={5} allowDecimal={false} clampBehavior="strict" disabled={disabled} onChange={(value) => set({ passes: typeof value === 'number' ? value : 0 })} />
        <NativeSelect size="xs" label={t('proof.before')} value={proofreading.before} disabled={disabled} onChange={(event) => set({ before: event.currentTarget.value })}
          data={rules.stages.map(({ id, title }) => ({ value: id, label: (i18n.language === 'en' ? title.en : title['zh-CN']) || id }))} />
        <Checkbox size="xs" pb={7} label={t('proof.readThrough')} checked={proofreading.readThrough} disabled={disabled} onChange={(event) => set({ readThrough: event.currentTarget.checked })} />
        <Checkbox size="xs" pb={7} label={t('proof.apart')} checked={proofreading.apartFromReview} disabled={disabled} onChange={(event) => set({ apartFromReview: event.currentTarget.checked })} />
      </Group>
      <RolePicker label={t('proof.roles')} roles={proofreading.roles} disabled={disabled} change={(roles) => set({ roles })} />
    </Stack>
  )
}

const Voids = ({ rules, disabled, change }: Props) => {
  const { t } = useTranslation('house')
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table className={css['voids']} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('voids.change')}</Table.Th>
            <Table.Th scope="col">{t('voids.proofs')}</Table.Th>
            <Table.Th scope="col">{t('voids.approvals')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {CHANGE_CLASSES.map((name) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={400}>{t(`voids.class.${name}`)}</Table.Th>
              {(['proofs', 'approvals'] as const).map((what) => (
                <Table.Td key={what}>
                  <Checkbox size="xs" aria-label={`${t(`voids.class.${name}`)}: ${t(`voids.${what}`)}`} checked={rules.voids[name][what]} disabled={disabled}
                    onChange={(event) => change({ ...rules, voids: { ...rules.voids, [name]: { ...rules.voids[name], [what]: event.currentTarget.checked } } })} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

/** Every rule of a policy, to be read or edited. */
export const RulesForm = (props: Props) => {
  const { t } = useTranslation('house')
  const { rules, disabled, change } = props
  return (
    <div className={css['form']}>
      <TextInput label={t('name')} value={rules.name} maxLength={100} disabled={disabled} error={rules.name.trim() === '' ? t('nameMissing') : null} onChange={(event) => change({ ...rules, name: event.currentTarget.value })} />
      <section aria-labelledby="house-stages">
        <h2 id="house-stages">{t('stages')}</h2>
        <Text size="sm" c="dimmed">{t('stagesAbout')}</Text>
        <ol className={css['stages']}>
          {rules.stages.map((stage, index) => <StageCard key={stage.id} stage={stage} index={index} {...props} />)}
        </ol>
        {!disabled && <Button size="compact-sm" variant="default" leftSection={<IconPlus size={15} aria-hidden />} disabled={rules.stages.length >= 10} onClick={() => change(withStage(rules))}>{t('stage.add')}</Button>}
      </section>
      <section aria-labelledby="house-proof">
        <h2 id="house-proof">{t('proof.title')}</h2>
        <Proofreading {...props} />
      </section>
      <section aria-labelledby="house-again">
        <h2 id="house-again">{t('again.title')}</h2>
        <Group gap="md">
          <NativeSelect size="xs" label={t('again.resubmit')} value={rules.resubmitAt} disabled={disabled} onChange={(event) => change({ ...rules, resubmitAt: event.currentTarget.value === 'firstStage' ? 'firstStage' : 'returningStage' })}
            data={(['returningStage', 'firstStage'] as const).map((value) => ({ value, label: t(`again.${value}`) }))} />
          <NativeSelect size="xs" label={t('again.correct')} value={rules.correctAt} disabled={disabled} onChange={(event) => change({ ...rules, correctAt: event.currentTarget.value === 'lastStage' ? 'lastStage' : 'firstStage' })}
            data={(['firstStage', 'lastStage'] as const).map((value) => ({ value, label: t(`again.${value}`) }))} />
          <NumberInput size="xs" w={165} label={t('again.hours')} placeholder={t('again.hoursUnsaid', { hours: CORRECTION_HOURS })} aria-describedby="house-again-hours" value={rules.correctionHours ?? ''} min={1} max={720} allowDecimal={false} allowNegative={false} clampBehavior="strict" disabled={disabled} hideControls
            onChange={(value) => change(withCorrectionHours(rules, typeof value === 'number' ? value : null))} />
        </Group>
        <Text id="house-again-hours" size="xs" c="dimmed" mt={8}>{t('again.hoursAbout', { hours: CORRECTION_HOURS })}</Text>
      </section>
      <section aria-labelledby="house-voids">
        <h2 id="house-voids">{t('voids.title')}</h2>
        <Text size="sm" c="dimmed">{t('voids.about')}</Text>
        <Voids {...props} />
      </section>
      <section aria-labelledby="house-powers">
        <h2 id="house-powers">{t('powers.title')}</h2>
        <Group gap="xl" align="flex-start">
          {(['hold', 'spike', 'correct', 'takeOver'] as const).map((power) => (
            <RolePicker key={power} label={t(`powers.${power}`)} roles={rules.powers[power]} disabled={disabled} change={(roles) => change({ ...rules, powers: { ...rules.powers, [power]: roles } })} />
          ))}
        </Group>
      </section>
    </div>
  )
}
