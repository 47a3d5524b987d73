import { Chip, Group, Input } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { Role } from '../../src-shared/review/people'

/** Reporters write; a policy names those who review. */
const REVIEWERS = ['editor', 'chief', 'admin'] as const

const isRole = (text: string): text is (typeof REVIEWERS)[number] => (REVIEWERS as readonly string[]).includes(text)

/** Which roles may do something; never none. */
export const RolePicker = ({ label, roles, disabled, change }: { label: string; roles: readonly Role[]; disabled: boolean; change: (roles: Role[]) => void }) => {
  const { t } = useTranslation(['house', 'common'])
  return (
    <Input.Wrapper size="xs" label={label} error={roles.length === 0 ? t('house:rolesMissing') : null} labelElement="div">
      <Chip.Group multiple value={[...roles]} onChange={(values) => change(values.filter(isRole))}>
        <Group gap={6} role="group" aria-label={label}>
          {REVIEWERS.map((role) => (
            <Chip key={role} size="xs" value={role} disabled={disabled} variant="outline">{t(`common:role.${role}`)}</Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  )
}
