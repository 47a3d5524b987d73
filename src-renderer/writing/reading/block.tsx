import { createElement, type ReactNode } from 'react'

import { printEntryTime } from '../../../src-shared/publication/view'
import { noteOpening } from '../../../src-shared/publication/words'
import { textOf } from '../../../src-shared/story/count'
import type { BodyJson } from '../../../src-shared/story/story'
import css from '../story.module.css'
import { Inline, withMarks } from './inline'
import { attribute, useReadPage } from './page'
import { ReadCard, ReadPhoto } from './pictures'
import reading from './reading.module.css'
import { ReadTable } from './table'

/** How deep a section header stands, by what it stands in. */
const HEAD_IN: Record<string, string> = { subArticle: 'h3', factBox: 'h4', liveEntry: 'h3' }

const Head = ({ node, within, id }: { node: BodyJson; within: string; id: string | undefined }) => {
  const marker = attribute(node, 'marker')
  return createElement(HEAD_IN[within] ?? 'h2', { className: css.crosshead, 'data-blockid': id },
    marker && <span className={css.marker} data-tight={/[、）]$/.test(marker) || undefined}>{marker}</span>,
    <span className={css.headTitle}><Inline nodes={node.content} /></span>)
}

const Turn = ({ node, id }: { node: BodyJson; id: string | undefined }) => {
  const { print } = useReadPage()
  const speaker = attribute(node, 'speaker').trim()
  return <p className={css.turn} data-turn={node.type} data-blockid={id}>{speaker && <span className={css.speaker}>{print.speaker(speaker)}</span>}<Inline nodes={node.content} /></p>
}

const Note = ({ node, id, children }: { node: BodyJson; id: string | undefined; children: ReactNode }) => {
  const opening = noteOpening(textOf(node), useReadPage().story.language)
  return <aside className={css.editorsNote} data-blockid={id}>{opening && <strong className={reading.opening}>{opening.replace(/[:：\s]+$/, '')}</strong>}{children}</aside>
}

const Entry = ({ node, id, children }: { node: BodyJson; id: string | undefined; children: ReactNode }) => {
  const { story } = useReadPage()
  const time = attribute(node, 'time')
  return <section className={css.liveEntry} data-blockid={id}>{time && <time className={css.time} dateTime={time}>{printEntryTime(time, { time: story.publishTime ?? '', language: story.language })}</time>}{children}</section>
}

const Quote = ({ node, id }: { node: BodyJson; id: string | undefined }) => {
  const { print } = useReadPage()
  const by = attribute(node, 'by').trim()
  return <aside className={css.pullQuote} data-blockid={id}><Inline nodes={node.content} />{by && <span className={css.by}>{print.quoted(by)}</span>}</aside>
}

const End = ({ id }: { id: string | undefined }) => <p className={css.endMark} data-blockid={id}>{useReadPage().print.end}</p>
const Group = ({ id, children }: { id: string | undefined; children: ReactNode }) => <div className={css.photoGroup} role="group" aria-label={useReadPage().print.photoGroup} data-blockid={id}>{children}</div>

/** A line that says nothing is not there. */
const line = (tag: string, className: string | undefined, node: BodyJson): ReactNode => (node.content?.length ? createElement(tag, { className }, <Inline nodes={node.content} />) : null)

const drawn = (node: BodyJson, within: string): ReactNode => {
  const id = attribute(node, 'blockId') || undefined
  const own = { 'data-blockid': id }
  const children = (): ReactNode => node.content?.map((child, index) => <Block key={index} node={child} within={node.type} />)
  switch (node.type) {
    case 'paragraph':
      return <p {...own}>{node.content?.length ? <Inline nodes={node.content} /> : <br />}</p>
    case 'crosshead':
      return <Head node={node} within={within} id={id} />
    case 'photo':
      return <ReadPhoto node={node} />
    case 'photoGroup':
      return <Group id={id}>{children()}</Group>
    case 'mediaCard':
      return <ReadCard node={node} id={id} />
    case 'pullQuote':
      return <Quote node={node} id={id} />
    case 'question':
    case 'answer':
      return <Turn node={node} id={id} />
    case 'blockquote':
      return <blockquote {...own}>{children()}</blockquote>
    case 'bulletList':
      return <ul {...own}>{children()}</ul>
    case 'briefList':
      return <ul className={css.briefs} {...own}>{children()}</ul>
    case 'orderedList':
      return <ol {...own} start={typeof node.attrs?.['start'] === 'number' ? node.attrs['start'] : 1}>{children()}</ol>
    case 'listItem':
      return <li>{children()}</li>
    case 'table':
      return <ReadTable node={node} id={id} cell={(cell) => cell.content?.map((child, index) => <Block key={index} node={child} within={cell.type} />)} />
    case 'factBox':
      return <aside className={css.factBox} {...own}>{children()}</aside>
    case 'boxTitle':
      return line('h3', css.boxTitle, node)
    case 'editorsNote':
      return <Note node={node} id={id}>{children()}</Note>
    case 'liveEntry':
      return <Entry node={node} id={id}>{children()}</Entry>
    case 'subArticle':
      return <article className={css.subArticle} {...own}>{children()}</article>
    case 'subHeadline':
      return line('h2', css.subHeadline, node)
    case 'subByline':
      return line('p', css.subByline, node)
    case 'endMark':
      return <End id={id} />
    case 'horizontalRule':
      return <hr {...own} />
    default:
      return children()
  }
}

/** One block of a page being read, and what stands in it. `within` is the type of what it stands in. */
export const Block = ({ node, within = 'doc' }: { node: BodyJson; within?: string }): ReactNode => withMarks(node, drawn(node, within))
