import { useLayoutEffect, useRef, useState, type ReactNode } from 'react'

/** Rows that come and go together. */
export const CHUNK = 25
/** A row's usual height, in CSS pixels; what was really drawn is remembered. */
const ROW = 47
/** How far off screen rows are drawn already. */
const NEAR = '1200px 0px'

/**
 * A stretch of a long list: drawn while it is near the screen, an empty space of the same height while it is not, so that ten
 * thousand rows cost what a few hundred do. It stays drawn while the reading point is in it.
 */
export const RowChunk = ({ count, first, children }: { count: number; /** Drawn at once, without looking where it is. */ first: boolean; children: () => ReactNode }) => {
  const place = useRef<HTMLDivElement>(null)
  /** Its height in pixels while it is away, null while it is drawn. */
  const [away, setAway] = useState(first || typeof IntersectionObserver === 'undefined' ? null : count * ROW)
  useLayoutEffect(() => {
    const element = place.current
    if (!element || typeof IntersectionObserver === 'undefined') return
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry) return
        const stays = entry.isIntersecting || element.contains(document.activeElement)
        setAway((before) => (stays ? null : (before ?? entry.boundingClientRect.height)))
      },
      { root: element.closest('main'), rootMargin: NEAR },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={place} role="presentation" style={away === null ? undefined : { height: away }}>
      {away === null && children()}
    </div>
  )
}
