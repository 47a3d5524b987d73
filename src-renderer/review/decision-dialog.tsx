import { Button, Group, Modal, PasswordInput, Select, Stack, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMemo, useState, type FocusEvent, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { PieceEvent, Piece } from '../../src-shared/desk-api/pieces'
import type { Working } from '../../src-shared/desk-api/working'
import type { Failure } from '../../src-shared/outcome'
import { changeClassesOf } from '../../src-shared/review/changes'
import { rulesOf, type Policy } from '../../src-shared/review/policy'
import type { Story } from '../../src-shared/story/story'
import { withoutComments } from '../../src-shared/story/unresolved'
import { bench } from '../bench'
import { useApp } from '../ui/app-state'
import { useReread } from '../ui/ask'
import { FaultNote } from '../ui/fault-note'
import { useKeyDialog } from '../ui/key-dialog'
import { go } from '../ui/route'
import { stageTitle } from '../ui/stage'
import type { Act, Verdict } from './allowed'
import { asksOf, decisionInput, missingOf, type Filled } from './decision-form'
import { GateList } from './gate-list'
import { gatesOf, type Gate } from './gates'
import { CloseIssues, RaiseIssues } from './issue-fields'
import { passWord } from './pass-word'
import classes from './piece.module.css'
import { fallenBy, SignedSummary, type Cut } from './signed-summary'

type Props = {
  act: Act
  verdict: Verdict
  piece: Piece
  story: Story
  events: readonly PieceEvent[]
  policy: Policy | undefined
  /** The working copy as stored at the desk, null where nobody edited. */
  working: Working | null
  close: () => void
  /** Goes to what stands in the way. */
  jump: (kind: Gate['kind']) => void
  done: (act: Act) => void
}

const STAYS: ReadonlySet<Act> = new Set(['hold', 'release', 'proof', 'revise', 'revive'])
const FILLED: Filled = { reason: '', issues: [], closes: [], delegation: null, passphrase: '' }

/** What is typed into is scrolled clear of the dialog's foot: what a dialog opens on is focused without scrolling. */
const intoSight = ({ target }: FocusEvent<HTMLElement>): void => {
  target.scrollIntoView({ block: 'nearest' })
}

/** The edits that become a revision with this act; null where there are none. */
const useCut = (cuts: boolean, standing: Piece['standing'], story: Story, working: Working | null, policy: Policy | undefined): { cut: Cut; story: Story; generation: number } | null =>
  useMemo(() => {
    if (!cuts || !working || !policy) return null
    const edited = { ...working.story, body: withoutComments(working.story.body) }
    const changes = changeClassesOf(story, edited)
    return changes.length === 0 ? null : { cut: { changes, fallen: fallenBy(changes, rulesOf(policy), standing), earlier: standing.stage > 0 || standing.proofs.length > 0 }, story: edited, generation: working.generation }
  }, [cuts, standing, story, working, policy])

/** Takes a decision: its reason or report, the issues it raises and closes, in whose name, exactly what is signed, and the key. Stays open with the refusal if it is refused. */
export const DecisionDialog = ({ act, verdict, piece, story, events, policy, working, close, jump, done }: Props) => {
  const { t, i18n } = useTranslation(['review', 'common'])
  const { keychain, key, connection } = useApp()
  const reread = useReread()
  const withKey = useKeyDialog()
  const { standing } = piece
  const asks = asksOf(act, standing, policy)
  const [filled, setFilled] = useState<Filled>({ ...FILLED, delegation: verdict.own ? null : (verdict.lent[0]?.delegation.id ?? null) })
  const [missing, setMissing] = useState<'reason' | 'issues' | null>(null)
  const [fault, setFault] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const cut = useCut(asks.cuts, standing, story, working, policy)
  const fill = (change: Partial<Filled>): void => setFilled((before) => ({ ...before, ...change }))

  const forward = act === 'pass' || act === 'signOff'
  const open = new Set(standing.issues.filter((issue) => issue.open).map(({ id }) => id))
  const gates = gatesOf(standing, policy, asks.cuts ? working : null).filter(({ kind, stops }) => (kind === 'issues' ? false : kind === 'proofs' || kind === 'comments' ? forward : stops ? asks.cuts : forward))
  const stopped = gates.some(({ stops }) => stops)
  // A sign-off always asks for the key anew; a key not yet made is asked for by the key dialog.
  const asksPassphrase = asks.key && !keychain && key !== 'absent'
  const away = connection.state === 'offline'
  const stageId = policy?.stages[standing.stage]?.id ?? ''
  const stage = act === 'proof' ? passWord(t, standing.proofs.length + 1, policy) : stageTitle(t, policy, stageId, i18n.language)
  const behalf = verdict.lent.find(({ delegation }) => delegation.id === filled.delegation)?.fromName ?? ''

  const send = async (): Promise<void> => {
    const lacking = missingOf(asks, filled, open.size)
    setMissing(lacking)
    if (lacking) return
    setFault(null)
    setBusy(true)
    const outcome = await withKey(() => bench.ask('desk.decide', decisionInput(act, standing, filled, cut?.generation ?? null, asksPassphrase)))
    setBusy(false)
    if (!outcome.ok) {
      reread('app.state', 'desk.piece', 'desk.working')
      // A key made a moment ago: the field for its passphrase is there now and says the rest.
      setFault(outcome.code === 'passphrase-needed' && !asksPassphrase ? null : outcome)
      return
    }
    close()
    done(act)
    reread('desk.pieces', 'desk.piece', 'desk.working', 'desk.keptWorkings', 'library.list', 'outbox.list', 'app.state')
    const waits = outcome.value.state === 'waiting'
    notifications.show({ message: t(waits ? 'review:done.waiting' : `review:done.${act}`, { headline: piece.headline, act: t(`common:decision.${act}`) }), closeButtonProps: { 'aria-label': t('common:close') } })
    if (!waits && !STAYS.has(act)) go(act === 'signOff' ? { screen: 'published' } : { screen: 'desk' })
  }
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    void send()
  }

  return (
    <Modal opened onClose={close} classNames={{ content: classes['dialog'] ?? '' }} title={t(`review:decide.${act}.title`, { stage })} size={forward || act === 'proof' || act === 'revise' ? 'lg' : 'md'} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form onSubmit={onSubmit} onFocus={intoSight} noValidate>
        <Stack gap="md">
          {(forward || act === 'proof' || act === 'revise') && (
            <SignedSummary story={cut?.story ?? story} stage={stage} revision={standing.revision.number + (cut ? 1 : 0)} sha256={cut ? null : standing.revision.sha256} behalf={behalf} cut={cut?.cut ?? null} />
          )}
          {act === 'return' && working && <Text size="sm" role="note">{t('review:decide.return.edits')}</Text>}
          {gates.length > 0 && (
            <div>
              <Text size="sm" fw={600} mb={4}>{t(stopped ? 'review:gate.before' : 'review:gate.besides')}</Text>
              <GateList gates={gates} go={(kind) => { close(); jump(kind) }} />
            </div>
          )}
          {asks.reason !== 'none' && (
            <Textarea
              label={t(`review:decide.${act}.reason`)}
              description={asks.reason === 'required' ? undefined : t('review:decide.optional')}
              error={missing === 'reason' ? t(`review:decide.${act}.reasonMissing`, { defaultValue: t('review:decide.reasonMissing') }) : null}
              required={asks.reason === 'required'}
              withAsterisk={false}
              value={filled.reason}
              maxLength={5000}
              minRows={asks.reason === 'required' ? 4 : 2}
              maxRows={12}
              autosize
              onChange={(event) => fill({ reason: event.currentTarget.value })}
              data-autofocus={asksPassphrase ? undefined : true}
            />
          )}
          {asks.closes && open.size > 0 && (
            <div>
              <CloseIssues events={events} open={open} policy={policy} closes={filled.closes} change={(closes) => fill({ closes })} required={asks.mustClose} />
              {missing === 'issues' && <Text size="sm" c="var(--stet-cinnabar-word)" role="alert" mt={6}>{t('review:missing.issues')}</Text>}
            </div>
          )}
          {asks.raises && <RaiseIssues issues={filled.issues} change={(issues) => fill({ issues })} />}
          {!verdict.own && verdict.lent.length > 0 && (
            <Select label={t('review:behalf.label')} description={t('review:behalf.hint')} allowDeselect={false} comboboxProps={{ withinPortal: true, zIndex: 350 }} value={filled.delegation} onChange={(delegation) => fill({ delegation })}
              data={verdict.lent.map(({ delegation, fromName }) => ({ value: delegation.id, label: t('review:behalf.one', { name: fromName, role: t(`common:role.${delegation.role}`) }) }))} />
          )}
          {asksPassphrase && (
            <PasswordInput label={t('review:decide.passphrase')} description={t('review:decide.passphraseHint')} value={filled.passphrase} autoComplete="current-password" onChange={(event) => fill({ passphrase: event.currentTarget.value })} data-autofocus />
          )}
          {away && <Text size="sm" role="note">{t('review:waiting.will')}</Text>}
          {fault && <FaultNote fault={fault} />}
          <Group justify="flex-end" gap="xs" className={classes['dialogFoot']}>
            <Button variant="default" onClick={close}>{t('common:cancel')}</Button>
            <Button type="submit" color={act === 'signOff' || act === 'spike' ? 'cinnabar' : 'ink'} loading={busy} disabled={stopped || (act === 'revise' && !cut) || (asksPassphrase && filled.passphrase === '')}>
              {act === 'proof' ? stage : t(`common:decision.${act}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
