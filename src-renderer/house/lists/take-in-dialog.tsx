import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Output } from '../../../src-shared/bridge/contract'
import { compareRows } from '../../../src-shared/proofing/house/csv'
import { keyOf, type Row } from '../../../src-shared/proofing/house/row'
import { Choices, type Chosen } from './choices'
import css from './lists.module.css'

type Props = { name: string; read: Output<'house.readTable'>; rows: readonly Row[]; onTake: (rows: Row[]) => void; onClose: () => void }

/** Lines that are told one by one. */
const TOLD = 200

/** Says what a table holds beside what is there: new, the same, otherwise (to be chosen), and every line that is no entry; then takes it in. */
export const TakeInDialog = ({ name, read, rows, onTake, onClose }: Props) => {
  const { t } = useTranslation(['lists', 'common'])
  const { fresh, same, differing } = compareRows(rows, read.rows)
  const [chosen, setChosen] = useState<Chosen>({})
  const items = differing.map(({ mine, theirs }) => ({ key: keyOf(mine), mine, theirs }))
  const open = items.filter(({ key }) => !(key in chosen)).length
  const taken = [...fresh, ...differing.flatMap(({ mine, theirs }) => (chosen[keyOf(mine)] === 'theirs' ? [theirs] : []))]
  return (
    <Modal opened onClose={onClose} title={t('lists:table.title', { name })} size="lg" closeButtonProps={{ 'aria-label': t('common:close') }}>
      <Stack gap="sm">
        <Text size="sm" role="status">{t('lists:table.told', { fresh: fresh.length, same: same.length, differing: differing.length, faults: read.faults.length })}</Text>
        {!read.encoding.sure && <Text size="sm" c="dimmed">{t('lists:table.encoding', { encoding: read.encoding.name.toUpperCase() })}</Text>}
        {read.faults.length > 0 && (
          <section aria-labelledby="table-faults" className={css['faults']}>
            <h3 id="table-faults">{t('lists:table.faults', { count: read.faults.length })}</h3>
            <ul tabIndex={0} aria-labelledby="table-faults">{read.faults.slice(0, TOLD).map(({ line, reason, text }) => <li key={line}>{t('lists:table.line', { line, reason: t(`lists:table.reason.${reason}`) })} <q>{text}</q></li>)}</ul>
            {read.faults.length > TOLD && <Text size="xs" c="dimmed">{t('lists:table.more', { count: read.faults.length - TOLD })}</Text>}
          </section>
        )}
        {items.length > 0 && (
          <section aria-labelledby="table-differing">
            <h3 id="table-differing">{t('lists:table.differing')}</h3>
            <Choices items={items} chosen={chosen} onChoose={setChosen} names={{ mine: t('lists:table.here'), theirs: t('lists:table.there') }} />
          </section>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>{t('common:cancel')}</Button>
          <Button data-autofocus disabled={open > 0 || taken.length === 0} onClick={() => { onTake(taken); onClose() }}>{t('lists:table.take', { count: taken.length })}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
