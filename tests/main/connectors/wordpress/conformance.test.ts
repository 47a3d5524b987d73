import { afterAll, test } from 'vitest'

import { serverThere } from '../../../servers/required'
import { lackingForWordPress, startWordPress, type WordPress } from '../../../servers/wordpress/start'
import { conformance } from '../conformance'
import { onSite } from './on-site'
import { emptyMedia, roomOf } from './room'

let started: Promise<WordPress> | undefined
const site = (): Promise<WordPress> => (started ??= startWordPress())

if (serverThere(test, 'WordPress', lackingForWordPress())) {
  afterAll(async () => {
    await (await started)?.close()
  })
  onSite(site)
  conformance('WordPress, with our plugin and an editor', async () => {
    const wp = await site()
    await wp.plugin(true)
    return roomOf(wp, wp.people.editor, { makeChannels: true })
  }, { online: true })
  conformance('WordPress, without our plugin and an author', async () => {
    const wp = await site()
    await wp.plugin(false)
    // Pictures are found again whoever sent them: this room begins without any.
    await emptyMedia(wp)
    return roomOf(wp, wp.people.author)
  }, { online: true })
}
