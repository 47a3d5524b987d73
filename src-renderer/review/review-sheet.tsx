import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'

import type { Dossier } from '../../src-shared/desk-api/pieces'
import { rulesOf, type Policy } from '../../src-shared/review/policy'
import { countStory } from '../../src-shared/story/count'
import type { Story } from '../../src-shared/story/story'
import { useDestinationName } from '../published/place'
import { useApp } from '../ui/app-state'
import { stageTitle, standingWord } from '../ui/stage'
import { exactTime } from '../ui/time'
import { shortFingerprint } from './fingerprint'
import { passWord } from './pass-word'
import css from './review-sheet.module.css'
import { issueRows, proofRows, stageRows } from './stage-rows'

type Props = { dossier: Dossier; policy: Policy | undefined; story: Story; holds: boolean; numberOf: (sha256: string) => number | undefined; by: string }

/** The review sheet 审稿单: what a piece is, every stage and proof pass with opinion, signer, time and fingerprint. Seen only on paper. */
export const ReviewSheet = ({ dossier, policy, story, holds, numberOf, by }: Props) => {
  const { t, i18n } = useTranslation(['review', 'common'])
  const { newsroom } = useApp()
  const destinationName = useDestinationName()
  const { piece, events } = dossier
  const { standing } = piece
  const at = (iso: string): string => exactTime(iso, i18n.language)
  const words = (decision: string, stage: string, pass: number | null): string =>
    decision === 'proof' && pass !== null ? passWord(t, pass, policy) : decision === 'pass' || decision === 'signOff' || decision === 'return' ? `${stageTitle(t, policy, stage, i18n.language)} · ${t(`common:act.${decision}`)}` : t(`common:act.${decision}`)
  const stages = policy ? stageRows(rulesOf(policy), standing, events) : []
  const proofs = policy ? proofRows(rulesOf(policy), standing, events) : []
  const issues = issueRows(events)
  return createPortal(
    <article className={css['sheet']} data-review-sheet lang={i18n.language} aria-hidden>
      <header>
        <p>{newsroom?.name}</p>
        <h1>{t('review:sheet.title')}</h1>
      </header>
      <table className={css['facts']}>
        <tbody>
          <tr><th scope="row">{t('review:signed.headline')}</th><td colSpan={3} className={css['headline']} lang={story.language}>{story.headline}</td></tr>
          <tr><th scope="row">{t('review:column.author')}</th><td>{piece.authorName}</td><th scope="row">{t('review:column.channel')}</th><td>{piece.channel.join(' / ')}</td></tr>
          <tr><th scope="row">{t('review:signed.characters')}</th><td>{countStory(story).characters.toLocaleString(i18n.language)}</td><th scope="row">{t('review:signed.photos')}</th><td>{Object.keys(story.photos).length}</td></tr>
          <tr><th scope="row">{t('review:sheet.standing')}</th><td>{standingWord(t, policy, standing, i18n.language)}</td><th scope="row">{t('review:signed.revision')}</th><td>{standing.revision.number}</td></tr>
          <tr><th scope="row">{t('review:fingerprint')}</th><td colSpan={3} className={css['print']}>{standing.revision.sha256}</td></tr>
        </tbody>
      </table>
      <table>
        <thead><tr><th scope="col">{t('review:sheet.step')}</th><th scope="col">{t('review:sheet.opinion')}</th><th scope="col">{t('review:sheet.signer')}</th><th scope="col">{t('review:sheet.time')}</th></tr></thead>
        <tbody>
          {stages.map(({ stage, state, by: event }) => (
            <tr key={stage.id}><th scope="row">{stageTitle(t, policy, stage.id, i18n.language)}</th><td className={css['opinion']}>{state === 'passed' && event ? event.reason || t(`common:act.${event.decision}`) : ''}</td><td>{state === 'passed' && event ? event.name : ''}</td><td>{state === 'passed' && event ? at(event.at) : ''}</td></tr>
          ))}
          {proofs.map(({ pass, by: event }) => (
            <tr key={pass}><th scope="row">{passWord(t, pass, policy)}</th><td className={css['opinion']}>{event?.reason}</td><td>{event?.name}</td><td>{event ? at(event.at) : ''}</td></tr>
          ))}
        </tbody>
      </table>
      {issues.length > 0 && (
        <table>
          <thead><tr><th scope="col">{t('review:sheet.issue')}</th><th scope="col">{t('review:sheet.raised')}</th><th scope="col">{t('review:sheet.closed')}</th></tr></thead>
          <tbody>{issues.map(({ id, text, raised, closedBy }) => <tr key={id}><td className={css['opinion']}>{text}</td><td>{raised.name}</td><td>{closedBy ? closedBy.name : t('review:sheet.open')}</td></tr>)}</tbody>
        </table>
      )}
      <h2>{t('review:chain.title')}</h2>
      <table>
        <thead><tr><th scope="col">{t('review:sheet.time')}</th><th scope="col">{t('review:sheet.act')}</th><th scope="col">{t('review:sheet.signer')}</th><th scope="col">{t('review:sheet.opinion')}</th><th scope="col">{t('review:sheet.revisionPrint')}</th></tr></thead>
        <tbody>
          {events.map((event) => (
            <tr key={event.id}>
              <td>{at(event.at)}</td>
              <td>{words(event.decision, event.stage, event.pass)}{event.destination !== '' && <small>{destinationName(event.destination)}</small>}</td>
              <td>{event.name}{event.behalf !== '' && <small>{t('review:chain.behalf', { name: event.behalf })}</small>}</td>
              <td className={css['opinion']}>{event.reason}</td>
              <td className={css['print']}>{numberOf(event.revision)} · {shortFingerprint(event.revision)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <footer>
        <p>{t(holds ? 'review:sheet.holds' : 'review:sheet.broken')}</p>
        <p>{t('review:sheet.printed', { name: by })}</p>
      </footer>
    </article>,
    document.body,
  )
}
