import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { Draft } from '../../src-shared/bridge/contract'
import { useAsk } from '../ui/ask'
import { go } from '../ui/route'
import { When } from '../ui/time'
import { Banner } from '../writing/banners'

/** Says that a story is a copy made where two versions met, and leads to the other one. */
export const CopyBanner = ({ copyOf }: { copyOf: NonNullable<Draft['copyOf']> }) => {
  const { t } = useTranslation('place')
  const there = useAsk('library.list', null).data?.some(({ id }) => id === copyOf.story) ?? false
  return (
    <Banner title={t(`copyOf.${copyOf.kind}`)} acts={there && <Button size="compact-sm" variant="default" onClick={() => go({ screen: 'story', id: copyOf.story })}>{t('copyOf.open')}</Button>}>
      <p>{t('copyOf.words')}</p>
      <p><When at={copyOf.at} /> · {t('copyOf.from', { from: copyOf.from })}</p>
    </Banner>
  )
}
