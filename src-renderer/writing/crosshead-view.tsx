import { Menu, TextInput } from '@mantine/core'
import { NodeViewContent, NodeViewWrapper, type NodeViewProps, type ReactNodeViewProps } from '@tiptap/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { markersAbove } from './block-finding'
import { isMarker, markerChoices } from './marker'
import story from './story.module.css'
import css from './writing.module.css'

const MarkerMenu = ({ editor, getPos, marker, onPick }: Pick<NodeViewProps, 'editor' | 'getPos'> & { marker: string; onPick: (marker: string) => void }) => {
  const { t } = useTranslation('writing')
  const [opened, setOpened] = useState(false)
  const [typed, setTyped] = useState('')
  const choices = opened ? markerChoices(markersAbove(editor.state.doc, getPos() ?? 0)) : []
  const pick = (next: string): void => {
    onPick(next)
    setOpened(false)
  }
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-start" withinPortal>
      <Menu.Target>
        <button type="button" contentEditable={false} className={story.marker} data-empty={marker === '' || undefined} data-tight={/[、）]$/.test(marker) || undefined}
          aria-label={marker === '' ? t('marker.none') : t('marker.change', { marker })}>
          {marker === '' ? '¶' : marker}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('marker.label')}</Menu.Label>
        {choices.map((choice) => (
          <Menu.Item key={choice} onClick={() => pick(choice)} rightSection={choice === marker ? '✓' : null}>
            {choice === '' ? t('marker.without') : choice}
          </Menu.Item>
        ))}
        <TextInput className={css.ownMarker} size="xs" value={typed} aria-label={t('marker.own')} placeholder={t('marker.own')} error={!isMarker(typed) && t('marker.wrong')}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            event.stopPropagation()
            if (event.key === 'Enter' && !event.nativeEvent.isComposing && isMarker(typed)) pick(typed)
            if (event.key === 'Escape') setOpened(false)
          }} />
      </Menu.Dropdown>
    </Menu>
  )
}

/** A section header in the editor: its marker, changed through a small menu, and its title, edited in place. */
export const CrossheadView = ({ node, editor, getPos, updateAttributes, selectionInside }: ReactNodeViewProps) => {
  const { t } = useTranslation('writing')
  const marker = String(node.attrs['marker'] ?? '')
  return (
    <NodeViewWrapper as="h2" className={story.crosshead} data-blockid={String(node.attrs['blockId'] ?? '')} data-inside={selectionInside || undefined}>
      <MarkerMenu editor={editor} getPos={getPos} marker={marker}
        onPick={(next) => {
          updateAttributes({ marker: next })
          editor.commands.focus()
        }} />
      <NodeViewContent className={story.headTitle} data-hint={node.content.size === 0 ? t('hint.crosshead') : undefined} />
    </NodeViewWrapper>
  )
}
