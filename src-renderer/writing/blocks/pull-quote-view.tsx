import { NodeViewContent, NodeViewWrapper, type NodeViewProps } from '@tiptap/react'
import { useTranslation } from 'react-i18next'

import story from '../story.module.css'
import css from './blocks.module.css'
import { backToText } from './controls'
import { PartLine } from './part-line'

/** A pull quote in the editor: its words, and whose they are beneath. */
export const PullQuoteView = ({ node, editor, getPos, updateAttributes }: NodeViewProps) => {
  const { t } = useTranslation('writing')
  return (
    <NodeViewWrapper as="aside" className={story.pullQuote} data-blockid={String(node.attrs['blockId'] ?? '')}>
      <NodeViewContent data-empty-hint={t('hint.pullQuote')} />
      <span contentEditable={false} className={`${story.by ?? ''} ${css.by ?? ''}`}>
        <PartLine part="by" label="——" value={String(node.attrs['by'] ?? '')} hint={t('pullQuote.by')} limit={500} onChange={(by) => updateAttributes({ by })} onDone={() => backToText(editor, getPos())} />
      </span>
    </NodeViewWrapper>
  )
}
