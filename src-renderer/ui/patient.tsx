import { Loader } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** A sign that something is being fetched; stays unseen for the first 300 ms, as most answers come sooner. */
export const Patient = () => {
  const { t } = useTranslation()
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300)
    return () => clearTimeout(timer)
  }, [])
  return late ? (
    <div role="status" style={{ display: 'grid', placeItems: 'center', minHeight: 160, gap: 8 }}>
      <Loader size="sm" type="dots" color="var(--mantine-color-dimmed)" />
      <span className="unseen">{t('loading')}</span>
    </div>
  ) : null
}
