/** Pages that whoever runs an installation writes for it, by their addresses. */
export const sitePages = ['help', 'contact', 'terms', 'privacy', 'imprint'] as const;
export type SitePage = (typeof sitePages)[number];

export const asSitePage = (name: string): SitePage | undefined => sitePages.find((page) => page === name);
