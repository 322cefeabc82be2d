import type { Currency } from '@frontrow/common/contracts';

/** Where each currency is paid with, by the codes of countries. */
const COUNTRIES: Record<Currency, string> = {
  AUD: 'AU KI NR TV',
  BHD: 'BH',
  BRL: 'BR',
  CAD: 'CA',
  CHF: 'CH LI',
  CZK: 'CZ',
  DKK: 'DK FO GL',
  EUR: 'AD AT AX BE BG BL CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM VA XK YT',
  GBP: 'GB GG IM JE',
  HKD: 'HK',
  HUF: 'HU',
  INR: 'IN',
  ISK: 'IS',
  JOD: 'JO',
  JPY: 'JP',
  KRW: 'KR',
  KWD: 'KW',
  MXN: 'MX',
  NOK: 'NO SJ',
  NZD: 'NZ CK NU TK',
  OMR: 'OM',
  PLN: 'PL',
  SEK: 'SE',
  SGD: 'SG',
  TND: 'TN',
  TWD: 'TW',
  UGX: 'UG',
  USD: 'US AS EC GU MP PR SV VI',
};

/** The currency that a reader knows prices in, by their variant of a language: `de-AT` is euros; what has none is dollars. */
export function readerCurrency(locale: string): Currency {
  const { region } = new Intl.Locale(locale).maximize();
  const currencies = Object.keys(COUNTRIES) as Currency[];
  return currencies.find((currency) => COUNTRIES[currency].split(' ').includes(region ?? '')) ?? 'USD';
}

/** Whether prices are compared by what is asked for, which needs one currency. */
export const comparesPrices = ({
  minPrice,
  maxPrice,
  sort,
}: {
  minPrice?: unknown;
  maxPrice?: unknown;
  sort?: unknown;
}) => Boolean(minPrice || maxPrice || sort === 'price' || sort === '-price');
