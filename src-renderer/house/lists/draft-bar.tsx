import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { changesBetween, countChanges, type Draft } from './draft'

type Props = { draft: Draft; /** Somebody saved another version since this was begun. */ behind: boolean; onUndo: () => void; onDrop: () => void; onSave: () => void }

/** What is changed and not saved yet: a step back, all of it dropped, or signed. */
export const DraftBar = ({ draft, behind, onUndo, onDrop, onSave }: Props) => {
  const { t } = useTranslation('lists')
  const changes = changesBetween(draft.from.rows, draft.rows)
  const none = countChanges(changes) === 0
  return (
    <Group gap="xs" wrap="wrap" mb="sm">
      <Button size="compact-sm" variant="default" disabled={draft.past.length === 0} onClick={onUndo}>{t('undo')}</Button>
      <Button size="compact-sm" variant="default" disabled={draft.past.length === 0} onClick={onDrop}>{t('drop')}</Button>
      <Button size="compact-sm" disabled={none} onClick={onSave}>{t('save.open')}</Button>
      <Text size="xs" c="dimmed" role="status">{none ? t('unchanged') : t('changes', { added: changes.added.length, changed: changes.changed.length, removed: changes.removed.length })}{behind && !none ? ` ${t('behind')}` : ''}</Text>
    </Group>
  )
}
