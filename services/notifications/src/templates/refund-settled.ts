import type { Language, RefundMethod } from '@frontrow/common/contracts';
import type { Template } from './draft.ts';
import { orderFacts } from './order-facts.ts';
import { money } from './words.ts';

const ways: Record<Language, Record<RefundMethod, string>> = {
  en: { bank_transfer: 'by bank transfer', cash: 'in cash', other: 'another way' },
  de: { bank_transfer: 'per Überweisung', cash: 'bar', other: 'auf einem anderen Weg' },
};

export const refundSettled: Template<'refund_settled'> = {
  en: (context) => {
    const { amount, currency, how, orderId } = context.about;
    return {
      subject: 'Your money was paid back',
      title: 'Your money was paid back',
      paragraphs: [
        `We have paid ${money(amount, currency, 'en')} back to you ${ways.en[how]}, in place of the refund that the bank of your card sent back.`,
      ],
      facts: orderFacts(context, 'en'),
      action: { label: 'The order', url: context.link(`/orders/${orderId}`) },
    };
  },
  de: (context) => {
    const { amount, currency, how, orderId } = context.about;
    return {
      subject: 'Dein Geld wurde zurückgezahlt',
      title: 'Dein Geld wurde zurückgezahlt',
      paragraphs: [
        `Wir haben dir ${money(amount, currency, 'de')} ${ways.de[how]} zurückgezahlt, anstelle der Erstattung, die die Bank deiner Karte zurückgeschickt hat.`,
      ],
      facts: orderFacts(context, 'de'),
      action: { label: 'Zur Bestellung', url: context.link(`/orders/${orderId}`) },
    };
  },
};
