'use client';
import type { SellingView, TicketView } from '@frontrow/common/contracts';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { SelectField, Submit, TextField } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { Notice } from '@/components/ui/notice';
import { browserApi, uploadPoster } from '@/lib/api/browser';
import { createIntent } from '@/lib/api/intent';
import type { ApiProblem, Result } from '@/lib/api/result';
import type { ListingChoices } from '@/lib/listing-choices';
import { readListing } from '@/lib/listing-form';
import { plainPrice } from '@/lib/money';
import { useProblemWords } from '@/lib/problem-words';
import { timeFields } from '@/lib/wall-time';
import { DateTimeField } from './date-time-field';
import { DescriptionField } from './description-field';
import { ListingPoster } from './listing-poster';
import { MoreTimes } from './more-times';
import { PosterField } from './poster-field';
import { usePosterWords } from './poster-words';
import { ZoneField } from './zone-field';

/** Drawn in the browser alone and loaded apart: the posters' drawings are not small. */
const ListingPreview = dynamic(() => import('./listing-preview'), { ssr: false });

const NAMES = [
  'title',
  'description',
  'category',
  'venue',
  'city',
  'country',
  ...timeFields,
  'timeZone',
  'price',
  'currency',
  'quantity',
  'refundHours',
] as const;

interface Props {
  listing?: SellingView;
  /** The address of the poster that the listing has. */
  poster?: string | undefined;
  choices: ListingChoices;
}

