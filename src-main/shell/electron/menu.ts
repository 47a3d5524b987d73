import { Menu, type MenuItemConstructorOptions, type WebContents } from 'electron'

import type { HostEvent } from '../../../src-shared/bridge/events'
import type { Language } from '../../../src-shared/story/story'
import { shellWords } from '../words'

type Command = Extract<HostEvent, { type: 'command' }>['command']
type MenuOptions = { language: Language; platform: string; developing: boolean; send: (command: Command) => void }

/** The native menu in one language. Commands go to the window by the names its palette uses. */
export const menuTemplate = ({ language, platform, developing, send }: MenuOptions): MenuItemConstructorOptions[] => {
  const say = shellWords(language)
  const mac = platform === 'darwin'
  const line: MenuItemConstructorOptions = { type: 'separator' }
  const command = (label: string, name: Command, accelerator: string): MenuItemConstructorOptions => ({ label, accelerator, click: () => send(name) })
  const settings = command(say.settings, 'openSettings', 'CmdOrCtrl+,')
  const appMenu: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      { role: 'about', label: say.about }, line, settings, line, { role: 'services', label: say.services }, line,
      { role: 'hide', label: say.hide }, { role: 'hideOthers', label: say.hideOthers }, { role: 'unhide', label: say.unhide }, line, { role: 'quit', label: say.quit },
    ],
  }
  return [
    ...(mac ? [appMenu] : []),
    {
      label: say.file,
      submenu: [
        command(say.newStory, 'newStory', 'CmdOrCtrl+N'), command(say.submit, 'submit', 'CmdOrCtrl+Shift+Enter'), line,
        command(say.lock, 'lockLibrary', 'CmdOrCtrl+Shift+L'), line,
        ...(mac ? [] : [settings, line]),
        mac ? { role: 'close', label: say.close } : { role: 'quit', label: say.quit },
      ],
    },
    {
      label: say.edit,
      submenu: [
        { role: 'undo', label: say.undo }, { role: 'redo', label: say.redo }, line, { role: 'cut', label: say.cut }, { role: 'copy', label: say.copy },
        { role: 'paste', label: say.paste }, { role: 'pasteAndMatchStyle', label: say.pasteText }, { role: 'selectAll', label: say.selectAll },
      ],
    },
    {
      label: say.view,
      submenu: [
        command(say.palette, 'openPalette', 'CmdOrCtrl+K'), line, { role: 'resetZoom', label: say.zoomReset }, { role: 'zoomIn', label: say.zoomIn },
        { role: 'zoomOut', label: say.zoomOut }, line, { role: 'togglefullscreen', label: say.fullScreen },
        ...(developing ? ([line, { role: 'reload', label: say.reload }, { role: 'toggleDevTools', label: say.devTools }] satisfies MenuItemConstructorOptions[]) : []),
      ],
    },
    {
      label: say.window,
      role: 'window',
      submenu: [{ role: 'minimize', label: say.minimise }, ...(mac ? ([{ role: 'zoom', label: say.zoom }, line, { role: 'front', label: say.front }] satisfies MenuItemConstructorOptions[]) : ([{ role: 'close', label: say.close }] satisfies MenuItemConstructorOptions[]))],
    },
  ]
}

/** Sets the menu, and sets it again whenever `refresh` finds the language changed. */
export const keepMenu = (options: Omit<MenuOptions, 'language'> & { language: () => Language }): { refresh: () => void } => {
  let shown: Language | undefined
  const refresh = (): void => {
    const language = options.language()
    if (language === shown) return
    shown = language
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ ...options, language })))
  }
  refresh()
  return { refresh }
}

/** The menu under the right button: spelling where it found something, then what can be done here. */
export const keepContextMenu = (contents: WebContents, language: () => Language): void => {
  contents.on('context-menu', (_event, { editFlags, isEditable, misspelledWord, dictionarySuggestions, selectionText }) => {
    const say = shellWords(language())
    const spelling: MenuItemConstructorOptions[] = misspelledWord
      ? [
          ...dictionarySuggestions.map((word) => ({ label: word, click: () => contents.replaceMisspelling(word) })),
          { label: say.addWord, click: () => void contents.session.addWordToSpellCheckerDictionary(misspelledWord) },
          { type: 'separator' },
        ]
      : []
    const editing: MenuItemConstructorOptions[] = isEditable
      ? [
          { role: 'cut', label: say.cut, enabled: editFlags.canCut },
          { role: 'copy', label: say.copy, enabled: editFlags.canCopy },
          { role: 'paste', label: say.paste, enabled: editFlags.canPaste },
          { role: 'pasteAndMatchStyle', label: say.pasteText, enabled: editFlags.canPaste },
          { role: 'selectAll', label: say.selectAll, enabled: editFlags.canSelectAll },
        ]
      : selectionText.trim() === '' ? [] : [{ role: 'copy', label: say.copy, enabled: editFlags.canCopy }]
    if (spelling.length + editing.length > 0) Menu.buildFromTemplate([...spelling, ...editing]).popup()
  })
}
