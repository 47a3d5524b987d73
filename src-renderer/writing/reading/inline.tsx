import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { isSafeLink } from '../../../src-shared/story/body'
import type { BodyJson } from '../../../src-shared/story/story'
import { Changed } from '../history/changed'
import { noteId, useReadPage } from './page'
import css from './reading.module.css'

type Mark = NonNullable<BodyJson['marks']>[number]

const marked = (inner: ReactNode, mark: Mark): ReactNode => {
  const id = typeof mark.attrs?.['id'] === 'string' || typeof mark.attrs?.['id'] === 'number' ? String(mark.attrs['id']) : ''
  switch (mark.type) {
    case 'bold':
      return <strong>{inner}</strong>
    case 'italic':
      return <em>{inner}</em>
    case 'link': {
      const href = mark.attrs?.['href']
      return isSafeLink(href) ? <a href={String(href)} target="_blank" rel="noreferrer noopener">{inner}</a> : inner
    }
    case 'insertion':
      return <ins>{inner}</ins>
    case 'deletion':
      return <del>{inner}</del>
    case 'modification':
      return <span data-modification={id}>{inner}</span>
    case 'comment':
      return <span data-comment={id}>{inner}</span>
    // Of a redline only: what changed between two versions.
    case 'change':
      return <Changed at={mark.attrs?.['key']}>{inner}</Changed>
    default:
      return inner
  }
}

/** What a node's marks make of it, the outermost mark first. */
export const withMarks = (node: BodyJson, inner: ReactNode): ReactNode => (node.marks ?? []).reduceRight(marked, inner)

const goTo = (id: string): void => {
  const there = document.getElementById(id)
  there?.scrollIntoView({ block: 'center' })
  there?.focus({ preventScroll: true })
}

const NoteCall = ({ node }: { node: BodyJson }) => {
  const { t } = useTranslation('reading')
  const number = useReadPage().numbers.get(node)
  if (number === undefined) return null
  return (
    <sup>
      <button type="button" id={noteId(number, 'call')} className={css.call} aria-label={t('note', { number })} onClick={() => goTo(noteId(number, 'note'))}>{number}</button>
    </sup>
  )
}

/** The words of a block, with its breaks and footnote calls. */
export const Inline = ({ nodes }: { nodes: BodyJson[] | undefined }) =>
  nodes?.map((node, index) => {
    const inner = node.type === 'hardBreak' ? <br /> : node.type === 'footnote' ? <NoteCall node={node} /> : node.text
    return <Fragment key={index}>{withMarks(node, inner)}</Fragment>
  })

/** The footnotes at the end of the page, each with the way back. */
export const Notes = ({ texts, className }: { texts: readonly string[]; className: string | undefined }) => {
  const { t } = useTranslation('reading')
  const { print } = useReadPage()
  return (
    <section className={className} aria-label={print.footnotes}>
      <ol>
        {texts.map((text, index) => (
          <li key={index} id={noteId(index + 1, 'note')} tabIndex={-1}>
            {text} <button type="button" className={css.call} aria-label={t('back', { number: index + 1 })} onClick={() => goTo(noteId(index + 1, 'call'))}>↩</button>
          </li>
        ))}
      </ol>
    </section>
  )
}
