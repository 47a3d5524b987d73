import { Button, CopyButton, Modal, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { WECHAT_LIMITS, type WechatCopy, type WechatFinding } from '../../src-shared/publication/wechat'
import { sizeWords } from '../ui/size'
import { exactTime } from '../ui/time'
import classes from './wechat.module.css'
import { putOnClipboard } from './wechat-clipboard'

const FIELDS = ['title', 'author', 'digest'] as const

/** One of the fields that stand apart there, with its length and a button that copies it. */
const Field = ({ name, value }: { name: (typeof FIELDS)[number]; value: string }) => {
  const { t } = useTranslation('wechat')
  const count = Array.from(value).length
  return (
    <div className={classes['field']}>
      <dt>{t(`field.${name}`)}</dt>
      <dd>
        <span>{value === '' ? t('empty') : value}</span>
        <Text component="span" size="xs" c={count > WECHAT_LIMITS[name] ? 'var(--mantine-color-error)' : 'dimmed'} className={classes['count']}>{t('length', { count, limit: WECHAT_LIMITS[name] })}</Text>
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" disabled={value === ''} onClick={copy}>{copied ? t('fieldCopied') : t(`copy.${name}`)}</Button>
          )}
        </CopyButton>
      </dd>
    </div>
  )
}

const Findings = ({ findings }: { findings: readonly WechatFinding[] }) => {
  const { t, i18n } = useTranslation('wechat')
  if (findings.length === 0) return <p>{t('none')}</p>
  return (
    <ul>
      {findings.map(({ code, severity, count, limit }) => (
        <li key={code} data-severity={severity}>{t(`finding.${code}`, { count, limit, size: sizeWords(count, i18n.language), most: sizeWords(limit, i18n.language) })}</li>
      ))}
    </ul>
  )
}

/** What was copied for a WeChat official account: whether it is on the clipboard, what the platform would not take, and the fields that are filled in there by themselves. */
export const WechatDialog = ({ copy, copied, close }: { copy: WechatCopy; copied: boolean; close: () => void }) => {
  const { t, i18n } = useTranslation(['wechat', 'common'])
  const [there, setThere] = useState(copied)
  return (
    <Modal opened onClose={close} size="lg" title={t('wechat:title')} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <div className={classes['wechat']}>
        <p role="status" data-there={there}>{t(there ? 'wechat:copied' : 'wechat:refused')}</p>
        {copy.embargo !== null && <p role="alert">{t('wechat:embargoed', { until: exactTime(copy.embargo, i18n.language) })}</p>}
        <Button size="compact-sm" variant={there ? 'default' : 'filled'} onClick={() => setThere(putOnClipboard(copy))}>{t('wechat:again')}</Button>
        <h3>{t('wechat:findings')}</h3>
        <Findings findings={copy.findings} />
        <h3>{t('wechat:fields')}</h3>
        <dl>{FIELDS.map((name) => <Field key={name} name={name} value={copy.draft[name]} />)}</dl>
      </div>
    </Modal>
  )
}
