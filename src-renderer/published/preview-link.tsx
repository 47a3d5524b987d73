import { Button } from '@mantine/core'
import { IconExternalLink, IconEye } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { bench } from '../bench'
import { sayFailure } from '../ui/fault-note'

/** Asks where the site can be looked at on this machine, then is the link there. */
export const PreviewLink = () => {
  const { t } = useTranslation(['published', 'common'])
  const [url, setUrl] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const find = async (): Promise<void> => {
    setBusy(true)
    const outcome = await bench.ask('published.preview', null)
    setBusy(false)
    if (outcome.ok) setUrl(outcome.value.url)
    else sayFailure(t, outcome)
  }
  if (url)
    return (
      <Button component="a" href={url} target="_blank" rel="noopener noreferrer" variant="default" rightSection={<IconExternalLink size={15} aria-hidden />} autoFocus>
        {t('published:preview.open')}
      </Button>
    )
  return (
    <Button variant="default" leftSection={<IconEye size={16} aria-hidden />} loading={busy} onClick={() => void find()}>
      {t('published:preview.find')}
    </Button>
  )
}
