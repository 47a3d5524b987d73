import { Button, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** Puts text on the clipboard and says so. */
export const Copied = ({ value, label }: { value: string; label: string }) => {
  const { t } = useTranslation('members')
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Button size="compact-sm" variant="default" onClick={copy} leftSection={copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}>
          {copied ? t('copied') : label}
        </Button>
      )}
    </CopyButton>
  )
}
