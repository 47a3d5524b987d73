import { useEffect, useState } from 'react'

import type { Output } from '../../../src-shared/bridge/contract'
import type { Outcome } from '../../../src-shared/outcome'
import { parseBody } from '../../../src-shared/story/body'
import { bench } from '../../bench'
import { FaultNote } from '../../ui/fault-note'
import { Patient } from '../../ui/patient'
import { settleSessions } from '../../writing/session'
import type { RoomProps } from './desk-room'
import { deskKey } from './desk-session'
import { SavingRoom } from './saving-room'

const open = async (id: string): Promise<Outcome<Output<'desk.working'>>> => {
  await settleSessions(deskKey(id))
  const answer = await bench.ask('desk.working', { id })
  if (!answer.ok) return answer
  // The editor would drop what it does not know; such a body is shown to be wrong instead.
  const body = parseBody(answer.value.story.body)
  return body.ok ? answer : body
}

/** Opens a piece's working copy to be edited by saving copies. */
export const SavingView = ({ base, together, ...props }: RoomProps & { base: string; together: (() => void) | null }) => {
  const { id } = props
  const [opened, setOpened] = useState<{ outcome: Outcome<Output<'desk.working'>>; opening: number } | null>(null)
  const [opening, setOpening] = useState(0)
  useEffect(() => {
    let wanted = true
    void open(id).then((outcome) => {
      if (wanted) setOpened({ outcome, opening })
    })
    return () => {
      wanted = false
    }
  }, [id, base, opening])
  if (!opened) return <Patient />
  if (!opened.outcome.ok) return <div style={{ padding: 24 }}><FaultNote fault={opened.outcome} retry={() => setOpening((count) => count + 1)} /></div>
  return <SavingRoom key={`${opened.outcome.value.base} ${String(opened.opening)}`} {...props} working={opened.outcome.value} together={together} />
}
