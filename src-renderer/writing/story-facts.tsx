import { useTranslation } from 'react-i18next'

import type { Story } from '../../src-shared/story/story'
import css from './writing.module.css'

/** A story's details to read; what is empty is left out. */
export const StoryFacts = ({ story }: { story: Story }) => {
  const { t, i18n } = useTranslation('writing')
  const time = story.publishTime === null ? '' : new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(Date.parse(story.publishTime))
  const facts: [string, string][] = [
    ['slugline', story.slugline], ['channel', story.channel.join(' › ')], ['source', story.source], ['keywords', story.keywords.join(t('list.join'))],
    ['summary', story.summary], ['language', story.language === 'en' ? 'English' : '中文'], ['responsibleEditor', story.responsibleEditor], ['publishTime', time],
  ]
  return (
    <dl className={css.facts}>
      {facts.filter(([, value]) => value !== '').map(([field, value]) => (
        <div key={field}>
          <dt>{t(`field.${field}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
