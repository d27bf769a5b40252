// The placeholder itself: an open shadow root with a style of its own. Only what a person does to its buttons counts.

const card = (element: HTMLElement, target: HTMLElement, press: (always: boolean, wish: string[]) => void): Card => {
  const all = about(element);
  const { wish, service, provider, purpose, granted, own } = all;
  const values = { service, provider, purpose, host: own?.[1] ?? "" };
  const picture = still(element);
  const named = element.title || element.ariaLabel || element.getAttribute("alt");
  const whose = fill(title, values);
  const button = (part: string, text: string): Markup => ["button", { type: "button", part, "aria-describedby": "title" }, text];
  const host = build(["consent-held", look]) as HTMLElement;
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = sheets;
  root.append(
    build([
      "div",
      { part: "held", role: "group", "aria-labelledby": "title" },
      ...(picture ? [["img", { part: "still", alt: "", src: picture }] as Markup] : []),
      [
        "div",
        { part: "card" },
        [
          "div",
          { part: "text", tabindex: "-1" },
          ["p", { part: "whose" }, named ? whose : ""],
          ["p", { part: "title", id: "title" }, named || whose],
          ["p", 0, fill(body, values)],
          ...(own ? [["p", 0, ["a", { href: own[0], rel: "noreferrer" }, fill(link, values)] as Markup] as Markup] : []),
        ],
        ["div", { part: "choices" }, button("once", fill(target == element ? once : start, values)), button("always", fill(always, { service: granted }))],
      ],
    ]),
  );
  // A page's own script can reach the buttons, but not press them.
  root.addEventListener("click", ({ target, isTrusted }) => {
    const part = (target as Element).getAttribute("part");
    if (isTrusted && /^(once|always)$/.test(part!)) press(part == "always", wish);
  });
  return { host, target, service, x: 0, y: 0 };
};
