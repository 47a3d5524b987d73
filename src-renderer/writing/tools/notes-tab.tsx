import type { NotedField } from '../../../src-shared/story/notes'
import { CommentList } from './comment-list'
import css from './notes.module.css'
import { useNotesRoom } from './notes-room'
import { SuggestionList } from './suggestion-list'

/** Comments 批注 and tracked changes 修订 of an editor, wherever it stands. `onComment` asks what is to be said, about the selected words or a field. */
export const NotesTab = ({ onComment }: { onComment: (field?: NotedField) => void }) => {
  const room = useNotesRoom()
  return (
    <div className={css.notes}>
      <SuggestionList room={room} />
      <CommentList room={room} onComment={onComment} />
    </div>
  )
}
