/** The look of the report: calm, in light and dark, and readable on a phone. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf8; --card: #fff; --ink: #1f2328; --soft: #667085; --rule: #e6e3dd; --good: #1a7f55; --bad: #b42318;
  --process: #3b6fb6; --network: #c2762b; --provider: #7a5bb0; --events: #2b8a8a; --data: #b04a6f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14161a; --card: #1b1e24; --ink: #e7e9ec; --soft: #98a2b3; --rule: #2b2f37; --good: #4cc38a; --bad: #ff7b72;
    --process: #6ea3ea; --network: #e0a15a; --provider: #ab8ee0; --events: #5bc0c0; --data: #e07fa3;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 1200px; margin: 0 auto; padding: 40px 20px 64px; }
h1 { margin: 0; font-size: 28px; line-height: 1.2; letter-spacing: -.01em; }
h2 { margin: 48px 0 12px; font-size: 18px; }
p { margin: 6px 0; max-width: 75ch; }
.soft { color: var(--soft); }
.verdict { margin: 20px 0 28px; padding: 14px 18px; border-left: 4px solid var(--good); background: var(--card); border-radius: 0 8px 8px 0; font-size: 17px; }
.verdict.bad { border-color: var(--bad); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 0; }
.figures div { background: var(--card); border: 1px solid var(--rule); border-radius: 8px; padding: 12px 14px; }
.figures dt { color: var(--soft); font-size: 13px; }
.figures dd { margin: 2px 0 0; font-size: 22px; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--rule); border-radius: 8px; padding: 8px; }
.scroll:focus-visible, summary:focus-visible { outline: 2px solid var(--process); outline-offset: 2px; }
svg { display: block; width: 100%; min-width: 860px; height: auto; font: 12px system-ui, sans-serif; }
.label { fill: var(--soft); } .strong { fill: var(--ink); font-weight: 600; }
.rule { stroke: var(--rule); } .tick { stroke: var(--rule); stroke-dasharray: 2 4; }
.bar { fill: var(--process); opacity: .85; } .bar:hover { opacity: 1; } .bar.missed { opacity: .22; }
.bar.network { fill: var(--network); } .bar.provider { fill: var(--provider); } .bar.events { fill: var(--events); } .bar.data { fill: var(--data); }
.area { fill: var(--process); opacity: .35; } .line { fill: none; stroke: var(--process); stroke-width: 1.6; } .line.faint { stroke: var(--network); opacity: .7; stroke-width: 1.2; }
.legend { display: flex; flex-wrap: wrap; gap: 6px 20px; margin: 12px 0 0; padding: 0; list-style: none; color: var(--soft); font-size: 14px; }
.legend i { display: inline-block; width: 12px; height: 12px; margin-right: 6px; border-radius: 3px; vertical-align: -1px; background: var(--process); }
.legend .network { background: var(--network); } .legend .provider { background: var(--provider); } .legend .events { background: var(--events); } .legend .data { background: var(--data); }
table { width: 100%; border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
th, td { padding: 6px 10px; text-align: left; border-bottom: 1px solid var(--rule); white-space: nowrap; }
th { color: var(--soft); font-weight: 500; } td.number, th.number { text-align: right; }
tr:last-child td { border-bottom: 0; }
meter { width: 100%; min-width: 90px; }
.columns { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 0 24px; }
@media (max-width: 860px) { .columns { grid-template-columns: minmax(0, 1fr); } main { padding-top: 24px; } }
details { background: var(--card); border: 1px solid var(--rule); border-radius: 8px; padding: 10px 14px; margin: 8px 0; }
summary { cursor: pointer; }
pre { overflow-x: auto; font-size: 12.5px; line-height: 1.5; }
`;
