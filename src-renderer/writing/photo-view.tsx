import { ActionIcon, Tooltip } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPhotoPlus, IconReplace, IconTrash } from '@tabler/icons-react'
import { NodeViewContent, NodeViewWrapper, type NodeViewProps } from '@tiptap/react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { moveBlock } from './block-acts'
import story from './story.module.css'
import css from './writing.module.css'
import { useWriting } from './writing-context'

const Act = ({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) => (
  <Tooltip label={label}>
    <ActionIcon variant="default" size="md" aria-label={label} onClick={onClick}>{children}</ActionIcon>
  </Tooltip>
)

/**
 * A line under a photo. What is typed is kept here as well as in the body, so that a rerender of the body, which comes a
 * moment later, never moves the caret or breaks a composition.
 */
const PhotoLine = ({ part, value, onChange }: { part: 'credit' | 'alt'; value: string; onChange: (value: string) => void }) => {
  const { t } = useTranslation('writing')
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <label className={css.photoLine}>
      <span>{t(`photo.${part}`)}</span>
      <input data-part={part} value={typed ?? value} placeholder={t(`photo.${part}Hint`)}
        onFocus={() => setTyped(value)}
        onBlur={() => setTyped(null)}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          onChange(event.currentTarget.value)
        }} />
    </label>
  )
}

/** A photo in the editor: the picture or a place to choose one, its caption edited in place, credit and alt text beneath. */
export const PhotoView = ({ node, editor, getPos, updateAttributes, deleteNode, selected }: NodeViewProps) => {
  const { t } = useTranslation('writing')
  const { photoUrl, pickPhotos, store } = useWriting()
  const digest = typeof node.attrs['photo'] === 'string' ? node.attrs['photo'] : null
  const file = digest ? store.photo(digest) : undefined
  const alt = String(node.attrs['alt'] ?? '')
  const block = String(node.attrs['blockId'] ?? '')
  const pick = (): void => pickPhotos({ block })
  const move = (direction: -1 | 1): void => {
    const pos = getPos()
    if (pos !== undefined) moveBlock(editor, pos, direction)
  }
  return (
    <NodeViewWrapper as="figure" className={story.photo} data-blockid={block} data-selected={selected || undefined}>
      <div contentEditable={false} className={css.picture}>
        {digest ? (
          <img src={photoUrl(digest, 1280)} alt={alt} width={file?.width} height={file?.height} draggable={false} />
        ) : (
          <button type="button" className={css.choose} data-part="picture" onClick={pick}>
            <IconPhotoPlus size={28} stroke={1.5} aria-hidden />
            <span>{t('photo.choose')}</span>
            <small>{t('photo.chooseHint')}</small>
          </button>
        )}
        <div className={css.photoActs} role="group" aria-label={t('photo.acts')}>
          <Act label={t('photo.up')} onClick={() => move(-1)}><IconArrowUp size={16} /></Act>
          <Act label={t('photo.down')} onClick={() => move(1)}><IconArrowDown size={16} /></Act>
          {digest && <Act label={t('photo.replace')} onClick={pick}><IconReplace size={16} /></Act>}
          <Act label={t('photo.remove')} onClick={deleteNode}><IconTrash size={16} /></Act>
        </div>
      </div>
      <NodeViewContent<'figcaption'> as="figcaption" className={story.caption} data-hint={node.content.size === 0 ? t('hint.caption') : undefined} />
      <div contentEditable={false} className={css.photoLines}>
        <PhotoLine part="credit" value={String(node.attrs['credit'] ?? '')} onChange={(credit) => updateAttributes({ credit })} />
        <PhotoLine part="alt" value={alt} onChange={(next) => updateAttributes({ alt: next })} />
      </div>
    </NodeViewWrapper>
  )
}
