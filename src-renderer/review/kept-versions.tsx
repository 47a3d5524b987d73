import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { AnyKept } from '../../src-shared/bridge/desk'
import { exactTime } from '../ui/time'
import { momentWords } from '../writing/history/version-words'
import classes from './piece.module.css'

/** The working copy as it stood whenever something cut it off; each can be looked at beside what there is now. */
export const KeptVersions = ({ kept, compare }: { kept: readonly AnyKept[]; compare: (kept: AnyKept) => void }) => {
  const { t, i18n } = useTranslation('review')
  if (kept.length === 0) return null
  return (
    <section aria-labelledby="kept-title">
      <h2 id="kept-title">{t('kept.title')}</h2>
      <ul className={classes['kept']}>
        {kept.map((version) => (
          <li key={version.id}>
            <span title={exactTime(version.at, i18n.language)}>{momentWords(version.at, i18n.language)} {version.by}<small>{t(`kept.why.${version.why}`)}</small></span>
            <Button size="compact-xs" variant="default" onClick={() => compare(version)}>{t('kept.compare')}</Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
