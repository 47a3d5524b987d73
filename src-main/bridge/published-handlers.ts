import { ok } from '../../src-shared/outcome'
import { wechatCopy } from '../publication/formats/wechat/copy'
import { withSubject } from '../publication/read-package'
import { nodeCrypto } from '../signoff/crypto'
import { readRevision, storyFrom } from '../workstation/read-piece'
import { askingOf } from './asking'
import type { Parts } from './parts'
import type { Handlers } from './serve'
import { withSignedPackage } from './signed-package'

type Mine =
  | 'published.publish' | 'published.publishAll' | 'published.takeDown' | 'published.retry' | 'published.hold' | 'published.reschedule' | 'published.cancel'
  | 'published.lookAt' | 'published.previewAt' | 'published.wechat'

/** What is asked of destinations. All of it is the desk's to do: with the desk away the refusal says so, and nothing is kept for later. */
export const publishedHandlers = (parts: Parts): Pick<Handlers, Mine> => {
  const { asked, withTools } = askingOf(parts)
  const { client } = parts
  return {
    'published.publish': ({ id, ...body }) => asked(client().call('publish', { params: { story: id }, body })),
    'published.publishAll': ({ id, ...body }) => asked(client().call('publishAll', { params: { story: id }, body })),
    'published.takeDown': ({ id, destination, ...body }) => asked(client().call('takeDown', { params: { story: id, destination }, body })),
    'published.retry': ({ id, destination, ...body }) => asked(client().call('retryPublication', { params: { story: id, destination }, body })),
    'published.hold': ({ id, destination, ...body }) => asked(client().call('holdPublication', { params: { story: id, destination }, body })),
    'published.reschedule': ({ id, destination, ...body }) => asked(client().call('reschedule', { params: { story: id, destination }, body })),
    'published.cancel': ({ id, destination }) => asked(client().call('cancelPublication', { params: { story: id, destination } })),
    'published.lookAt': ({ id, destination }) => asked(client().call('lookAt', { params: { story: id, destination } })),
    'published.previewAt': ({ id, destination, sha256 }) =>
      withTools(async ({ reading }) => {
        const bytes = await asked(readRevision(id, sha256, reading))
        const story = bytes.ok ? storyFrom(bytes.value) : bytes
        return story.ok ? asked(client().call('previewAt', { params: { destination }, body: { story: story.value } })) : story
      }),
    'published.wechat': ({ id }) => withSignedPackage(parts, id, ({ path }) => withSubject(path, nodeCrypto, async (subject) => ok(await wechatCopy(subject, parts.now())))),
  }
}
