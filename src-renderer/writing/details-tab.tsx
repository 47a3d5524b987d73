import { NumberInput, Select, Stack, TagsInput, Textarea, TextInput } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'

import { CorrectionNote } from './details/correction'
import { Destinations } from './details/destinations'
import { Embargo } from './details/embargo'
import { MomentInput } from './details/moment-input'
import { People } from './details/people'
import { useProblem } from './details/problem'
import { splitTags } from './details/tags'
import { fieldId } from './title-field'
import { FieldRedline } from './tools/field-redline'
import { useNotedField } from './tools/noted-field'
import { useField } from './writing-context'
import css from './writing.module.css'

const LOOK = { size: 'sm', classNames: { label: css.label } } as const

const Line = ({ field }: { field: 'slugline' | 'source' | 'responsibleEditor' | 'originalHeadline' }) => {
  const { t } = useTranslation('writing')
  const [value, setValue] = useNotedField(field)
  return (
    <div>
      <TextInput id={fieldId(field)} {...LOOK} label={t(`field.${field}`)} description={t(`about.${field}`, '') || undefined} value={value} error={useProblem(field)} onChange={(event) => setValue(event.currentTarget.value)} />
      <FieldRedline field={field} />
    </div>
  )
}

const Tags = ({ field, splitChars }: { field: 'channel' | 'keywords'; splitChars: string[] }) => {
  const { t } = useTranslation('writing')
  const [value, setValue] = useField(field)
  return (
    <TagsInput id={fieldId(field)} size="sm" classNames={{ label: css.label, inputField: css.tagField }} label={t(`field.${field}`)} description={t(`about.${field}`)} value={value} error={useProblem(field)} splitChars={splitChars}
      acceptValueOnBlur clearable={false} onChange={(next) => setValue(splitTags(next, splitChars))} />
  )
}

const Summary = () => {
  const { t } = useTranslation('writing')
  const [value, setValue] = useNotedField('summary')
  return (
    <div>
      <Textarea id={fieldId('summary')} {...LOOK} autosize minRows={3} maxRows={8} label={t('field.summary')} value={value} error={useProblem('summary')} onChange={(event) => setValue(event.currentTarget.value)} />
      <FieldRedline field="summary" />
    </div>
  )
}

const PublishTime = () => {
  const { t } = useTranslation('writing')
  const [value, setValue] = useField('publishTime')
  return <MomentInput id={fieldId('publishTime')} {...LOOK} label={t('field.publishTime')} description={t('about.publishTime')} moment={value} onMoment={setValue} />
}

const TargetLength = () => {
  const { t } = useTranslation('writing')
  const [language] = useField('language')
  const [value, setValue] = useField('targetLength')
  return (
    <NumberInput id={fieldId('targetLength')} {...LOOK} label={t('field.targetLength')} suffix={language === 'en' ? t('unit.words') : t('unit.characters')} min={0} max={1_000_000} clampBehavior="strict" allowDecimal={false} allowNegative={false} step={100}
      value={value || ''} placeholder={t('about.targetLength')} onChange={(next) => setValue(typeof next === 'number' ? Math.min(1_000_000, Math.max(0, Math.round(next))) : 0)} />
  )
}

const StoryLanguage = () => {
  const { t } = useTranslation('writing')
  const [value, setValue] = useField('language')
  return <Select id={fieldId('language')} {...LOOK} label={t('field.language')} allowDeselect={false} value={value} data={[{ value: 'zh-CN', label: '中文' }, { value: 'en', label: 'English' }]} onChange={(next) => setValue(next === 'en' ? 'en' : 'zh-CN')} />
}

/** What is not on the page itself: the story's names, places and dates, the people of its byline, and what it corrects. */
export const DetailsTab = memo(() => (
  <Stack gap="md">
    <Line field="slugline" />
    <Tags field="channel" splitChars={['/', '／', '>', '›']} />
    <People />
    <Line field="source" />
    <Line field="originalHeadline" />
    <Tags field="keywords" splitChars={[',', '，', ';', '；', '、']} />
    <Summary />
    <StoryLanguage />
    <Line field="responsibleEditor" />
    <PublishTime />
    <Embargo />
    <Destinations />
    <TargetLength />
    <CorrectionNote />
  </Stack>
))
