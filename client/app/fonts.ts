import localFont from 'next/font/local';

// The font loader reads these literally when it compiles, so nothing in them can be shared or computed.
const display = localFont({
  src: '../fonts/dist/display-latin.woff2',
  variable: '--font-archivo',
  weight: '800',
  declarations: [{ prop: 'font-stretch', value: '62% 68%' }],
});

const displayExt = localFont({
  src: '../fonts/dist/display-latin-ext.woff2',
  variable: '--font-archivo-ext',
  weight: '800',
  preload: false,
  adjustFontFallback: false,
  declarations: [
    { prop: 'font-stretch', value: '62% 68%' },
    {
      prop: 'unicode-range',
      value:
        'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2C60-2C7F,U+A720-A7FF',
    },
  ],
});

const wordmark = localFont({
  src: '../fonts/dist/wordmark.woff2',
  variable: '--font-wordmark',
  weight: '900',
  preload: false,
  declarations: [{ prop: 'font-stretch', value: '116%' }],
});

const text = localFont({
  src: '../../node_modules/@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2',
  variable: '--font-instrument',
  weight: '400 700',
});

const textExt = localFont({
  src: '../../node_modules/@fontsource-variable/instrument-sans/files/instrument-sans-latin-ext-wght-normal.woff2',
  variable: '--font-instrument-ext',
  weight: '400 700',
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2C60-2C7F,U+A720-A7FF',
    },
  ],
});

/** Classes that bring the typefaces' variables; the letters beyond Latin-1 load only on pages that use them. */
export const fontVariables = [display, displayExt, wordmark, text, textExt].map(({ variable }) => variable).join(' ');
