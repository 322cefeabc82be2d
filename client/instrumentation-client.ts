/** The router says here that a page was asked for; `components/site/navigation-progress.tsx` shows it. */
export { navigationStarts as onRouterTransitionStart } from '@/lib/navigation';
