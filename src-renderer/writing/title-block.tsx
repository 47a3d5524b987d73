import { PAGE_FIELDS } from './fields'
import story from './story.module.css'
import { fieldId, TitleField } from './title-field'

const focus = (field: string | undefined): void => {
  if (field) document.getElementById(fieldId(field))?.focus()
}

/** Kicker, headline, deck, byline and dateline above the text, as the reader will see them. `onBody` goes on into the text. */
export const TitleBlock = ({ onBody }: { onBody: () => void }) => (
  <header className={story.head}>
    {PAGE_FIELDS.map((field, index) => (
      <TitleField key={field} field={field}
        onNext={() => (index === PAGE_FIELDS.length - 1 ? onBody() : focus(PAGE_FIELDS[index + 1]))}
        onPrevious={() => focus(PAGE_FIELDS[index - 1])} />
    ))}
  </header>
)
