import { isOurHost } from '@frontrow/common/contracts';
import { type NextRequest, NextResponse } from 'next/server';
import { createApi } from '@/lib/api/api';
import { createSend } from '@/lib/api/request';
import { config as environment } from '@/lib/config';
import { signInPath } from '@/lib/links';
import { bearsSession, NONCE_HEADER } from '@/lib/reader';
import { asSharedRequest, isShared, PRIVATE, SHARED_VARY } from '@/lib/shared-pages';

const MEMBERS_ONLY = /^\/(account|sell|orders|my-tickets|operator)(\/|$)/;
const CHECKOUT = /^\/orders\/./;
const MAILBOX = /^\/mailbox(\/|$)/;
/** What Stripe adds to the address that a bank sends a buyer back to. */
const PAYMENT = ['payment_intent', 'payment_intent_client_secret'];
/** Pages whose address is a secret. */
const SECRET = /^\/(reset-password|verify-email)(\/|$)/;

/** Answers for every page, and sees to it that each answer says what browsers must not do with it. */
export async function proxy(request: NextRequest) {
  const { pathname } = request.nextUrl;
  const response = await answer(request);
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('referrer-policy', SECRET.test(pathname) ? 'same-origin' : 'strict-origin-when-cross-origin');
  response.headers.set('permissions-policy', 'camera=(self), geolocation=(), microphone=()');
  response.headers.set('cross-origin-opener-policy', 'same-origin');
  response.headers.set('x-frame-options', 'DENY');
  if (environment.publicUrl.startsWith('https:')) {
    response.headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains');
  }
  return response;
}

/** Every page gets a fresh nonce and only the sources it needs; pages for members send strangers to sign in first. */
async function answer(request: NextRequest) {
  const { pathname, search, searchParams } = request.nextUrl;
  if (!isOurHost(request.headers.get('host'), environment.publicUrl))
    return refusal(421, 'There is nothing under this name here.');
  if (!isReadable(pathname)) return refusal(400, 'This address cannot be read.');
  // The bank sends a buyer back with the payment's secret in the address, where it must not stay; the order knows it all.
  // This comes first, or somebody signed out meanwhile would carry the secret on to the page to sign in.
  if (CHECKOUT.test(pathname) && PAYMENT.some((name) => searchParams.has(name))) {
    return redirect(pathname);
  }

  if (MEMBERS_ONLY.test(pathname) && !bearsSession(request.cookies)) {
    return redirect(signInPath(pathname + search));
  }

  const stripe = CHECKOUT.test(pathname) && (await usesStripe());
  const mails = environment.mailboxIsOpen && MAILBOX.test(pathname);
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const policy = contentPolicy(nonce, { stripe, mails });
  const shared = isShared(request);
  const headers = shared ? asSharedRequest(request) : new Headers(request.headers);
  headers.set(NONCE_HEADER, nonce);
  // Next.js takes the nonce for its own scripts from this request header.
  headers.set('content-security-policy', policy);

  const response = NextResponse.next({ request: { headers } });
  if (shared) response.headers.set('vary', SHARED_VARY);
  else {
    response.headers.set('cache-control', PRIVATE);
    response.headers.set('x-accel-buffering', 'no'); // streamed while it is rendered
  }
  response.headers.set('content-security-policy', policy);
  return response;
}

const WITHOUT_PAGE = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** Leads on to a page of ours, by the public name alone. */
const redirect = (path: string) =>
  NextResponse.redirect(new URL(path, environment.publicUrl), { headers: WITHOUT_PAGE });

/** What is answered where no page of ours can be. */
const refusal = (status: number, text: string) => new NextResponse(text, { status, headers: WITHOUT_PAGE });

/** Whether an address is UTF-8: Next.js takes one that is not for a fault of its own. */
function isReadable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

export const config = {
  matcher: ['/((?!api/|_next/static/|stripe-sandbox/|icon.svg|favicon.ico|apple-touch-icon.png|sitemap|sw.js).*)'],
};

function contentPolicy(nonce: string, { stripe, mails }: { stripe: boolean; mails: boolean }): string {
  const directives: Record<string, string> = {
    'default-src': "'self'",
    'script-src': `'self' 'nonce-${nonce}' 'strict-dynamic'${environment.isDevelopment ? " 'unsafe-eval'" : ''}`,
    'style-src': environment.isDevelopment ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`,
    // Only ever `display:none`, which React puts on the parts of a drawing that it streams late; where mails are shown any
    // style, since they have no other way to look like something, in a frame that can do nothing else.
    'style-src-attr': mails
      ? "'unsafe-inline'"
      : "'unsafe-hashes' 'sha256-aqNNdDLnnrDOnTNdkJpYlAxKVJtLt9CtFLklmInuUAE='",
    'img-src': `'self' data: blob:${stripe ? ' https://*.stripe.com' : ''}`,
    'connect-src': `'self'${stripe ? ' https://api.stripe.com' : ''}`,
    'worker-src': "'self'",
    'frame-src': stripe ? 'https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com' : "'none'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
  };
  const policy = Object.entries(directives).map(([name, sources]) => `${name} ${sources}`);
  if (environment.publicUrl.startsWith('https:')) policy.push('upgrade-insecure-requests');
  return policy.join('; ');
}

let knownKey: boolean | undefined;

/** Whether the card form is Stripe's. Asked once: it cannot change while payments runs with the same configuration. */
async function usesStripe(): Promise<boolean> {
  if (knownKey === undefined) {
    const answer = await createApi(createSend({ base: environment.apiUrl, timeoutMs: 1500 })).payments.config();
    if (answer.ok) knownKey = answer.data.publishableKey !== null;
  }
  return knownKey ?? false;
}
