/** What the process is told when it starts. Read at run time, so that one build serves every environment. */
export const config = {
  /** The gateway's address for calls made by this server, or `http://{service}…` for each service's own. */
  get apiUrl() {
    return process.env.API_URL ?? 'http://127.0.0.1:8080';
  },
  /** The address that browsers use. */
  get publicUrl() {
    return process.env.PUBLIC_URL ?? 'http://localhost:8080';
  },
  /** Whether mails go to a mailbox that everyone here may read, as on a machine without a mail server. */
  get mailboxIsOpen() {
    return process.env.MAILBOX === 'open';
  },
  /** Whether who has not confirmed their address may not sell. */
  get verificationIsRequired() {
    return process.env.EMAIL_VERIFICATION === 'required';
  },
  /** The folder with the pages that whoever runs this writes: `terms.en.md` and so on. */
  get sitePages() {
    return process.env.SITE_PAGES || undefined;
  },
  /** Whom to tell of a hole in this installation: an address of mail, or a page. */
  get securityContact() {
    return process.env.SECURITY_CONTACT || undefined;
  },
  get isDevelopment() {
    return process.env.NODE_ENV === 'development';
  },
};
