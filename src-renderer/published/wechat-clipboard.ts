import type { WechatCopy } from '../../src-shared/publication/wechat'

/**
 * Puts an article on the clipboard, as rich text and as plain; false where the browser does not let it, as some seconds after the last click. By a copy of its own: the
 * clipboard's newer interface would read the article by this window's policy first, and take its styles.
 */
export const putOnClipboard = ({ html, text }: Pick<WechatCopy, 'html' | 'text'>): boolean => {
  let put = false
  const give = (event: ClipboardEvent): void => {
    if (!event.clipboardData) return
    event.clipboardData.setData('text/html', html)
    event.clipboardData.setData('text/plain', text)
    event.preventDefault()
    event.stopImmediatePropagation()
    put = true
  }
  document.addEventListener('copy', give, true)
  try {
    // Nothing else hands over rich text as it is.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    return document.execCommand('copy') && put
  } finally {
    document.removeEventListener('copy', give, true)
  }
}
