import { notifications } from '@mantine/notifications'
import type { TFunction } from 'i18next'

import { go } from '../ui/route'
import type { News } from './news'

const SETTING = 'stet.desk-news'

/** Whether the desk's news are told on this machine; on until somebody turns them off. */
export const isTelling = (): boolean => localStorage.getItem(SETTING) !== 'off'
/** Turns that on or off. */
export const setTelling = (on: boolean): void => localStorage.setItem(SETTING, on ? 'on' : 'off')

/** Whether the system lets this window notify: `unasked` where nobody answered yet. */
export const permission = (): 'granted' | 'denied' | 'unasked' => (typeof Notification === 'undefined' ? 'denied' : Notification.permission === 'default' ? 'unasked' : Notification.permission)

/** Asks the system for that; only in answer to what somebody pressed. */
export const askPermission = async (): Promise<void> => {
  if (permission() === 'unasked') await Notification.requestPermission()
}

/** Tells one thing: to the desktop while the window is out of sight, otherwise in the window. */
export const tell = (t: TFunction, news: News, body: string, open: { screen: 'piece' | 'story'; id: string }): void => {
  const id = `news-${news.kind}-${news.story}`
  if (permission() === 'granted' && !document.hasFocus()) {
    const shown = new Notification(t('review:news.title'), { body, tag: id })
    shown.onclick = () => {
      window.focus()
      go(open)
    }
    return
  }
  notifications.hide(id)
  notifications.show({ id, message: body, autoClose: 12_000, closeButtonProps: { 'aria-label': t('common:close') }, style: { cursor: 'pointer' }, onClick: () => go(open) })
}
