import { Menu } from '@mantine/core'
import type { Editor } from '@tiptap/core'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'

import { shownKeys } from '../body-commands'
import type { BlockDesk, OverBody } from './block-desk'
import css from './blocks.module.css'
import { GROUPING, PLACING, REMOVE, type BlockAct } from './menu-acts'
import { actOnTable, tableActs } from './table-acts'
import { turnBlock, turnsOf } from './turn'
import { unitAt, unitsAround } from './unit'

type Open = Extract<OverBody, { kind: 'menu' }>

const Inside = ({ editor, open, desk, now }: { editor: Editor; open: Open; desk: BlockDesk; now: () => string }) => {
  const { t } = useTranslation('writing')
  const { doc } = editor.state
  const { pos } = open
  const unit = unitAt(doc, pos)
  if (!unit) return null
  const outer = unitsAround(doc.resolve(pos))[0]
  const turns = turnsOf(doc, pos)
  const inTable = unit.node.type.name === 'table' && editor.state.selection.from > pos && editor.state.selection.to < pos + unit.node.nodeSize
  const acts = inTable ? tableActs(editor) : []
  const grouping = GROUPING.filter(({ can }) => can(doc, pos))
  const item = ({ name, keys, run }: BlockAct) => (
    <Menu.Item key={name} rightSection={keys && <span className={css.keys}>{shownKeys(keys)}</span>} onClick={() => run(editor, pos)}>{t(`block.${name}`)}</Menu.Item>
  )
  return (
    <>
      <Menu.Label>{t(`node.${unit.node.type.name}`)}</Menu.Label>
      {turns.length > 0 && (
        <Menu.Sub>
          <Menu.Sub.Target>
            <Menu.Sub.Item>{t('block.turn')}</Menu.Sub.Item>
          </Menu.Sub.Target>
          <Menu.Sub.Dropdown>
            {turns.map((kind) => <Menu.Item key={kind} onClick={() => turnBlock(editor, pos, kind, now)}>{t(`node.${kind}`)}</Menu.Item>)}
          </Menu.Sub.Dropdown>
        </Menu.Sub>
      )}
      {acts.length > 0 && (
        <Menu.Sub>
          <Menu.Sub.Target>
            <Menu.Sub.Item>{t('table.acts')}</Menu.Sub.Item>
          </Menu.Sub.Target>
          <Menu.Sub.Dropdown>
            {acts.map((act) => <Menu.Item key={act} onClick={() => actOnTable(editor, act)}>{t(`table.${act}`)}</Menu.Item>)}
          </Menu.Sub.Dropdown>
        </Menu.Sub>
      )}
      {grouping.map(item)}
      <Menu.Divider />
      {PLACING.map(item)}
      {outer && <Menu.Item closeMenuOnClick={false} onClick={() => desk.show({ ...open, pos: outer.pos })}>{t('block.outer', { name: t(`node.${outer.node.type.name}`) })}</Menu.Item>}
      <Menu.Divider />
      {item(REMOVE)}
    </>
  )
}

/** The menu of one block, opened by its handle or by the keyboard. Closed, it gives the focus back to the text. */
export const BlockMenu = ({ editor, desk, now }: { editor: Editor; desk: BlockDesk; now: () => string }) => {
  const { t } = useTranslation('writing')
  const state = useSyncExternalStore(desk.subscribe, desk.state)
  const open = state?.kind === 'menu' ? state : null
  const close = (): void => {
    desk.show(null)
    editor.view.dispatch(editor.state.tr.setMeta('lockDragHandle', false).setMeta('hideDragHandle', true))
    editor.view.focus()
  }
  return (
    <Menu opened={open !== null} onChange={(opened) => !opened && close()} position="right-start" offset={4} returnFocus={false} trapFocus withinPortal width={236}>
      <Menu.Target>
        <span aria-hidden className={css.anchor} style={{ left: open?.left ?? 0, top: open?.top ?? 0 }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={t('block.menu')}>{open && <Inside editor={editor} open={open} desk={desk} now={now} />}</Menu.Dropdown>
    </Menu>
  )
}
