import { createElement, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { isSafeLink } from '../../src-shared/story/body'
import type { BodyJson, Story } from '../../src-shared/story/story'
import css from './story.module.css'

type PhotoUrl = (sha256: string, width?: number) => string

const words = (node: BodyJson, name: string): string => (typeof node.attrs?.[name] === 'string' ? node.attrs[name] : '')

const Marked = ({ node }: { node: BodyJson }) =>
  (node.marks ?? []).reduceRight<ReactNode>((inner, mark) => {
    if (mark.type === 'bold') return <strong>{inner}</strong>
    if (mark.type === 'italic') return <em>{inner}</em>
    const href = mark.attrs?.['href']
    return mark.type === 'link' && isSafeLink(href) ? <a href={String(href)} target="_blank" rel="noreferrer noopener">{inner}</a> : inner
  }, node.text)

const Inline = ({ nodes }: { nodes: BodyJson[] | undefined }) =>
  nodes?.map((node, index) => (node.type === 'hardBreak' ? <br key={index} /> : <Marked key={index} node={node} />))

const Photo = ({ node, story, photoUrl }: { node: BodyJson; story: Story; photoUrl: PhotoUrl }) => {
  const { t } = useTranslation('writing')
  const digest = words(node, 'photo')
  const file = story.photos[digest]
  const credit = words(node, 'credit')
  return (
    <figure className={css.photo} data-blockid={words(node, 'blockId')}>
      {file ? <img src={photoUrl(digest, 1280)} alt={words(node, 'alt')} width={file.width} height={file.height} /> : <div className={css.noPicture}>{t('photo.none')}</div>}
      <figcaption className={css.caption}>
        <Inline nodes={node.content} />
        {credit && <span className={css.credit}>{credit}</span>}
      </figcaption>
    </figure>
  )
}

const Block = ({ node, story, photoUrl }: { node: BodyJson; story: Story; photoUrl: PhotoUrl }): ReactNode => {
  const id = { 'data-blockid': words(node, 'blockId') || undefined }
  const children = (): ReactNode => node.content?.map((child, index) => <Block key={index} node={child} story={story} photoUrl={photoUrl} />)
  switch (node.type) {
    case 'paragraph':
      return <p {...id}>{node.content?.length ? <Inline nodes={node.content} /> : <br />}</p>
    case 'crosshead':
      return (
        <h2 className={css.crosshead} {...id}>
          {words(node, 'marker') && <span className={css.marker} data-tight={words(node, 'marker').endsWith('、') || undefined}>{words(node, 'marker')}</span>}
          <span className={css.headTitle}><Inline nodes={node.content} /></span>
        </h2>
      )
    case 'photo':
      return <Photo node={node} story={story} photoUrl={photoUrl} />
    case 'horizontalRule':
      return <hr {...id} />
    case 'orderedList':
      return <ol {...id} start={typeof node.attrs?.['start'] === 'number' ? node.attrs['start'] : 1}>{children()}</ol>
    case 'blockquote':
      return <blockquote {...id}>{children()}</blockquote>
    case 'bulletList':
      return <ul {...id}>{children()}</ul>
    case 'listItem':
      return <li>{children()}</li>
    default:
      return children()
  }
}

const Line = ({ field, value, as }: { field: string; value: string; as: 'p' | 'h1' }) =>
  value === '' ? null : createElement(as, { className: css.field, 'data-field': field }, value)

/** A story read-only, exactly as the writing page shows it. `photoUrl` names where its pictures stand. */
export const StoryPage = ({ story, photoUrl }: { story: Story; photoUrl: PhotoUrl }) => (
  <article className={css.page} lang={story.language} data-reading>
    <header className={css.head}>
      <Line field="kicker" value={story.kicker} as="p" />
      <Line field="headline" value={story.headline} as="h1" />
      <Line field="deck" value={story.deck} as="p" />
      <Line field="byline" value={story.byline} as="p" />
      <Line field="dateline" value={story.dateline} as="p" />
    </header>
    <div className={css.body}>
      {story.body.content?.map((node, index) => <Block key={words(node, 'blockId') || index} node={node} story={story} photoUrl={photoUrl} />)}
    </div>
  </article>
)
