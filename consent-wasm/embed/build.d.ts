/** What is the site's own in the placeholders, in one language. */
type Own = [
  /** Heading, what is held and why, button for once, for always, to start, link, said when it is shown. */
  texts: [title: string, body: string, once: string, always: string, start: string, link: string, shown: string],
  /** Services and categories by name: what people call it, who supplies it, what it is for, and a service's hosts. */
  names: Record<string, [name: string, provider: string, purpose: string, hosts?: string[]]>,
  style: string,
  /** Language, direction and theme, as attributes. */
  look: Record<string, string>,
];

/** What `consent build` puts in place. */
declare const __SITE__: Own;
