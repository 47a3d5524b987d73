import type { Story } from '../../story/story'
import { PACKAGE, type Manifest } from '../manifest'
import { renditionsOf, type PhotoUse } from '../photo-uses'
import type { Profile } from '../profiles'

/** A rendition a package holds: of which use of a photo, for what, and where it stands. */
export type PackagedRendition = { profile: Profile; use: PhotoUse; path: string }

const rendition = (profile: Profile, use: PhotoUse): PackagedRendition => ({ profile, use, path: PACKAGE.rendition(profile, use.name) })

/** The renditions of a story's package, by photo in reading order. Every photo shown has one for pages and one for print; a link or an article's head shows one photo, the first. The first form has those for pages only. */
export const packagedRenditions = (story: Pick<Story, 'body'>, form: Manifest['type']): PackagedRendition[] =>
  renditionsOf(story).flatMap((use, index) => {
    const profiles: readonly Profile[] = form === 'stet.package/1' ? ['web'] : index === 0 ? ['web', 'print', 'social', 'cover'] : ['web', 'print']
    return profiles.map((profile) => rendition(profile, use))
  })
