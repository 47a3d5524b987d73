import { Switch, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { askPermission, isTelling, permission, setTelling } from './telling'

/** Turns the desk's news on or off on this machine, and asks the system to let the window notify. */
export const NewsSetting = () => {
  const { t } = useTranslation('review')
  const [on, setOn] = useState(isTelling)
  const [allowed, setAllowed] = useState(permission)
  const change = async (next: boolean): Promise<void> => {
    setTelling(next)
    setOn(next)
    if (!next) return
    await askPermission()
    setAllowed(permission())
  }
  return (
    <>
      <Switch checked={on} onChange={(event) => void change(event.currentTarget.checked)} label={t('news.setting')} description={t('news.settingHint')} />
      {on && allowed === 'denied' && <Text size="sm" c="dimmed">{t('news.denied')}</Text>}
    </>
  )
}
