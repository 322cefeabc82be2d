import type { SafeHtml } from '@/lib/markdown';

/** Text with headings, lists and links. It runs in its own direction, whatever the page's. */
export const RichText = ({ html, className = '' }: { html: SafeHtml; className?: string }) => (
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the type says that it went through the renderer, which is safe.
  <div dir="auto" className={`rich-text ${className}`} dangerouslySetInnerHTML={{ __html: html }} />
);
