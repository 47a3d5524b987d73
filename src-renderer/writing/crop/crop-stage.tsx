import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { CropBox, FocusPoint } from '../../../src-shared/publication/crop'
import css from './crop.module.css'
import { HANDLES, moveBox, resizeBox, type Handle } from './crop-box'

type Props = { src: string; aspect: number; box: CropBox; focus: FocusPoint | null; mode: 'crop' | 'focus'; ratio: number | null; onBox: (box: CropBox) => void; onFocus: (point: FocusPoint) => void }

/** One press of an arrow key, in shares; ten times as much with Shift. */
const STEP = 0.01
const ARROWS: Readonly<Record<string, [number, number]>> = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }

const onArrows = (act: (dx: number, dy: number) => void) => (event: KeyboardEvent): void => {
  const step = ARROWS[event.key]
  if (!step) return
  event.preventDefault()
  const times = event.shiftKey ? 10 : 1
  act(step[0] * times, step[1] * times)
}

const percent = (share: number): string => `${String(share * 100)}%`
const clamp = (value: number): number => Math.min(1, Math.max(0, value))

/** The picture with its crop frame and handles, or with its focal point: by pointer, and by arrow keys on whatever has the focus. */
export const CropStage = ({ src, aspect, box, focus, mode, ratio, onBox, onFocus }: Props) => {
  const { t } = useTranslation('photos')
  const stage = useRef<HTMLDivElement>(null)
  const shareOf = (event: PointerEvent): FocusPoint => {
    const rect = stage.current?.getBoundingClientRect()
    return rect && rect.width > 0 ? { x: (event.clientX - rect.left) / rect.width, y: (event.clientY - rect.top) / rect.height } : { x: 0.5, y: 0.5 }
  }
  /** Follows the pointer from where it went down until it is let go. */
  const drag = (event: PointerEvent<HTMLElement>, act: (dx: number, dy: number) => void): void => {
    if (event.button !== 0) return
    const target = event.currentTarget
    const start = shareOf(event)
    target.setPointerCapture(event.pointerId)
    const move = (next: globalThis.PointerEvent): void => {
      const rect = stage.current?.getBoundingClientRect()
      if (rect && rect.width > 0) act((next.clientX - rect.left) / rect.width - start.x, (next.clientY - rect.top) / rect.height - start.y)
    }
    const end = (): void => {
      target.removeEventListener('pointermove', move)
      target.removeEventListener('pointerup', end)
      target.removeEventListener('pointercancel', end)
    }
    target.addEventListener('pointermove', move)
    target.addEventListener('pointerup', end)
    target.addEventListener('pointercancel', end)
  }
  const resize = (handle: Handle) => (dx: number, dy: number): void => onBox(resizeBox(box, handle, dx, dy, ratio))
  const point = focus ?? { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const place = { left: percent(box.x), top: percent(box.y), width: percent(box.width), height: percent(box.height) }
  const spot = (handle: Handle) => ({
    left: percent(box.x + (handle.includes('w') ? 0 : handle.includes('e') ? box.width : box.width / 2)),
    top: percent(box.y + (handle.includes('n') ? 0 : handle.includes('s') ? box.height : box.height / 2)),
  })
  return (
    <div ref={stage} className={css.stage} data-mode={mode} style={{ aspectRatio: String(aspect), width: `min(100%, calc(58vh * ${String(aspect)}))` }}
      onPointerDown={(event) => {
        if (mode !== 'focus' || event.button !== 0) return
        const at = shareOf(event)
        onFocus({ x: clamp(at.x), y: clamp(at.y) })
      }}>
      <div className={css.layer}>
        <img src={src} alt="" draggable={false} />
        {mode === 'focus' && <div className={css.shade} style={place} />}
        {mode === 'crop' && (
          <button type="button" className={css.box} style={place} aria-label={t('crop.frame')} data-crop-frame
            onPointerDown={(event) => drag(event, (dx, dy) => onBox(moveBox(box, dx, dy)))} onKeyDown={onArrows((dx, dy) => onBox(moveBox(box, dx, dy)))} />
        )}
      </div>
      {mode === 'crop' && HANDLES.map((handle) => (
        <button key={handle} type="button" className={css.handle} data-handle={handle} style={spot(handle)} aria-label={t(`crop.handle.${handle}`)}
          onPointerDown={(event) => drag(event, resize(handle))} onKeyDown={onArrows(resize(handle))} />
      ))}
      {mode === 'focus' && (
        <button type="button" className={css.point} data-set={focus !== null || undefined} style={{ left: percent(point.x), top: percent(point.y) }} aria-label={t('crop.point')}
          onPointerDown={(event) => {
            event.stopPropagation()
            drag(event, (dx, dy) => onFocus({ x: clamp(point.x + dx), y: clamp(point.y + dy) }))
          }}
          onKeyDown={onArrows((dx, dy) => onFocus({ x: clamp(point.x + dx), y: clamp(point.y + dy) }))} />
      )}
    </div>
  )
}
