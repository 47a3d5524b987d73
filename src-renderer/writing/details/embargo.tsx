import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { useNow } from '../../ui/time'
import { zoneOf } from '../moment'
import { fieldId } from '../title-field'
import writing from '../writing.module.css'
import { useField } from '../writing-context'
import css from './details.module.css'
import { MomentInput } from './moment-input'

/** Until when nobody may publish the story 禁发期, in this machine's zone, which is named. */
export const Embargo = () => {
  const { t } = useTranslation(['details', 'writing'])
  const [embargo, setEmbargo] = useField('embargo')
  const now = useNow()
  const clear = (): void => {
    setEmbargo(null)
    document.getElementById(fieldId('embargo'))?.focus()
  }
  return (
    <div>
      <MomentInput id={fieldId('embargo')} size="sm" classNames={{ label: writing.label }} label={t('writing:field.embargo')} description={t('details:embargo.about', { zone: zoneOf(embargo ?? now) })} moment={embargo} onMoment={setEmbargo} />
      {embargo !== null && (
        <div className={css.after}>
          {Date.parse(embargo) <= now && <p className={css.notice} role="status">{t('details:embargo.past')}</p>}
          <Button size="compact-xs" variant="subtle" leftSection={<IconX size={13} aria-hidden />} onClick={clear}>{t('details:embargo.clear')}</Button>
        </div>
      )}
    </div>
  )
}
