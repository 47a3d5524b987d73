import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

import { ghostKind } from '../../../../src-main/connectors/ghost/ghost'
import { guardedFetch } from '../../../../src-main/desk/guarded-fetch'
import { webRendition } from '../../../../src-main/photos/web-rendition'
import { valueOf } from '../../../../src-shared/outcome'
import type { DestinationSettings } from '../../../../src-shared/publication/destination'
import type { Connector } from '../../../../src-shared/publication/connector'
import { startGhost, type RunningGhost } from '../../../servers/ghost/ghost'
import type { Room } from '../conformance'
import { textOfPage } from '../page-text'
import { ghostSettings } from './settings'

const heldSchema = z.object({ posts: z.array(z.object({ id: z.string(), slug: z.string(), lexical: z.string(), html: z.string(), updated_at: z.string() })) })
export type HeldPost = z.infer<typeof heldSchema>['posts'][number]

/** A real Ghost to publish to, and to look at as its owner. */
export type GhostRoom = Room & { ghost: RunningGhost; connectorWith: (how: { settings?: Partial<DestinationSettings>; fetch?: typeof globalThis.fetch; key?: string; now?: string }) => Connector; held: (id: string) => Promise<HeldPost> }

const paragraph = (text: string): unknown => ({ type: 'paragraph', version: 1, direction: null, format: '', indent: 0, children: [{ type: 'extended-text', version: 1, text, format: 0, detail: 0, mode: 'normal', style: '' }] })
const lexicalSchema = z.object({ root: z.looseObject({ children: z.array(z.unknown()) }) })

/** Starts one. */
export const openGhostRoom = async (): Promise<GhostRoom> => {
  const ghost = await startGhost()
  const connectorWith: GhostRoom['connectorWith'] = ({ settings = {}, fetch = guardedFetch('house'), key = ghost.key, now }) =>
    valueOf(ghostKind.open(ghostSettings(ghost.url, settings), key, { webRendition, now: () => now ?? new Date().toISOString(), fetch }))
  const held = async (id: string): Promise<HeldPost> => heldSchema.parse(await ghost.asOwner('GET', `posts/${id}/?formats=lexical,html`)).posts[0]!
  return {
    ghost,
    connectorWith,
    held,
    connector: (fetch) => connectorWith({ ...(fetch ? { fetch } : {}) }),
    page: async (url) => {
      const response = await fetch(url, { redirect: 'manual' })
      const html = await response.text()
      return response.ok ? textOfPage(html) : null
    },
    posts: async (story) => heldSchema.parse(await ghost.asOwner('GET', `posts/?formats=lexical,html&filter=${encodeURIComponent(`tag:'hash-stet-${story}'`)}`)).posts.length,
    // Ghost makes smaller ones under size/ when they are asked for, and keeps what was sent as *_o where it stores a smaller one.
    pictures: async () => {
      const files = await readdir(join(ghost.content, 'images'), { recursive: true, withFileTypes: true })
      return files.filter((entry) => entry.isFile() && !entry.parentPath.includes('/size/') && !/_o\.\w+$/.test(entry.name)).length
    },
    edit: async ({ remoteId }, words) => {
      const post = await held(remoteId)
      const lexical = lexicalSchema.parse(JSON.parse(post.lexical))
      lexical.root.children.push(paragraph(words))
      await ghost.asOwner('PUT', `posts/${remoteId}/`, { posts: [{ lexical: JSON.stringify(lexical), updated_at: post.updated_at }] })
    },
    close: ghost.close,
  }
}
