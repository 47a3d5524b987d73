import { memo } from 'react'
import { useTranslation } from 'react-i18next'

import { PAGE_FIELDS } from './fields'
import story from './story.module.css'
import { fieldId, TitleField } from './title-field'
import { useField } from './writing-context'

const focus = (field: string | undefined): void => {
  if (field) document.getElementById(fieldId(field))?.focus()
}

/** The story's name as the screen's heading, for a screen reader: on the page it is a field. */
export const RoomTitle = () => {
  const { t } = useTranslation('writing')
  const [headline] = useField('headline')
  const [slugline] = useField('slugline')
  return <h1 className="unseen">{headline || slugline || t('body.label')}</h1>
}

/** Column tag, kicker, headline, deck, byline and dateline above the text, as the reader will see them. `onBody` goes on into the text. */
export const TitleBlock = memo(({ onBody }: { onBody: () => void }) => (
  <header className={story.head}>
    {PAGE_FIELDS.map((field, index) => (
      <TitleField key={field} field={field}
        onNext={() => (index === PAGE_FIELDS.length - 1 ? onBody() : focus(PAGE_FIELDS[index + 1]))}
        onPrevious={() => focus(PAGE_FIELDS[index - 1])} />
    ))}
  </header>
))
