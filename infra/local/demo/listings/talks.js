/** @type {import('../listings.js').Listing[]} */
export const talks = [
  {
    title: 'The Secret Life of Concrete',
    description:
      'A structural engineer and a poet on the most used material in the world. With samples to lift, at your own risk.',
    venue: 'Royal Institution',
    city: 'London',
    country: 'United Kingdom',
    starts: { inDays: 10, hour: 19 },
    price: 18,
    currency: 'GBP',
    quantity: 200,
  },
  {
    title: 'How to Read a Glacier',
    description:
      'Glaciologist Tinna Jónsdóttir on what ice remembers, with recordings of it breaking. Questions are taken until they run out.',
    venue: 'Harpa, Kaldalón',
    city: 'Reykjavík',
    country: 'Iceland',
    starts: { inDays: 47, hour: 18 },
    price: 25,
    currency: 'EUR',
    quantity: 110,
  },
  {
    title: 'Queues: a love story',
    description:
      'Why the other line is faster, and what to do about it, by a mathematician who has stood in all of them. There will be no queue at the bar.',
    venue: 'Urania',
    city: 'Berlin',
    country: 'Germany',
    starts: { inDays: 21, hour: 18 },
    price: 12,
    currency: 'EUR',
    quantity: 300,
  },
  {
    title: 'Conversations: Ngozi Adeyemi',
    description:
      'The novelist talks about cities, grandmothers and the book that took eleven years. Signing afterwards; one book each, please.',
    venue: '92nd Street Y',
    city: 'New York',
    country: 'United States',
    starts: { inDays: 15, hour: 0 },
    price: 36,
    currency: 'USD',
    quantity: 28,
    sold: 26,
  },
  {
    title: 'Bread, Salt, Fire: a cook’s lecture',
    description:
      'Two hours on why we eat what we eat, baked while it is spoken. Tasting included; tell us what you cannot eat.',
    venue: 'Basque Culinary Center',
    city: 'San Sebastián',
    country: 'Spain',
    starts: { inDays: 50, hour: 17 },
    price: 44,
    currency: 'EUR',
    quantity: 70,
  },
  {
    title: 'Maps That Lied',
    description:
      'Islands that never were, borders drawn over dinner, and the trap streets of your own town. With originals from the library’s vault.',
    venue: 'State Library Victoria',
    city: 'Melbourne',
    country: 'Australia',
    starts: { inDays: 38, hour: 8 },
    price: 21,
    currency: 'AUD',
    quantity: 95,
  },
  {
    title: 'Night at the Observatory',
    description:
      'Ten people, one telescope from 1893 and an astronomer who will not hurry you. In case of clouds there is a second date.',
    venue: 'Observatoire de la Côte d’Azur',
    city: 'Nice',
    country: 'France',
    starts: { inDays: 18, hour: 20 },
    price: 40,
    currency: 'EUR',
    quantity: 10,
    sold: 10,
  },
];
