import { isolated } from '@frontrow/common/contracts';
import { PNG } from 'pngjs';
import { expectAccessible } from './accessible.ts';
import { unique } from './market.ts';
import { payWith, reserve, signIn } from './steps.ts';
import { expect, test } from './test.ts';

const description = `# Programme

Bring **a lantern**, _quietly_.

- tea
- cake

[Map](https://example.com/map) and [not a map](javascript:alert(1))

<img src="/pixel-of-html" onerror="document.title='hurt'"><script>document.title = 'hurt'</script>

![A picture](/pixel-of-markdown)`;

test('a description is Markdown that does nothing but say', async ({ open, market, shot }) => {
  const listing = await market.list(await market.join('seller'), { description });
  const page = await open('visitor');
  const pixels: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('pixel')) pixels.push(request.url());
  });
  await page.goto(`/tickets/${listing.id}`);
  await expect(page.getByRole('heading', { name: 'Programme', level: 3 })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: /^tea$/ })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Map', exact: true })).toHaveAttribute('rel', 'nofollow noopener ugc');
  await expect(page.getByRole('link', { name: 'not a map' })).toHaveCount(0);
  await expect(page.getByText('<script>')).toBeVisible();
  await expect(page.getByText('A picture')).toBeVisible();
  await expect(page.getByRole('main').locator('img')).toHaveCount(0);
  await expect(page).toHaveTitle(`${listing.title} · Frontrow`);
  expect(pixels).toEqual([]);
  await expectAccessible(page);
  await shot(page, 'description');
});

test('a seller sees beforehand how a description will look', async ({ open, market, shot }) => {
  const page = await open('seller');
  await signIn(page, await market.join('seller'));
  await page.goto('/sell/new');
  await expect(page.getByText('HTML and images are not shown')).toBeVisible();
  await page.getByLabel('Description').fill('Doors at **seven**');
  await page.getByRole('button', { name: 'Preview' }).click();
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview.getByRole('strong')).toHaveText('seven');
  await page.getByLabel('Description').press('End');
  await page.getByLabel('Description').pressSequentially(', <b>sharp</b>');
  await expect(preview).toContainText('Doors at seven, <b>sharp</b>');
  await expectAccessible(page);
  await shot(page, 'preview');
  await page.getByRole('button', { name: 'Hide the preview' }).click();
  await expect(preview).toBeHidden();
});

test('an event goes into the calendar, before and after it is bought', async ({ open, market, request, shot }) => {
  const seller = await market.join('seller');
  const listing = await market.list(seller, { startsAt: '2031-05-03T17:30:00Z', venue: 'Roundhouse', city: 'London' });
  const page = await open('buyer');
  await signIn(page, await market.join('buyer'));
  await page.goto(`/tickets/${listing.id}`);
  const link = page.getByRole('link', { name: `Add to calendar for ${listing.title}` });
  const file = await page.request.get((await link.getAttribute('href'))!);
  expect(file.headers()['content-disposition']).toBe(`attachment; filename="event-${listing.id}.ics"`);
  const lines = (await file.text()).split('\r\n');
  expect(lines).toContain(`UID:${listing.id}`);
  expect(lines).toContain('DTSTART:20310503T173000Z');
  expect(lines).toContain('LOCATION:Roundhouse\\, London');
  expect(lines).toContain('STATUS:CONFIRMED');

  await reserve(page, listing.id);
  await payWith(page, 'Visa');
  await expect(page.getByRole('heading', { name: 'You’re in!' })).toBeVisible();
  await expect(link).toHaveAttribute('href', `/tickets/${listing.id}/calendar.ics`);
  await shot(page, 'complete');
  await expect(page.getByRole('img', { name: /^QR code of ticket/ })).toBeVisible();
  await page.goto('/my-tickets');
  await expect(link).toHaveAttribute('href', `/tickets/${listing.id}/calendar.ics`);
  await shot(page, 'my-tickets');

  const undated = await market.list(seller);
  await page.goto(`/tickets/${undated.id}`);
  await expect(page.getByText('Date to be announced')).toBeVisible();
  await expect(page.getByRole('link', { name: /^Add to calendar/ })).toHaveCount(0);
  expect((await request.get(`/tickets/${undated.id}/calendar.ics`)).status()).toBe(404);
  expect((await request.get('/tickets/nothing/calendar.ics')).status()).toBe(404);
});

test.describe('links to an event', () => {
  const titles = [
    ['plain words', () => unique('Lantern Parade')],
    ['emoji', () => unique('🎹 Night 👩‍👩‍👧‍👦')],
    ['words from right to left', () => unique('מופע הפנסים "בירושלים"')],
    ['as many letters as there may be', () => unique('Long nights'.repeat(12)).slice(-120)],
    ['markup', () => unique('"><b>&amp;</b>')],
  ] as const;
  for (const [kind, title] of titles) {
    test(`are shown with its poster for a title of ${kind}`, async ({ market, open, request, shot }) => {
      const listing = await market.list(await market.join('seller'), {
        title: title(),
        description: '**Bring** a\nlantern.',
      });
      // Networks read the head of the page and run no scripts, so it is taken apart in a page of its own.
      const reader = await open('network');
      const answer = await request.get(`/tickets/${listing.id}`, { headers: { 'user-agent': 'Twitterbot/1.0' } });
      const head = (await answer.text()).split('</head>')[0]!;
      const tags: Record<string, string> = await reader.evaluate((html) => {
        const metas = new DOMParser().parseFromString(html, 'text/html').querySelectorAll('meta[content]');
        const pairs = [...metas].map((meta) => [
          meta.getAttribute('property') ?? meta.getAttribute('name'),
          meta.getAttribute('content'),
        ]);
        return Object.fromEntries(pairs);
      }, head);
      const named = isolated(listing.title);
      expect(tags).toMatchObject({
        description: 'Bring a lantern.',
        'og:title': named,
        'og:description': 'Bring a lantern.',
        'og:site_name': 'Frontrow',
        'og:image:width': '1200',
        'og:image:height': '630',
        'og:image:alt': `Poster of ${named}`,
        'twitter:card': 'summary_large_image',
        'twitter:title': named,
      });
      expect(tags['twitter:image']).toBe(tags['og:image']);
      expect(new URL(tags['og:url']!).pathname).toBe(`/tickets/${listing.id}`);

      const { pathname, search } = new URL(tags['og:image']!);
      const image = await request.get(pathname + search);
      expect(image.headers()['content-type']).toBe('image/png');
      const { width, height } = PNG.sync.read(await image.body());
      expect({ width, height }).toEqual({ width: 1200, height: 630 });

      const page = await open('visitor');
      await page.goto(`/tickets/${listing.id}`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(listing.title);
      await shot(page, 'ticket');
    });
  }
});

test('a title of 200 characters is refused where it is typed', async ({ market }) => {
  const seller = await market.join('seller');
  const answer = await seller.request.post('/api/tickets', { data: { title: 'a'.repeat(200), price: '20' } });
  expect(answer.status()).toBe(400);
  expect(await answer.json()).toMatchObject({
    errors: [{ field: 'title', message: 'must have at most 120 characters' }],
  });
});
