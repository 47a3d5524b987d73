import { useState } from 'react'

import type { LivePiece } from '../../live/live-piece'
import { presentIn } from '../../live/carets'
import { liveExtensions, usePresent, useStanding } from '../../live/use-live'
import { useApp } from '../../ui/app-state'
import { FaultNote } from '../../ui/fault-note'
import { coloursWith } from '../../writing/tools/people-colours'
import { DeskRoom, type RoomProps } from './desk-room'
import type { DeskSession } from './desk-session'
import { openLiveDeskSession } from './live-desk-session'
import { LiveWord } from './live-word'
import { PeopleHere } from './people-here'

type Props = RoomProps & { piece: LivePiece; again: () => void }

const Document = ({ piece, session, again, ...props }: Props & { session: DeskSession }) => {
  const { person } = useApp()
  const standing = useStanding(piece)
  const present = usePresent(piece, standing.document)
  const colourOf = (id: string): number => {
    const awareness = piece.session.awareness()
    return coloursWith(session.notes.value(), [person.id, ...(awareness ? presentIn(awareness).map((each) => each.id) : [])]).get(id) ?? 0
  }
  const over = standing.phase === 'ended'
  return (
    <DeskRoom {...props} session={session} may={over ? 'read' : standing.may} busy={!standing.saved}
      word={<LiveWord piece={piece} session={session} again={again} />}
      people={<PeopleHere present={present} colourOf={colourOf} />}
      bound={(extensions) => liveExtensions(extensions, piece.session, { person: { id: person.id, name: person.name }, colourOf }, () => piece.standing().may === 'suggest')}
      hold={piece.session.hold} />
  )
}

/** The document a live piece shows, open for editing. For one document: with another it is made anew. */
export const LiveRoom = (props: Props) => {
  const { piece } = props
  const open = () => {
    const content = piece.session.content()
    return content.ok ? openLiveDeskSession(piece, content.value) : content
  }
  const [session, setSession] = useState(open)
  // What stands there is no story, until somebody mends it: an editor would leave out what it does not know.
  if ('ok' in session) return <div style={{ padding: 24 }}><FaultNote fault={session} retry={() => setSession(open())} /></div>
  return <Document {...props} session={session} />
}
