import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight'
import { useTranslation } from 'react-i18next'

import { bench } from '../bench'
import { TEMPLATES, useNewStory } from '../library/new-story'
import { useLock } from '../seal/lock'
import { isEditor, useApp } from './app-state'
import { useAsk, useReread } from './ask'
import { sayFailure } from './fault-note'
import { go } from './route'
import { useScreenActs } from './screen-acts'

const Key = ({ children }: { children: string }) => <kbd style={{ font: 'inherit', fontSize: 12, letterSpacing: '0.08em' }}>{children}</kbd>

/** Finds stories by headline, slug or byline, and everything that can be done from anywhere. Opens with Mod+K, in the editor too. */
export const Palette = ({ newStory }: { newStory: () => void }) => {
  const { t } = useTranslation()
  const { person, language, theme } = useApp()
  const rows = useAsk('library.list', null).data ?? []
  const reread = useReread()
  const create = useNewStory()
  const { lockable, lock } = useLock()
  const here = useScreenActs()

  const settings = async (change: { language?: 'zh-CN' | 'en'; theme?: 'system' | 'light' | 'dark' }): Promise<void> => {
    const outcome = await bench.ask('app.settings', change)
    if (!outcome.ok) sayFailure(t, outcome)
    reread('app.state')
  }
  const screens = (['library', 'desk', 'published', 'settings'] as const).filter((screen) => screen !== 'desk' || isEditor(person))
  const otherLanguage = language === 'en' ? 'zh-CN' : 'en'
  const themes = (['system', 'light', 'dark'] as const).filter((name) => name !== theme)

  const acts: SpotlightActionData[] = [
    { id: 'new', label: t('palette.new'), keywords: 'new 新建 xin', onClick: newStory, rightSection: <Key>N</Key> },
    ...TEMPLATES.map((template) => ({ id: `new-${template}`, label: t('palette.newOf', { template: t(`template.${template}`) }), keywords: `new 新建 ${template}`, onClick: () => void create(template, language) })),
    ...screens.map((screen) => ({ id: `go-${screen}`, label: t('palette.go', { place: t(`nav.${screen}`) }), keywords: `go ${screen} ${t(`nav.${screen}`)}`, onClick: () => go({ screen }), rightSection: <Key>{`G ${screen.charAt(0).toUpperCase()}`}</Key> })),
    { id: 'go-statistics', label: t('palette.go', { place: t('statistics:title') }), keywords: 'go statistics 统计 tongji', onClick: () => go({ screen: 'statistics' }) },
    ...(lockable ? [{ id: 'lock', label: t('seal:lock'), keywords: 'lock 锁定 suo', onClick: lock }] : []),
    { id: 'language', label: t('palette.language', { language: t(`language.${otherLanguage}`) }), keywords: 'language 语言 中文 English', onClick: () => void settings({ language: otherLanguage }) },
    ...themes.map((name) => ({ id: `theme-${name}`, label: t('palette.theme', { theme: t(`theme.${name}`) }), keywords: `theme 主题 外观 ${name}`, onClick: () => void settings({ theme: name }) })),
  ]
  const stories: SpotlightActionData[] = rows
    .filter((row) => row.group !== 'bin')
    .map((row) => ({ id: row.id, label: row.headline || row.slugline || t('untitled'), description: [row.headline ? row.slugline : '', row.channel.join(' / ')].filter(Boolean).join(' · '), keywords: [row.slugline, row.byline], onClick: () => go({ screen: 'story', id: row.id }) }))
  const onScreen = here.map(({ id, label, keys, run }): SpotlightActionData => ({ id: `here-${id}`, label, onClick: run, ...(keys !== '' && { rightSection: <Key>{keys}</Key> }) }))
  const actions: SpotlightActionGroupData[] = [
    { group: t('palette.stories'), actions: stories },
    ...(onScreen.length > 0 ? [{ group: t('palette.here'), actions: onScreen }] : []),
    { group: t('palette.actions'), actions: acts },
  ]

  return (
    <Spotlight
      actions={actions}
      filter={firstOfEach}
      shortcut="mod + K"
      triggerOnContentEditable
      tagsToIgnore={[]}
      scrollable
      maxHeight={420}
      nothingFound={t('palette.nothing')}
      searchProps={{ placeholder: t('palette.placeholder'), 'aria-label': t('palette.placeholder') }}
      radius="md"
      attributes={{ content: { 'aria-label': t('palette.open') } }}
      size={560}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
    />
  )
}

const STORIES_SHOWN = 8

/** Every word asked for must be somewhere in the entry; stories are cut to a handful so that acts stay in reach. */
export const firstOfEach = (query: string, groups: readonly (SpotlightActionData | SpotlightActionGroupData)[]): (SpotlightActionData | SpotlightActionGroupData)[] => {
  const asked = query.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = (entry: SpotlightActionData): boolean => {
    const said = [entry.label, entry.description, ...(Array.isArray(entry.keywords) ? entry.keywords : [entry.keywords])].join(' ').toLowerCase()
    return asked.every((word) => said.includes(word))
  }
  return groups.flatMap((group): (SpotlightActionData | SpotlightActionGroupData)[] => {
    if (!('actions' in group)) return fits(group) ? [group] : []
    const found = group.actions.filter(fits)
    const kept = found.slice(0, asked.length === 0 && group === groups[0] ? STORIES_SHOWN : 50)
    return kept.length > 0 ? [{ ...group, actions: kept }] : []
  })
}
