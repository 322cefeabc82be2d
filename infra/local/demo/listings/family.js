/** @type {import('../listings.js').Listing[]} */
export const family = [
  {
    title: 'The Very Sleepy Bear',
    description:
      'A puppet show for people of three and over about a bear who cannot sleep, and everything that is to blame. Forty minutes; parents usually nod off.',
    venue: 'Little Angel Theatre',
    city: 'London',
    country: 'United Kingdom',
    starts: { inDays: 9, hour: 11 },
    price: 14,
    currency: 'GBP',
    quantity: 90,
  },
  {
    title: 'Planetarium by torchlight',
    description:
      'A tour of the winter sky for children who ask why. Everybody gets a star map and takes home one question.',
    venue: 'Zeiss-Großplanetarium',
    city: 'Berlin',
    country: 'Germany',
    starts: { inDays: 7, hour: 15 },
    price: 11.5,
    currency: 'EUR',
    quantity: 20,
    sold: 18,
  },
  {
    title: 'Circus Miró',
    description:
      'No animals, one tent and fourteen people who can fly. In the interval the trapeze is low enough to try.',
    venue: 'Parc de la Villette',
    city: 'Paris',
    country: 'France',
    starts: { inDays: 32, hour: 14 },
    price: 26,
    currency: 'EUR',
    quantity: 380,
  },
  {
    title: 'Build a robot in an afternoon',
    description:
      'For ages eight to twelve, one adult each, all parts included. The robot goes home with you; the soldering iron stays.',
    venue: 'Exploratorium',
    city: 'San Francisco',
    country: 'United States',
    starts: { inDays: 19, hour: 21 },
    price: 55,
    currency: 'USD',
    quantity: 12,
    sold: 12,
  },
  {
    title: 'Dinosaurs in the dark',
    description:
      'The museum after closing time, with torches and a palaeontologist who does the voices. Bring shoes that do not squeak.',
    venue: 'Auckland War Memorial Museum',
    city: 'Auckland',
    country: 'New Zealand',
    starts: { inDays: 34, hour: 6 },
    price: 29,
    currency: 'NZD',
    quantity: 60,
  },
  {
    title: 'Peter and the Wolf, play along',
    description:
      'The orchestra brings spare kazoos and your child becomes the duck. Relaxed performance: coming, going and dancing are fine.',
    venue: 'DR Koncerthuset',
    city: 'Copenhagen',
    country: 'Denmark',
    starts: { inDays: 45, hour: 10 },
    price: 145,
    currency: 'DKK',
    quantity: 240,
  },
  {
    title: 'Storytime under the baobab',
    description:
      'Tales from the coast with drums, told in English and isiXhosa. Blankets on the grass, and it ends before bedtime.',
    venue: 'Kirstenbosch Garden',
    city: 'Cape Town',
    country: 'South Africa',
    starts: { inDays: 27, hour: 14 },
    price: 8,
    currency: 'USD',
    quantity: 150,
  },
];
