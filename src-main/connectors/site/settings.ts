import { z } from 'zod'

import { languageSchema } from '../../../src-shared/story/story'

const line = z.string().max(300)

/** What a newspaper's site says of itself. `baseUrl` is where it will be read (http or https, may have a path). `channels` orders the navigation; channels it does not name follow. */
export const siteSettingsSchema = z.strictObject({
  id: z.string().min(1).max(60),
  name: line.min(1),
  tagline: line,
  language: languageSchema,
  baseUrl: z.url({ protocol: /^https?$/ }).max(500),
  organiser: line,
  address: line,
  telephone: line,
  email: line,
  /** Footer lines such as licence and filing numbers. */
  licences: z.array(line).max(20),
  copyright: line,
  channels: z.array(z.string().min(1).max(60)).max(60).optional(),
})
export type SiteSettings = z.infer<typeof siteSettingsSchema>

/** An absolute address under the site's base. `path` is one of paths.ts, without a leading slash. */
export const addressOf = (settings: Pick<SiteSettings, 'baseUrl'>, path: string): string => {
  const base = new URL(settings.baseUrl)
  base.search = base.hash = ''
  if (!base.pathname.endsWith('/')) base.pathname += '/'
  return new URL(path, base).href
}
