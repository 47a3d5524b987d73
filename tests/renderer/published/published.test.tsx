// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { Method } from '../../../src-shared/bridge/contract'
import type { Piece, Publication } from '../../../src-shared/desk-api/pieces'
import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import type { WechatCopy } from '../../../src-shared/publication/wechat'
import { oneStagePolicy } from '../../../src-shared/review/policy'
import { destinationOf, EARLIER, liveAt, publicationOf, receiptAt, SIGNED } from '../../support/published'
import { isUsable, leave, openAt, openPiece, read } from '../review/at-desk'
import { event, people, piece, storyId } from '../window/newsroom'

afterEach(leave)
// Without a layout the menu's focus trap finds nothing to focus and prints the whole page.
vi.spyOn(console, 'warn').mockReturnValue()

const HEADLINE = 'Night school by the river'
const destinations = [destinationOf('web', 'City Web'), destinationOf('app', 'City App')]
const signed = (publications: Publication[], more: Partial<Piece> = {}): Piece => ({ ...piece({ state: 'published', revision: { number: 2, sha256: SIGNED } }), signedBy: '赵敏', signedAt: '2026-11-27T07:00:00Z', publications, correctionDue: null, ...more })

const openPublished = (of: Piece, answers: Partial<Record<Method, (input: unknown) => Outcome<unknown>>> = {}, state: Parameters<typeof openAt>[2] = {}) =>
  openAt('#/published', { 'desk.pieces': (input) => ok((input as { scope: string }).scope === 'queue' || (input as { scope: string }).scope === 'stopped' ? [] : [of]), ...answers }, { newsroom: { name: 'Han River Daily', policy: oneStagePolicy, destinations, live: false }, ...state })

const row = async (name: string) => within(await screen.findByRole('listitem', { name }))
const more = async (name: string, act: RegExp): Promise<void> => {
  fireEvent.click((await row(name)).getByRole('button', { name: `More acts: “${HEADLINE}”, ${name}` }))
  fireEvent.click(await screen.findByRole('menuitem', { name: act }))
}

