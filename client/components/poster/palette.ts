import type { Category } from '@frontrow/common/contracts';

/** The inks of a poster: the paper, three for the drawing, one for the type (at least 4.5:1 on the paper). */
export interface Palette {
  ground: string;
  inks: readonly [string, string, string];
  type: string;
}

const palette = (ground: string, first: string, second: string, third: string, type: string): Palette => ({
  ground,
  inks: [first, second, third],
  type,
});

export const palettes: Record<Category, readonly [Palette, ...Palette[]]> = {
  music: [
    palette('#25083a', '#ff3d81', '#ffb300', '#6a2be0', '#fff4e6'),
    palette('#05204a', '#00c2d1', '#ffe45e', '#ff6392', '#ffffff'),
    palette('#ff6b3d', '#2d0320', '#ffd23f', '#ffa27d', '#2d0320'),
    palette('#131313', '#e8ff5a', '#ff4fd8', '#4dd0ff', '#ffffff'),
  ],
  theatre: [
    palette('#5e0923', '#a3123d', '#f6c453', '#3d0518', '#fff1dc'),
    palette('#1b1035', '#4a2374', '#f2a65a', '#d1495b', '#fdf0d5'),
    palette('#0e2a2b', '#17494a', '#f4d58d', '#bf4342', '#fdf5e2'),
    palette('#f0dfc8', '#8c1237', '#d98324', '#5b0a22', '#5b0a22'),
  ],
  comedy: [
    palette('#ffd400', '#ff5c00', '#ffffff', '#1b1300', '#1b1300'),
    palette('#ff8fc0', '#fff04d', '#2a1a5e', '#ff3b6b', '#2a1a5e'),
    palette('#04404a', '#00b5b5', '#ffe14d', '#ff7657', '#ffffff'),
    palette('#ff6f4f', '#ffe3b8', '#2b0f3a', '#ffc400', '#2b0f3a'),
  ],
  sport: [
    palette('#08331f', '#19a05b', '#f4f1de', '#f2a900', '#ffffff'),
    palette('#0a2480', '#2f6bff', '#ffffff', '#ff4b3e', '#ffffff'),
    palette('#ff7a4d', '#1a1a2e', '#ffe3d4', '#ffc53d', '#1a1a2e'),
    palette('#e6ebef', '#d7263d', '#1b2a41', '#90a4b8', '#1b2a41'),
  ],
  festival: [
    palette('#ff9a52', '#ffd166', '#ef476f', '#0c8f77', '#3a0b2e'),
    palette('#0f4c4a', '#f4c095', '#ee2e31', '#1d8a80', '#fff4e0'),
    palette('#4a0c35', '#fb8b24', '#e34b4b', '#ffd166', '#ffe9d0'),
    palette('#1d2a6b', '#ff7ac6', '#ffcf56', '#3fd0c9', '#fff6e9'),
  ],
  classical: [
    palette('#0f2540', '#c9a227', '#f0e6d2', '#5f7fa8', '#f7efdc'),
    palette('#2f1b25', '#d9b08c', '#f3e9dc', '#8c5e58', '#f9efe2'),
    palette('#e6e0d2', '#1c3144', '#a63d40', '#c9b79c', '#1c3144'),
    palette('#1d3b34', '#e3c77b', '#f4efe0', '#5d8a77', '#f7f2e1'),
  ],
  family: [
    palette('#7cc9ff', '#ffde59', '#ff5757', '#ffffff', '#082b4c'),
    palette('#ffc8dd', '#8338ec', '#ffbe0b', '#fb5607', '#3c0f6e'),
    palette('#b8f2c9', '#ff6f59', '#ffffff', '#ffd23f', '#1c3a38'),
    palette('#ffe08a', '#3f88c5', '#f25f5c', '#247ba0', '#173753'),
  ],
  talks: [
    palette('#eeebe0', '#ff4d00', '#151515', '#c9c4b0', '#151515'),
    palette('#1f2d3d', '#7df9c0', '#f5f7fa', '#ff7a8a', '#ffffff'),
    palette('#d7ff3e', '#1a1a1a', '#5b5bff', '#ffffff', '#1a1a1a'),
    palette('#c9d7ff', '#1b2fbf', '#ff5d3b', '#ffffff', '#101c63'),
  ],
  other: [
    palette('#241024', '#d72660', '#ffd23f', '#6b3b63', '#fff0f5'),
    palette('#113537', '#37e88b', '#f9ffe3', '#3f837c', '#ffffff'),
    palette('#f7c9b6', '#b0123b', '#3b1f2b', '#ffffff', '#3b1f2b'),
    palette('#2a2d7c', '#ff9f68', '#f6f1ff', '#5b60d6', '#ffffff'),
  ],
};
