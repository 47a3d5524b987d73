import { Button, Group, Modal, MultiSelect, Radio, Stack, Text, Textarea } from '@mantine/core'
import { IconFileExport } from '@tabler/icons-react'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { HandedOver } from '../../src-shared/bridge/handoff'
import type { Failure } from '../../src-shared/outcome'
import { HANDOFF_LIMITS, type HandoffKind } from '../../src-shared/publication/handoff/statement'
import { bench } from '../bench'
import { useAsk } from '../ui/ask'
import { FaultNote, sayFailure } from '../ui/fault-note'
import { useKeyDialog } from '../ui/key-dialog'
import { sizeWords } from '../ui/size'
import classes from './handoff.module.css'

const Made = ({ made, close }: { made: HandedOver; close: () => void }) => {
  const { t, i18n } = useTranslation(['handoff', 'common'])
  const reveal = async (): Promise<void> => {
    const outcome = await bench.ask('handoff.reveal', { path: made.path })
    if (!outcome.ok) sayFailure(t, outcome)
  }
  return (
    <Stack gap="sm">
      <div role="status">
        <p className={classes['word']}>{t('handoff:made.done', { size: sizeWords(made.bytes, i18n.language) })}</p>
        <p className={classes['path']}><code>{made.path}</code></p>
        {made.photosLeft > 0 && <p className={classes['word']}>{t('handoff:made.photosLeft', { count: made.photosLeft })}</p>}
        <p className={classes['hint']}>{t('handoff:made.next')}</p>
      </div>
      <Group justify="flex-end">
        <Button variant="default" onClick={() => void reveal()}>{t('handoff:made.reveal')}</Button>
        <Button data-autofocus onClick={close}>{t('common:close')}</Button>
      </Group>
    </Stack>
  )
}

type Props = { id: string; /** What may be handed over, the likeliest first. */ kinds: readonly [HandoffKind, ...HandoffKind[]]; close: () => void; /** Saves what is not saved yet; false where that failed and was said. */ before?: () => Promise<boolean> }

const Making = ({ id, kinds, close, before }: Props) => {
  const { t } = useTranslation(['handoff', 'common'])
  const withKey = useKeyDialog()
  const people = useAsk('handoff.people', null, { gcTime: 0 })
  const [kind, setKind] = useState<HandoffKind>(kinds[0])
  const [note, setNote] = useState('')
  const [to, setTo] = useState<string[]>([])
  const [fault, setFault] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const [made, setMade] = useState<HandedOver | null>(null)

  const make = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    setFault(null)
    const saved = (await before?.()) ?? true
    const outcome = saved ? await withKey(() => bench.ask('handoff.make', { id, kind, note: note.trim(), to, passphrase: null })) : null
    setBusy(false)
    if (outcome?.ok) setMade(outcome.value)
    else if (outcome) setFault(outcome)
  }
  if (made) return <Made made={made} close={close} />
  return (
    <form onSubmit={(event) => void make(event)} noValidate>
      <Stack gap="sm">
        {kinds.length > 1 ? (
          <Radio.Group label={t('handoff:make.what')} value={kind} onChange={(next) => setKind(kinds.find((each) => each === next) ?? kinds[0])}>
            <Stack gap={8} mt={6}>{kinds.map((each) => <Radio key={each} value={each} label={t(`handoff:kind.${each}`)} description={t(`handoff:kindHint.${each}`)} />)}</Stack>
          </Radio.Group>
        ) : <Text size="sm">{t(`handoff:kindHint.${kind}`)}</Text>}
        <MultiSelect label={t('handoff:make.to')} description={t(to.length > 0 ? 'handoff:make.encrypted' : 'handoff:make.plain')} placeholder={to.length === 0 ? t('handoff:make.anybody') : undefined} value={to} onChange={setTo} searchable clearable
          comboboxProps={{ withinPortal: false }} nothingFoundMessage={t('handoff:make.nobody')} data={(people.data ?? []).map(({ id: value, name }) => ({ value, label: name }))} />
        {people.isError && <FaultNote fault={people.error} retry={() => void people.refetch()} />}
        <Textarea label={t('handoff:make.note')} value={note} maxLength={HANDOFF_LIMITS.note} autosize minRows={2} maxRows={8} data-autofocus onChange={(event) => setNote(event.currentTarget.value)} />
        <Text size="xs" c="dimmed">{t('handoff:make.signed')}</Text>
        {fault && <FaultNote fault={fault} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>{t('common:cancel')}</Button>
          <Button type="submit" loading={busy} leftSection={<IconFileExport size={16} aria-hidden />}>{t('handoff:make.act')}</Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Writes a draft or a piece into a file to be mailed or carried: what, for whom, and a word with it. */
export const HandOverDialog = ({ opened, ...rest }: Props & { opened: boolean }) => {
  const { t } = useTranslation(['handoff', 'common'])
  return (
    <Modal opened={opened} onClose={rest.close} title={t('handoff:make.title')} size="lg" closeButtonProps={{ 'aria-label': t('common:close') }}>
      <Making {...rest} />
    </Modal>
  )
}
