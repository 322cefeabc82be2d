-- What a buyer on the telephone knows of the card.
create index payments_by_card on payments ((card->>'last4'), id desc) where card is not null;
