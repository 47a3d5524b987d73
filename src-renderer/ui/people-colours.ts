/** One person's colour: words on paper, and the wash behind them. */
type Colour = { word: string; wash: string }

/** Colours of people in tracked changes, in light and dark. Words on paper, on a sheet and on their own wash all meet AA. */
export const PEOPLE_COLOURS: Readonly<Record<'light' | 'dark', readonly Colour[]>> = {
  light: [
    { word: '#22573c', wash: '#e2efe7' }, { word: '#1d4f8c', wash: '#e1ebf7' }, { word: '#8a2f6b', wash: '#f7e4f0' }, { word: '#7a4a00', wash: '#f8ead2' },
    { word: '#5b3fa0', wash: '#ebe5f8' }, { word: '#0b5c66', wash: '#dcf0f2' }, { word: '#9c2f1c', wash: '#fae6e1' }, { word: '#4d5410', wash: '#eef0d6' },
  ],
  dark: [
    { word: '#8ec7a5', wash: '#1b2c23' }, { word: '#9dc1ee', wash: '#1a2738' }, { word: '#e8a3cf', wash: '#361f2e' }, { word: '#e6b873', wash: '#342612' },
    { word: '#c3b0f2', wash: '#282138' }, { word: '#84cdd6', wash: '#132c2f' }, { word: '#f0907d', wash: '#3a201a' }, { word: '#c9d17c', wash: '#282b13' },
  ],
}

const NAMES = ['word', 'wash'] as const

/** The CSS variables of one scheme: `--stet-person-<number>-word` and `-wash`. */
export const peopleVariables = (scheme: 'light' | 'dark'): Record<string, string> =>
  Object.fromEntries(PEOPLE_COLOURS[scheme].flatMap((colour, index) => NAMES.map((name) => [`--stet-person-${String(index)}-${name}`, colour[name]])))
