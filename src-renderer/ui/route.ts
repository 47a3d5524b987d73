import { useSyncExternalStore } from 'react'

/** Where the window is; the address after "#" and nothing else decides it. */
export type Route =
  | { screen: 'library' }
  | { screen: 'story'; id: string }
  | { screen: 'desk' }
  | { screen: 'piece'; id: string }
  | { screen: 'published' }
  | { screen: 'statistics' }
  | { screen: 'settings' }
  | { screen: 'house' }
  | { screen: 'lists' }
  | { screen: 'people' }
  | { screen: 'destinations' }
  | { screen: 'hooks' }

/** Reads "#/story/<id>" and its like; anything else is the library. */
export const readRoute = (hash: string): Route => {
  const [, screen, id] = /^#\/([a-z]+)(?:\/([0-9a-f-]{36}))?$/.exec(hash) ?? []
  if (screen === 'story' && id) return { screen: 'story', id }
  if (screen === 'desk') return id ? { screen: 'piece', id } : { screen: 'desk' }
  if (screen === 'published' || screen === 'statistics' || screen === 'settings' || screen === 'house' || screen === 'lists' || screen === 'people' || screen === 'destinations' || screen === 'hooks') return { screen }
  return { screen: 'library' }
}

/** The address of a route, for links. */
export const addressOf = (route: Route): string => {
  if (route.screen === 'story') return `#/story/${route.id}`
  if (route.screen === 'piece') return `#/desk/${route.id}`
  return `#/${route.screen}`
}

/** Goes there. */
export const go = (route: Route): void => {
  window.location.hash = addressOf(route)
}

const subscribe = (changed: () => void): (() => void) => {
  window.addEventListener('hashchange', changed)
  return () => window.removeEventListener('hashchange', changed)
}

/** The current route; renders again when the address changes. */
export const useRoute = (): Route => readRoute(useSyncExternalStore(subscribe, () => window.location.hash))
