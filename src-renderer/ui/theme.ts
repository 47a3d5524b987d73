import { createTheme, defaultVariantColorsResolver, type CSSVariablesResolver, type MantineColorsTuple, type MantineThemeOverride, type VariantColorsResolver } from '@mantine/core'

import { peopleVariables } from './people-colours'

/** Ink on paper: the window's one neutral, warm from end to end. */
const ink: MantineColorsTuple = ['#f6f3ec', '#ebe6dc', '#d8d1c4', '#bdb5a6', '#9b9385', '#7a7266', '#5d564c', '#443f37', '#2c2823', '#1b1916']
/** Cinnabar 朱砂: the editor's mark. Used for what needs this person's eye, never as decoration. */
const cinnabar: MantineColorsTuple = ['#fcefec', '#f7d9d3', '#efb0a5', '#e78674', '#df6450', '#d44a34', '#b5351f', '#982a18', '#7c2214', '#611a0f']
const pine: MantineColorsTuple = ['#edf5f0', '#d6e8dd', '#aed0bc', '#84b799', '#5c9c78', '#3f8460', '#2b6b4b', '#22573c', '#1a442f', '#123222']
const ochre: MantineColorsTuple = ['#fbf4e4', '#f3e3bd', '#e6c984', '#d8ae4f', '#c2932c', '#a1771b', '#7d5b10', '#64480b', '#4d3708', '#372705']
/** Mantine's own grey, warmed, so that disabled things and tracks lie on the same paper. */
const gray: MantineColorsTuple = ['#f7f4ee', '#f0ece4', '#e6e0d5', '#d9d2c5', '#c6beb0', '#a59c8e', '#827a6d', '#655e53', '#443f37', '#2c2823']
const dark: MantineColorsTuple = ['#e9e5dd', '#cfc9be', '#aaa397', '#7f786d', '#55504a', '#3a3632', '#2a2724', '#211f1d', '#191817', '#121110']

const SANS = "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei UI', 'Noto Sans CJK SC', 'Source Han Sans SC', 'Noto Sans SC', 'Noto Sans', system-ui, sans-serif"
/** The serif that headlines and story text are set in. */
export const SERIF = "'Source Serif 4', 'Noto Serif', Georgia, 'Songti SC', 'Noto Serif CJK SC', 'Source Han Serif SC', 'Noto Serif SC', SimSun, serif"

const variantColorResolver: VariantColorsResolver = (input) => {
  const name = input.color ?? input.theme.primaryColor
  if (name in MARKS) {
    const fill = `var(--stet-${name}-fill)`
    const word = `var(--stet-${name}-word)`
    const wash = `var(--stet-${name}-wash)`
    if (input.variant === 'filled') return { background: fill, hover: `var(--stet-${name}-fill-hover)`, color: `var(--stet-${name}-on)`, border: '1px solid transparent' }
    if (input.variant === 'light') return { background: wash, hover: wash, color: word, border: '1px solid transparent' }
    if (input.variant === 'subtle' || input.variant === 'transparent') return { background: 'transparent', hover: wash, color: word, border: '1px solid transparent' }
    if (input.variant === 'outline') return { background: 'transparent', hover: wash, color: word, border: `1px solid var(--stet-${name}-word)` }
  }
  return defaultVariantColorsResolver(input)
}

/** Each mark in light and dark: [fill, fill on hover, words on the fill, words on paper, wash]. All pairs meet AA. */
const MARKS: Record<string, { light: readonly string[]; dark: readonly string[] }> = {
  ink: { light: ['#2c2823', '#443f37', '#ffffff', '#443f37', '#ece7dd'], dark: ['#e9e5dd', '#ffffff', '#191817', '#dcd6cb', '#2d2a27'] },
  cinnabar: { light: ['#b5351f', '#982a18', '#ffffff', '#a52f1a', '#fae6e1'], dark: ['#c4432c', '#d1553f', '#ffffff', '#f0907d', '#3a201a'] },
  pine: { light: ['#2b6b4b', '#22573c', '#ffffff', '#22573c', '#e2efe7'], dark: ['#3a7c5b', '#3f8460', '#ffffff', '#8ec7a5', '#1b2c23'] },
  ochre: { light: ['#7d5b10', '#64480b', '#ffffff', '#6b4d0c', '#f7ebcf'], dark: ['#8a6717', '#97711b', '#ffffff', '#e0bd6e', '#322813'] },
}

const marksFor = (scheme: 'light' | 'dark'): Record<string, string> =>
  Object.fromEntries(
    Object.entries(MARKS).flatMap(([name, mark]) => ['fill', 'fill-hover', 'on', 'word', 'wash'].map((part, index) => [`--stet-${name}-${part}`, mark[scheme][index] ?? ''])),
  )

/** Paper, rail, lines and words as variables, both schemes. `--stet-*` are ours; the rest correct Mantine's own. */
export const paperVariables: CSSVariablesResolver = () => ({
  variables: { '--stet-serif': SERIF },
  light: {
    ...marksFor('light'),
    ...peopleVariables('light'),
    '--mantine-color-body': '#fbf9f5',
    '--mantine-color-text': '#1f1c18',
    '--mantine-color-dimmed': '#655e53',
    '--mantine-color-placeholder': '#716a5e',
    '--mantine-color-anchor': '#443f37',
    '--mantine-color-error': '#a52f1a',
    '--mantine-color-default': '#fffefb',
    '--mantine-color-default-hover': '#f4f0e8',
    '--mantine-color-default-border': '#d9d2c5',
    '--mantine-color-disabled': '#eee9e0',
    '--mantine-color-disabled-color': '#8d8578',
    '--mantine-color-disabled-border': 'transparent',
    '--stet-rail': '#f2eee6',
    '--stet-sheet': '#fffefb',
    '--stet-line': '#e6e0d5',
    '--stet-hover': '#f3efe7',
    '--stet-chosen': '#e8e2d6',
  },
  dark: {
    ...marksFor('dark'),
    ...peopleVariables('dark'),
    '--mantine-color-body': '#191817',
    '--mantine-color-text': '#e9e5dd',
    '--mantine-color-dimmed': '#aaa397',
    '--mantine-color-placeholder': '#978f83',
    '--mantine-color-anchor': '#dcd6cb',
    '--mantine-color-error': '#f0907d',
    '--mantine-color-default': '#211f1d',
    '--mantine-color-default-hover': '#2a2724',
    '--mantine-color-default-border': '#45403a',
    '--mantine-color-disabled': '#282522',
    '--mantine-color-disabled-color': '#7d766b',
    '--mantine-color-disabled-border': 'transparent',
    '--stet-rail': '#131211',
    '--stet-sheet': '#201e1c',
    '--stet-line': '#302d29',
    '--stet-hover': '#232120',
    '--stet-chosen': '#2d2a27',
  },
})

/** The house's look for every Mantine component. */
export const theme: MantineThemeOverride = createTheme({
  colors: { ink, cinnabar, pine, ochre, gray, dark },
  primaryColor: 'ink',
  primaryShade: { light: 8, dark: 1 },
  white: '#fffefb',
  black: '#1f1c18',
  fontFamily: SANS,
  headings: { fontFamily: SERIF, fontWeight: '600' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  variantColorResolver,
  components: {
    Button: { defaultProps: { size: 'sm' }, styles: { label: { fontWeight: 500 } } },
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 120 }, overlayProps: { backgroundOpacity: 0.35 } }, styles: { title: { fontFamily: SERIF, fontSize: 18, fontWeight: 600 } } },
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, shadow: 'md', transitionProps: { duration: 80 } } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false } },
  },
})
