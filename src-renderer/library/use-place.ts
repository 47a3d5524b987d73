import { useEffect, useLayoutEffect } from 'react'

import { keepAside, readAside } from './kept'
import { focusedRow, focusRow } from './list-keys'

type Place = { scroll: number; row: string | null }

const scroller = (): HTMLElement | null => document.querySelector('#main')

/** Remembers under `name` how far the list was scrolled and which row was read, and goes back there once `ready`. */
export const usePlace = (name: string, ready: boolean): void => {
  useLayoutEffect(() => {
    const main = scroller()
    if (!ready || !main) return
    main.scrollTop = readAside<Place>(name, { scroll: 0, row: null }).scroll
  }, [name, ready])

  useEffect(() => {
    if (!ready) return
    const place = readAside<Place>(name, { scroll: 0, row: null })
    // After the frame has put the reading point on the screen as a whole.
    const later = setTimeout(() => {
      if (place.row !== null && (document.activeElement === document.body || document.activeElement === scroller())) focusRow(place.row)
    })
    const keep = (): void => keepAside(name, { scroll: scroller()?.scrollTop ?? 0, row: focusedRow() ?? readAside<Place>(name, place).row })
    const main = scroller()
    main?.addEventListener('scroll', keep, { passive: true })
    main?.addEventListener('focusin', keep)
    return () => {
      clearTimeout(later)
      main?.removeEventListener('scroll', keep)
      main?.removeEventListener('focusin', keep)
    }
  }, [name, ready])
}
