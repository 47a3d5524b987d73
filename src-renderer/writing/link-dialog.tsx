import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import type { Editor } from '@tiptap/react'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { isSafeLink } from '../../src-shared/story/body'

/** An address as typed, with https:// or mailto: where it plainly lacks only that. */
export const asAddress = (typed: string): string => {
  const address = typed.trim()
  if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return address
  if (/^[^\s@/]+@[^\s@/]+\.[a-z]{2,}$/i.test(address)) return `mailto:${address}`
  return /^[^\s/]+\.[^\s/.]{2,}(\/\S*)?$/.test(address) ? `https://${address}` : address
}

const LinkForm = ({ editor, onDone }: { editor: Editor; onDone: () => void }) => {
  const { t } = useTranslation('writing')
  const href: unknown = editor.getAttributes('link')['href']
  const [typed, setTyped] = useState(typeof href === 'string' ? href : '')
  const [wrong, setWrong] = useState(false)
  const apply = (event: SubmitEvent): void => {
    event.preventDefault()
    const address = asAddress(typed)
    if (!isSafeLink(address)) {
      setWrong(true)
      return
    }
    const chain = editor.chain().extendMarkRange('link')
    if (editor.state.selection.empty && href === undefined) chain.insertContent({ type: 'text', text: address, marks: [{ type: 'link', attrs: { href: address } }] }).run()
    else chain.setLink({ href: address }).run()
    onDone()
  }
  return (
    <form onSubmit={apply} noValidate>
      <Stack gap="md">
        <TextInput data-autofocus label={t('link.address')} placeholder="https://" value={typed} error={wrong && t('link.wrong')} inputMode="url"
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setWrong(false)
          }} />
        <Group justify="flex-end" gap="xs">
          {href !== undefined && (
            <Button variant="default" mr="auto" onClick={() => {
              editor.chain().extendMarkRange('link').unsetLink().run()
              onDone()
            }}>{t('link.remove')}</Button>
          )}
          <Button variant="default" onClick={onDone}>{t('cancel')}</Button>
          <Button type="submit">{t('link.apply')}</Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Asks for the address of a link: http, https or mailto only, in words when it is something else. */
export const LinkDialog = ({ editor, opened, onClose }: { editor: Editor; opened: boolean; onClose: () => void }) => {
  const { t } = useTranslation('writing')
  return (
    <Modal opened={opened} onClose={onClose} title={t('link.title')} size={420} returnFocus={false} closeButtonProps={{ 'aria-label': t('close') }} onExitTransitionEnd={() => editor.commands.focus()}>
      <LinkForm editor={editor} onDone={onClose} />
    </Modal>
  )
}
