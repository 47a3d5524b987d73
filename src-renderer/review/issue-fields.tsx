import { ActionIcon, Button, Checkbox, Group, Stack, Textarea } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { PieceEvent } from '../../src-shared/desk-api/pieces'
import type { Issue } from '../../src-shared/review/states'
import type { Policy } from '../../src-shared/review/policy'
import { stageTitle } from '../ui/stage'
import { issueRows } from './stage-rows'

/** Issues to raise with a decision: one row each, added and taken away. */
export const RaiseIssues = ({ issues, change }: { issues: readonly Issue[]; change: (issues: Issue[]) => void }) => {
  const { t } = useTranslation('review')
  return (
    <Stack gap={6} role="group" aria-label={t('raise.label')}>
      {issues.map((issue, index) => (
        <Group key={issue.id} gap={6} wrap="nowrap" align="flex-start">
          <Textarea flex={1} autosize minRows={1} maxRows={5} maxLength={2000} autoFocus={issue.text === ''} aria-label={t('raise.issue', { number: index + 1 })} placeholder={t('raise.placeholder')} value={issue.text}
            onChange={(event) => change(issues.map((each) => (each.id === issue.id ? { ...each, text: event.currentTarget.value } : each)))} />
          <ActionIcon variant="subtle" color="ink" size={34} aria-label={t('raise.remove', { number: index + 1 })} onClick={() => change(issues.filter(({ id }) => id !== issue.id))}><IconX size={16} aria-hidden /></ActionIcon>
        </Group>
      ))}
      <Button size="compact-sm" variant="subtle" style={{ alignSelf: 'flex-start' }} leftSection={<IconPlus size={15} aria-hidden />} disabled={issues.length >= 50} onClick={() => change([...issues, { id: crypto.randomUUID(), text: '' }])}>{t('raise.add')}</Button>
    </Stack>
  )
}

type CloseProps = { events: readonly PieceEvent[]; open: ReadonlySet<string>; policy: Policy | undefined; closes: readonly string[]; change: (closes: string[]) => void; required: boolean }

/** Open issues to close with a decision. */
export const CloseIssues = ({ events, open, policy, closes, change, required }: CloseProps) => {
  const { t, i18n } = useTranslation(['review', 'common'])
  const issues = issueRows(events).filter(({ id }) => open.has(id))
  if (issues.length === 0) return null
  return (
    <Checkbox.Group label={t('review:close.label')} description={t(required ? 'review:close.all' : 'review:close.some')} value={[...closes]} onChange={change}>
      <Stack gap={8} mt={8}>
        {issues.map(({ id, text, raised }) => <Checkbox key={id} value={id} label={text} description={t('review:issues.raised', { name: raised.name, stage: stageTitle(t, policy, raised.stage, i18n.language) })} />)}
      </Stack>
    </Checkbox.Group>
  )
}
