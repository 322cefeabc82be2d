/** The pages of the pretended bank: no script, no outside resource, readable at any width and by a screen reader. */

export const STYLE = `
:root{color-scheme:light dark;--ground:#f4f5f7;--card:#fff;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--go:#0b6b3a;--stop:#b42318}
@media (prefers-color-scheme:dark){:root{--ground:#0d1117;--card:#161b22;--ink:#e6edf3;--soft:#9da7b3;--line:#30363d;--go:#12824a;--stop:#c8372d}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1rem;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
main{width:100%;max-width:26rem;padding:1.5rem;background:var(--card);border:1px solid var(--line);border-radius:.75rem}
h1{margin:0 0 .25rem;font-size:1.25rem}
p{margin:.5rem 0;color:var(--soft)}
dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem;margin:1rem 0;padding:1rem 0;border:solid var(--line);border-width:1px 0}
dt{color:var(--soft)}
dd{margin:0;text-align:right;font-weight:600}
button,a.button{display:block;width:100%;min-height:3rem;margin-top:.75rem;padding:.75rem;border:0;border-radius:.5rem;background:var(--go);color:#fff;font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
button.fail{background:none;border:1px solid var(--stop);color:var(--ink)}
:focus-visible{outline:3px solid #4493f8;outline-offset:2px}
`;

export interface Purchase {
  amount: string;
  brand: string;
  last4: string;
  description: string | null;
}

export function challengePage({ amount, brand, last4, description }: Purchase): string {
  return page(
    'Confirm your payment',
    `<h1>Confirm your payment</h1>
<p>This is the test bank of the sandbox: no money moves. Choose what the buyer does.</p>
<dl>
<dt>Amount</dt><dd>${plain(amount)}</dd>
<dt>Card</dt><dd>${plain(brand)} ending in ${plain(last4)}</dd>
${description === null ? '' : `<dt>For</dt><dd>${plain(description)}</dd>`}
</dl>
<form method="post">
<button name="outcome" value="approve">Approve</button>
<button name="outcome" value="fail" class="fail">Fail the authentication</button>
</form>`,
  );
}

export function notePage(title: string, text: string, backTo: string | null): string {
  const back = backTo === null ? '' : `<a class="button" href="${plain(backTo)}">Back to the shop</a>`;
  return page(title, `<h1>${plain(title)}</h1><p>${plain(text)}</p>${back}`);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${plain(title)} · test bank</title>
<style>${STYLE}</style>
</head>
<body><main>${body}</main></body>
</html>
`;
}

function plain(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
