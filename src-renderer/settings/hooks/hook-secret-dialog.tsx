import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { Output } from '../../../src-shared/bridge/contract'
import { Copied } from '../people/copied'
import classes from './hooks.module.css'

/** The secret a receiver checks signatures with, shown this once. A click beside the dialog does not lose it. */
export const HookSecretDialog = ({ made, onClose }: { made: Output<'hooks.add'>; onClose: () => void }) => {
  const { t } = useTranslation(['hooks', 'common'])
  return (
    <Modal opened onClose={onClose} closeOnClickOutside={false} title={t('hooks:secret.title', { name: made.hook.settings.name })} closeButtonProps={{ 'aria-label': t('common:close') }} size={540}>
      <Stack gap="md">
        <Text size="sm" fw={500}>{t('hooks:secret.once')}</Text>
        <code className={classes['secret']} aria-label={t('hooks:secret.label')} role="note">{made.secret}</code>
        <Text size="xs" c="dimmed">{t('hooks:secret.how')}</Text>
        <Group justify="flex-end" gap="xs">
          <Copied value={made.secret} label={t('hooks:secret.copy')} />
          <Button size="compact-sm" onClick={onClose} data-autofocus>{t('hooks:secret.done')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
