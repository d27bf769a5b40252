// The second layer: its skeleton is here and works at once; yew takes it over for services and cookies.

let dialog: HTMLElement | undefined;

const boxes = () => [...dialog!.querySelectorAll<HTMLInputElement>("input[name]")];

/** Leads the focus to the heading. */
const led = () => dialog!.querySelector("h2")!.focus();

/** What the buttons in an element of the page's own do; in the dialog the loader knows the other two. */
const acts: Record<string, string> = { save: "c", "accept-all": "a", "reject-all": "r" };

/** Fetches the second layer, and opens it unless it is only hovered over: as a dialog, or as a section of an element of the
 * page, where it stays. */
const preferences = async (opens: boolean | Element) => {
  const fetched = Promise.all([import(script), fetch(shown)]);
  if (!opens) return void (await fetched);
  const place = opens != true && opens;
  // The choices are in one place at a time.
  if (dialog?.isConnected) return led();
  if (!dialog) adopt(style);
  (tree as any)[0] = place ? "section" : "dialog";
  const opened = (dialog = build(tree) as HTMLDialogElement);
  // Who has decided nothing has no past.
  if (!ours()[0]) opened.querySelector("[part=past]")?.remove();
  for (const box of boxes()) box.checked = allowed().has(box.name);
  opened.onclose = () => opened.remove();
  opened.onclick = ({ target }) => {
    const button = (target as Element).closest<HTMLElement>("[data-act]");
    const act = button?.dataset.act;
    if (!act) return;
    if (!place) opened.close();
    if (place || act == "save") {
      const decided = decide(acts[act], button!);
      if (place) decided.then(() => (opened.remove(), preferences(place))).then(led);
    }
  };
  if (place) {
    const room = place.shadowRoot ?? place.attachShadow({ mode: "open" });
    room.adoptedStyleSheets = shadow.adoptedStyleSheets;
    for (const { name, value } of shadow.host.attributes) place.setAttribute(name, value);
    room.append(opened);
  } else {
    shadow.append(opened);
    opened.showModal();
    led();
  }
  const [banner, notice] = await fetched;
  await banner.default({ module_or_path: wasm });
  const shows = new Uint8Array(await notice.arrayBuffer());
  // A button that is replaced between press and release loses its click.
  while (opened.matches(":active")) await new Promise(requestAnimationFrame);
  banner.mount(opened.querySelector("[data-slot=layer]"), shows, [...allowed()].join(" "), (press: string) =>
    record(4, banner, press).catch(() => banner.past("", "failed")),
  );
};

/** What the switches say: a category that was changed, and each service's own answer where there is a switch for it. */
const wish = (): Wish =>
  boxes()
    .filter(({ name, checked }) => name.includes("/") || checked != allowed().has(name))
    .map(({ name, checked }) => [name.split("/").pop()!, checked]);
