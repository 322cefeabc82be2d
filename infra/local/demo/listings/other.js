/** @type {import('../listings.js').Listing[]} */
export const other = [
  {
    title: 'Ceramics from the first wheel, one evening',
    description: 'Clay, a wheel and someone patient beside you. Your two best bowls are glazed, fired and sent home.',
    venue: 'Kiln Rooms',
    city: 'London',
    country: 'United Kingdom',
    starts: { inDays: 12, hour: 18 },
    price: 65,
    currency: 'GBP',
    quantity: 8,
    sold: 6,
  },
  {
    title: 'Tango for two left feet',
    description:
      'A first lesson followed by a real milonga with a live bandoneón. Come alone or in pairs; shoes with leather soles help.',
    venue: 'La Catedral Club',
    city: 'Buenos Aires',
    country: 'Argentina',
    starts: { inDays: 16, hour: 23 },
    price: 15,
    currency: 'USD',
    quantity: 80,
  },
  {
    title: 'Last table at the pop-up',
    description:
      'One seat at the chef’s counter for nine courses, wine included. I have caught a cold and would taste none of it.',
    venue: 'Mercato Centrale',
    city: 'Milan',
    country: 'Italy',
    starts: { inDays: 3, hour: 19 },
    price: 110,
    currency: 'EUR',
    quantity: 1,
  },
  {
    title: 'Kayak lantern night',
    description:
      'Forty kayaks with paper lanterns on the canals, from dusk for two hours. You have to be able to swim; all else is provided.',
    venue: 'Christianshavn canals',
    city: 'Copenhagen',
    country: 'Denmark',
    starts: { inDays: 61, hour: 19 },
    price: 260,
    currency: 'DKK',
    quantity: 40,
  },
  {
    title: 'A date to be found: secret supper',
    description:
      'The place and the day are sent to all guests together, once the last seat is taken. All we say now is that there will be figs.',
    venue: '',
    city: 'Athens',
    country: 'Greece',
    price: 52,
    currency: 'EUR',
    quantity: 24,
  },
];
