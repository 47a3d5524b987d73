import { SegmentedControl } from '@mantine/core'
import { NodeViewContent, NodeViewWrapper, type NodeViewProps } from '@tiptap/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { isSafeMedia } from '../../../src-shared/story/body'
import { asAddress } from '../link-dialog'
import story from '../story.module.css'
import css from './blocks.module.css'
import { backToText } from './controls'
import { PartLine } from './part-line'

/** A card for a video or sound elsewhere: what it is, its title edited in place, and its address. An address Stet will not keep stays in the field, marked. */
export const MediaCardView = ({ node, editor, getPos, updateAttributes }: NodeViewProps) => {
  const { t } = useTranslation('writing')
  const [refused, setRefused] = useState<string | null>(null)
  const url = String(node.attrs['url'] ?? '')
  const change = (typed: string): void => {
    const address = asAddress(typed)
    const fits = address === '' || isSafeMedia(address)
    setRefused(fits ? null : typed)
    if (fits && address !== url) updateAttributes({ url: address })
    // Half of an old address must not stand for the new one.
    else if (!fits && url !== '') updateAttributes({ url: '' })
  }
  return (
    <NodeViewWrapper className={story.mediaCard} data-blockid={String(node.attrs['blockId'] ?? '')}>
      <div contentEditable={false} className={css.kind}>
        <SegmentedControl size="xs" aria-label={t('media.kind')} value={String(node.attrs['kind'])} onChange={(kind) => updateAttributes({ kind })}
          data={[{ value: 'video', label: t('media.video') }, { value: 'audio', label: t('media.audio') }]} />
      </div>
      <NodeViewContent className={css.mediaTitle} data-empty-hint={t('hint.mediaCard')} />
      <div contentEditable={false} className={css.mediaAddress}>
        <PartLine part="url" type="url" label={t('media.address')} value={refused ?? url} hint="https://" limit={2000} wrong={refused === null ? undefined : t('media.wrong')} onChange={change} onDone={() => backToText(editor, getPos())} />
      </div>
    </NodeViewWrapper>
  )
}
