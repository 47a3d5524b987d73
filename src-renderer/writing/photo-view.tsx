import { ActionIcon, Tooltip } from '@mantine/core'
import { IconArrowBarBoth, IconArrowDown, IconArrowLeft, IconArrowRight, IconArrowUp, IconCrop, IconPhotoPlus, IconReplace, IconTrash } from '@tabler/icons-react'
import { NodeViewContent, NodeViewWrapper, type NodeViewProps } from '@tiptap/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import blocks from './blocks/blocks.module.css'
import { moveBlock, removeBlock } from './blocks/arrange'
import { backToText } from './blocks/controls'
import { takeFromGroup } from './blocks/groups'
import { PartLine } from './blocks/part-line'
import { CroppedPicture } from './crop/cropped-picture'
import story from './story.module.css'
import css from './writing.module.css'
import { AttributeRedline } from './tools/attribute-redline'
import { useWriting } from './writing-context'

const Act = ({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) => (
  <Tooltip label={label}>
    <ActionIcon variant="default" size="md" aria-label={label} onClick={onClick}>{children}</ActionIcon>
  </Tooltip>
)

/** A photo in the editor: the picture or a place to choose one, its caption edited in place, credit and alt text beneath. */
export const PhotoView = ({ node, editor, getPos, updateAttributes, selected }: NodeViewProps) => {
  const { t } = useTranslation('writing')
  const { photoUrl, pickPhotos, cropPhoto, store } = useWriting()
  const digest = typeof node.attrs['photo'] === 'string' ? node.attrs['photo'] : null
  const file = digest ? store.photo(digest) : undefined
  const alt = String(node.attrs['alt'] ?? '')
  const block = String(node.attrs['blockId'] ?? '')
  const pick = (): void => pickPhotos({ block })
  const done = (): void => backToText(editor, getPos())
  const here = (act: (pos: number) => void) => (): void => {
    const now = getPos()
    if (now !== undefined) act(now)
  }
  const pos = getPos()
  const grouped = pos !== undefined && pos <= editor.state.doc.content.size && editor.state.doc.resolve(pos).parent.type.name === 'photoGroup'
  return (
    <NodeViewWrapper as="figure" className={story.photo} data-blockid={block} data-selected={selected || undefined}>
      <div contentEditable={false} className={css.picture}>
        {digest ? (
          <CroppedPicture src={(width) => photoUrl(digest, width)} size={file} crop={String(node.attrs['crop'] ?? '')} alt={alt} />
        ) : (
          <button type="button" className={css.choose} data-part="picture" onClick={pick}>
            <IconPhotoPlus size={28} stroke={1.5} aria-hidden />
            <span>{t('photo.choose')}</span>
            <small>{t('photo.chooseHint')}</small>
          </button>
        )}
        <div className={css.photoActs} role="group" aria-label={t('photo.acts')}>
          <Act label={t(grouped ? 'photo.earlier' : 'photo.up')} onClick={here((at) => moveBlock(editor, at, -1))}>{grouped ? <IconArrowLeft size={16} /> : <IconArrowUp size={16} />}</Act>
          <Act label={t(grouped ? 'photo.later' : 'photo.down')} onClick={here((at) => moveBlock(editor, at, 1))}>{grouped ? <IconArrowRight size={16} /> : <IconArrowDown size={16} />}</Act>
          {grouped && <Act label={t('block.takeOut')} onClick={here((at) => takeFromGroup(editor, at))}><IconArrowBarBoth size={16} /></Act>}
          {file && <Act label={t('photos:row.crop')} onClick={() => cropPhoto(block)}><IconCrop size={16} /></Act>}
          {digest && <Act label={t('photo.replace')} onClick={pick}><IconReplace size={16} /></Act>}
          <Act label={t('photo.remove')} onClick={here((at) => removeBlock(editor, at))}><IconTrash size={16} /></Act>
        </div>
      </div>
      <NodeViewContent<'figcaption'> as="figcaption" className={story.caption} data-hint={node.content.size === 0 ? t('hint.caption') : undefined} />
      <div contentEditable={false} className={blocks.lines}>
        <PartLine part="credit" label={t('photo.credit')} hint={t('photo.creditHint')} limit={500} value={String(node.attrs['credit'] ?? '')} onChange={(credit) => updateAttributes({ credit })} onDone={done} />
        <PartLine part="alt" label={t('photo.alt')} hint={t('photo.altHint')} limit={2000} value={alt} onChange={(next) => updateAttributes({ alt: next })} onDone={done} />
        <AttributeRedline node={node} />
      </div>
    </NodeViewWrapper>
  )
}
