import type { Editor } from '@tiptap/core'

/** What is done to a table at the caret's cell, by locale key under `table.`. */
export const TABLE_ACTS = [
  ['rowAbove', 'addRowBefore'], ['rowBelow', 'addRowAfter'], ['columnBefore', 'addColumnBefore'], ['columnAfter', 'addColumnAfter'], ['header', 'toggleHeaderRow'],
  ['merge', 'mergeCells'], ['split', 'splitCell'], ['removeRow', 'deleteRow'], ['removeColumn', 'deleteColumn'],
] as const
export type TableAct = (typeof TABLE_ACTS)[number][0]

/** The acts that can be done now; none while the caret is in no table. */
export const tableActs = (editor: Editor): TableAct[] => TABLE_ACTS.filter(([, command]) => editor.can()[command]()).map(([name]) => name)

/** Does one. False where it cannot be done here. */
export const actOnTable = (editor: Editor, act: TableAct): boolean => {
  const command = TABLE_ACTS.find(([name]) => name === act)?.[1]
  return command !== undefined && editor.chain().focus()[command]().run()
}
