import { Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { Copied } from './copied'
import classes from './people.module.css'

/** The codes for the day the telephone is lost, shown this once. */
export const BackupList = ({ codes }: { codes: readonly string[] }) => {
  const { t } = useTranslation('account')
  return (
    <div>
      <Text size="sm" mb={8}>{t('codes.why')}</Text>
      <ul className={classes['backup']} aria-label={t('codes.list')}>
        {codes.map((code) => <li key={code}>{code}</li>)}
      </ul>
      <Group mt={8}>
        <Copied value={codes.join('\n')} label={t('codes.copy')} />
      </Group>
    </div>
  )
}
