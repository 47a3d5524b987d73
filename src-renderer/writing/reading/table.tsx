import type { ReactNode } from 'react'

import type { BodyJson } from '../../../src-shared/story/story'
import story from '../story.module.css'
import { useReadPage } from './page'

const spanOf = (cell: BodyJson, name: 'colspan' | 'rowspan'): number | undefined => {
  const span = cell.attrs?.[name]
  return typeof span === 'number' && span > 1 ? span : undefined
}

const sideOf = (cell: BodyJson): 'left' | 'center' | 'right' | undefined => {
  const side = cell.attrs?.['align']
  return side === 'left' || side === 'center' || side === 'right' ? side : undefined
}

/** A table to read, in a frame that scrolls where it is wider than the page. `cell` draws what is in a cell. */
export const ReadTable = ({ node, id, cell }: { node: BodyJson; id: string | undefined; cell: (node: BodyJson) => ReactNode }) => {
  const { print } = useReadPage()
  return (
    <div className={story.tableFrame} data-blockid={id} role="region" aria-label={print.table} tabIndex={0}>
      <table className={story.table}>
        <tbody>
          {node.content?.map((row, at) => {
            const headed = (row.content ?? []).every(({ type }) => type === 'tableHeader')
            return (
              <tr key={at}>
                {row.content?.map((each, index) => {
                  const shape = { colSpan: spanOf(each, 'colspan'), rowSpan: spanOf(each, 'rowspan'), style: { textAlign: sideOf(each) } }
                  return each.type === 'tableHeader' ? <th key={index} scope={headed ? 'col' : 'row'} {...shape}>{cell(each)}</th> : <td key={index} {...shape}>{cell(each)}</td>
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
