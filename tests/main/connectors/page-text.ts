import { Window } from 'happy-dom'

/** What a reader reads on a page: its text, scripts and styles aside, then its title. Nothing on it runs. */
export const textOfPage = (html: string): string => {
  const window = new Window({ settings: { disableJavaScriptEvaluation: true, disableJavaScriptFileLoading: true, disableCSSFileLoading: true } })
  const document = new window.DOMParser().parseFromString(html, 'text/html')
  for (const hidden of document.querySelectorAll('script, style, noscript, template, head')) hidden.remove()
  return document.documentElement.textContent
}
