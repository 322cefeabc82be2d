/** @type {import('../listings.js').Listing[]} */
export const comedy = [
  {
    title: 'Priya Raman: Mild Peril',
    description:
      'An hour about climbing walls, divorce law and the one crow that knows where she lives. Recorded for radio, so your laugh may outlive you.',
    venue: 'The Stand Comedy Club',
    city: 'Edinburgh',
    country: 'United Kingdom',
    starts: { inDays: 11, hour: 20 },
    price: 17.5,
    currency: 'GBP',
    quantity: 110,
  },
  {
    title: 'Open Mike Grand Final',
    description:
      'Ten newcomers, seven minutes each, and a gong that the audience controls. Last year’s winner hosts and is not over it.',
    venue: 'Comedy Store',
    city: 'Los Angeles',
    country: 'United States',
    starts: { inDays: 4, hour: 4 },
    price: 22,
    currency: 'USD',
    quantity: 16,
    sold: 14,
  },
  {
    title: 'Sven und die Steuer',
    description:
      'Ein Abend über Formulare, Mütter und das Schweigen am Frühstückstisch. On request of last year’s guests, one night in German and one in English; this is the German one.',
    venue: 'Quatsch Comedy Club',
    city: 'Berlin',
    country: 'Germany',
    starts: { inDays: 16, hour: 19 },
    price: 24,
    currency: 'EUR',
    quantity: 160,
  },
  {
    title: 'Improvised Murder Mystery',
    description:
      'You choose the victim, the weapon and the butler’s accent. Six actors do the rest, and nobody has died so far.',
    venue: 'Malthouse Theatre',
    city: 'Melbourne',
    country: 'Australia',
    starts: { inDays: 27, hour: 9 },
    price: 39,
    currency: 'AUD',
    quantity: 130,
  },
  {
    title: 'Late Night at the Laundromat',
    description:
      'Stand-up among running dryers, which is warmer than it sounds. Bring a load, as the machines are included in the price.',
    venue: 'Wash & Coffee',
    city: 'Munich',
    country: 'Germany',
    starts: { inDays: 10, hour: 21 },
    price: 14,
    currency: 'EUR',
    quantity: 30,
    sold: 30,
  },
  {
    title: 'Áine Doyle – Grand, Thanks',
    description:
      'The Cork storyteller on emigrating twice to the same country. Two halves, with an interval long enough for the bar.',
    venue: 'Vicar Street',
    city: 'Dublin',
    country: 'Ireland',
    starts: { inDays: 35, hour: 20 },
    price: 28,
    currency: 'EUR',
    quantity: 260,
  },
  {
    title: 'Roast of the Robots',
    description:
      'Comedians and one very patient engineer insult machines that answer back. The machines won in the spring; this is the return match.',
    venue: 'Le Poisson Rouge',
    city: 'New York',
    country: 'United States',
    starts: { inDays: 51, hour: 0 },
    price: 30,
    currency: 'USD',
    quantity: 220,
  },
];