describe('each destination says', () => {
  it('that nothing was published there, with publishing as the one button', async () => {
    const host = openPublished(signed([]), { 'published.publish': () => ok(liveAt('web')) })
    const web = await row('City Web')
    expect(web.getByText('Not published')).toBeTruthy()
    fireEvent.click(web.getByRole('button', { name: `Publish: “${HEADLINE}”, City Web` }))
    await waitFor(() => expect(host.inputs('published.publish')).toEqual([{ id: storyId, destination: 'web', when: 'now' }]))
  })

  it('when it goes, and what readers see until then', async () => {
    openPublished(signed([publicationOf('web', { hour: '2026-12-01T08:00:00Z', due: '2026-12-01T08:00:00Z', stands: { state: 'published', revision: EARLIER, at: '2026-11-20T08:00:00Z' } })]))
    const web = await row('City Web')
    expect(web.getByText('Scheduled')).toBeTruthy()
    expect(web.getByText(/^goes out /)).toBeTruthy()
    expect(web.getByText(/Readers see an earlier revision there/)).toBeTruthy()
  })

  it('that the site itself shows it at its hour, and where', async () => {
    const hour = '2099-01-01T08:00:00Z'
    openPublished(signed([publicationOf('web', { hour, due: hour, handed: { hour, url: 'https://web.example.org/1', recall: null } })]))
    const web = await row('City Web')
    expect(web.getByText('Scheduled there')).toBeTruthy()
    expect(web.getByText(/the site shows it .* by its own clock, though this desk is off/)).toBeTruthy()
    expect(web.getByText('Readers see nothing of it there yet.')).toBeTruthy()
    expect(web.getByRole('link', { name: 'Its address at City Web from then on' }).getAttribute('href')).toBe('https://web.example.org/1')
  })

  it('that it could not be taken back, loudly, and what happens by itself', async () => {
    const hour = '2099-01-01T08:00:00Z'
    const failing = { tries: 2, due: '2098-12-31T08:00:00Z', code: 'destination-away', message: 'm', details: { address: 'https://web.example.org' } }
    const host = openPublished(signed([publicationOf('web', { doing: 'takeDown', tries: 2, code: 'destination-away', handed: { hour, url: null, recall: failing } })]), { 'published.retry': () => failed('nothing-waits', 'm') })
    const web = await row('City Web')
    expect(web.getByText('Taking back')).toBeTruthy()
    expect(web.getByRole('alert').textContent).toMatch(/^Not taken back yet: .*web\.example\.org/)
    expect(web.getByText(/Until it is taken back, the site shows it by itself /)).toBeTruthy()
    expect(screen.getByText('1 piece needs you')).toBeTruthy()
    fireEvent.click(web.getByRole('button', { name: /^Try again:/ }))
    await waitFor(() => expect(host.inputs('published.retry')).toEqual([{ id: storyId, destination: 'web' }]))
  })

  it('what the site does by itself while it has not taken another hour, or not answered', async () => {
    const [hour, later] = ['2099-01-01T08:00:00Z', '2099-01-02T08:00:00Z']
    const tried = { hour: later, due: '2098-12-31T08:00:00Z', tries: 1, code: 'destination-away', message: 'm' }
    openPublished(signed([publicationOf('web', { ...tried, handed: { hour, url: 'https://web.example.org/1', recall: null } }), publicationOf('app', { ...tried, handed: { hour: later, url: null, recall: null } })]))
    expect((await row('City Web')).getByText(/Until the site has taken this, it shows the piece by itself/)).toBeTruthy()
    expect((await row('City App')).getByText(/The site has not said whether it has the piece/)).toBeTruthy()
  })

  it('how often it was tried, when next and why, in words', async () => {
    openPublished(signed([publicationOf('web', { tries: 3, due: '2026-12-01T08:00:00Z', code: 'embargoed', message: 'm', details: { until: '2026-12-01T00:00:00Z' } })]))
    const web = await row('City Web')
    expect(web.getByText(/tried 3 times; next try /)).toBeTruthy()
    expect(web.getByText(/under embargo until/)).toBeTruthy()
    expect(web.getByText(/has not heard that anything of it stands there/)).toBeTruthy()
  })

  it('that it is held, and lets it go', async () => {
    const host = openPublished(signed([publicationOf('web', { held: true })]), { 'published.hold': () => ok(publicationOf('web')) })
    fireEvent.click((await row('City Web')).getByRole('button', { name: /^Release:/ }))
    await waitFor(() => expect(host.inputs('published.hold')).toEqual([{ id: storyId, destination: 'web', held: false }]))
  })

  it('where it is live, how late it came, and what the destination did not keep', async () => {
    openPublished(signed([liveAt('web', { lateBy: 720_000, receipt: receiptAt('web', { stripped: ['the pull quote'] }) })]))
    const web = await row('City Web')
    expect(web.getByText('Published')).toBeTruthy()
    expect(web.getByText('12 minutes late')).toBeTruthy()
    expect(web.getByRole('link', { name: 'Open at City Web' }).getAttribute('href')).toBe('https://web.example.org/1')
    expect(web.getByText('the pull quote')).toBeTruthy()
  })

  it('why it was taken down, and that readers see nothing there', async () => {
    openPublished(signed([publicationOf('web', { state: 'takenDown', doing: 'takeDown', reason: 'A source withdrew.', stands: { state: 'takenDown', revision: SIGNED, at: '2026-11-20T08:00:00Z' } })]))
    const web = await row('City Web')
    expect(web.getByText('Taken down')).toBeTruthy()
    expect(web.getByText('Reason: A source withdrew.')).toBeTruthy()
    expect(web.queryByRole('link')).toBeNull()
    expect(web.getByRole('button', { name: /^Publish again:/ })).toBeTruthy()
  })

  it('nothing to do for a reporter', async () => {
    openPublished(signed([liveAt('web')]), {}, { person: people.reporter })
    const web = await row('City Web')
    expect(web.getByText('Published')).toBeTruthy()
    expect(web.queryByRole('button')).toBeNull()
  })
})

