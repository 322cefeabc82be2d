'use client';
import type { SellingView, TicketView } from '@frontrow/common/contracts';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { SelectField, Submit, TextField } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { Notice } from '@/components/ui/notice';
import { browserApi } from '@/lib/api/browser';
import { createIntent } from '@/lib/api/intent';
import type { Result } from '@/lib/api/result';
import type { ListingChoices } from '@/lib/listing-choices';
import { readListing } from '@/lib/listing-form';
import { plainPrice } from '@/lib/money';
import { DateTimeField } from './date-time-field';
import { DescriptionField } from './description-field';

/** Drawn in the browser alone and loaded apart: the posters' drawings are not small. */
const ListingPreview = dynamic(() => import('./listing-preview'), { ssr: false });

const NAMES = [
  'title',
  'description',
  'category',
  'venue',
  'city',
  'country',
  'startsAt',
  'price',
  'currency',
  'quantity',
  'refundHours',
] as const;

/** Both to make a listing and to change one; the currency of a listing is for good. */
export function ListingForm({ listing, choices }: { listing?: SellingView; choices: ListingChoices }) {
  const router = useRouter();
  const [intent] = useState(createIntent);
  const [saved, setSaved] = useState(false);

  async function check(values: Record<string, string>) {
    const { listingErrors } = await import('@/lib/listing-rules');
    return listingErrors(readListing(values), listing?.currency);
  }

  async function submit(values: Record<string, string>): Promise<Result<TicketView>> {
    setSaved(false);
    const body = readListing(values);
    if (listing) return browserApi.tickets.update(listing.id, body);
    const answer = await browserApi.tickets.create(body, intent.keyFor(body));
    intent.settle(answer.ok ? answer.status : answer.problem.status);
    return answer;
  }

  function done({ id }: TicketView) {
    setSaved(true);
    if (listing) router.refresh();
    else router.push(`/tickets/${id}`);
  }

  return (
    <Form fields={NAMES} check={check} submit={submit} done={done}>
      <TextField name="title" label="Title" defaultValue={listing?.title} maxLength={120} required />
      <div className="grid gap-5 sm:grid-cols-3">
        <TextField
          name="price"
          label="Price"
          inputMode="decimal"
          placeholder="20"
          defaultValue={listing && plainPrice(listing.price, listing.currency)}
          required
        />
        {listing ? (
          <TextField name="fixed" label="Currency" value={listing.currency} readOnly disabled />
        ) : (
          <SelectField name="currency" label="Currency" defaultValue="USD">
            {choices.currencies.map((currency) => (
              <option key={currency}>{currency}</option>
            ))}
          </SelectField>
        )}
        <TextField name="quantity" label="Tickets" inputMode="numeric" defaultValue={listing?.quantity ?? 1} />
      </div>
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField name="category" label="Category" defaultValue={listing?.category ?? 'other'}>
          {choices.categories.map(({ value, name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </SelectField>
        <DateTimeField name="startsAt" label="Starts" instant={listing?.startsAt ?? null} />
      </div>
      <div className="grid gap-5 sm:grid-cols-3">
        <TextField name="venue" label="Venue" defaultValue={listing?.venue} maxLength={120} />
        <TextField name="city" label="City" defaultValue={listing?.city} maxLength={80} />
        <TextField
          name="country"
          label="Country"
          defaultValue={listing?.country}
          maxLength={80}
          autoComplete="country-name"
        />
      </div>
      <DescriptionField text={listing?.description ?? ''} />
      <TextField
        name="refundHours"
        label="Refundable until so many hours before"
        inputMode="numeric"
        defaultValue={listing?.refundHours ?? 24}
        hint="Buyers may return unused tickets until then."
      />
      {listing && (
        <p className="text-sm text-muted">A new date or venue gives everyone who has paid a right to a refund.</p>
      )}
      <ListingPreview listing={listing} />
      <div role="status" className="empty:hidden">
        {saved && listing && <Notice kind="good">Saved.</Notice>}
      </div>
      <Submit>{listing ? 'Save changes' : 'Put on sale'}</Submit>
    </Form>
  );
}
