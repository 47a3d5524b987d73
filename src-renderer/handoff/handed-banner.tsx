import { useTranslation } from 'react-i18next'

import type { Draft } from '../../src-shared/bridge/contract'
import { When } from '../ui/time'
import { Banner } from '../writing/banners'

/** Says who handed a draft over, and what they said with it. */
export const HandedBanner = ({ handed }: { handed: NonNullable<Draft['handed']> }) => {
  const { t } = useTranslation('handoff')
  return (
    <Banner title={t('handed.title', { name: handed.name })}>
      <p><When at={handed.at} /></p>
      {handed.note !== '' && <blockquote>{handed.note}</blockquote>}
    </Banner>
  )
}
