import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { Code } from '../../../src-shared/desk-api/people-routes'
import { useApp } from '../../ui/app-state'
import { exactTime } from '../../ui/time'
import { Copied } from './copied'
import parts from '../parts.module.css'
import classes from './people.module.css'

/** What to hand over: the desk's address and the code, shown this once. */
export const CodeDialog = ({ code, onClose }: { code: Code; onClose: () => void }) => {
  const { t, i18n } = useTranslation(['members', 'common', 'settings'])
  const { connection, newsroom } = useApp()
  const address = connection.address === '' ? t('settings:desk.here') : connection.address
  const words = t('members:code.message', { newsroom: newsroom?.name ?? '', address, login: code.person.login, code: code.code })
  return (
    <Modal opened onClose={onClose} title={t('members:code.title', { name: code.person.name })} closeButtonProps={{ 'aria-label': t('common:close') }} size={500}>
      <Stack gap="md">
        <Text size="sm">{t('members:code.why')}</Text>
        <dl className={`${parts['ruled'] ?? ''} ${classes['handover'] ?? ''}`}>
          <div>
            <dt>{t('settings:desk.address')}</dt>
            <dd>{address}</dd>
          </div>
          <div>
            <dt>{t('members:login')}</dt>
            <dd>{code.person.login}</dd>
          </div>
          <div>
            <dt>{t('members:code.code')}</dt>
            <dd><code>{code.code}</code></dd>
          </div>
          <div>
            <dt>{t('members:code.until')}</dt>
            <dd>{exactTime(code.expires, i18n.language)}</dd>
          </div>
        </dl>
        <Group justify="flex-end" gap="xs">
          <Copied value={words} label={t('members:code.copy')} />
          <Button size="compact-sm" onClick={onClose} data-autofocus>{t('common:close')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
