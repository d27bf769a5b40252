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
    banner.mount(opened.querySelector("[data-slot=layer]"), new Uint8Array(await reply.arrayBuffer()), [...allowed()].join(" "));
  } catch (error) {
    complain(error);
  }
};

/** What the switches say: a category that was changed, and each service's own answer where there is a switch for it. */
const wish = () =>
  boxes()
    .filter(({ name, checked }) => name.includes("/") || checked != allows(name))
    .map(({ name, checked }) => (checked ? "+" : "-") + name.split("/").pop())
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
