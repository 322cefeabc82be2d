import { AuditPromise } from '@frontrow/common/contracts';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { FindingRow } from '@/components/operator/finding-row';
import { OperatorNav } from '@/components/operator/operator-nav';
import { operatorOnly } from '@/components/operator/operator-only';
import { PromiseList } from '@/components/operator/promise-list';
import { Standing } from '@/components/operator/standing';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { RefreshEvery } from '@/components/ui/refresh-every';
import { asMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';
import type { SearchParams } from '@/lib/listing-search';

export async function generateMetadata() {
  const t = await getTranslations('operator.promises');
  return { title: t('name'), robots: { index: false } };
}

const PATH = '/operator/promises';

export default async function Promises({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await operatorOnly();
  const t = await getTranslations('operator');
  const params = await searchParams;
  const promise = AuditPromise.safeParse(params.promise).data;
  const all = params.all === 'true';
  const cursor = typeof params.cursor === 'string' ? params.cursor : undefined;
  const { audit } = await serverApi();
  const [standing, findings] = await Promise.all([
    audit.promises(),
    audit.findings({ ...(all ? {} : { open: true }), promise, cursor, limit: 20 }),
  ]);
  const answer = asMember(standing, PATH);
  const path = (more: Record<string, string | undefined>) => {
    const given = Object.entries({ promise, ...(all && { all: 'true' }), ...more });
    const query = new URLSearchParams(given.filter((entry): entry is [string, string] => entry[1] !== undefined));
    return query.size === 0 ? PATH : `${PATH}?${query}`;
  };
  const shown = answer.ok ? answer.data.promises.find(({ name }) => name === promise) : undefined;

  return (
    <Page title={t('promises.title')} intro={t('promises.intro')} width="text">
      <OperatorNav here={PATH} />
      <RefreshEvery seconds={2} />
      {!answer.ok && <OutOfOrder what="promises" problem={answer.problem} />}
      {answer.ok && (
        <>
          <Standing standing={answer.data} />
          <div className="mt-6">
            <PromiseList {...answer.data} />
          </div>
        </>
      )}
      <section aria-labelledby="findings" className="mt-12">
        <div className="flex flex-wrap items-end justify-between gap-3">
          <h2 id="findings" className="headline text-3xl">
            {t('findings.title')}
          </h2>
          <nav aria-label={t('findings.filter')} className="flex flex-wrap gap-2">
            <Choice href={path({ all: undefined })} chosen={!all} name={t('findings.open')} />
            <Choice href={path({ all: 'true' })} chosen={all} name={t('findings.all')} />
            {promise && <Choice href={path({ promise: undefined })} chosen={false} name={t('findings.ofAll')} />}
          </nav>
        </div>
        {shown && <p className="mt-3 text-muted">{t('findings.ofPromise', { promise: shown.words })}</p>}
        <div className="mt-4">
          {!findings.ok && <OutOfOrder what="findings" problem={findings.problem} />}
          {findings.ok && findings.data.length === 0 && (
            <p className="card p-5 text-muted">{t(all ? 'findings.never' : 'findings.none')}</p>
          )}
          {findings.ok && (
            <ul className="space-y-3">
              {findings.data.map((finding) => (
                <li key={finding.id}>
                  <FindingRow finding={finding} />
                </li>
              ))}
            </ul>
          )}
        </div>
        <Pager
          first={cursor && path({})}
          next={findings.ok && findings.next ? path({ cursor: findings.next }) : undefined}
        />
      </section>
    </Page>
  );
}

const Choice = ({ href, chosen, name }: { href: string; chosen: boolean; name: string }) => (
  <Link
    href={href}
    aria-current={chosen ? 'true' : undefined}
    className={`button ${chosen ? 'bg-ink text-page' : 'button-quiet'}`}
  >
    {name}
  </Link>
);
