// What a placeholder says: whose the content is, what for, and where it can be seen at its own place.

interface About {
  /** Names that must be granted for it. */
  wish: string[];
  service: string;
  provider: string;
  purpose: string;
  /** What "always" is about. */
  granted: string;
  /** Address and host of the same content, for people. */
  own?: [href: string, host: string];
}

const parsed = (address: string | null): URL | undefined => {
  try {
    return new URL(address!, location.href);
  } catch {}
  return;
};

/** Players that only work inside a page, and the page of the same content. */
const PAGES: [RegExp, string][] = [
  [/^https:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/([\w-]{11})\b.*/, "https://www.youtube.com/watch?v=$1"],
  [/^https:\/\/player\.vimeo\.com\/video\/(\d+)\b.*/, "https://vimeo.com/$1"],
  [/^(https:\/\/open\.spotify\.com\/)embed\//, "$1"],
  [/^(https:\/\/www\.instagram\.com\/.+\/)embed\b.*/, "$1"],
];

const forPeople = (address: string) => PAGES.reduce((address, [from, to]) => address.replace(from, to), address);

const about = (element: HTMLElement): About => {
  const wish = conditions(element).filter((name) => name[0] != "!" && heldBecause([name]));
  const url = parsed(data(element, "src") || element.getAttribute("src"));
  // Where only a category is named, the host tells the service.
  const service =
    wish.find((name) => known(name)?.[3]) ??
    Object.keys(names).find((name) => names[name][3]?.includes(url?.hostname ?? "")) ??
    wish[0];
  const [name, provider, purpose] = known(service) ?? [url?.host || service, "", ""];
  const at = data(element, "link");
  const own = parsed(at ?? (element instanceof HTMLScriptElement ? null : forPeople(url?.href || "")));
  return {
    wish,
    service: name,
    // A category has no supplier: then it is whoever sends the content.
    provider: provider || url?.host || name,
    purpose,
    granted: new Intl.ListFormat(look.lang).format(wish.map((name) => known(name)?.[0] ?? name)),
    own: own?.protocol == "https:" ? [own.href, own.host] : undefined,
  };
};

/** A picture of the site's own; one from elsewhere would be a request to others. */
const still = (element: Element): string | undefined => {
  const address = data(element, "still");
  const url = address && parsed(address);
  if (!url) return;
  if (url.origin == location.origin) return url.href;
  complain("a still picture must be on the site itself, not at", address);
  return;
};

const fill = (text: string, values: Record<string, string>) =>
  text.replace(/\{(\w+)\}/g, (place, name) => (Object.hasOwn(values, name) ? values[name] : place));
