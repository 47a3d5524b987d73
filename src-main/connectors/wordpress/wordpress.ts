import { expected, ok, type Outcome } from '../../../src-shared/outcome'
import type { Connector } from '../../../src-shared/publication/connector'
import { connectorFault } from '../../../src-shared/publication/connector-faults'
import type { Carries } from '../../../src-shared/publication/destination'
import type { ConnectorKind } from '../connector-kind'
import { openApi } from './api'
import { inTurn } from './in-turn'
import { choicesOf, testSite } from './permissions'
import { publishPost, type Desk } from './publish'
import { lookAt, previewOf, takePostDown } from './seen'

/** WordPress shows every block as what it is; only one account can stand as a post's author. */
const CARRIES: Carries = { blocks: {}, authors: 'one', channels: 'tree', captions: true, schedule: true, headline: null, summary: null, photoBytes: null }

const connector = (desk: Desk): Connector => {
  const { api, settings } = desk
  const alone = <T>(story: string, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> => inTurn(`${api.base} ${story.toLowerCase()}`, () => expected(work))
  return {
    describe: () => ({ id: settings.id, name: settings.name, kind: 'wordpress', address: settings.address, carries: CARRIES, title: settings.title }),
    publish: (piece, photo, order) => alone(piece.story.id, () => publishPost(desk, piece, photo, order)),
    takeDown: (story, order) => alone(story, () => takePostDown(desk, story, order)),
    look: (story, last, signal) => expected(() => lookAt(desk, story, last, signal)),
    preview: (view, signal) => expected(async () => ok(await previewOf(desk, view, signal))),
    test: (signal) => expected(() => testSite(desk, signal)),
    choices: (signal) => expected(() => choicesOf(desk, signal)),
  }
}

/** WordPress 5.9 or later over its REST API, with an application password. */
export const wordpress: ConnectorKind = {
  kind: 'wordpress',
  asks: { account: true },
  open: (settings, secret, tools) => {
    const address = new URL(settings.address).origin
    // A colon would end the name; what no header can carry cannot be an account's.
    if (!/^[^:\u0000-\u001f]+$/.test(settings.account) || !/^[\u0020-\u007e]+$/.test(secret.trim())) return connectorFault('destination-credentials', 'An account and its application password are needed.', { address, status: 0 })
    return ok(connector({ api: openApi(settings.address, settings.account, secret.trim(), tools), settings, tools }))
  },
}
