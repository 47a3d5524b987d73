import { Button, Menu } from '@mantine/core'
import { IconFileImport, IconPlus, IconTransferIn } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Language } from '../../src-shared/story/story'
import { useApp } from '../ui/app-state'
import { TEMPLATES, useNewStory } from './new-story'

type Props = { opened: boolean; setOpened: (opened: boolean) => void; importText: () => void; takeOver: () => void }

/** New story by template and language, the window's own language first; copy that already exists elsewhere; and what somebody handed over in a file. */
export const NewStoryMenu = ({ opened, setOpened, importText, takeOver }: Props) => {
  const { t } = useTranslation(['library', 'common', 'handoff'])
  const { language } = useApp()
  const create = useNewStory()
  const languages: Language[] = language === 'en' ? ['en', 'zh-CN'] : ['zh-CN', 'en']
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" width={260} withinPortal={false}>
      <Menu.Target>
        <Button leftSection={<IconPlus size={16} aria-hidden />} title={`${t('library:new')} (N)`}>
          {t('library:new')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {languages.map((written) => (
          <div key={written} role="group" aria-label={t(`common:language.${written}`)}>
            <Menu.Label>{t(`library:newIn.${written}`)}</Menu.Label>
            {TEMPLATES.map((template) => (
              <Menu.Item key={template} onClick={() => void create(template, written)}>
                {t(`common:template.${template}`)}
              </Menu.Item>
            ))}
          </div>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconFileImport size={16} aria-hidden />} onClick={importText}>
          {t('library:import.open')}
        </Menu.Item>
        <Menu.Item leftSection={<IconTransferIn size={16} aria-hidden />} onClick={takeOver}>
          {t('handoff:take.open')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
