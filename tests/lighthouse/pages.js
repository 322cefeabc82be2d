/**
 * The pages that Lighthouse judges. Public ones are also judged as a search engine sees them.
 *
 * @typedef {object} Audited
 * @property {string} name
 * @property {string} path
 * @property {'buyer' | 'seller'} [as] who is signed in
 *
 * @param {{ ticket: string, order: string, listing: string }} ids
 * @returns {Audited[]}
 */
export const pages = ({ ticket, order, listing }) => [
  { name: 'home', path: '/' },
  { name: 'ticket', path: `/tickets/${ticket}` },
  { name: 'checkout', path: `/orders/${order}`, as: 'buyer' },
  { name: 'my-tickets', path: '/my-tickets', as: 'buyer' },
  { name: 'dashboard', path: '/sell', as: 'seller' },
  { name: 'dashboard-of-a-listing', path: `/sell/${listing}`, as: 'seller' },
];

/** The least score of each category, of 100. @type {Record<string, number>} */
export const LEAST = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 };