/** Both to make a listing and to change one; the currency of a listing is for good. */
export function ListingForm({ listing, poster, choices }: Props) {
  const t = useTranslations('selling');
  const { sentencesOf } = useProblemWords();
  const router = useRouter();
  const [intent] = useState(createIntent);
  const [saved, setSaved] = useState(false);
  const [chosen, setChosen] = useState<File>();
  const [progress, setProgress] = useState<number>();
  /** A new listing that is on sale while its poster is not there, and why. */
  const [unadorned, setUnadorned] = useState<{ id: string; problem: ApiProblem }>();

  /** Buyers have all of it, so what they have agreed to stays as it is. */
  const allTaken = listing !== undefined && listing.held + listing.sold >= listing.capacity;

  async function check(values: Record<string, string>) {
    const { listingErrors } = await import('@/lib/listing-rules');
    return listingErrors(values, listing);
  }

  async function submit(values: Record<string, string>): Promise<Result<TicketView>> {
    setSaved(false);
    const { body, errors } = readListing(values, listing);
    // Known already, unless the rules could not be loaded.
    if (errors.length > 0)
      return { ok: false, problem: { status: 400, title: 'Please check what you typed.', errors } };
    if (listing) return browserApi.tickets.update(listing.id, body);
    const answer = await browserApi.tickets.create(body, intent.keyFor(body));
    intent.settle(answer.ok ? answer.status : answer.problem.status);
    return answer;
  }

  function done({ id }: TicketView) {
    setSaved(true);
    if (listing) router.refresh();
    else if (chosen) sendPoster(id, chosen);
    else router.push(`/tickets/${id}`);
  }

  /** The listing is made by now, whatever becomes of its poster. */
  async function sendPoster(id: string, file: File) {
    setProgress(0);
    const answer = await uploadPoster(id, file, setProgress);
    if (answer.ok) return router.push(`/tickets/${id}`);
    setProgress(undefined);
    setUnadorned({ id, problem: answer.problem });
  }

  if (unadorned && chosen) {
    return <MadeWithoutPoster {...unadorned} progress={progress} retry={() => sendPoster(unadorned.id, chosen)} />;
  }

  return (
    <Form fields={NAMES} check={check} submit={submit} done={done}>
      {allTaken && (
        <Notice kind="info">
          {sentencesOf([{ code: listing.quantity === 1 ? 'one_taken' : 'nothing_left', message: allTakenWords }])}
        </Notice>
      )}
      <TextField
        name="title"
        label={t('form.title')}
        defaultValue={listing?.title}
        maxLength={120}
        required
        readOnly={allTaken}
      />
      <div className="grid gap-5 sm:grid-cols-3">
        <TextField
          name="price"
          label={t('form.price')}
          inputMode="decimal"
          placeholder="20"
          defaultValue={listing && plainPrice(listing.price, listing.currency)}
          required
          readOnly={allTaken}
        />
        {listing ? (
          <TextField name="fixed" label={t('form.currency')} value={listing.currency} readOnly disabled />
        ) : (
          <SelectField name="currency" label={t('form.currency')} defaultValue="USD">
            {choices.currencies.map((currency) => (
              <option key={currency}>{currency}</option>
            ))}
          </SelectField>
        )}
        <TextField
          name="quantity"
          label={t('form.tickets')}
          inputMode="numeric"
          defaultValue={listing?.quantity ?? 1}
        />
      </div>
      <SelectField name="category" label={t('form.category')} defaultValue={listing?.category ?? 'other'}>
        {choices.categories.map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </SelectField>
      <div className="grid gap-5 sm:grid-cols-2">
        <DateTimeField name="startsAt" label={t('form.starts')} hint={t('start.hint')} event={listing} />
        <DateTimeField name="endsAt" label={t('form.ends')} hint={t('form.endsHint')} event={listing} />
        <DateTimeField name="doorsAt" label={t('form.doors')} event={listing} />
        <ZoneField name="timeZone" label={t('form.zone')} zone={listing?.timeZone} />
      </div>
      <MoreTimes listing={listing} />
      <div className="grid gap-5 sm:grid-cols-3">
        <TextField name="venue" label={t('form.venue')} defaultValue={listing?.venue} maxLength={120} />
        <TextField name="city" label={t('form.city')} defaultValue={listing?.city} maxLength={80} />
        <TextField
          name="country"
          label={t('form.country')}
          defaultValue={listing?.country}
          maxLength={80}
          autoComplete="country-name"
        />
      </div>
      {listing ? (
        <ListingPoster id={listing.id} current={poster} rules={choices.poster} />
      ) : (
        <PosterField
          rules={choices.poster}
          chosen={chosen}
          choose={setChosen}
          remove={() => setChosen(undefined)}
          progress={progress}
        />
      )}
      <DescriptionField text={listing?.description ?? ''} />
      <TextField
        name="refundHours"
        label={t('form.refundHours')}
        inputMode="numeric"
        defaultValue={listing?.refundHours ?? 24}
        hint={t('form.refundHint')}
      />
      {listing && <p className="text-sm text-muted">{t('form.moved')}</p>}
      <ListingPreview listing={listing} />
      <div role="status" className="empty:hidden">
        {saved && listing && <Notice kind="good">{t('saved')}</Notice>}
      </div>
      <Submit waits={progress !== undefined}>{t(listing ? 'form.save' : 'form.publish')}</Submit>
    </Form>
  );
}

/** As the service says it, should there be no translation. */
const allTakenWords = 'nothing of this listing is left to sell, so its title and price stay as they are';

interface UnadornedProps {
  id: string;
  problem: ApiProblem;
  progress: number | undefined;
  retry: () => void;
}

/** Said in the place of the form, so that nobody makes the listing a second time. */
function MadeWithoutPoster({ id, problem, progress, retry }: UnadornedProps) {
  const t = useTranslations('selling.unadorned');
  const { posterWords } = usePosterWords();
  return (
    <div role="alert">
      <Notice kind="warn" title={t('title')}>
        {posterWords(problem)}
      </Notice>
      <div className="mt-4 flex flex-wrap gap-2">
        <button type="button" disabled={progress !== undefined} onClick={retry} className="button button-primary">
          {t(progress === undefined ? 'retry' : 'sending')}
        </button>
        <Link href={`/sell/${id}/edit`} className="button button-quiet">
          {t('edit')}
        </Link>
        <Link href={`/tickets/${id}`} className="button button-quiet">
          {t('show')}
        </Link>
      </div>
    </div>
  );
}
