/** The colours of a scheme, by what they are for. Text on `page`, `sheet` or the ground of its own tone reaches 4.5:1. */
export interface Colours {
  page: string
  sheet: string
  ink: string
  faint: string
  line: string
  link: string
  good: string
  'good-ground': string
  bad: string
  'bad-ground': string
  fair: string
  'fair-ground': string
  quiet: string
  'quiet-ground': string
}

export const light: Colours = {
  page: '#f6f7f8',
  sheet: '#ffffff',
  ink: '#1b1f24',
  faint: '#57606a',
  line: '#dde1e6',
  link: '#1b5fb4',
  good: '#176639',
  'good-ground': '#e3f4e9',
  bad: '#a8231a',
  'bad-ground': '#fce9e7',
  fair: '#7a4f00',
  'fair-ground': '#fbf0d8',
  quiet: '#57606a',
  'quiet-ground': '#eceff2',
}

export const dark: Colours = {
  page: '#121417',
  sheet: '#1a1d21',
  ink: '#e4e7eb',
  faint: '#9aa4af',
  line: '#2e343b',
  link: '#83b6f5',
  good: '#79d7a0',
  'good-ground': '#16301f',
  bad: '#ff9f96',
  'bad-ground': '#3b1c1a',
  fair: '#eec268',
  'fair-ground': '#342a12',
  quiet: '#9aa4af',
  'quiet-ground': '#262b31',
}
