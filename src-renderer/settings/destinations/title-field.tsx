import { Button, Group, TextInput } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'

import { titleBy } from '../../../src-shared/publication/destination'
import { useAsk } from '../../ui/ask'
import css from './destinations.module.css'

const PLACES = ['columnTag', 'kicker', 'headline', 'deck'] as const
const NONE = { id: '00000000-0000-4000-8000-000000000000', sha256: '0'.repeat(64) }

/** A piece of the desk's as an example: the last signed, else the last submitted; null where there is none or it cannot be read. */
const useExample = () => {
  const cleared = useAsk('desk.pieces', { scope: 'cleared' }).data
  const queue = useAsk('desk.pieces', { scope: 'queue' }).data
  const piece = cleared?.[0] ?? queue?.[0]
  const input = piece ? { id: piece.standing.story, sha256: piece.standing.revision.sha256 } : NONE
  return useAsk('desk.revision', input, { enabled: piece !== undefined }).data ?? null
}

type Props = { value: string; wrong: string | null; onChange: (value: string) => void }

/** What the title at the CMS is made of, its places a click away, and what that makes of a real piece. */
export const TitleField = ({ value, wrong, onChange }: Props) => {
  const { t } = useTranslation('destinationSettings')
  const input = useRef<HTMLInputElement>(null)
  const piece = useExample()
  const story = piece ?? { columnTag: t('template.sample.columnTag'), kicker: t('template.sample.kicker'), headline: t('template.sample.headline'), deck: t('template.sample.deck') }
  const insert = (place: (typeof PLACES)[number]): void => {
    const field = input.current
    const [from, to] = [field?.selectionStart ?? value.length, field?.selectionEnd ?? value.length]
    const put = `{${place}}`
    onChange(value.slice(0, from) + put + value.slice(to))
    // The caret stands behind what was put in, once it is there.
    requestAnimationFrame(() => {
      field?.focus()
      field?.setSelectionRange(from + put.length, from + put.length)
    })
  }
  return (
    <>
      <TextInput ref={input} label={t('template.label')} description={t('template.hint')} error={wrong} value={value} onChange={(event) => onChange(event.currentTarget.value)} maxLength={200} autoComplete="off" spellCheck={false} w="100%" styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }} />
      <Group gap={6} role="group" aria-label={t('template.insert')}>
        {PLACES.map((place) => (
          <Button key={place} size="compact-xs" variant="default" onClick={() => insert(place)}>
            {t(`template.place.${place}`)}&nbsp;<code className={css['place']}>{`{${place}}`}</code>
          </Button>
        ))}
      </Group>
      <p className={css['example']}>
        <span>{t('template.example')}</span> <b lang={piece?.language} aria-live="polite">{titleBy(value, story)}</b>
        {piece && <small>{t('template.ofPiece', { headline: piece.headline })}</small>}
      </p>
    </>
  )
}
