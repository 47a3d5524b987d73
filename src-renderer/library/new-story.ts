import { useTranslation } from 'react-i18next'

import { templateSchema, type Language, type Template } from '../../src-shared/story/story'
import { bench } from '../bench'
import { useReread } from '../ui/ask'
import { sayFailure } from '../ui/fault-note'
import { go } from '../ui/route'

/** The kinds of story one can begin with, in the order they are offered. */
export const TEMPLATES: readonly Template[] = templateSchema.options

/** Begins a story and opens it; a refusal is said in the corner. */
export const useNewStory = (): ((template: Template, language: Language) => Promise<void>) => {
  const { t } = useTranslation()
  const reread = useReread()
  return async (template, language) => {
    const outcome = await bench.ask('library.create', { template, language })
    if (!outcome.ok) { sayFailure(t, outcome); return; }
    reread('library.list')
    go({ screen: 'story', id: outcome.value.story.id })
  }
}