describe('publishing at a time', () => {
  it('says this machine’s offset, refuses a time that is over, and sends the moment with its offset', async () => {
    const host = openPublished(signed([]), { 'published.publish': () => ok(publicationOf('web')) })
    await more('City Web', /^Publish at a time/)
    const dialog = within(await screen.findByRole('dialog', { name: 'Publish at a time: City Web' }))
    expect(dialog.getByText(/By this machine’s clock, UTC[+-]\d\d:\d\d/)).toBeTruthy()
    fireEvent.change(dialog.getByLabelText('Date and time'), { target: { value: '2001-01-01T10:00' } })
    fireEvent.click(dialog.getByRole('button', { name: 'Schedule' }))
    expect(dialog.getByText('Choose a time that is still to come.')).toBeTruthy()
    fireEvent.change(dialog.getByLabelText('Date and time'), { target: { value: '2099-01-01T10:00' } })
    fireEvent.click(dialog.getByRole('button', { name: 'Schedule' }))
    await waitFor(() => expect(host.inputs('published.publish')).toHaveLength(1))
    expect((host.inputs('published.publish')[0] as { when: string }).when).toMatch(/^2099-01-01T10:00:00[+-]\d\d:\d\d$/)
  })

  it('offers the end of the embargo right where the embargo is in the way', async () => {
    const host = openPublished(signed([]), { 'published.publish': (input) => ((input as { when: string }).when === 'embargo' ? ok(publicationOf('web')) : failed('embargoed', 'm', { until: '2026-12-24T08:00:00Z' })) })
    fireEvent.click((await row('City Web')).getByRole('button', { name: /^Publish:/ }))
    expect((await screen.findByRole('alert')).textContent).toContain('under embargo until')
    fireEvent.click(screen.getByRole('button', { name: 'At the embargo’s end' }))
    await waitFor(() => expect(host.inputs('published.publish')).toMatchObject([{ when: 'now' }, { when: 'embargo' }]))
  })

  it('can be changed, and cancelled with a way back', async () => {
    const hour = '2099-01-01T08:00:00Z'
    const host = openPublished(signed([publicationOf('web', { hour, due: hour })]), { 'published.reschedule': () => ok(publicationOf('web')), 'published.cancel': () => ok(null), 'published.publish': () => ok(publicationOf('web')) })
    fireEvent.click((await row('City Web')).getByRole('button', { name: /^Change the time/ }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Another time: City Web' }))
    fireEvent.click(dialog.getByRole('button', { name: 'Change the time' }))
    await waitFor(() => expect(host.inputs('published.reschedule')).toHaveLength(1))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await more('City Web', /^Cancel:/)
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(host.inputs('published.publish')).toEqual([{ id: storyId, destination: 'web', when: hour }]))
  })
})

describe('several destinations at once', () => {
  it('are published together, each with its own result', async () => {
    const host = openPublished(signed([]), { 'published.publishAll': () => ok([liveAt('web'), publicationOf('app', { state: 'failed', code: 'newer-published', tries: 1 })]) })
    fireEvent.click(await screen.findByRole('button', { name: /^Publish to several/ }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Publish to several destinations' }))
    fireEvent.click(dialog.getByRole('button', { name: 'Publish' }))
    const results = within(await screen.findByRole('list', { name: 'What became of it' }))
    expect(results.getByText('Published')).toBeTruthy()
    expect(results.getByText('Failed')).toBeTruthy()
    expect(results.getByText(/A newer revision is already published/)).toBeTruthy()
    expect(host.inputs('published.publishAll')).toEqual([{ id: storyId, destinations: ['web', 'app'], when: 'now' }])
  })
})

describe('taking down', () => {
  it('says exactly what happens, requires a reason, and sends it', async () => {
    const host = openPublished(signed([liveAt('web'), liveAt('app')]), { 'published.takeDown': () => ok(publicationOf('web', { state: 'takenDown' })) })
    await more('City Web', /^Take down/)
    const dialog = within(await screen.findByRole('dialog', { name: 'Take down: City Web' }))
    expect(dialog.getByText('https://web.example.org/1')).toBeTruthy()
    expect(dialog.getByText('It stays at City App.')).toBeTruthy()
    fireEvent.click(dialog.getByRole('button', { name: 'Take down' }))
    expect(dialog.getByText('Say why it is taken down.')).toBeTruthy()
    expect(host.inputs('published.takeDown')).toEqual([])
    fireEvent.change(dialog.getByLabelText('Reason'), { target: { value: 'A source withdrew.' } })
    fireEvent.click(dialog.getByRole('button', { name: 'Take down' }))
    await waitFor(() => expect(host.inputs('published.takeDown')).toEqual([{ id: storyId, destination: 'web', reason: 'A source withdrew.' }]))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('stays open with the refusal', async () => {
    openPublished(signed([liveAt('web')]), { 'published.takeDown': () => failed('desk-unreachable', 'm') })
    await more('City Web', /^Take down/)
    const dialog = within(await screen.findByRole('dialog', { name: 'Take down: City Web' }))
    fireEvent.change(dialog.getByLabelText('Reason'), { target: { value: 'x' } })
    fireEvent.click(dialog.getByRole('button', { name: 'Take down' }))
    expect(await dialog.findByRole('alert')).toBeTruthy()
  })
})

const copy = (more = {}) => ({ title: HEADLINE, summary: '', lines: ['The lamps are lit.', 'Twelve pupils came.', 'They left at ten.'], channels: ['City'], keywords: [], authors: ['Ann Lee'], photos: [], time: null, ...more })

describe('what somebody edited at the destination', () => {
  const parked = signed([liveAt('web', { state: 'failed', code: 'remote-edited', message: 'm', tries: 1, details: { version: 'v2' } }, EARLIER)])
  const looked = () => ok({ found: { state: 'live', version: 'v2', url: '', edited: '2026-11-27T09:00:00Z', copy: copy({ lines: ['The lamps are lit.', 'Twenty pupils came.', 'They left at ten.'] }) }, sent: copy() })

  it('is shown as a redline, and replaced over the version that was seen', async () => {
    const host = openPublished(parked, { 'published.lookAt': looked, 'published.retry': () => ok(liveAt('web')) })
    fireEvent.click((await row('City Web')).getByRole('button', { name: /^Compare with what is there/ }))
    const dialog = within(await screen.findByRole('dialog', { name: 'What stands at City Web' }))
    const changes = await dialog.findByRole('region', { name: 'What was changed there' })
    expect(changes.querySelector('del')?.textContent).toContain('Twelve')
    expect(changes.querySelector('ins')?.textContent).toContain('Twenty')
    fireEvent.click(dialog.getByRole('button', { name: 'Replace it with the signed revision' }))
    await waitFor(() => expect(host.inputs('published.retry')).toEqual([{ id: storyId, destination: 'web', over: 'v2' }]))
  })

  it('is left as it stands by forgetting what waited', async () => {
    const host = openPublished(parked, { 'published.lookAt': looked, 'published.cancel': () => ok(liveAt('web')) })
    fireEvent.click((await row('City Web')).getByRole('button', { name: /^Compare with what is there/ }))
    fireEvent.click(await screen.findByRole('button', { name: 'Leave what stands there' }))
    await waitFor(() => expect(host.inputs('published.cancel')).toEqual([{ id: storyId, destination: 'web' }]))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('offers no replacing where it is what the desk sent', async () => {
    openPublished(signed([liveAt('web')]), { 'published.lookAt': () => ok({ found: { state: 'live', version: 'v1', url: '', edited: null, copy: copy() }, sent: copy() }) })
    await more('City Web', /^Compare with what is there/)
    expect(await screen.findByText('What stands at City Web is what the desk sent.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /Replace it/ })).toBeNull()
  })
})

describe('a preview', () => {
  it('shows exactly what would be sent of the signed revision', async () => {
    const host = openPublished(signed([]), { 'published.previewAt': () => ok({ copy: copy({ keywords: ['school'] }), source: '<p>The lamps are lit.</p>' }) })
    await more('City Web', /^Preview what is sent/)
    const dialog = within(await screen.findByRole('dialog', { name: 'What would be sent: City Web' }))
    expect(await dialog.findByText('school')).toBeTruthy()
    expect(dialog.getByText('<p>The lamps are lit.</p>')).toBeTruthy()
    expect(host.inputs('published.previewAt')).toEqual([{ id: storyId, destination: 'web', sha256: SIGNED }])
  })
})

describe('a signed correction', () => {
  const due = (at: string) => signed([liveAt('web', {}, EARLIER), liveAt('app', {}, EARLIER)], { correctionDue: { since: '2026-11-20T08:00:00Z', due: at, destinations: ['web', 'app'] } })

  it('is a task with the destinations lacking it, and one button puts it wherever the piece is live', async () => {
    const host = openPublished(due('2099-01-01T08:00:00Z'), { 'published.publishAll': () => ok([]) })
    const task = within(await screen.findByRole('group', { name: `Correction due: “${HEADLINE}”` }))
    expect(task.getByText(/Lacking at City Web, City App/)).toBeTruthy()
    fireEvent.click(task.getByRole('button', { name: /^Publish the correction:/ }))
    await waitFor(() => expect(host.inputs('published.publishAll')).toEqual([{ id: storyId, destinations: 'live', when: 'now' }]))
  })

  it('has no such button where somebody edited it there, since sending again would get nowhere', async () => {
    openPublished(signed([liveAt('web', { state: 'failed', code: 'remote-edited', details: { at: '2026-11-20T09:00:00Z' }, revision: SIGNED, stands: { state: 'published', revision: EARLIER, at: '2026-11-20T07:00:00Z' } })], { correctionDue: { since: '2026-11-20T08:00:00Z', due: '2099-01-01T08:00:00Z', destinations: ['web'] } }))
    expect(await screen.findByRole('button', { name: /^Compare with what is there/ })).toBeTruthy()
    expect(screen.queryByRole('button', { name: /^Publish the correction:/ })).toBeNull()
  })

  it('says that it is late, and is counted in the rail', async () => {
    openPublished(due('2026-11-21T08:00:00Z'))
    expect(await screen.findByText(/was due/)).toBeTruthy()
    expect(screen.getByText('1 published piece needs you')).toBeTruthy()
    expect(screen.getByRole('heading', { name: '1 piece needs you' })).toBeTruthy()
  })
})

describe('an open piece', () => {
  it('says beside it how it stands at each destination, and in its trail where, with the page, and how late it went', async () => {
    const of = signed([liveAt('web')])
    const events = [event({ decision: 'published', destination: 'web', receipt: receiptAt('web'), lateBy: 720_000 }), event({ decision: 'takenDown', destination: 'app', reason: 'A source withdrew.' })]
    openPiece(read(of, events), {}, { newsroom: { name: 'Han River Daily', policy: oneStagePolicy, destinations, live: false } })
    expect((await row('City Web')).getByText('Published')).toBeTruthy()
    expect((await row('City App')).getByRole('button', { name: /^Publish:/ })).toBeTruthy()
    fireEvent.click(screen.getByRole('tab', { name: 'Audit trail' }))
    const trail = within(await screen.findByRole('tabpanel', { name: 'Audit trail' }))
    expect(trail.getByRole('link', { name: 'Open at City Web' }).getAttribute('href')).toBe('https://web.example.org/1')
    expect(trail.getByText('12 minutes late')).toBeTruthy()
    expect(trail.getByText('City App')).toBeTruthy()
    expect(trail.getByText('A source withdrew.')).toBeTruthy()
  })
})

describe('copying for WeChat', () => {
  const made: WechatCopy = {
    html: '<section><h2>Head</h2></section>',
    text: 'Head',
    draft: { type: 'stet.wechat/1', title: HEADLINE, author: 'By Ann Lee', digest: '', content: 'article.wechat.html', cover: null, pictures: [] },
    findings: [{ code: 'author-long', severity: 'fault', count: 20, limit: 16 }, { code: 'links-plain', severity: 'note', count: 2, limit: 0 }],
    embargo: '2099-01-01T00:00:00.000Z',
  }
  const name = `Copy for WeChat: “${HEADLINE}”`
  /** A browser's own answer to a copy that a page asks for: happy-dom has none. */
  const browserLets = (lets: boolean): Record<string, string> => {
    const clipboard: Record<string, string> = {}
    const copy = (): boolean => {
      if (!lets) return false
      const event = new Event('copy', { bubbles: true, cancelable: true })
      Object.defineProperty(event, 'clipboardData', { value: { setData: (type: string, text: string) => { clipboard[type] = text } } })
      document.dispatchEvent(event)
      return true
    }
    Object.defineProperty(document, 'execCommand', { value: copy, configurable: true })
    return clipboard
  }

  it('puts rich and plain text on the clipboard and says what goes beyond the limits, and an embargo', async () => {
    const clipboard = browserLets(true)
    const host = openPublished(signed([]), { 'published.wechat': () => ok(made) })
    fireEvent.click(await screen.findByRole('button', { name }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Copy for a WeChat official account' }))
    expect(host.inputs('published.wechat')).toEqual([{ id: storyId }])
    expect(clipboard).toEqual({ 'text/html': made.html, 'text/plain': made.text })
    expect(dialog.getByRole('status').textContent).toMatch(/^The text is on the clipboard/)
    expect(dialog.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(['The author has 20 characters; WeChat takes 16 at most.', '2 links cannot be followed there; their addresses stand at the end.'])
    expect(dialog.getByRole('alert').textContent).toMatch(/under embargo until/)
    expect(isUsable(dialog.getByRole('button', { name: 'Copy the title' }))).toBe(true)
    expect(isUsable(dialog.getByRole('button', { name: 'Copy the digest' }))).toBe(false)
  })

  it('says when the browser did not let it, and copies at the next click', async () => {
    browserLets(false)
    openPublished(signed([]), { 'published.wechat': () => ok(made) })
    fireEvent.click(await screen.findByRole('button', { name }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Copy for a WeChat official account' }))
    expect(dialog.getByRole('status').textContent).toMatch(/did not let/)
    const clipboard = browserLets(true)
    fireEvent.click(dialog.getByRole('button', { name: 'Copy the text again' }))
    await waitFor(() => expect(dialog.getByRole('status').textContent).toMatch(/^The text is on the clipboard/))
    expect(clipboard['text/html']).toBe(made.html)
  })

  it('is not offered for what is not signed, and says why the desk refuses', async () => {
    openPublished(signed([liveAt('web')], { standing: { ...signed([]).standing, state: 'held' } }))
    await row('City Web')
    expect(screen.queryByRole('button', { name })).toBeNull()
    leave()
    openPublished(signed([]), { 'published.wechat': () => failed('not-allowed', 'm', { action: 'export' }) })
    fireEvent.click(await screen.findByRole('button', { name }))
    expect(await screen.findByText(/^Your role may not do this/)).toBeTruthy()
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})
