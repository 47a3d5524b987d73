import { PasswordInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** The fewest characters a password may have. */
const PASSWORD_MINIMUM = 8

/** A new password as typed, twice. */
export type TypedPassword = { password: string; again: string }
export const NO_PASSWORD: TypedPassword = { password: '', again: '' }

/** What is wrong with it, if anything. */
export const passwordProblem = ({ password, again }: TypedPassword): 'short' | 'differs' | null => (password.length < PASSWORD_MINIMUM ? 'short' : password === again ? null : 'differs')

/** Asks for a new password and the same once more. `wrong` is said at its field. */
export const NewPassword = ({ typed, onTyped, wrong }: { typed: TypedPassword; onTyped: (typed: TypedPassword) => void; wrong: 'short' | 'differs' | null }) => {
  const { t } = useTranslation('people')
  return (
    <>
      <PasswordInput
        label={t('newPassword.label')}
        description={t('newPassword.rule', { minimum: PASSWORD_MINIMUM })}
        error={wrong === 'short' ? t('newPassword.short', { minimum: PASSWORD_MINIMUM }) : null}
        value={typed.password}
        onChange={(event) => onTyped({ ...typed, password: event.currentTarget.value })}
        autoComplete="new-password"
        maxLength={200}
      />
      <PasswordInput
        label={t('newPassword.again')}
        error={wrong === 'differs' ? t('newPassword.differs') : null}
        value={typed.again}
        onChange={(event) => onTyped({ ...typed, again: event.currentTarget.value })}
        autoComplete="new-password"
        maxLength={200}
      />
    </>
  )
}
