import { NodeViewContent, NodeViewWrapper, type NodeViewProps } from '@tiptap/react'
import { useTranslation } from 'react-i18next'

import { asInput, asMoment } from '../moment'
import story from '../story.module.css'
import css from './blocks.module.css'
import { backToText } from './controls'
import { PartLine } from './part-line'

/** An entry of a live report: its time, in this machine's zone, and its blocks. */
export const LiveEntryView = ({ node, editor, getPos, updateAttributes }: NodeViewProps) => {
  const { t } = useTranslation('writing')
  return (
    <NodeViewWrapper as="section" className={story.liveEntry} data-blockid={String(node.attrs['blockId'] ?? '')}>
      <div contentEditable={false} className={`${story.time ?? ''} ${css.liveTime ?? ''}`}>
        <PartLine part="time" type="datetime-local" label={<span className="unseen">{t('live.time')}</span>} value={asInput(String(node.attrs['time'] ?? ''))}
          onChange={(typed) => updateAttributes({ time: asMoment(typed) ?? '' })} onDone={() => backToText(editor, getPos())} />
      </div>
      <NodeViewContent />
    </NodeViewWrapper>
  )
}
