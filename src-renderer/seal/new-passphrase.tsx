import { PasswordInput, Progress, Stack, Text } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'

import { PASSPHRASE_MINIMUM } from '../ui/key-form'
import { strengthOf, type Strength } from './strength'

const SHOWN: Record<Strength, { value: number; color: string }> = { weak: { value: 25, color: 'var(--stet-cinnabar-fill)' }, fair: { value: 60, color: 'var(--stet-ochre-fill)' }, strong: { value: 100, color: 'var(--stet-pine-fill)' } }

/** A passphrase typed twice. */
export type Typed = { passphrase: string; again: string }
/** What is wrong with it, or null. */
export const problemOf = ({ passphrase, again }: Typed): 'short' | 'differs' | null =>
  Array.from(passphrase.normalize('NFKC')).length < PASSPHRASE_MINIMUM ? 'short' : passphrase === again ? null : 'differs'

type Props = { typed: Typed; onTyped: (typed: Typed) => void; wrong: 'short' | 'differs' | null; label: string }

/** Two fields for a new passphrase, with a word on how well it would stand being guessed. */
export const NewPassphrase = ({ typed, onTyped, wrong, label }: Props) => {
  const { t } = useTranslation('seal')
  const hint = useId()
  const strength = strengthOf(typed.passphrase)
  return (
    <Stack gap="sm">
      <PasswordInput label={label} description={t('passphrase.rule', { minimum: PASSPHRASE_MINIMUM })} error={wrong === 'short' ? t('passphrase.short', { minimum: PASSPHRASE_MINIMUM }) : null}
        value={typed.passphrase} onChange={(event) => onTyped({ ...typed, passphrase: event.currentTarget.value })} autoComplete="new-password" aria-describedby={hint} />
      <div id={hint} aria-live="polite">
        {typed.passphrase !== '' && (
          <>
            <Progress value={SHOWN[strength].value} color={SHOWN[strength].color} size={4} aria-hidden />
            <Text size="xs" c="dimmed" mt={4}>{t(`passphrase.strength.${strength}`)}</Text>
          </>
        )}
      </div>
      <PasswordInput label={t('passphrase.again')} error={wrong === 'differs' ? t('passphrase.differs') : null} value={typed.again} onChange={(event) => onTyped({ ...typed, again: event.currentTarget.value })} autoComplete="new-password" />
    </Stack>
  )
}
