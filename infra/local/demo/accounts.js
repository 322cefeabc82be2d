/** Everyone may sign in as these: the password is in the README, and the page is to be reached from this machine only. */
export const DEMO_PASSWORD = 'front-row-demo';

/** @param {string} name */
const account = (name) => ({ email: `${name}@frontrow.test`, password: DEMO_PASSWORD });

export const BUYER = account('buyer');
export const SELLER = account('seller');
export const OPERATOR = account('operator');

/** More sellers and buyers, so that the demo market is not one person's. */
export const OTHER_SELLERS = [account('harbour-hall'), account('northside-arena')];
export const OTHER_BUYERS = [account('amara'), account('jonas')];

/** What the sellers say of themselves, SELLER first. */
export const ORGANISERS = [
  { name: 'Lantern & Ferry', contact: 'hello@lantern-and-ferry.example' },
  { name: 'Harbour Hall', contact: 'https://harbour-hall.example/contact' },
  { name: 'Northside Arena', contact: '' },
];
