import { Button } from '@mantine/core'
import { IconBrandWechat } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { WechatCopy } from '../../src-shared/publication/wechat'
import { bench } from '../bench'
import { sayFailure } from '../ui/fault-note'
import { putOnClipboard } from './wechat-clipboard'
import { WechatDialog } from './wechat-dialog'

/** Copies a signed piece for a WeChat official account at one click, then says what is to be known before pasting. */
export const WechatCopyButton = ({ id, headline }: { id: string; headline: string }) => {
  const { t } = useTranslation(['wechat', 'published'])
  const [busy, setBusy] = useState(false)
  const [copy, setCopy] = useState<{ made: WechatCopy; copied: boolean } | null>(null)

  const begin = async (): Promise<void> => {
    setBusy(true)
    const outcome = await bench.ask('published.wechat', { id })
    setBusy(false)
    // Still of the click that asked for it, unless making it took long: then the dialog offers it once more.
    if (outcome.ok) setCopy({ made: outcome.value, copied: putOnClipboard(outcome.value) })
    else sayFailure(t, outcome)
  }

  return (
    <>
      <Button size="compact-sm" variant="subtle" loading={busy} leftSection={<IconBrandWechat size={15} aria-hidden />} aria-label={t('published:actOnPiece', { act: t('wechat:act'), headline })} onClick={() => void begin()}>
        {t('wechat:act')}
      </Button>
      {copy && <WechatDialog copy={copy.made} copied={copy.copied} close={() => setCopy(null)} />}
    </>
  )
}
