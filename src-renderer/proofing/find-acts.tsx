import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { fixFinds, isFixable, letStand, type ProofRoom } from './acts'
import type { Find } from './proofreader'

/** Most fixes that are offered side by side. */
const OFFERED = 3

type Props = { room: ProofRoom; find: Find; /** All finds there are, for acts on every one of a kind. */ all: readonly Find[]; onDone?: () => void }

/** The same rule, and the same words where the rule looks words up: what "all of this kind" is. */
const alike = (find: Find, all: readonly Find[]): Find[] => all.filter((each) => each.flag.rule === find.flag.rule && isFixable(each))

/** What can be done about one find: take a fix, take it everywhere, let it stand here or in the piece. */
export const FindActs = ({ room, find, all, onDone }: Props) => {
  const { t } = useTranslation('proofreading')
  const kin = alike(find, all)
  const after = (act: () => void) => () => {
    act()
    onDone?.()
  }
  return (
    <Group gap={6} wrap="wrap">
      {isFixable(find) && find.flag.fixes.slice(0, OFFERED).map((fix) => (
        <Button key={fix} size="compact-xs" variant="default" onClick={after(() => void fixFinds(room, [{ find, fix }]))}>{fix === '' ? t('remove') : fix}</Button>
      ))}
      {/* In the card the menu stands inside it: elsewhere, pressing an item would count as leaving the card, which closes before it is heard. */}
      <Menu position="bottom-end" withinPortal={onDone === undefined} returnFocus>
        <Menu.Target><ActionIcon size={24} variant="subtle" color="ink" aria-label={t('more')}><IconDots size={16} aria-hidden /></ActionIcon></Menu.Target>
        <Menu.Dropdown>
          {kin.length > 1 && <Menu.Item onClick={after(() => void fixFinds(room, kin.map((each) => ({ find: each, fix: each.flag.fixes[0] ?? '' }))))}>{t('fixAll', { count: kin.length })}</Menu.Item>}
          <Menu.Item onClick={after(() => letStand(room, find, 'here'))}>{t('stand.here')}</Menu.Item>
          <Menu.Item onClick={after(() => letStand(room, find, 'piece'))}>{t('stand.piece')}</Menu.Item>
          {room.house && (
            <Menu.Item disabled={room.house.refusal !== null} onClick={after(() => room.house?.add(find))}>
              {t('house.add')}
              {room.house.refusal !== null && <Text size="xs">{room.house.refusal}</Text>}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </Group>
  )
}
