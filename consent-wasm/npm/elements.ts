// Two custom elements, the same in every framework: the choices inside a page, and content that waits for its service.

// Rendered on a server there are no elements, and importing this must do no harm.
const Base: typeof HTMLElement = globalThis.HTMLElement ?? (class {} as any);

/** What `<consent-embed>` takes, and what its frame is given; anything else, such as `onload`, stays outside. */
const taken: Record<string, string> = {
  service: "data-service",
  category: "data-category",
  src: "data-src",
  still: "data-still",
  link: "data-link",
  title: "title",
  width: "width",
  height: "height",
  allow: "allow",
  allowfullscreen: "allowfullscreen",
  referrerpolicy: "referrerpolicy",
  sandbox: "sandbox",
};

/** Content of another company: its placeholder first, and the frame after a yes. */
export class ConsentEmbed extends Base {
  static observedAttributes = Object.keys(taken);

  connectedCallback() {
    this.replaceChildren();
    const frame = document.createElement("iframe");
    for (const [own, theirs] of Object.entries(taken)) {
      const value = this.getAttribute(own);
      if (value != null) frame.setAttribute(theirs, value);
    }
    this.append(frame);
  }

  // Another film is another frame, with a yes of its own.
  attributeChangedCallback(_: string, before: string | null, now: string | null) {
    if (this.isConnected && before != now) this.connectedCallback();
  }
}

/** The choices as a part of the page, for a site's own cookie page. */
export class ConsentPreferences extends Base {
  connectedCallback() {
    ((globalThis as any).consent ||= []).push((consent: any) => this.isConnected && consent.open(this));
  }
}

if (globalThis.customElements) {
  customElements.get("consent-embed") || customElements.define("consent-embed", ConsentEmbed);
  customElements.get("consent-preferences") || customElements.define("consent-preferences", ConsentPreferences);
}
