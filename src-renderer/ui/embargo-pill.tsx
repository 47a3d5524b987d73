import { useTranslation } from 'react-i18next'

import { Pill } from './pill'
import { exactTime, nearTime, useNow } from './time'

/** 禁发至: until when nobody may publish; nothing where there is no embargo, or it has passed. */
export const EmbargoPill = ({ until }: { until: string | null | undefined }) => {
  const { t, i18n } = useTranslation('common')
  const now = useNow()
  if (!until || Date.parse(until) <= now) return null
  return <Pill tone="ochre" title={exactTime(until, i18n.language)}>{t('embargoed', { time: nearTime(until, now, i18n.language) })}</Pill>
}
