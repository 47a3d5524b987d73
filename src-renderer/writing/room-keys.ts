import { useEffect, useEffectEvent } from 'react'

/** Runs acts on Ctrl or Command shortcuts, wherever the focus is in the window but in a dialog; never during a composition. Keys are lower case, `shift+` before one that wants it. */
export const useRoomKeys = (acts: Readonly<Record<string, () => void>>): void => {
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return
    const act = acts[`${event.shiftKey ? 'shift+' : ''}${event.key.toLowerCase()}`]
    if (!act || document.querySelector('[role="dialog"]') !== null) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
