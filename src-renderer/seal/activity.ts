import { useEffect } from 'react'

import { bench } from '../bench'

const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'compositionupdate', 'drop'] as const
/** The host is told this often at most, in milliseconds. */
const PAUSE = 15_000

/** Tells the host that somebody is at the window, as seldom as its patience of so many minutes allows. */
export const useActivity = (minutes: number): void => {
  useEffect(() => {
    if (minutes === 0) return
    const pause = Math.min(PAUSE, (minutes * 60_000) / 5)
    let told = -Infinity
    const onSign = ({ timeStamp }: Event): void => {
      if (timeStamp - told < pause) return
      told = timeStamp
      void bench.ask('app.active', null)
    }
    for (const sign of SIGNS) window.addEventListener(sign, onSign, { capture: true, passive: true })
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, onSign, { capture: true })
    }
  }, [minutes])
}
