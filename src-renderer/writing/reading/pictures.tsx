import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { isSafeMedia } from '../../../src-shared/story/body'
import type { BodyJson } from '../../../src-shared/story/story'
import { CroppedPicture } from '../crop/cropped-picture'
import css from '../story.module.css'
import { Inline } from './inline'
import { attribute, useReadPage } from './page'

/** A photo with its caption and credit; where its picture is missing, a place that says so. */
export const ReadPhoto = ({ node }: { node: BodyJson }) => {
  const { t } = useTranslation('writing')
  const { story, photoUrl } = useReadPage()
  const digest = attribute(node, 'photo')
  const file = story.photos[digest]
  const credit = attribute(node, 'credit')
  return (
    <figure className={css.photo} data-blockid={attribute(node, 'blockId')}>
      {file ? <CroppedPicture src={(width) => photoUrl(digest, width)} size={file} crop={attribute(node, 'crop')} alt={attribute(node, 'alt')} /> : <div className={css.noPicture}>{t('photo.none')}</div>}
      <figcaption className={css.caption}>
        <Inline nodes={node.content} />
        {credit && <span className={css.credit}>{credit}</span>}
      </figcaption>
    </figure>
  )
}

/** A card of a video or sound elsewhere: what it is, its title, where it leads. Nothing of it is loaded. */
export const ReadCard = ({ node, id }: { node: BodyJson; id: string | undefined }) => {
  const { print } = useReadPage()
  const url = attribute(node, 'url')
  const title: ReactNode = node.content?.length ? <Inline nodes={node.content} /> : null
  return (
    <div className={css.mediaCard} data-blockid={id}>
      <span className={css.kind}>{print.media[attribute(node, 'kind') === 'audio' ? 'audio' : 'video'].trim()}</span>
      {title && <span>{title}</span>}
      {isSafeMedia(url) && <a className={css.address} href={url} target="_blank" rel="noreferrer noopener">{url}</a>}
    </div>
  )
}
