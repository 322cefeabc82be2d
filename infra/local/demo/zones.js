/** The time zones of the cities in the demo market that are not those of central Europe. */
const ELSEWHERE = {
  'Africa/Casablanca': ['Marrakesh'],
  'Africa/Johannesburg': ['Cape Town'],
  'America/Argentina/Buenos_Aires': ['Buenos Aires'],
  'America/Chicago': ['New Orleans'],
  'America/Los_Angeles': ['Los Angeles', 'San Francisco'],
  'America/Mexico_City': ['Mexico City'],
  'America/New_York': ['New York'],
  'America/Sao_Paulo': ['Rio de Janeiro'],
  'America/Toronto': ['Toronto'],
  'America/Vancouver': ['Vancouver'],
  'Asia/Hong_Kong': ['Hong Kong'],
  'Asia/Kolkata': ['Mumbai'],
  'Asia/Singapore': ['Singapore'],
  'Asia/Tokyo': ['Tokyo'],
  'Atlantic/Reykjavik': ['Reykjavík'],
  'Australia/Melbourne': ['Melbourne'],
  'Australia/Sydney': ['Sydney'],
  'Europe/Athens': ['Athens'],
  'Europe/Dublin': ['Dublin'],
  'Europe/Lisbon': ['Lisbon'],
  'Europe/London': ['London', 'Edinburgh', 'Glasgow', 'Belfast'],
  'Pacific/Auckland': ['Auckland'],
};

const byCity = new Map(Object.entries(ELSEWHERE).flatMap(([zone, cities]) => cities.map((city) => [city, zone])));

/** @param {string} city */
export const zoneOf = (city) => byCity.get(city) ?? 'Europe/Berlin';
