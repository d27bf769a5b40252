/** Content of another company: its placeholder first, and the frame after a yes. Attributes: `service` or `category`, `src`, `title`, `width`, `height`, `still`, `link`, and those of an iframe. */
export declare class ConsentEmbed extends HTMLElement {}

/** The choices as a part of the page, for a site's own cookie page. */
export declare class ConsentPreferences extends HTMLElement {}

declare global {
  interface HTMLElementTagNameMap {
    "consent-embed": ConsentEmbed;
    "consent-preferences": ConsentPreferences;
  }
}
