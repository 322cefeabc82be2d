import { classical } from './listings/classical.js';
import { comedy } from './listings/comedy.js';
import { family } from './listings/family.js';
import { festival } from './listings/festival.js';
import { music } from './listings/music.js';
import { other } from './listings/other.js';
import { sport } from './listings/sport.js';
import { talks } from './listings/talks.js';
import { theatre } from './listings/theatre.js';
import { zoneOf } from './zones.js';

/**
 * @typedef {object} Listing
 * @property {string} title
 * @property {string} description
 * @property {string} venue
 * @property {string} city
 * @property {string} country
 * @property {{ inDays: number, hour: number }} [starts] from the day of the first run, at an hour of UTC; none yet if left out
 * @property {number} price in major units
 * @property {string} currency
 * @property {number} quantity
 * @property {number} [sold] how many the demo buyers have bought
 */

const byCategory = { music, theatre, comedy, sport, festival, classical, family, talks, other };

/** The demo market: made-up performers in real places. @type {(Listing & { category: string, timeZone: string })[]} */
export const listings = Object.entries(byCategory).flatMap(([category, listings]) =>
  listings.map((listing) => ({ ...listing, category, timeZone: zoneOf(listing.city) })),
);
