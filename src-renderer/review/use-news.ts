import { useEffect, useEffectEvent, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'

import type { Piece } from '../../src-shared/desk-api/pieces'
import { bench } from '../bench'
import { isEditor, useApp } from '../ui/app-state'
import { useAsk } from '../ui/ask'
import { useRoute } from '../ui/route'
import { stageTitle } from '../ui/stage'
import { isMine, useHouse } from './house'
import { compareNews, mentionsOf, type Known, type News } from './news'
import { isTelling, tell } from './telling'

/** The most working copies looked through for mentions at a time. */
const LOOKED_THROUGH = 20

const byStory = (...lists: (readonly Piece[] | undefined)[]): Known => new Map(lists.flatMap((list) => list ?? []).map((piece) => [piece.standing.story, piece]))

/** True for pieces in whose comments somebody may be called on: their own, those they acted on or have in hand. */
const concerns = ({ standing, claim, edited }: Piece, person: string): boolean => edited && (standing.author === person || claim?.person === person || standing.acted.some((act) => act.person === person))

/** Tells what happens at the desk and concerns the person here, as it happens; nothing of what stood there when the window opened. */
export const useNews = (): void => {
  const { t, i18n } = useTranslation(['review', 'common'])
  const { person } = useApp()
  const house = useHouse()
  const route = useRoute()
  const mine = useAsk('desk.pieces', { scope: 'mine' })
  const queue = useAsk('desk.pieces', { scope: 'queue' }, { enabled: isEditor(person) })
  const known = useRef<Known | null>(null)
  const mentions = useRef<Map<string, ReadonlySet<string>>>(new Map())
  const ready = mine.isSuccess && (queue.isSuccess || !isEditor(person))
  const now = useMemo(() => (ready ? byStory(mine.data, queue.data) : null), [ready, mine.data, queue.data])

  const say = (news: News): void => {
    // What is open before one's eyes says it itself.
    if (!isTelling() || ('id' in route && route.id === news.story && document.hasFocus())) return
    const piece = now?.get(news.story)
    const policy = piece && house.policyOf(piece.standing)
    const stage = stageTitle(t, policy, policy?.stages[piece?.standing.stage ?? 0]?.id ?? '', i18n.language)
    const own = piece?.standing.author === person.id
    tell(t, news, t(`review:news.${news.kind}`, { headline: news.headline, stage, name: 'name' in news ? news.name : '' }), { screen: own && news.kind !== 'mentioned' ? 'story' : 'piece', id: news.story })
  }
  const lookForMentions = async (pieces: Known, first: boolean): Promise<void> => {
    for (const piece of [...pieces.values()].filter((each) => concerns(each, person.id)).slice(0, LOOKED_THROUGH)) {
      const { story } = piece.standing
      const answer = await bench.ask('desk.working', { id: story })
      if (!answer.ok) continue
      const found = mentionsOf(answer.value.notes, person)
      const before = mentions.current.get(story)
      mentions.current.set(story, new Set(found.keys()))
      const fresh = [...found].filter(([id]) => !before?.has(id)).at(-1)
      if (fresh && !first) say({ kind: 'mentioned', story, headline: piece.headline, name: fresh[1] })
    }
  }
  const compared = useEffectEvent((): void => {
    if (!now) return
    const first = known.current === null
    for (const news of compareNews(known.current, now, { person: person.id, waits: (piece) => isMine(piece, house.askerFor(piece.standing)) })) say(news)
    // Pieces that left the lists are remembered: they may come back.
    known.current = new Map([...(known.current ?? []), ...now])
    void lookForMentions(now, first)
  })
  useEffect(() => compared(), [now])
}
