/** What calendars are told of an event. */
export interface CalendarEntry {
  /** The listing's id and version, by which a calendar knows an entry again, and a newer one. */
  id: string;
  version: number;
  title: string;
  place: string;
  startsAt: string;
  endsAt: string | null;
  cancelled: boolean;
  /** What else there is to say, in paragraphs. */
  text: string[];
  url: string;
  /** The language of all these words. */
  language: string;
  /** When this was so. */
  asOf: string;
}
