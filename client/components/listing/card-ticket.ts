import type { TicketView } from '@frontrow/common/contracts';
import { posterImage } from '@/lib/api/poster-files';
import type { CardTicket } from './ticket-card';

/** No more of a listing than a card shows, since all of it is sent. */
export function cardTicketOf({
  description,
  sellerId,
  version,
  refundHours,
  doorsAt,
  checkInAt,
  reentry,
  createdAt,
  updatedAt,
  edited,
  poster,
  ...shown
}: TicketView): CardTicket {
  return { ...shown, image: posterImage({ id: shown.id, poster }) };
}
