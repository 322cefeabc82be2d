/** The inks of the pages of Frontrow, light and dark as the reader's system is. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: light-dark(#faf7f8, #150c12); --surface: light-dark(#fff, #1f131b); --sunken: light-dark(#f2ecef, #2a1b25);
  --line: light-dark(#e0d6db, #3c2a36); --ink: light-dark(#1f1019, #f9f2f6); --muted: light-dark(#65535f, #bda9b5);
  --accent: light-dark(#a50f35, #ff94a9); --spot: #ffd23f; --stage: #1c0d17; --stage-ink: #fbf1f5; --stage-muted: #d3bcc8;
  --good: light-dark(#0b6238, #6fe0a3); --near: light-dark(#c77d0a, #ffc573); --done: light-dark(#1d9a5c, #6fe0a3); --good-soft: light-dark(#e1f4e9, #13301f);
  --warn: light-dark(#7f4300, #ffc573); --warn-soft: light-dark(#fff0d6, #38260d);
  --bad: light-dark(#a81c16, #ffa299); --bad-soft: light-dark(#fdeaea, #3d1719);
  --s0: light-dark(#a50f35, #ff94a9); --s1: light-dark(#1f6fb2, #7cc0f5); --s2: light-dark(#8a5a00, #f2c14e);
  --s3: light-dark(#14724a, #6fe0a3); --s4: light-dark(#6b3fa0, #c9a6f5); --s5: light-dark(#3f6b74, #8fd3de);
  --s6: light-dark(#b5541c, #ffb07c); --s7: light-dark(#5d6b1f, #cddc6f); --s8: light-dark(#7a4a68, #e2a9cb);
  --s9: light-dark(#4a5568, #b6c2d4); --s10: light-dark(#94702b, #e6cf9a); --s11: light-dark(#2b7a78, #7fe0dc);
}
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 "Instrument Sans", system-ui, sans-serif }
header { background: var(--stage); color: var(--stage-ink); padding: 3rem 1rem 2.5rem }
header > *, main { max-width: 72rem; margin-inline: auto }
.eyebrow { font-size: .8rem; letter-spacing: .12em; text-transform: uppercase; color: var(--spot); margin: 0 auto .5rem }
h1 { font: 800 clamp(2.4rem, 7vw, 4rem)/.96 "Archivo Narrow", "Arial Narrow", system-ui, sans-serif; margin: 0 auto 1.2rem; text-wrap: balance }
header .facts { color: var(--stage-muted); display: flex; flex-wrap: wrap; gap: .2rem 1.5rem; font-size: .9rem }
header .score { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin: 0 auto 1.5rem }
header .score div { min-width: 6rem } header .score b { display: block; font: 800 2rem/1.1 "Archivo Narrow", "Arial Narrow", system-ui; color: var(--spot) }
header .score span { color: var(--stage-muted); font-size: .9rem }
main { padding: 1.5rem 1rem 4rem }
h2 { font-size: 1.15rem; margin: 0 0 .25rem; text-wrap: balance } h3 { font-size: .8rem; letter-spacing: .06em; text-transform: uppercase; color: var(--muted); margin: 1.5rem 0 .5rem }
section { background: var(--surface); border-radius: 16px; padding: 1.25rem; margin-top: 1rem; box-shadow: 0 1px 2px rgb(31 16 25 / .06), 0 8px 24px -12px rgb(31 16 25 / .18) }
@media (min-width: 640px) { section { padding: 1.5rem } }
.sub { color: var(--muted); margin: 0; font-size: .9rem }
.chips { display: flex; flex-wrap: wrap; gap: .4rem; margin: .7rem 0 0 }
.chip { border-radius: 99px; padding: .1rem .7rem; font-size: .85rem; background: var(--sunken) }
.chip.good, .good .state { background: var(--good-soft); color: var(--good) } .chip.warn, .warn .state { background: var(--warn-soft); color: var(--warn) } .chip.bad { background: var(--bad-soft); color: var(--bad) }
.targets { display: grid; gap: .6rem; margin-top: 1rem }
.target { display: grid; grid-template-columns: 1fr auto; gap: .1rem 1rem; align-items: baseline; border-top: 1px solid var(--line); padding-top: .6rem }
.target a { color: inherit; text-decoration-color: var(--line); text-underline-offset: .2em } .target .value { font-weight: 650; font-variant-numeric: tabular-nums; text-align: right }
.target .aim { color: var(--muted); font-size: .85rem } .target .state { border-radius: 99px; padding: 0 .6rem; font-size: .8rem; justify-self: end }
.target svg { grid-column: 1 / -1; display: block; width: 100%; height: 22px }
.target .was { grid-column: 1 / -1 }
@media (min-width: 800px) { .target { grid-template-columns: minmax(0, 1fr) 22rem 9rem 7rem; align-items: center } .target svg { grid-column: 2; grid-row: 1 / span 2 } .target .value { grid-column: 3; grid-row: 1 } .target .aim { grid-column: 1; grid-row: 2 } .target .state { grid-column: 4; grid-row: 1 } .target .was { grid-column: 3 / span 2; grid-row: 2 } }
.was { color: var(--muted); font-size: .85rem; text-align: right } .was.better { color: var(--good) } .was.worse { color: var(--bad) }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .92rem } td, th { text-align: right; padding: .3rem .5rem; border-top: 1px solid var(--line); vertical-align: baseline } th { color: var(--muted); font-weight: 500; border: 0 } td:first-child, th:first-child { text-align: left; padding-left: 0 }
.scroll { overflow-x: auto } .plots { display: grid; gap: 0 2rem } @media (min-width: 800px) { .plots { grid-template-columns: 1fr 1fr } }
svg text { fill: var(--muted); font: 11px system-ui, sans-serif } svg .grid { stroke: var(--line) } svg .curve { fill: none; stroke-width: 2; stroke-linejoin: round }
.legend { display: flex; flex-wrap: wrap; gap: .15rem 1rem; font-size: .82rem; color: var(--muted); padding: 0; margin: .4rem 0 0; list-style: none } .legend i { display: inline-block; width: .7rem; height: .7rem; border-radius: 3px; margin-right: .35rem; vertical-align: -1px } .legend b { color: var(--ink); font-weight: 600; font-variant-numeric: tabular-nums }
.wrong { background: var(--bad-soft); color: var(--bad); border-radius: 12px; padding: .7rem 1rem; margin: 1rem 0 0 } .wrong ul { margin: .2rem 0 0; padding-left: 1.1rem }
`;
