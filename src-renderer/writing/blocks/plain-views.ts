import type { NodeViewRenderer } from '@tiptap/core'
import type { Node as ProseNode } from '@tiptap/pm/model'

import { noteOpening } from '../../../src-shared/publication/words'
import { i18n } from '../../ui/i18n'
import story from '../story.module.css'
import { backToText } from './controls'
import css from './blocks.module.css'

// These are drawn without React: an interview has hundreds of turns, and none of them needs more than an element.

const mark = (dom: HTMLElement, node: ProseNode): void => {
  const id: unknown = node.attrs['blockId']
  if (typeof id === 'string') dom.dataset['blockid'] = id
}

/** An element around a block's content. `hint` is a locale key shown while it is empty. */
export const plainView = (tag: string, className: string | undefined, hint?: string): NodeViewRenderer => ({ node }) => {
  const dom = document.createElement(tag)
  const { type } = node
  dom.className = className ?? ''
  if (hint) dom.dataset['emptyHint'] = i18n.t(`writing:hint.${hint}`)
  mark(dom, node)
  return {
    dom,
    ...(type.isLeaf ? {} : { contentDOM: dom }),
    update: (next) => {
      if (next.type !== type) return false
      mark(dom, next)
      return true
    },
  }
}

/** An editor's note; its label is left to its own words where they say what it is, as in print. */
export const noteView: NodeViewRenderer = ({ node }) => {
  const { type } = node
  const dom = document.createElement('aside')
  dom.className = story.editorsNote ?? ''
  const show = (now: ProseNode): void => {
    dom.toggleAttribute('data-named', noteOpening(now.textContent, 'zh-CN') === '')
    mark(dom, now)
  }
  show(node)
  return {
    dom,
    contentDOM: dom,
    update: (next) => {
      if (next.type !== type) return false
      show(next)
      return true
    },
  }
}

/** A table in a frame that scrolls where it is wider than the page. */
export const tableView: NodeViewRenderer = ({ node }) => {
  const dom = document.createElement('div')
  const table = dom.appendChild(document.createElement('table'))
  const contentDOM = table.appendChild(document.createElement('tbody'))
  dom.className = story.tableFrame ?? ''
  table.className = story.table ?? ''
  mark(dom, node)
  return {
    dom,
    contentDOM,
    update: (next) => {
      if (next.type !== node.type) return false
      mark(dom, next)
      return true
    },
    ignoreMutation: (change) => change.type !== 'selection' && !contentDOM.contains(change.target),
  }
}

/** A question or an answer: who speaks, in a small field of its own, and what is said. */
export const turnView: NodeViewRenderer = ({ node, editor, getPos }) => {
  const { type } = node
  const dom = document.createElement('p')
  const who = dom.appendChild(document.createElement('span'))
  const field = who.appendChild(document.createElement('input'))
  const contentDOM = dom.appendChild(document.createElement('span'))
  dom.className = story.turn ?? ''
  dom.dataset['turn'] = type.name
  who.className = `${story.speaker ?? ''} ${css.who ?? ''}`
  who.contentEditable = 'false'
  contentDOM.className = css.said ?? ''
  contentDOM.dataset['emptyHint'] = i18n.t(`writing:hint.${type.name}`)
  field.dataset['part'] = 'speaker'
  field.maxLength = 60
  field.spellcheck = false
  field.placeholder = i18n.t('writing:turn.who')
  field.setAttribute('aria-label', i18n.t(`writing:turn.${type.name}`))
  const show = (now: ProseNode): void => {
    const speaker = String(now.attrs['speaker'] ?? '')
    // What is being typed is never written over: a composition may be going on.
    if (document.activeElement !== field && field.value !== speaker) field.value = speaker
    if (speaker === '') who.dataset['empty'] = ''
    else delete who.dataset['empty']
    mark(dom, now)
  }
  field.addEventListener('input', () => {
    const pos = getPos()
    if (pos !== undefined) editor.view.dispatch(editor.state.tr.setNodeAttribute(pos, 'speaker', field.value))
  })
  field.addEventListener('keydown', (event) => {
    if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape' && event.key !== 'Tab')) return
    if (event.key === 'Tab' && event.shiftKey) return
    event.preventDefault()
    backToText(editor, getPos())
  })
  show(node)
  return {
    dom,
    contentDOM,
    update: (next) => {
      if (next.type !== type) return false
      show(next)
      return true
    },
    stopEvent: (event) => event.target === field && !event.type.startsWith('drag') && event.type !== 'drop',
    ignoreMutation: (change) => !contentDOM.contains(change.target),
  }
}

/** A footnote's sign; its number is counted by the page. */
export const footnoteView: NodeViewRenderer = ({ node }) => {
  const dom = document.createElement('sup')
  const show = (now: ProseNode): void => {
    const text = String(now.attrs['text'] ?? '').trim()
    dom.title = text
    dom.dataset['footnote'] = ''
    if (text === '') dom.dataset['empty'] = ''
    else delete dom.dataset['empty']
  }
  dom.className = `${story.footnote ?? ''} ${css.note ?? ''}`
  show(node)
  return {
    dom,
    update: (next) => {
      if (next.type !== node.type) return false
      show(next)
      return true
    },
  }
}
