import { rememberLanguage } from './language-cookie';

/** A whole new page: everything is drawn anew for the member, and password managers notice the success. */
export async function enterSite(next: string, language?: string): Promise<void> {
  // Pages are in the language of the account, unless another was chosen in this browser.
  if (language) rememberLanguage(language, { unlessChosen: true });
  // Whoever was signed in before may have left without signing out.
  const { forgetMember } = await import('@/lib/offline/forget');
  await forgetMember();
  window.location.assign(next);
}
