import { useEffectEvent, useLayoutEffect } from 'react'

const mac = navigator.platform.toLowerCase().startsWith('mac')
/** How the modifier of commands is written here: "⌘" or "Ctrl ". */
export const modKey = mac ? '⌘' : 'Ctrl '

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null)

/** Calls `pressed` for plain keys outside text fields, menus and dialogs, never during IME composition. */
export const usePlainKeys = (pressed: (key: string, event: KeyboardEvent) => void): void => {
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    // A dialog takes every key, even while focus has not reached it yet.
    if (document.querySelector('[role="dialog"]:not([hidden])') !== null) return
    pressed(event.key, event)
  })
  // As soon as it is on screen, so that no quick key is lost.
  useLayoutEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

/** Moves focus along the elements marked `data-row` with the arrows or j and k; `other` gets the remaining keys with the focused row's id. */
export const useRowKeys = (other?: (key: string, row: string | null) => void): void =>
  usePlainKeys((key, event) => {
    const step = key === 'ArrowDown' || key === 'j' ? 1 : key === 'ArrowUp' || key === 'k' ? -1 : 0
    const focused = document.activeElement instanceof HTMLElement ? (document.activeElement.closest('tr, li')?.querySelector<HTMLElement>('[data-row]') ?? null) : null
    if (step === 0) return other?.(key, focused?.dataset['row'] ?? null)
    const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
    const at = focused ? rows.indexOf(focused) : step > 0 ? -1 : rows.length
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))]
    event.preventDefault()
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  })

const PLACES: Readonly<Record<string, 'library' | 'desk' | 'published' | 'settings'>> = { l: 'library', d: 'desk', p: 'published', s: 'settings' }

let waitingSince = 0
/** "g" then "l", "d", "p" or "s" within a second and a half goes to a screen. */
export const useGoKeys = (goTo: (screen: 'library' | 'desk' | 'published' | 'settings') => void): void =>
  usePlainKeys((key, event) => {
    const place = PLACES[key]
    if (place && event.timeStamp - waitingSince < 1500) {
      event.preventDefault()
      goTo(place)
    }
    waitingSince = key === 'g' ? event.timeStamp : -Infinity
  })
