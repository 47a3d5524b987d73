import { Progress } from '@mantine/core'
import { IconCheck, IconPackage, IconX } from '@tabler/icons-react'
import { useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { Failure } from '../../src-shared/outcome'
import type { Finding, Verdict } from '../../src-shared/publication/manifest'
import { findingDetails } from '../../src-shared/publication/package/finding'
import { bench } from '../bench'
import { describeFailure } from '../ui/failure'
import { FaultNote } from '../ui/fault-note'
import { FileChoice } from '../ui/file-choice'
import { sendFile } from '../ui/send-file'
import { exactTime } from '../ui/time'
import classes from './published.module.css'

const FindingLine = ({ finding }: { finding: Finding }) => {
  const { t, i18n } = useTranslation(['verify', 'formats', 'common'])
  const said = findingDetails(finding, i18n.language === 'en' ? 'en' : 'zh-CN', (id) => t(`formats:${id}`, { defaultValue: id }))
  const { at } = said
  const details = { ...said, ...(typeof at === 'string' ? { at: exactTime(at, i18n.language) } : {}) }
  const words = finding.ok ? t(`verify:${finding.code}`, { ...details, place: finding.place, defaultValue: finding.message }) : describeFailure(t, { ...finding, details })
  return (
    <li className={classes['finding']} data-ok={finding.ok || undefined}>
      {finding.ok ? <IconCheck size={16} aria-label={t('verify:holds')} /> : <IconX size={16} aria-label={t('verify:fails')} />}
      <span>
        {words}
        {finding.place !== '' && <code>{finding.place}</code>}
      </span>
    </li>
  )
}

const VerdictView = ({ verdict, name }: { verdict: Verdict; name: string }) => {
  const { t } = useTranslation(['published', 'common'])
  const bad = verdict.findings.filter(({ ok }) => !ok)
  const good = verdict.findings.filter(({ ok }) => ok)
  return (
    <div className={classes['verdict']} data-holds={verdict.holds || undefined} role="status">
      <p className={classes['verdictWord']}>
        {verdict.holds ? t('published:verify.holds', { headline: verdict.headline }) : t('published:verify.fails', { count: bad.length, name })}
      </p>
      <ul>
        {[...bad, ...good].map((finding, index) => (
          <FindingLine key={`${finding.code} ${finding.place} ${String(index)}`} finding={finding} />
        ))}
      </ul>
    </div>
  )
}

/** Takes any publication package and says, finding by finding, whether it holds. */
export const VerifyPanel = () => {
  const { t } = useTranslation(['published', 'common'])
  const [over, setOver] = useState(false)
  const [busy, setBusy] = useState(false)
  const [sent, setSent] = useState(0)
  const [name, setName] = useState('')
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const [fault, setFault] = useState<Failure | null>(null)

  const verify = async (file: File | undefined): Promise<void> => {
    if (!file || busy) return
    setVerdict(null)
    setFault(null)
    setName(file.name)
    setSent(0)
    setBusy(true)
    // In pieces, and read from the disk there: a package may be larger than the memory.
    const ticket = await sendFile(file, (done, total) => setSent(total === 0 ? 100 : (done / total) * 100), () => false)
    const outcome = ticket.ok ? await bench.ask('published.verify', { ticket: ticket.value }) : ticket
    setBusy(false)
    if (outcome.ok) setVerdict(outcome.value)
    else setFault(outcome)
  }
  const onDrop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    void verify(event.dataTransfer.files[0])
  }
  const onDragOver = (event: DragEvent): void => {
    event.preventDefault()
    setOver(true)
  }

  return (
    <section className={classes['verify']} aria-labelledby="verify-title">
      <h2 id="verify-title">{t('published:verify.title')}</h2>
      <div className={classes['drop']} data-over={over || undefined} onDrop={onDrop} onDragOver={onDragOver} onDragLeave={() => setOver(false)}>
        <IconPackage size={22} stroke={1.4} aria-hidden />
        <span>{t('published:verify.hint')}</span>
        <FileChoice accept=".zip,application/zip" loading={busy} onChosen={([file]) => void verify(file)}>{t('published:verify.choose')}</FileChoice>
      </div>
      {busy && <Progress value={sent} aria-label={t('published:verify.reading', { name })} mt="sm" />}
      {fault && <FaultNote fault={fault} />}
      {verdict && <VerdictView verdict={verdict} name={name} />}
    </section>
  )
}
