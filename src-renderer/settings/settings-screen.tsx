import { Button, SegmentedControl, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { bench } from '../bench'
import { Delegations } from '../house/delegations'
import { EnrolledKeys } from '../house/keys'
import { NewsSetting } from '../review/news-setting'
import { isEditor, useApp } from '../ui/app-state'
import { useReread } from '../ui/ask'
import { ConnectionWord } from '../ui/connection-word'
import { sayFailure } from '../ui/fault-note'
import { modKey } from '../ui/keys'
import { addressOf } from '../ui/route'
import rows from '../ui/rows.module.css'
import { DeskAddress } from './desk-address'
import { LibraryArchive } from './library-archive'
import { LibraryFolder } from './library-folder'
import { Part } from './part'
import { OwnAccount } from './people/own-account'
import { Security } from './security'
import classes from './settings.module.css'

/** Language, look, desk, folders, keys of the keyboard, and what this is. */
export const SettingsScreen = () => {
  const { t } = useTranslation(['settings', 'common', 'seal', 'place', 'house', 'review', 'account', 'destinationSettings', 'hooks', 'lists'])
  const { person, language, theme, connection, folders, version, keychain, key, newsroom } = useApp()
  const reread = useReread()

  const change = async (settings: { language?: 'zh-CN' | 'en'; theme?: 'system' | 'light' | 'dark' }): Promise<void> => {
    const outcome = await bench.ask('app.settings', settings)
    if (!outcome.ok) sayFailure(t, outcome)
    reread('app.state')
  }

  const shortcuts: [string, string[]][] = [
    ['palette', [`${modKey}K`]],
    ['new', ['N']],
    isEditor(person) ? ['go', ['G L', 'G D', 'G P', 'G S']] : ['goReporter', ['G L', 'G P', 'G S']],
    ['move', ['J', 'K', '↓', '↑']],
    ['open', ['Enter']],
    ['bin', ['Delete']],
    ['filter', ['/']],
    ...(isEditor(person) ? [['return', ['R']] as [string, string[]], ['approve', ['A']] as [string, string[]]] : []),
  ]

  return (
    <div className={`${rows['screen'] ?? ''} ${classes['narrow'] ?? ''}`}>
      <header className={rows['head']}>
        <h1>{t('common:nav.settings')}</h1>
      </header>
      <Part id="language" title={t('settings:language')}>
        <SegmentedControl
          aria-label={t('settings:language')}
          value={language}
          onChange={(value) => void change({ language: value === 'en' ? 'en' : 'zh-CN' })}
          data={[{ value: 'zh-CN', label: <span lang="zh-CN">简体中文</span> }, { value: 'en', label: <span lang="en">English</span> }]}
        />
      </Part>
      <Part id="theme" title={t('settings:theme')}>
        <SegmentedControl
          aria-label={t('settings:theme')}
          value={theme}
          onChange={(value) => void change({ theme: value === 'light' || value === 'dark' ? value : 'system' })}
          data={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(`common:theme.${value}`) }))}
        />
      </Part>
      <Part id="desk" title={t('settings:desk.title')}>
        <ConnectionWord connection={connection} />
        <DeskAddress key={connection.address} address={connection.state === 'embedded' ? '' : connection.address} />
      </Part>
      <Part id="news" title={t('review:news.title')}>
        <NewsSetting />
      </Part>
      <Part id="account" title={t('account:title')}>
        <OwnAccount />
      </Part>
      {person.role === 'admin' && (
        <Part id="people" title={t('account:people.title')}>
          <Text size="sm">{t('account:people.why')}</Text>
          <Button component="a" href={addressOf({ screen: 'people' })} variant="default">{t('account:people.open')}</Button>
        </Part>
      )}
      {person.role === 'admin' && (
        <Part id="destinations" title={t('destinationSettings:title')}>
          <Text size="sm">{t('destinationSettings:why')}</Text>
          <Button component="a" href={addressOf({ screen: 'destinations' })} variant="default">{t('destinationSettings:open')}</Button>
        </Part>
      )}
      {person.role === 'admin' && (
        <Part id="hooks" title={t('hooks:title')}>
          <Text size="sm">{t('hooks:why')}</Text>
          <Button component="a" href={addressOf({ screen: 'hooks' })} variant="default">{t('hooks:open')}</Button>
        </Part>
      )}
      <Part id="key" title={t('settings:key.title')}>
        <Text size="sm">{t(`settings:key.${key}`)}</Text>
        <Text size="sm" c="dimmed">{keychain ? t('settings:key.keychain') : t('settings:key.passphrase')}</Text>
        <EnrolledKeys />
      </Part>
      <Part id="house" title={t('house:title')}>
        <Text size="sm">{newsroom?.policy.name}</Text>
        <Button component="a" href={addressOf({ screen: 'house' })} variant="default">{t('house:openAct')}</Button>
      </Part>
      <Part id="lists" title={t('lists:title')}>
        <Text size="sm">{t('lists:about')}</Text>
        <Button component="a" href={addressOf({ screen: 'lists' })} variant="default">{t('lists:open')}</Button>
      </Part>
      <Part id="delegations" title={t('house:lend.title')}>
        <Delegations />
      </Part>
      <Part id="security" title={t('seal:title')}>
        <Security />
      </Part>
      <Part id="library" title={t('place:folder.title')}>
        <LibraryFolder />
      </Part>
      <Part id="archive" title={t('place:archive.title')}>
        <LibraryArchive />
      </Part>
      <Part id="folders" title={t('settings:folders.title')}>
        <dl className={classes['pairs']}>
          {(['home', 'site', 'packages'] as const).map((folder) => (
            <div key={folder}>
              <dt>{t(`settings:folders.${folder}`)}</dt>
              <dd><code>{folders[folder]}</code></dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part id="keys" title={t('settings:keys.title')}>
        <dl className={classes['pairs']}>
          {shortcuts.map(([name, keys]) => (
            <div key={name}>
              <dt>{t(`settings:keys.${name}`)}</dt>
              <dd>{keys.map((shown) => <kbd key={shown}>{shown}</kbd>)}</dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part id="about" title={t('settings:about.title')}>
        <Text size="sm">{t('settings:about.version', { version })}</Text>
        <Text size="sm" c="dimmed">{t('settings:about.licence')}</Text>
      </Part>
    </div>
  )
}
