import { useState } from 'react'

import type { Failure } from '../../../src-shared/outcome'
import { useApp } from '../../ui/app-state'
import { FaultNote } from '../../ui/fault-note'
import type { RoomProps } from './desk-room'
import { LiveView } from './live-view'
import { makeRoomMemory } from './room-memory'
import { SavingView } from './saving-view'

/** Why a piece is edited alone although the desk takes live sessions, where that passes: the desk is away. */
const PASSES: ReadonlySet<string> = new Set(['desk-unreachable', 'desk-closed', 'desk-busy', 'host-unreachable'])

/**
 * Opens a piece's working copy to be edited: together with whoever else is in it where the desk offers that, or else by saving copies. `base` is the revision it
 * stands on; who may not edit it only comes in to suggest. `at` is where to go in it.
 */
export const EditView = ({ base, mayEdit, ...given }: Omit<RoomProps, 'memory'> & { base: string; mayEdit: boolean }) => {
  const { newsroom, connection } = useApp()
  const [memory] = useState(makeRoomMemory)
  const [alone, setAlone] = useState<Failure | null>(null)
  const props = { ...given, memory }
  if (newsroom?.live === true && connection.state !== 'embedded' && !alone) return <LiveView {...props} alone={setAlone} />
  if (!mayEdit && alone) return <div style={{ padding: 24 }}><FaultNote fault={alone} retry={() => setAlone(null)} /></div>
  return <SavingView {...props} base={base} together={alone && PASSES.has(alone.code) ? () => setAlone(null) : null} />
}
