// The second layer: its skeleton comes with the engine and works at once; yew takes it over for services and cookies.

let dialog: HTMLDialogElement | undefined;

let style: CSSStyleSheet | undefined;

const boxes = () => [...dialog!.querySelectorAll<HTMLInputElement>("input[name]")];

/** Fetches what the second layer needs, on intent and on opening. */
const prepare = () => Promise.all([engine(), import(C.b[0])]);

const openPreferences = async () => {
  if (dialog?.open) return;
  let skeleton;
  try {
    skeleton = await engine();
  } catch (error) {
    return giveUp(error);
  }
  if (!style) {
    style = new CSSStyleSheet();
    style.replaceSync(skeleton.style);
    shadow.adoptedStyleSheets.push(style);
  }
  dialog?.remove();
  dialog = build(skeleton.tree) as HTMLDialogElement;
  for (const box of boxes()) box.checked = allows(box.name);
  const opened = dialog;
  dialog.onclose = () => opened.remove();
  shadow.append(dialog);
  dialog.showModal();
  dialog.querySelector<HTMLElement>("h2")?.focus();
  try {
    const [script, module, bytes] = C.b;
    const [banner, reply] = await Promise.all([import(script), fetch(bytes)]);
    await banner.default({ module_or_path: module });
    const slot = opened.querySelector("[data-slot=layer]");
    // What the visitor has switched meanwhile stays switched.
    const on = new Set([...C.c, ...C.s.map(([name]) => name)].filter(allows));
    for (const box of boxes()) {
      if (box.checked != on.has(box.name)) {
        const category = C.c.indexOf(box.name);
        for (const name of [box.name, ...C.s.filter(([, of]) => of == category).map(([name]) => name)]) {
          box.checked ? on.add(name) : on.delete(name);
        }
      }
    }
    banner.mount(slot, new Uint8Array(await reply.arrayBuffer()), [...on].join(" "));
  } catch (error) {
    complain("the list of services could not be fetched:", error);
  }
};

/** What the switches say: category names, and each service's own answer where there is a switch for it. */
const wish = () =>
  boxes()
    .map(({ name, checked }) => {
      const service = name.split("/")[1];
      return service ? (checked ? "+" : "-") + service : checked ? name : "";
    })
    .join(" ");

const onAct = (event: Event) => {
  const act = (event.target as Element).closest?.("[data-act]")?.getAttribute("data-act");
  if (!act) return;
  if (act == "preferences") openPreferences();
  else {
    const chosen = act == "save" ? wish() : undefined;
    dialog?.close();
    if (act == "accept-all") decide("a");
    else if (act == "reject-all") rejectAll();
    else if (act == "save") decide("c", chosen);
  }
};

/** Rejecting after a yes is a withdrawal. */
const rejectAll = () => decide(known && known.on.size > 1 && known.act != "r" ? "w" : "r");

const onIntent = (event: Event) => {
  if ((event.target as Element).closest?.("[data-act=preferences]")) prepare().catch(() => {});
};
