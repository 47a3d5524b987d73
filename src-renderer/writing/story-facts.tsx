import { useTranslation } from 'react-i18next'

import type { Story } from '../../src-shared/story/story'
import { useApp } from '../ui/app-state'
import { shortTime } from '../ui/time'
import css from './writing.module.css'

/** A story's details to read; what is empty is left out. */
export const StoryFacts = ({ story }: { story: Story }) => {
  const { t, i18n } = useTranslation('writing')
  const { newsroom } = useApp()
  const said = (moment: string | null): string => (moment === null ? '' : shortTime(moment, i18n.language))
  const nameOf = (id: string): string => newsroom?.destinations.find((destination) => destination.id === id)?.name ?? id
  const facts: [string, string][] = [
    ['slugline', story.slugline], ['channel', story.channel.join(' › ')], ['source', story.source], ['keywords', story.keywords.join(t('list.join'))],
    ['summary', story.summary], ['language', story.language === 'en' ? 'English' : '中文'], ['responsibleEditor', story.responsibleEditor], ['publishTime', said(story.publishTime)],
    ['embargo', said(story.embargo)], ['destinations', story.destinations.map(nameOf).join(t('list.join'))],
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
