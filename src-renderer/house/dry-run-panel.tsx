import { Alert, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Piece } from '../../src-shared/desk-api/pieces'
import type { Failure } from '../../src-shared/outcome'
import type { Rules } from '../../src-shared/review/policy'
import { LIMITS } from '../../src-shared/story/story'
import { useAsk } from '../ui/ask'
import { channelPathOf } from '../ui/channel-path'
import { describeFailure } from '../ui/failure'
import { stageTitle } from '../ui/stage'
import { imagined, proofreaders, whoCould, wholeWay, type Colleague, type Step } from './dry-run'
import css from './house.module.css'

const NEW = 'new'

/** Refusals that are told to who is refused; here they are told about somebody. */
const ABOUT: ReadonlySet<string> = new Set(['own-piece', 'already-acted', 'already-proofread', 'role-lacking'])

const StepView = ({ step, rules }: { step: Step; rules: Rules }) => {
  const { t, i18n } = useTranslation(['house', 'fault', 'common'])
  const whyNot = (refusal: Failure): string => (ABOUT.has(refusal.code) ? t(`house:dry.why.${refusal.code}`) : describeFailure(t, refusal))
  const could = step.trials.filter(({ refusal }) => refusal === null)
  return (
    <li>
      <h3>{stageTitle(t, rules, step.stage, i18n.language)}</h3>
      {could.length === 0 && <Alert color="cinnabar" variant="light" p="xs">{t('house:dry.nobody')}</Alert>}
      <ul className={css['trials']}>
        {step.trials.toSorted((a, b) => Number(a.refusal !== null) - Number(b.refusal !== null)).map(({ colleague, refusal }) => (
          <li key={colleague.id} data-may={refusal === null || undefined}>
            {refusal === null ? <IconCheck size={15} aria-hidden /> : <IconX size={15} aria-hidden />}
            <span><b>{colleague.name}</b> <small>{t(`common:role.${colleague.role}`)}</small></span>
            <span>{refusal === null ? t('house:dry.may') : whyNot(refusal)}</span>
          </li>
        ))}
      </ul>
    </li>
  )
}

const Ways = ({ rules, people, piece, author, channel }: { rules: Rules; people: readonly Colleague[]; piece: Piece | null; author: string; channel: string }) => {
  const { t } = useTranslation('house')
  const at = new Date().toISOString()
  const standing = piece?.standing ?? imagined(author, channelPathOf(channel).slice(0, LIMITS.channelDepth), rules)
  const steps = piece ? [whoCould({ ...standing, stage: Math.min(standing.stage, rules.stages.length - 1) }, rules, people, at)] : wholeWay(standing, rules, people, at)
  const proof = proofreaders(standing, rules, people, at)
  return (
    <>
      <ol className={css['steps']}>{steps.map((step) => <StepView key={step.stage} step={step} rules={rules} />)}</ol>
      {!piece && steps.length < rules.stages.length && <Text size="sm">{t('dry.ends')}</Text>}
      {proof.asked > 0 && (
        <Text size="sm" c={proof.could.length < proof.asked ? 'cinnabar' : undefined}>
          {t(proof.could.length < proof.asked ? 'dry.proofFew' : 'dry.proof', { asked: proof.asked, could: proof.could.length, names: proof.could.map(({ name }) => name).join(t('dry.and')) })}
        </Text>
      )}
    </>
  )
}

/** Who could pass this piece now, and why not the others: for a piece in the queue, or one that might be. Signs and changes nothing. */
export const DryRunPanel = ({ rules }: { rules: Rules }) => {
  const { t } = useTranslation(['house', 'common'])
  const people = useAsk('desk.colleagues', null).data ?? []
  const queue = useAsk('desk.pieces', { scope: 'queue' }).data ?? []
  const [chosen, setChosen] = useState(NEW)
  const [author, setAuthor] = useState('')
  const [channel, setChannel] = useState('')
  const piece = queue.find(({ standing }) => standing.story === chosen) ?? null
  return (
    <aside className={css['dry']} aria-labelledby="house-dry">
      <h2 id="house-dry">{t('house:dry.title')}</h2>
      <Text size="sm" c="dimmed">{t('house:dry.about')}</Text>
      <Stack gap="xs">
        <NativeSelect size="xs" label={t('house:dry.piece')} value={piece ? chosen : NEW} onChange={(event) => setChosen(event.currentTarget.value)}
          data={[{ value: NEW, label: t('house:dry.new') }, ...queue.slice(0, 200).map(({ standing, headline, slugline }) => ({ value: standing.story, label: headline || slugline || t('common:untitled') }))]} />
        {!piece && (
          <>
            <NativeSelect size="xs" label={t('house:dry.author')} value={author} onChange={(event) => setAuthor(event.currentTarget.value)} data={[{ value: '', label: t('house:dry.stranger') }, ...people.map(({ id, name }) => ({ value: id, label: name }))]} />
            <TextInput size="xs" label={t('house:dry.channel')} placeholder={t('house:dry.channelHint')} value={channel} onChange={(event) => setChannel(event.currentTarget.value)} />
          </>
        )}
      </Stack>
      <Ways rules={rules} people={people} piece={piece} author={author || '-'} channel={channel} />
    </aside>
  )
}
