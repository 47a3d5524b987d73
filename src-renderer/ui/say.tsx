import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { TFunction } from 'i18next'

/** Says in the corner what was done, with a way back where there is one. Saying the same `id` again takes its place. */
export const say = (t: TFunction, id: string, words: string, offer?: { word: string; act: () => void }): void => {
  const take = (): void => {
    notifications.hide(id)
    offer?.act()
  }
  notifications.show({
    id,
    autoClose: 10_000,
    closeButtonProps: { 'aria-label': t('common:close') },
    message: (
      <>
        {words} {offer && <Button size="compact-xs" variant="default" ml={8} onClick={take}>{offer.word}</Button>}
      </>
    ),
  })
}
